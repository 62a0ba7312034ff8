"""From the entries of a file to what could be booked: names found, gaps filled by a person's choices; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from playlists.catchup import CatchUp
from playlists.daytypes import DAY_TYPE_NAMES, DayType
from playlists.interchange import labels
from playlists.interchange.cells import SESSIONS
from playlists.interchange.entry import Entry
from playlists.interchange.moments import later_by
from playlists.interchange.plain import plain
from playlists.recurring import rules
from playlists.recurring.recurrence import Rule
from playlists.recurring.timing import Timing
from station.errors import BadInput, StationError

MINUTE = 60
NOTHING = "Không phát"


@dataclass(frozen=True)
class Known:
    """What the station has: playlists and zones by their names, how long each playlist lasts, the topmost zones."""

    playlists: Mapping[int, str]
    lengths: Mapping[int, timedelta]
    zones: Mapping[int, str]
    roots: tuple[int, ...]


@dataclass(frozen=True)
class Choices:
    """What a person chose where the file is silent: for every row, and (by number) for some."""

    first_day: date
    last_day: date | None = None
    playlist_id: int = 0
    zone_ids: tuple[int, ...] = ()
    sessions: Mapping[str, time] = field(default_factory=dict)
    playlists: Mapping[int, int] = field(default_factory=dict)
    zones: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """One row as it would be booked, and what stands against that; `playlist_id` 0: not known."""

    number: int
    entry: Entry
    playlist_id: int
    zone_ids: tuple[int, ...]
    timing: Timing | None
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def wishes(entries: Sequence[Entry], known: Known, choices: Choices) -> list[Wish]:
    """Return what each row comes to; a row that follows another begins where that one ends."""
    found: list[Wish] = []
    ends: time | None = None
    for number, entry in enumerate(entries):
        wish = _wish(number, entry, known, choices, ends)
        ends = _end(wish, known)
        found.append(wish)
    return found


def playlist_of(entry: Entry, known: Known) -> int:
    """Return the playlist that a row means by its own name or its programme's, 0 for none."""
    return labels.find(known.playlists, entry.playlist) or labels.find(known.playlists, entry.name)


def _wish(number: int, entry: Entry, known: Known, choices: Choices, ends: time | None) -> Wish:
    problems = list(entry.problems)
    playlist_id = choices.playlists.get(number, 0) or playlist_of(entry, known) or choices.playlist_id
    if playlist_id not in known.playlists:
        playlist_id = 0
        problems.append(f"Chưa có danh sách phát «{entry.playlist[:80]}»; hãy chọn một danh sách.")
    zone_ids, unknown = labels.zone_ids(entry.zones, known.zones, known.roots)
    zone_ids = choices.zones.get(number, ()) or zone_ids or (() if unknown else choices.zone_ids)
    if unknown and number not in choices.zones:
        problems.append(f"Không có khu vực tên «{unknown[:80]}»; hãy chọn một khu vực.")
    elif not zone_ids:
        problems.append("Hãy chọn khu vực cho dòng này.")
    starts_at = ends if entry.follows else entry.starts_at or choices.sessions.get(entry.session)
    if starts_at is None:
        problems.append(_no_time(entry))
    timing = None
    if starts_at and (entry.first_day or entry.repeats):
        try:
            timing = _timing(entry, starts_at, known, choices)
        except StationError as refusal:
            problems.append(str(refusal))
    return Wish(
        number, entry, playlist_id, zone_ids, timing, tuple(problems), _remarks(entry, timing, known, playlist_id)
    )


def _timing(entry: Entry, starts_at: time, known: Known, choices: Choices) -> Timing:
    return Timing(
        starts_at=starts_at,
        first_day=entry.first_day or choices.first_day,
        weekdays=entry.weekdays,
        last_day=entry.last_day or (choices.last_day if entry.repeats and not entry.first_day else None),
        priority=entry.priority,
        catch_up=CatchUp(entry.catch_up) if entry.catch_up in list(CatchUp) else None,
        late_minutes=entry.late_minutes,
        hard_end=entry.hard_end,
        rule=_rule(entry.rule) if entry.rule else None,
        by_type=_by_type(entry, known),
    )


def _rule(kept: Mapping[str, Any]) -> Rule:
    """Return a rule as it is kept; a form may have been tampered with on its way. Raise BadInput."""
    try:
        return rules.read(kept)
    except (KeyError, TypeError, ValueError):
        raise BadInput("rule", "Không hiểu lịch lặp lại của dòng này.") from None


def _by_type(entry: Entry, known: Known) -> dict[DayType, int | None]:
    """Return what is aired on special days. Raise BadInput for a playlist nobody knows."""
    found: dict[DayType, int | None] = {}
    for kind, text in ((DayType.HOLIDAY, entry.holiday), (DayType.MOURNING, entry.mourning)):
        if text:
            found[kind] = None if plain(text) == plain(NOTHING) else labels.find(known.playlists, text)
        if text and found[kind] == 0:
            raise BadInput("by_type", f"Chưa có danh sách phát «{text[:80]}» cho {DAY_TYPE_NAMES[kind].lower()}.")
    return found


def _no_time(entry: Entry) -> str:
    if entry.follows:
        return "Không rõ dòng trên kết thúc lúc nào; hãy ghi giờ bắt đầu."
    return (
        f"Hãy cho biết giờ của buổi {SESSIONS[entry.session]}." if entry.session in SESSIONS else "Chưa có giờ bắt đầu."
    )


def _remarks(entry: Entry, timing: Timing | None, known: Known, playlist_id: int) -> tuple[str, ...]:
    """Say where the playlist lasts longer than the file gives it."""
    allowed = entry.seconds
    if timing and entry.ends_at and entry.ends_at > timing.starts_at:
        allowed = _seconds(entry.ends_at) - _seconds(timing.starts_at)
    length = known.lengths.get(playlist_id, timedelta(0)).total_seconds()
    if allowed is None or length <= allowed + MINUTE:
        return entry.remarks
    told = f"Danh sách phát hiện dài {_minutes(length)} phút, tệp chỉ dành {_minutes(allowed)} phút."
    return (*entry.remarks, told)


def _end(wish: Wish, known: Known) -> time | None:
    """Return when a row ends: as it says itself, else by its length, else by that of its playlist."""
    if wish.timing is None:
        return None
    if wish.entry.ends_at:
        return wish.entry.ends_at
    length = (
        wish.entry.seconds or -(-known.lengths.get(wish.playlist_id, timedelta(0)).total_seconds() // MINUTE) * MINUTE
    )
    return later_by(wish.timing.starts_at, round(length)) if length else None


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _minutes(seconds: float) -> int:
    return -(-int(seconds) // MINUTE)


def counted(found: Iterable[Wish]) -> tuple[int, int]:
    """Return how many rows could be booked, and how many could not."""
    ready = [not wish.problems for wish in found]
    return sum(ready), len(ready) - sum(ready)
