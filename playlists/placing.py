"""Where the lines that nobody has claimed yet come to lie, one after the other; pure.

By the programme's policy for lost time an item keeps its time (and sounds in part, or not at all), or begins when the
one before it is over and the air is free for all of it. A hard end is kept by leaving items out beforehand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from content.clearance import Cleared
from content.models import Urgency
from playlists.catchup import CatchUp
from playlists.rundown import FRAME, Coming, Lost, Refused, Slot, is_from_outside
from playlists.spans import Span, audible, first_fit, is_touched
from playlists.timetable import Occurrence

SOON = timedelta(milliseconds=500)  # between a decision and its first frame: to write it down, and to be told of it
FORGIVEN = timedelta(milliseconds=400)  # by which an item may be found late and still count as begun on time

NOT_RUNNING = "đài không hoạt động vào giờ phát"
COVERED = "bị tiếng ưu tiên hơn chiếm giờ"
TOO_LATE = "đã quá giờ được phát muộn"
NO_TIME = "không kịp xong trước giờ phải kết thúc"
WAITED = "chờ tiếng ưu tiên hơn hoặc chương trình trước phát xong"
SHIFTED = "lùi theo mục trước"
BACK = "đài hoạt động trở lại sau giờ phát"

URGENCY_RANK = {Urgency.URGENT: 0, Urgency.PRIORITY: 1, Urgency.NORMAL: 2}
Barring = tuple[datetime, datetime, str]


@dataclass(frozen=True, slots=True)
class Around:
    """What an occurrence finds in a zone: the time, what sounds over it, what bars it, and whose turn is next.

    `until`: an equal starts then; what was put off has to be over.
    """

    now: datetime
    taken: tuple[Span, ...] = ()
    barred: Sequence[Barring] = ()
    until: datetime | None = None
    stopped_because: str = ""

    def barring(self, span: Span) -> str:
        """Return why nothing may sound in a span, "" when it may."""
        return next((why for begin, end, why in self.barred if begin < span[1] and span[0] < end), "")


class Unit(NamedTuple):
    """A line with the pause before it, and how it stands: cleared, or refused for a reason; and by when it is over."""

    key: str
    announcement_id: int
    title: str
    pause: timedelta
    cleared: Cleared | None
    refusal: str = ""
    until: datetime | None = None

    def from_when(self, begin: datetime) -> "Unit":
        """Return the unit as long as it may be from then on; one whose end is past has no time left."""
        if self.until is None or self.cleared is None:
            return self
        frames = min(self.cleared.frames, max(0, (self.until - begin) // FRAME))
        return self._replace(cleared=replace(self.cleared, frames=frames), refusal="" if frames else NO_TIME)

    @property
    def length(self) -> timedelta:
        """How long it sounds."""
        return self.cleared.frames * FRAME if self.cleared else timedelta(0)

    @property
    def joins(self) -> bool:
        """Does its sound come in from outside, and so cannot wait?"""
        return self.cleared is not None and is_from_outside(self.cleared.clip_sha256)


class Hands(NamedTuple):
    """The two hands of the clock by which items are laid: where the plan is, and where the air is."""

    planned: datetime
    actual: datetime

    def after(self, pause: timedelta) -> "Hands":
        """Return the hands after a pause."""
        return Hands(self.planned + pause, self.actual + pause) if pause else self


def placed(units: Sequence[Unit], hands: Hands, occurrence: Occurrence, around: Around) -> list[Coming]:
    """Return what becomes of every unit; where not all fit, the less urgent and then the later are left out."""
    everything = _run(units, hands, occurrence, around, frozenset(range(len(units))))
    if all(_fits(each, occurrence, around) for each in everything):
        return everything
    kept: set[int] = set()
    room = occurrence.ends_by - hands.actual if occurrence.ends_by else timedelta.max
    for number in sorted(range(len(units)), key=lambda number: (_urgency(units[number]), number)):
        if units[number].length > room and not units[number].joins:
            continue
        chosen = [units[each] for each in sorted(kept | {number})]
        trial = _run(chosen, hands, occurrence, around, None)
        if all(_fits(each, occurrence, around) for each in trial):
            kept.add(number)
            if occurrence.ends_by:
                room = occurrence.ends_by - hands.actual - _sounding(trial)
    return _run(units, hands, occurrence, around, frozenset(kept))


def _sounding(coming: Iterable[Coming]) -> timedelta:
    return sum((each.frames * FRAME for each in coming if isinstance(each, Slot)), timedelta(0))


def _run(
    units: Sequence[Unit], hands: Hands, occurrence: Occurrence, around: Around, kept: frozenset[int] | None
) -> list[Coming]:
    found: list[Coming] = []
    for number, unit in enumerate(units):
        if kept is not None and number not in kept:
            found.append(_refused(unit, hands, NO_TIME))
            continue
        what, hands = _place(unit, hands.after(unit.pause), occurrence, around)
        found.append(what)
    return found


def _place(unit: Unit, hands: Hands, occurrence: Occurrence, around: Around) -> tuple[Coming, Hands]:
    unit = unit.from_when(max(hands.planned, hands.actual) if occurrence.policy.moves else hands.planned)
    reason = unit.refusal or around.stopped_because
    if reason or unit.cleared is None:
        return _refused(unit, hands, reason), hands
    fixed = not occurrence.policy.moves
    what = (_in_its_time if fixed or unit.joins else _when_free)(unit, unit.cleared, hands, occurrence, around)
    if isinstance(what, Slot) and (barring := around.barring((what.starts_at, what.ends_at))):
        return _refused(unit, hands, barring), hands
    planned = hands.planned + unit.length
    if isinstance(what, Slot):
        return what, Hands(planned if fixed else what.planned + unit.length, planned if fixed else what.ends_at)
    if isinstance(what, Lost):
        return what, Hands(planned, max(hands.actual, what.slot.ends_at))
    return what, Hands(planned, hands.actual)


def _in_its_time(unit: Unit, cleared: Cleared, hands: Hands, occurrence: Occurrence, around: Around) -> Coming:
    """An item whose time is fixed: it sounds then, in part where something lies over it, or is lost."""
    starts_at = max(hands.planned, hands.actual) if occurrence.policy.moves else hands.planned
    slot = _slot(unit, cleared, starts_at, hands.planned, SHIFTED if starts_at > hands.planned else "")
    if occurrence.ends_by and unit.joins and slot.ends_at > occurrence.ends_by > starts_at:
        slot = slot._replace(frames=(occurrence.ends_by - starts_at) // FRAME)
    span = (slot.starts_at, slot.ends_at)
    if slot.ends_at <= around.now:
        return Lost(slot, NOT_RUNNING if audible(span, around.taken) else COVERED)
    if unit.joins or occurrence.policy.joins:
        heard = audible(span, around.taken, since=around.now)
        return slot._replace(sounds_at=heard[0][0] if heard else None, joins=True)
    if is_touched(span, around.taken):
        return Lost(slot, COVERED)
    return Lost(slot, NOT_RUNNING) if starts_at < around.now - FORGIVEN else slot._replace(sounds_at=starts_at)


def _when_free(unit: Unit, cleared: Cleared, hands: Hands, occurrence: Occurrence, around: Around) -> Coming:
    """An item that may wait: it begins when the one before it is over and the air is free for all of it."""
    length = unit.length
    due = first_fit(hands.actual, length, around.taken)
    is_past, is_late = due + length <= around.now, due < around.now - FORGIVEN
    if is_past and occurrence.policy.catch_up is not CatchUp.LATE:
        return Lost(_slot(unit, cleared, due, hands.planned), NOT_RUNNING)
    starts_at = first_fit(max(due, around.now + SOON), length, around.taken) if is_late else due
    if starts_at - hands.planned > occurrence.policy.patience:
        return _refused(unit, hands, NOT_RUNNING if is_past else TOO_LATE)
    because = WAITED if due > hands.actual else BACK if is_late else SHIFTED
    planned = min(hands.planned, starts_at)
    return _slot(unit, cleared, starts_at, planned, because if planned < starts_at else "", starts_at)


def _fits(what: Coming, occurrence: Occurrence, around: Around) -> bool:
    if not isinstance(what, Slot):
        return True
    is_put_off = what.starts_at - what.planned > FORGIVEN
    ends = [occurrence.ends_by, around.until if is_put_off else None]
    return all(end is None or what.ends_at <= end for end in ends)


def _urgency(unit: Unit) -> int:
    return URGENCY_RANK[Urgency(unit.cleared.urgency)] if unit.cleared else 0


def _refused(unit: Unit, hands: Hands, reason: str) -> Refused:
    return Refused(unit.key, unit.announcement_id, unit.title, hands.actual, reason)


def _slot(
    unit: Unit,
    cleared: Cleared,
    starts_at: datetime,
    planned_at: datetime,
    because: str = "",
    sounds_at: datetime | None = None,
) -> Slot:
    return Slot(
        key=unit.key,
        announcement_id=unit.announcement_id,
        title=cleared.title,
        clip_sha256=cleared.clip_sha256,
        frames=cleared.frames,
        starts_at=starts_at,
        approval_id=cleared.approval_id,
        planned_at=planned_at,
        put_off_because=because,
        sounds_at=sounds_at,
    )
