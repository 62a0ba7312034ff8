"""What a line says at one start of a programme in one zone, from what will air there; pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import lru_cache
from types import MappingProxyType

from content import lines as blanks
from content.clearance import Cleared, Fillable, Standing
from content.models import Form
from playlists.rundown import Line
from playlists.timetable import Occurrence
from playlists.year.falls import WEEKDAYS
from station import clock
from station.errors import StationError
from station.lunar import lunar_day

MONTH_NAMES = {1: "Giêng", 12: "Chạp"}  # said so, and never by number
EARLY_DAYS = 10  # the first days of a lunar month are said «mùng một» to «mùng mười»


class NothingToTell(StationError):
    """A line would list what is to come, and nothing is."""

    def __init__(self) -> None:
        super().__init__("buổi phát không có nội dung nào để giới thiệu")


@dataclass(frozen=True)
class Start:
    """All that a line may speak of: who airs what, from when (commune time)."""

    station_name: str
    programme_name: str
    at: datetime
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """The text of a line at one start, or why it has none."""

    text: str
    problem: str = ""


Place = tuple[str, int]  # an occurrence's key and a zone
Words = dict[Place, dict[int, Said]]  # what each line says there, by its announcement's number


def solar_words(moment: datetime) -> str:
    """Return a date as it is said: «Chủ nhật, ngày 22 tháng 11 năm 2026»."""
    return f"{WEEKDAYS[moment.weekday()]}, ngày {moment.day} tháng {moment.month} năm {moment.year}"


def lunar_words(moment: datetime) -> str:
    """Return its lunar date as it is said: «ngày 14 tháng 10 năm Bính Ngọ». Raise NoLunarDay."""
    lunar = lunar_day(moment.date())
    early = "mùng " if lunar.day <= EARLY_DAYS else ""
    leap = " nhuận" if lunar.is_leap else ""
    month = MONTH_NAMES.get(lunar.month, str(lunar.month))
    return f"ngày {early}{lunar.day} tháng {month}{leap} năm {lunar.can_chi}"


def hour_words(moment: datetime) -> str:
    """Return a time of day as it is said: «5 giờ 30 phút»."""
    return f"{moment.hour} giờ {moment.minute} phút" if moment.minute else f"{moment.hour} giờ"


def contents_words(titles: Sequence[str]) -> str:
    """Return titles as a list that can be said: «một; hai; và ba». Raise NothingToTell."""
    named = [title.strip(" .;:,!?…") for title in titles]
    if not named:
        raise NothingToTell
    return "; ".join([*named[:-1], f"và {named[-1]}"]) if len(named) > 1 else named[0]


_VALUES: dict[str, Callable[[Start], str]] = {
    blanks.STATION: lambda start: start.station_name,
    blanks.DAY: lambda start: solar_words(start.at),
    blanks.LUNAR_DAY: lambda start: lunar_words(start.at),
    blanks.HOUR: lambda start: hour_words(start.at),
    blanks.PROGRAMME: lambda start: start.programme_name,
    blanks.CONTENTS: lambda start: contents_words(start.titles),
}


@lru_cache(maxsize=1024)  # play-out asks the same for every zone, many times an hour
def said(text: str, start: Start) -> Said:
    """Return what a line's text says at a start."""
    try:
        blanks.check_blanks(text)
        return Said(blanks.fill(text, {name: _VALUES[name](start) for name in blanks.blanks(text)}))
    except StationError as problem:
        return Said("", str(problem))


def start_of(
    occurrence: Occurrence,
    lines: Iterable[Line],
    standings: Mapping[int, Standing],
    *,
    zone_id: int,
    station_name: str,
    timezone: tzinfo,
) -> Start:
    """Return what a line may speak of: of what airs in this zone, the announcements, each once, no jingles."""
    at = clock.local(occurrence.starts_at, timezone)
    stands = (standings.get(line.announcement_id or 0) for line in lines)
    airing = (each for each in stands if isinstance(each, Cleared) and each.form != Form.JINGLE)
    titles = dict.fromkeys(each.title for each in airing if not each.refusal(zone_id=zone_id, on=at.date()))
    return Start(station_name, occurrence.programme_name, at, tuple(titles))


def words(
    occurrences: Iterable[Occurrence],
    lines: Mapping[str, Sequence[Line]],
    standings: Mapping[int, Standing],
    *,
    station_name: str,
    timezone: tzinfo,
    late: Mapping[str, Mapping[int, Standing]] = MappingProxyType({}),
    there: Mapping[Place, Sequence[Line]] = MappingProxyType({}),
) -> Words:
    """Return what every approved line says in every occurrence, zone by zone: what airs there may differ.

    `late`: how things stand in some occurrences alone. `there`: the lines of places in which something was drawn.
    """
    found: Words = {}
    for occurrence in occurrences:
        its_lines = lines.get(occurrence.key, ())
        stands = {**standings, **late[occurrence.key]} if occurrence.key in late else standings
        approved = _approved(its_lines, stands)
        for zone_id in sorted(occurrence.zones) if approved else ():
            airing = there.get((occurrence.key, zone_id), its_lines)
            start = start_of(occurrence, airing, stands, zone_id=zone_id, station_name=station_name, timezone=timezone)
            found[occurrence.key, zone_id] = {
                line.announcement_id: said(line.text, start)
                for line in approved
                if line.approved.refusal(zone_id=zone_id, on=start.at.date()) is None
            }
    return found


def standings_there(words: Words, standings: Mapping[int, Standing]) -> dict[Place, dict[int, Standing]]:
    """Return for each occurrence and zone how its lines stand: the filling that says the right words, or none."""
    return {
        place: {
            number: _saying(line, each)
            for number, each in there.items()
            if isinstance(line := standings.get(number), Fillable)
        }
        for place, there in words.items()
    }


def _approved(lines: Iterable[Line], standings: Mapping[int, Standing]) -> list[Fillable]:
    stands = (standings.get(line.announcement_id or 0) for line in lines)
    return list(dict.fromkeys(each for each in stands if isinstance(each, Fillable)))


def _saying(line: Fillable, words: Said) -> Standing:
    return line.saying(words.text) if words.text else replace(line, reason=words.problem)
