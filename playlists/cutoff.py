"""The cut-off: what has no approval when an occurrence is settled is left out of it, even if it is approved then; pure.

An occurrence is settled some time before its start. One that was booked, or whose playlist was edited, later than
that is settled then: whatever was approved before it was put there airs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from content.clearance import Barred, Cleared, Fillable, Standing
from content.models import Form
from playlists.rundown import Line
from playlists.timetable import Occurrence

REPLACEABLE = frozenset({Form.SPEECH, Form.RECORDING})  # a greeting or a jingle stands for nothing else


@dataclass(frozen=True)
class Late(Barred):
    """An announcement without approval when its occurrence was settled: no more of it begins there.

    What was claimed of it before (its turn had come, by another setting) is judged as ever.
    """

    stands: Cleared | Barred | Fillable | None = None

    def objection(self, clip_sha256: str, *, zone_id: int, on: date) -> str:
        """Return why what was claimed must stop, "" when it may go on."""
        found = self.stands.objection(clip_sha256, zone_id=zone_id, on=on) if self.stands else self.reason
        return found or ""


class Gap(NamedTuple):
    """An item of an occurrence that was not approved in time, and how it stands."""

    occurrence: Occurrence
    line: Line
    stands: Cleared | Barred | Fillable

    @property
    def name(self) -> str:
        """The name under which what airs in its place is claimed, and told of: one for each item of an occurrence."""
        return stand_in_key(self.line.key)

    @property
    def is_replaced(self) -> bool:
        """May another announcement air in its place?"""
        form = self.stands.approved.form if isinstance(self.stands, Fillable) else self.stands.form
        return form in REPLACEABLE


def stand_in_key(key: str) -> str:
    """Return the key of the line that airs in the place of the line with this key."""
    return f"thay.{key}"


def settled_at(occurrence: Occurrence, edited_at: datetime | None, cut_off: timedelta) -> datetime:
    """Return when it is settled what an occurrence may air."""
    return max(occurrence.starts_at - cut_off, occurrence.booked_at, edited_at or occurrence.booked_at)


def gaps(
    starts: Iterable[Occurrence],
    lines: Mapping[str, Sequence[Line]],
    standings: Mapping[int, Standing],
    edited: Mapping[int, datetime],
    *,
    cut_off: timedelta,
    now: datetime,
) -> list[Gap]:
    """Return the items that were not approved when their occurrences were settled, which is past."""
    starts = list(starts)
    if not cut_off or not starts:
        return []
    earliest = min(each.starts_at for each in starts) - cut_off
    doubtful = {number for number, stands in standings.items() if _is_unapproved(stands, earliest)}
    if not doubtful:
        return []
    found = []
    for each in starts:
        at = settled_at(each, edited.get(each.playlist_id), cut_off)
        for line in lines.get(each.key, ()) if at <= now else ():
            stands = standings[line.announcement_id] if line.announcement_id in doubtful else None
            if isinstance(stands, Cleared | Barred | Fillable) and _is_unapproved(stands, at):
                found.append(Gap(each, line, stands))
    return found


def settle(
    found: Iterable[Gap],
    lines: Mapping[str, Sequence[Line]],
    stand_ins: Mapping[tuple[str, str], Cleared],
    *,
    cut_off: timedelta,
) -> tuple[dict[str, tuple[Line, ...]], dict[str, dict[int, Standing]]]:
    """Return the lines of the occurrences that change, and how things stand in those alone.

    What airs in the place of a gap comes after it; `stand_ins` are by the occurrence's and the gap's names.
    """
    changed: dict[str, list[Line]] = {}
    standings: dict[str, dict[int, Standing]] = {}
    for gap in found:
        key = gap.occurrence.key
        instead = stand_ins.get((key, gap.name))
        reason = _reason(gap, instead, cut_off)
        late = Late(gap.stands.announcement_id, gap.stands.title, reason, is_pending=True, stands=gap.stands)
        standings.setdefault(key, {})[late.announcement_id] = late
        if instead is not None:
            its_lines = changed.setdefault(key, list(lines.get(key, ())))
            place = its_lines.index(gap.line)
            its_lines.insert(place + 1, Line(gap.name, instead.announcement_id))
    return {key: tuple(each) for key, each in changed.items()}, standings


def places(
    standings: Mapping[tuple[str, int], Mapping[int, Standing]],
    settled: Mapping[str, Mapping[int, Standing]],
    starts: Iterable[Occurrence],
) -> dict[tuple[str, int], Mapping[int, Standing]]:
    """Return how everything stands in each place, what was settled for its occurrence among it."""
    found = dict(standings)
    for each in starts if settled else ():
        if late := settled.get(each.key):
            found |= {(each.key, zone_id): {**found.get((each.key, zone_id), {}), **late} for zone_id in each.zones}
    return found


def _is_unapproved(stands: Standing, at: datetime) -> bool:
    """Had this no approval at that moment?"""
    if isinstance(stands, Barred):
        return stands.is_pending
    decided_at = stands.approved.decided_at if isinstance(stands, Fillable) else stands.decided_at
    return decided_at is not None and decided_at > at


def _reason(gap: Gap, instead: Cleared | None, cut_off: timedelta) -> str:
    minutes = cut_off // timedelta(minutes=1)
    if instead is not None:
        return f"chưa duyệt lúc T-{minutes} phút, thay bằng «{instead.title}»"
    if isinstance(gap.stands, Barred):
        return gap.stands.reason
    return f"chưa duyệt lúc T-{minutes} phút, duyệt sau đó không còn kịp"
