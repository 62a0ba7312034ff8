"""What a playlist would air, from when to when, if it began at a given time: with every approval as it stands today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

from sqlalchemy.orm import Session

from broadcaster.relaying import facts as relay_facts
from content.clearance import Barred, Cleared, Fillable, Standing
from content.models import Urgency
from content.queries import standings
from playlists import catchup, hardtimes, queries, relay_items, relay_sources
from playlists.laying import rundown
from playlists.models import Item
from playlists.placing import NO_TIME, Around
from playlists.rundown import FRAME, Awaited, Coming, Line, Lost, Refused, Slot
from playlists.timetable import Occurrence
from station import clock

DRAWN = 10**9  # from here on the numbers, in an announcement's place, of what will be drawn from the queue
QUEUE_TITLE = "Lấy từ hàng chờ"
ANYWHERE = 0  # the zone of a running order: where an item may be heard is another question


@dataclass(frozen=True)
class Planned:
    """What becomes of one item: from when to when it sounds (a live slot: may), or why it does not."""

    key: str
    title: str
    begins_at: datetime | None
    ends_at: datetime | None
    reason: str = ""


def running_order(
    session: Session, items: Sequence[Item], *, starts_at: time, ends_at: time | None, on: date, timezone: tzinfo
) -> list[Planned]:
    """Return what becomes of every item that is not a pause, in order, on that day."""
    begin = clock.instant(on, starts_at, timezone)
    occurrence = Occurrence(
        0, "", 0, begin, frozenset({ANYWHERE}), 0, begin, ends_by=catchup.hard_end(on, starts_at, ends_at, timezone)
    )
    lines = hardtimes.timed(queries.lines(items), begin, timezone)
    relays = relay_items.lines(items)
    lines = relay_facts.with_ends(lines, relays, occurrence, timezone)
    known = {**_clips(session, lines), **_relays(session, relays.values())}
    lines, drawn = _filled(lines, known, occurrence)
    known |= drawn
    laid = rundown(occurrence, lines, (), known, zone_id=ANYWHERE, timezone=timezone, around=Around(begin))
    return [_told(each) for each in laid.coming]


def _filled(
    lines: Sequence[Line], known: Mapping[int, Standing], occurrence: Occurrence
) -> tuple[tuple[Line, ...], dict[int, Standing]]:
    """Return the lines with something as long as the room there is in the place of what will be drawn."""
    lengths = {line.key: line.live_frames or _frames(known.get(line.announcement_id or 0)) for line in lines}
    found, drawn = [], dict[int, Standing]()
    for place, line in enumerate(lines):
        if line.room is not None:
            left = hardtimes.room_left(
                lines, place, lengths, starts_at=occurrence.starts_at, ends_by=occurrence.ends_by
            )
            frames = line.room.frames if left is None else min(line.room.frames, left // FRAME)
            lengths[line.key] = frames
            drawn[DRAWN + place] = _anything(DRAWN + place, frames)
            line = line._replace(announcement_id=DRAWN + place)
        found.append(line)
    return tuple(found), drawn


def _frames(stands: Standing | None) -> int:
    return stands.frames if isinstance(stands, Cleared) else 0


def _anything(number: int, frames: int) -> Standing:
    if not frames:
        return Barred(number, QUEUE_TITLE, NO_TIME)
    zones = frozenset({ANYWHERE})
    return Cleared(number, QUEUE_TITLE, Urgency.NORMAL, "0" * 64, frames, 0, zones, None, None)


def _clips(session: Session, lines: Iterable[Line]) -> dict[int, Standing]:
    """Return how the announcements stand, wherever they are for; a line counts as long as it was approved."""
    found: Mapping[int, Standing] = standings(session, {line.announcement_id for line in lines if line.announcement_id})
    approved = {number: each.approved if isinstance(each, Fillable) else each for number, each in found.items()}
    return {
        number: replace(each, zones=frozenset({ANYWHERE})) if isinstance(each, Cleared) else each
        for number, each in approved.items()
    }


def _relays(session: Session, relays: Iterable[relay_items.RelayLine]) -> dict[int, Standing]:
    relays = list(relays)
    known = relay_sources.standings(session, [relay.source_id for relay in relays]) if relays else {}
    zones = frozenset({ANYWHERE})
    return {
        relay.number: relay_facts.standing(relay.number, known, relay_facts.frames_of(relay), zones) for relay in relays
    }


def _told(coming: Coming) -> Planned:
    match coming:
        case Slot():
            return Planned(coming.key, coming.title, coming.starts_at, coming.ends_at)
        case Awaited():
            return Planned(coming.slot.key, coming.slot.title, coming.slot.starts_at, coming.until)
        case Lost():
            return Planned(coming.slot.key, coming.slot.title, None, None, coming.reason)
        case Refused():
            return Planned(coming.key, coming.title, None, None, coming.reason)
