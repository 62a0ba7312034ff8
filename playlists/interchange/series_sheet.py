"""The programmes of a schedule as rows that can be brought in again: with their repetition, not day by day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from playlists.catchup import CATCH_UP_NAMES, CatchUp
from playlists.daytypes import DAY_TYPE_NAMES, DayType
from playlists.interchange.labels import BETWEEN
from playlists.interchange.wishes import NOTHING, Known
from playlists.models import Programme
from playlists.priority import BOOKABLE, PRIORITY_NAMES, Priority
from playlists.recurring import rules

TITLE = "Chương trình"
SPECIAL = (DayType.HOLIDAY, DayType.MOURNING)
HEADINGS: Sequence[tuple[str, int]] = (
    ("Chương trình", 34),
    ("Danh sách phát", 30),
    ("Lặp lại", 26),
    ("Giờ bắt đầu", 14),
    ("Từ ngày", 14),
    ("Đến ngày", 14),
    ("Khu vực", 30),
    ("Mức ưu tiên", 14),
    ("Phải kết thúc trước", 23),
    ("Khi bị ngắt", 76),
    ("Phát muộn tối đa (phút)", 27),
    *((DAY_TYPE_NAMES[kind], 26) for kind in SPECIAL),
)


def rows(programmes: Iterable[Programme], known: Known) -> list[list[str]]:
    """Return a row for each programme, under the headings."""
    return [_row(each, known.zones, known.playlists) for each in programmes]


def _row(programme: Programme, zone_labels: Mapping[int, str], playlists: Mapping[int, str]) -> list[str]:
    return [
        programme.name,
        programme.playlist.name,
        rules.said(rules.read(programme.rule)),
        _time(programme.starts_at),
        _day(programme.first_day),
        _day(programme.last_day),
        BETWEEN.join(zone_labels[number] for number in programme.zone_ids if number in zone_labels),
        _priority(programme.priority),
        _time(programme.hard_end),
        CATCH_UP_NAMES[CatchUp(programme.catch_up)],
        str(programme.late_minutes or ""),
        *(_instead(programme, kind, playlists) for kind in SPECIAL),
    ]


def _instead(programme: Programme, kind: DayType, playlists: Mapping[int, str]) -> str:
    """Return what is aired on days of a type: nothing said where it is as usual."""
    if kind.value not in programme.by_day_type:
        return ""
    return playlists.get(programme.by_day_type[kind.value] or 0, NOTHING)


def _priority(number: int) -> str:
    return PRIORITY_NAMES[Priority(number)] if number in BOOKABLE else str(number)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _time(moment: time | None) -> str:
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M") if moment else ""
