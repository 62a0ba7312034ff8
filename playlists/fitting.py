"""Which of the lines to come are left out beforehand, so that hard starts and hard ends are kept; pure.

A hard start parts an occurrence: what comes before it is over by then, the less urgent and then the later left out;
nothing is cut on the air. Between two of them, and up to the hard end, each part is fitted by itself.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from content.models import Urgency
from playlists.placing import NO_TIME, Around, Hands, Room, Unit, fits, place, refused
from playlists.rundown import FRAME, Awaited, Coming, Slot
from playlists.timetable import Occurrence

URGENCY_RANK = {Urgency.URGENT: 0, Urgency.PRIORITY: 1, Urgency.NORMAL: 2}


def placed(units: Sequence[Unit], hands: Hands, occurrence: Occurrence, around: Around) -> list[Coming]:
    """Return what becomes of every unit; where not all fit, the less urgent and then the later are left out."""
    found: list[Coming] = []
    for part, room in _parts(units, hands, Room(occurrence, around, occurrence.ends_by, NO_TIME)):
        coming, hands = _fitted(part, hands, room)
        found += coming
    return found


def before(title: str) -> str:
    """Return why something is left out for what begins on the dot."""
    return f"không kịp xong trước khi «{title}» bắt đầu đúng giờ"


def _parts(units: Sequence[Unit], hands: Hands, room: Room) -> list[tuple[Sequence[Unit], Room]]:
    """Part the units where one begins on the dot; the last first, for it is what comes before that gives way."""
    found, end = [], len(units)
    for number in range(len(units) - 1, -1, -1):
        unit = units[number]
        if unit.begins is not None and _holds(unit, hands, room):
            found.append((units[number:end], room))
            room, end = Room(room.occurrence, room.around, unit.begins, before(unit.title)), number
    return [(units[:end], room), *reversed(found)]


def _holds(unit: Unit, hands: Hands, room: Room) -> bool:
    """Will it sound, from a time that the occurrence has before it, and be over in time?"""
    if unit.begins is None or unit.begins < room.occurrence.starts_at:
        return False
    what, _ = place(unit, hands, room)
    return isinstance(what, Slot | Awaited) and fits(what, room)


def _fitted(units: Sequence[Unit], hands: Hands, room: Room) -> tuple[list[Coming], Hands]:
    everything = _run(units, hands, room, frozenset(range(len(units))))
    if all(fits(each, room) for each in everything[0]):
        return everything
    kept: set[int] = set()
    left = room.ends_by - hands.actual if room.ends_by else None
    for number in sorted(range(len(units)), key=lambda number: _rank(units, number)):
        if left is not None and units[number].length > left and not units[number].joins:
            continue
        trial, _ = _run([units[each] for each in sorted(kept | {number})], hands, room, None)
        if all(fits(each, room) for each in trial):
            kept.add(number)
            if room.ends_by:
                left = room.ends_by - hands.actual - _sounding(trial)
    return _run(units, hands, room, frozenset(kept))


def _rank(units: Sequence[Unit], number: int) -> tuple[bool, int, int]:
    """Order what is to be kept: first what begins on the dot, then the more urgent, then the earlier."""
    unit = units[number]
    urgency = URGENCY_RANK[Urgency(unit.cleared.urgency)] if unit.cleared else 0
    return number > 0 or unit.begins is None, urgency, number


def _sounding(coming: Iterable[Coming]) -> timedelta:
    return sum((each.frames * FRAME for each in coming if isinstance(each, Slot)), timedelta(0))


def _run(units: Sequence[Unit], hands: Hands, room: Room, kept: frozenset[int] | None) -> tuple[list[Coming], Hands]:
    found: list[Coming] = []
    for number, unit in enumerate(units):
        if kept is not None and number not in kept:
            found.append(refused(unit, hands, room.reason))
            continue
        what, hands = place(unit, hands, room)
        found.append(what)
    return found, hands
