"""Where one line that nobody has claimed yet comes to lie; pure.

By the programme's policy for lost time an item keeps its time (and sounds in part, or not at all), or begins when the
one before it is over and the air is free for all of it. One with a hard start begins then, whatever came before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from content.clearance import Cleared
from playlists.catchup import CatchUp
from playlists.rundown import FRAME, Awaited, Coming, Lost, Refused, Slot, is_from_outside
from playlists.spans import Span, audible, first_fit, is_touched
from playlists.timetable import Occurrence

SOON = timedelta(milliseconds=500)  # between a decision and its first frame: to write it down, and to be told of it
WAIT = timedelta(seconds=20)  # for somebody to speak, when the turn of a live slot has come
SHORTEST_TALK = timedelta(seconds=10)  # with less left a live slot is no use
FORGIVEN = timedelta(milliseconds=400)  # by which an item may be found late and still count as begun on time

NOT_RUNNING = "đài không hoạt động vào giờ phát"
COVERED = "bị tiếng ưu tiên hơn chiếm giờ"
TOO_LATE = "đã quá giờ được phát muộn"
NO_TIME = "không kịp xong trước giờ phải kết thúc"
WAITED = "chờ tiếng ưu tiên hơn hoặc chương trình trước phát xong"
SHIFTED = "lùi theo mục trước"
BACK = "đài hoạt động trở lại sau giờ phát"
NOBODY = "không có ai nói trực tiếp"
PAST = "giờ hẹn đã qua khi buổi phát bắt đầu"

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
    """A line with the pause before it, and how it stands: cleared, or refused for a reason.

    `until`: by when it is over. `begins`: when it begins, whatever comes before it. `waits`: how long somebody may
    speak in it. `ahead`: what the plan had before it and the air need not wait for; `after`: where the plan then was,
    if that was on the dot. `over_by`: left out if it is not.
    """

    key: str
    announcement_id: int
    title: str
    pause: timedelta
    cleared: Cleared | None
    refusal: str = ""
    until: datetime | None = None
    begins: datetime | None = None
    waits: timedelta = timedelta(0)
    ahead: timedelta = timedelta(0)
    over_by: datetime | None = None
    after: datetime | None = None

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


@dataclass(frozen=True, slots=True)
class Room:
    """Whose turn it is, what it finds around it, and when all must be over; `reason` tells of what has no room."""

    occurrence: Occurrence
    around: Around
    ends_by: datetime | None = None
    reason: str = NO_TIME

    @property
    def is_fixed(self) -> bool:
        """Do items keep their times, whatever happened before them?"""
        return not self.occurrence.policy.moves


class Hands(NamedTuple):
    """The two hands of the clock by which items are laid: where the plan is, and where the air is."""

    planned: datetime
    actual: datetime

    def after(self, pause: timedelta, ahead: timedelta = timedelta(0)) -> "Hands":
        """Return the hands after a pause, and after what only the plan waits for."""
        return Hands(self.planned + pause + ahead, self.actual + pause) if pause or ahead else self


def place(unit: Unit, hands: Hands, room: Room) -> tuple[Coming, Hands]:
    """Return what becomes of a line, and where the hands are after it."""
    turn = turn_of(unit, hands, room.occurrence)
    if unit.waits:
        return _awaited(unit, turn, hands, room)
    unit = unit.from_when(turn.planned if room.is_fixed else max(turn.planned, turn.actual))
    reason = unit.refusal or room.around.stopped_because
    if reason or unit.cleared is None:
        return refused(unit, turn, reason), hands if unit.begins else turn
    what = (_in_its_time if room.is_fixed or unit.joins else _when_free)(unit, unit.cleared, turn, room)
    if isinstance(what, Slot) and (barring := _bars(unit, what, room.around)):
        return refused(unit, turn, barring), hands if unit.begins else turn
    return what, _after(what, unit, turn, hands, room)


def _bars(unit: Unit, slot: Slot, around: Around) -> str:
    if unit.over_by is not None and slot.ends_at > unit.over_by:
        return NO_TIME
    return around.barring((slot.starts_at, slot.ends_at))


def _awaited(unit: Unit, turn: Hands, before: Hands, room: Room) -> tuple[Coming, Hands]:
    """A live slot: a short wait for somebody to speak, with all its time kept free while it is not over."""
    around, keeps_time = room.around, room.is_fixed and unit.begins is None
    at = turn.planned if keeps_time else first_fit(turn.actual, WAIT, around.taken)
    length = min(unit.waits, room.ends_by - at) if room.ends_by else unit.waits
    slot = Slot(unit.key, unit.announcement_id, unit.title, "", min(WAIT, length) // FRAME, at)
    reason = unit.refusal or around.stopped_because or ("" if length >= SHORTEST_TALK else room.reason)
    if reason := reason or around.barring((slot.starts_at, slot.ends_at)):
        return refused(unit, turn, reason), before if unit.begins else turn
    planned = max(before.planned, at if room.is_fixed else turn.planned)
    if slot.ends_at <= around.now:
        return Lost(slot, NOT_RUNNING), Hands(planned + slot.frames * FRAME, slot.ends_at)
    return Awaited(slot, at + length, NOBODY), Hands(planned + length, at + length)


def turn_of(unit: Unit, hands: Hands, occurrence: Occurrence) -> Hands:
    """Return the hands when it is a line's turn; a pause before a hard start gives way to it."""
    if unit.after is not None:
        planned = max(hands.planned, unit.after)
        hands = Hands(planned, hands.actual if occurrence.policy.moves else planned)
    if unit.begins is None:
        return hands.after(unit.pause, unit.ahead)
    if unit.begins < occurrence.starts_at:  # past before the occurrence begins: its turn comes, and it is late
        return Hands(unit.begins, hands.after(unit.pause).actual)
    return Hands(unit.begins, max(hands.actual, unit.begins))


