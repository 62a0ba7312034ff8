"""A week's or a month's schedule as a commune writes it: day, session, theme, contents, who answers for it, how long.

The lay-out is that of an official document (decree 30/2020/NĐ-CP): what the station cannot know, as its number and who
signs, is what a person typed, and otherwise left blank to be written by hand. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby

from playlists.interchange.moments import later_by
from playlists.timetable import Occurrence
from station import clock
from station.errors import BadInput
from station.lunar import NoLunarDay, lunar_day

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LONGEST = timedelta(days=62)
YEARS = range(2000, 2200)
DayNames = Mapping[date, tuple[str, ...]]
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
PARTS_OF_DAY = ((time(10, 30), "Sáng"), (time(14), "Trưa"), (time(18), "Chiều"), (time.max, "Tối"))


@dataclass(frozen=True)
class Letterhead:
    """What a person typed for the paper's head and foot; what is empty is left to be written by hand."""

    authority: str = ""
    unit: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None
    title: str = "LỊCH PHÁT THANH"
    recipients: tuple[str, ...] = ()
    signer_role: tuple[str, ...] = ()
    signer: str = ""

    @property
    def place_and_day(self) -> str:
        """The line «Nghĩa Hưng, ngày 23 tháng 11 năm 2026», with room where a part is not known."""
        place = self.place or "." * 20
        if self.day is None:
            return f"{place}, ngày ..... tháng ..... năm ........"
        day, month = (f"{number:02}" if number < limit else str(number) for number, limit in _small(self.day))
        return f"{place}, ngày {day} tháng {month} năm {self.day.year}"

    @property
    def number_line(self) -> str:
        """The line «Số: 12/LPT-UBND», with room for a number not given."""
        return f"Số: {self.number or '........./..................'}"


@dataclass(frozen=True)
class Content:
    """What a programme tells beside its start, with one of its playlists: a holiday may have another."""

    themes: str
    zones: str
    person: str
    length: timedelta


@dataclass(frozen=True)
class Line:
    """One start of a programme on the paper."""

    starts_at: time
    ends_at: time | None
    part: str
    programme: str
    themes: str
    zones: str
    person: str
    minutes: int


@dataclass(frozen=True)
class Day:
    """One day of the paper."""

    day: date
    lunar: str
    lines: tuple[Line, ...]
    names: tuple[str, ...] = ()  # the holidays that it is

    @property
    def weekday(self) -> str:
        """The weekday's name."""
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True)
class Paper:
    """The whole schedule; without `zone` it is that of every zone, and says for each line which."""

    head: Letterhead
    first: date
    last: date
    zone: str
    days: tuple[Day, ...]
    campaigns: tuple[str, ...] = ()  # from which the programmes draw what they air

    @property
    def subject(self) -> str:
        """What the paper is about, below its title."""
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1 and self.first.month == self.last.month:
            period = f"Tháng {self.first.month} năm {self.first.year}"
        elif self.first.weekday() == 0 and (self.last - self.first).days == 6:
            period = f"Tuần từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"
        else:
            period = f"Từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"
        return f"{period} – {self.zone}" if self.zone else period


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def check_day(day: date) -> None:
    """Raise BadInput for a day that no timetable reaches."""
    if day.year not in YEARS:
        raise BadInput("tu", f"Hãy chọn ngày từ năm {YEARS.start} đến năm {YEARS.stop - 1}.")


def check_period(first: date, last: date) -> None:
    """Raise BadInput unless the days can stand on one paper."""
    check_day(first)
    if last < first:
        raise BadInput("den", "Ngày cuối phải sau ngày đầu.")
    if last - first > LONGEST:
        raise BadInput("den", f"Mỗi lần xuất được nhiều nhất {LONGEST.days} ngày.")


def days_of(
    starts: Iterable[Occurrence], contents: Mapping[str, Content], names: DayNames, *, timezone: tzinfo
) -> tuple[Day, ...]:
    """Return the days with what starts on each; `starts` in order, `contents` by their keys."""
    local = [(clock.local(each.starts_at, timezone), each) for each in starts]
    return tuple(
        Day(day, _lunar(day), tuple(_line(at, each, contents[each.key]) for at, each in found), names.get(day, ()))
        for day, found in groupby(local, key=lambda pair: pair[0].date())
    )


def part_of_day(moment: time) -> str:
    """Return «Sáng», «Trưa», «Chiều» or «Tối»."""
    return next(name for limit, name in PARTS_OF_DAY if moment <= limit)


def _line(at: datetime, start: Occurrence, content: Content) -> Line:
    seconds = round(content.length.total_seconds())
    return Line(
        starts_at=at.time().replace(microsecond=0),
        ends_at=later_by(at.time(), seconds) if seconds else None,
        part=part_of_day(at.time()),
        programme=start.programme_name,
        themes=content.themes,
        zones=content.zones,
        person=content.person,
        minutes=-(-seconds // 60),
    )


def _lunar(day: date) -> str:
    try:
        found = lunar_day(day)
    except NoLunarDay:
        return ""
    return f"{found.day}/{found.month}{' nhuận' if found.is_leap else ''} ÂL"


def _small(day: date) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return day and month with the number below which each is written with a nought: no forger adds a digit."""
    return (day.day, 10), (day.month, 3)
