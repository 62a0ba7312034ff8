"""The cut-off: what has no approval when an occurrence is settled is left out of it, even if it is approved then; pure.

An occurrence is settled some time before its start. One that was booked, changed, or whose playlist was edited, later
than that is settled then: whatever was approved before it was put there airs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from content.clearance import Barred, Cleared, Fillable, Standing
from content.models import Form
from playlists.rundown import Line, Room
from playlists.timetable import Occurrence

FIRST_ROOM = 10_000  # a playlist has fewer rooms of its own
USUAL_FRAMES = 5_000  # two minutes: of what has no sound yet
REPLACEABLE = frozenset({Form.SPEECH, Form.RECORDING})  # a greeting or a jingle stands for nothing else

Place = tuple[str, int]  # an occurrence's key and a zone


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
    def room(self) -> Room | None:
        """The room that it leaves to another announcement; None where nothing may air in its place."""
        if isinstance(self.stands, Fillable) or self.stands.form not in REPLACEABLE:
            return None
        return Room(room_number(self.line.key), self.stands.frames or USUAL_FRAMES)

    def late(self, reason: str) -> Late:
        """Return how it stands in its occurrence."""
        return Late(self.stands.announcement_id, self.stands.title, reason, is_pending=True, stands=self.stands)


def room_number(key: str) -> int:
    """Return the number of the room that the item with this key leaves: never one of a playlist's own rooms."""
    announcement, _, turn = key.partition(".")
    return FIRST_ROOM + int(announcement) * 100 + int(turn) % 100


def is_stand_in(line: Line) -> bool:
    """Does this line air in the place of another?"""
    room, _, _ = line.key.partition(".")
    return room.startswith("q") and int(room[1:]) >= FIRST_ROOM


def stand_ins(key: str, lines: Iterable[Line]) -> list[int]:
    """Return the announcements among these lines that air in the place of the item with this key."""
    prefix = f"q{room_number(key)}."
    return list(dict.fromkeys(line.announcement_id or 0 for line in lines if line.key.startswith(prefix)))


def settled_at(occurrence: Occurrence, edited_at: datetime | None, cut_off: timedelta) -> datetime:
    """Return when it is settled what an occurrence may air."""
    changed_at = occurrence.change.made_at if occurrence.change else None
    return max(occurrence.starts_at - cut_off, occurrence.booked_at, *filter(None, (edited_at, changed_at)))


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
    found: Iterable[Gap], lines: Mapping[str, Sequence[Line]], *, cut_off: timedelta
) -> tuple[dict[str, tuple[Line, ...]], dict[str, dict[int, Standing]]]:
    """Return the lines of the occurrences that change, and how things stand in those alone.

    After each gap comes the room that it leaves, into which the queue is drawn.
    """
    changed: dict[str, list[Line]] = {}
    standings: dict[str, dict[int, Standing]] = {}
    for gap in found:
        key = gap.occurrence.key
        standings.setdefault(key, {})[gap.stands.announcement_id] = gap.late(_reason(gap, (), cut_off))
        if gap.room is not None:
            its_lines = changed.setdefault(key, list(lines.get(key, ())))
            its_lines.insert(its_lines.index(gap.line) + 1, Line(f"q{gap.room.number}", None, room=gap.room))
    return {key: tuple(each) for key, each in changed.items()}, standings


def places(
    standings: Mapping[Place, Mapping[int, Standing]],
    found: Iterable[Gap],
    drawn: Mapping[Place, Sequence[Line]],
    known: Mapping[int, Standing],
    *,
    cut_off: timedelta,
) -> dict[Place, Mapping[int, Standing]]:
    """Return how everything stands in each place, what came too late among it with what airs instead there."""
    told = dict(standings)
    for gap in found:
        for zone_id in gap.occurrence.zones:
            place = (gap.occurrence.key, zone_id)
            instead = stand_ins(gap.line.key, drawn.get(place, ()))
            titles = [known[number].title for number in instead if number in known]
            late = {gap.stands.announcement_id: gap.late(_reason(gap, titles, cut_off))}
            told[place] = {**told.get(place, {}), **late}
    return told


def _is_unapproved(stands: Standing, at: datetime) -> bool:
    """Had this no approval at that moment?"""
    if isinstance(stands, Cleared):  # as good as always, ten thousand times a look
        return stands.decided_at is not None and stands.decided_at > at
    if isinstance(stands, Fillable):
        return _is_unapproved(stands.approved, at)
    return stands.is_pending


def _reason(gap: Gap, instead: Sequence[str], cut_off: timedelta) -> str:
    minutes = cut_off // timedelta(minutes=1)
    if instead:
        return f"chưa duyệt lúc T-{minutes} phút, thay bằng {', '.join(f'«{title}»' for title in instead)}"
    if isinstance(gap.stands, Barred):
        return gap.stands.reason
    return f"chưa duyệt lúc T-{minutes} phút, duyệt sau đó không còn kịp"