def _after(what: Coming, unit: Unit, turn: Hands, before: Hands, room: Room) -> Hands:
    begun = max(before.planned, turn.planned)
    if isinstance(what, Slot):
        planned = max(before.planned, what.planned) if unit.begins else what.planned
        end = what.starts_at + unit.length
        return Hands(end, end) if room.is_fixed else Hands(planned + unit.length, what.ends_at)
    if isinstance(what, Lost):
        return Hands(begun + unit.length, max(turn.actual, what.slot.ends_at))
    return Hands(begun + unit.length, turn.actual)


def _in_its_time(unit: Unit, cleared: Cleared, hands: Hands, room: Room) -> Coming:
    """An item whose time is fixed: it sounds then, in part where something lies over it, or is lost."""
    around = room.around
    starts_at = hands.planned if room.is_fixed and unit.begins is None else max(hands.planned, hands.actual)
    slot = _slot(unit, cleared, starts_at, hands.planned, SHIFTED if starts_at > hands.planned else "")
    if room.ends_by and unit.joins and slot.ends_at > room.ends_by > starts_at:
        slot = slot._replace(frames=(room.ends_by - starts_at) // FRAME)
    span = (slot.starts_at, slot.ends_at)
    if slot.ends_at <= around.now:
        return Lost(slot, NOT_RUNNING if audible(span, around.taken) else COVERED)
    if unit.joins or room.occurrence.policy.joins:
        heard = audible(span, around.taken, since=around.now)
        return slot._replace(sounds_at=heard[0][0] if heard else None, joins=True)
    if is_touched(span, around.taken):
        return Lost(slot, COVERED)
    return Lost(slot, NOT_RUNNING) if starts_at < around.now - FORGIVEN else slot._replace(sounds_at=starts_at)


def _when_free(unit: Unit, cleared: Cleared, hands: Hands, room: Room) -> Coming:
    """An item that may wait: it begins when the one before it is over and the air is free for all of it."""
    around, policy, length = room.around, room.occurrence.policy, unit.length
    due = first_fit(hands.actual, length, around.taken)
    is_past, is_late = due + length <= around.now, due < around.now - FORGIVEN
    if is_past and policy.catch_up is not CatchUp.LATE:
        return Lost(_slot(unit, cleared, due, hands.planned), NOT_RUNNING)
    starts_at = first_fit(max(due, around.now + SOON), length, around.taken) if is_late else due
    if starts_at - hands.planned > policy.patience:
        return refused(unit, hands, NOT_RUNNING if is_past else _too_late(unit, room.occurrence))
    because = WAITED if due > hands.actual else BACK if is_late else SHIFTED
    planned = min(hands.planned, starts_at)
    return _slot(unit, cleared, starts_at, planned, because if planned < starts_at else "", starts_at)


def _too_late(unit: Unit, occurrence: Occurrence) -> str:
    return PAST if unit.begins and unit.begins < occurrence.starts_at else TOO_LATE


def fits(what: Coming, room: Room) -> bool:
    """Is it over in time?"""
    if not isinstance(what, Slot):
        return True
    is_put_off = what.starts_at - what.planned > FORGIVEN
    ends = [room.ends_by, room.around.until if is_put_off else None]
    return all(end is None or what.ends_at <= end for end in ends)


def refused(unit: Unit, hands: Hands, reason: str) -> Refused:
    """Return the line as one that is not aired."""
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
