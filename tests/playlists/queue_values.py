"""Values for the rules of the queue: candidates, zones' histories, starts of programmes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from playlists.queueing import draws
from playlists.queueing.draws import Draws
from playlists.queueing.queue import Airing, Candidate, Goal, Heard, History, Queue
from playlists.rundown import FRAME, Claim, Line, Room
from playlists.timetable import Occurrence
from tests.conftest import SAIGON

DAY = date(2026, 11, 23)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
MINUTE_FRAMES = 60 * SECOND // FRAME


def candidate(number: int, seconds: float = 60, **terms: Any) -> Candidate:
    """An approved announcement in the queue, for zone 1 unless told."""
    terms.setdefault("zones", frozenset({1}))
    return Candidate(number, f"Bản tin {number}", round(seconds * SECOND / FRAME), **terms)


def goal(number: int, *, airings: int = 0, frames: int = 0, last_day: date = DAY + timedelta(days=9)) -> Goal:
    """A campaign's goal, from DAY on."""
    return Goal(number, f"Đợt {number}", DAY, last_day, airings, frames)


def queue(candidates: Iterable[Candidate], goals: Iterable[Goal] = ()) -> Queue:
    """A queue of these."""
    kept = tuple(candidates)
    serving = {each.announcement_id: each.campaign_id for each in kept if each.campaign_id}
    return Queue(kept, {each.campaign_id: each for each in goals}, serving)


def begins(day: date = DAY, at: time = time(5, 30)) -> datetime:
    """An instant by the commune's clock."""
    return datetime.combine(day, at, tzinfo=SAIGON).astimezone(UTC)


def airing(number: int, day: date = DAY, at: time = time(4, 0), frames: int = MINUTE_FRAMES) -> Airing:
    """Something that was heard."""
    return Airing(number, begins(day, at), day, frames)


def heard(airings: Iterable[Airing], known: Queue) -> Heard:
    """What a zone has heard."""
    found = Heard(known.campaigns)
    for each in airings:
        found.take(each)
    return found


def occurrence(
    number: int, starts_at: datetime, zones: frozenset[int] = frozenset({1}), ends_by: datetime | None = None
) -> Occurrence:
    """One start of a programme."""
    name = f"p{number}@{starts_at:%Y%m%dT%H%M%SZ}"
    return Occurrence(number, f"Chương trình {number}", number, starts_at, zones, 0, starts_at, name, ends_by=ends_by)


def room(seconds: float, *fields: str, number: int = 1) -> Line:
    """A queue item's line."""
    return Line(f"q{number}", None, room=Room(number, timedelta(seconds=seconds) // FRAME, fields))


def filled(
    starts: Iterable[Occurrence],
    lines: Mapping[str, Sequence[Line]],
    known: Queue,
    lately: Iterable[tuple[str, Airing]] = (),
    claims: Mapping[draws.Place, tuple[Claim, ...]] | None = None,
    frames: Mapping[int, int] | None = None,
) -> Draws:
    """Draw for these starts after what every zone heard."""
    starts = list(starts)
    told = History((), tuple(sorted(lately, key=lambda row: row[1].at)))
    histories = {zone_id: told for each in starts for zone_id in each.zones}
    facts = draws.Facts(known, lines, histories, claims or {}, frames or {})
    return draws.fill(starts, facts, timezone=SAIGON)


def claim(line: Line, at: datetime, frames: int, *, number: int = 1, over: bool = False, begun: bool = True) -> Claim:
    """A claim of a drawn line."""
    ends = at + frames * FRAME
    told = (line.key, line.announcement_id or 0, "x", "c" * 64, frames)
    return Claim(number, *told, at, ends, begun and not over, over, at, None, begun)
