"""When a day falls, as people type it: «20/11», «10/3 âm lịch», «thứ Bảy cuối cùng của tháng 3», «31/08/2026»; pure."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from playlists.year.falls import LONGEST_MONTH, TURNS, WEEKDAYS, Falls, InMonth, Lunar, Once, Solar
from station.errors import BadInput
from station.lunar import NoSolarDay, solar_day

FORMS = "«20/11», «10/3 âm lịch», «1/6 nhuận âm lịch», «thứ Bảy cuối cùng của tháng 3» hoặc «31/08/2026»"
YEARS = range(1900, 2101)  # that the lunar calendar knows
_LONGEST = 80  # letters
_DAY = re.compile(r"(?:ngày )?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_RANGE = re.compile(r"\s(?:-|–|đến|đến hết)\s")
_MOON = {"âm lịch", "âm", "âl", "al"}
_SUN = {"", "dương lịch", "hằng năm", "hàng năm", "dương lịch hằng năm"}
_TURNS = {**{name: turn for turn, name in TURNS.items()}, "thứ nhất": 1, "cuối": -1}
_IN_MONTH = re.compile(
    rf"({'|'.join(name.lower() for name in WEEKDAYS)}) ({'|'.join(_TURNS)}) (?:của )?tháng (\d{{1,2}})", re.ASCII
)


def parsed(typed: str) -> tuple[Falls, int | None]:
    """Return when a day falls and, where two dates were typed, for how many days. Raise BadInput."""
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    ends = _RANGE.split(text)
    if len(ends) == 2:
        first, last = falls(ends[0]), falls(ends[1])
        if not isinstance(first, Once) or not isinstance(last, Once):
            raise BadInput("falls", f"«{text[:_LONGEST]}»: từ ngày đến ngày chỉ dùng với hai ngày có đủ năm.")
        if last.on < first.on:
            raise BadInput("falls", f"«{text[:_LONGEST]}»: ngày cuối trước ngày đầu.")
        return first, (last.on - first.on).days + 1
    return falls(text), None


@lru_cache(maxsize=1024)  # the commune's list is read at every look of play-out
def falls(typed: str) -> Falls:
    """Return when a day falls. Raise BadInput."""
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    lower = text.lower()
    if found := _IN_MONTH.fullmatch(lower):
        return _in_month(text, found)
    if found := _ISO.fullmatch(lower):
        return Once(_date(text, int(found[3]), int(found[2]), int(found[1])))
    found = _DAY.match(lower)
    if not found or len(text) > _LONGEST:
        raise _not_understood(text)
    day, month, year = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    words = lower[found.end() :].split()
    leap, rest = "nhuận" in words, " ".join(word for word in words if word != "nhuận")
    if rest in _MOON:
        return _lunar(text, day, month, year, is_leap=leap)
    if rest not in _SUN or leap:
        raise _not_understood(text)
    if year is not None:
        return Once(_date(text, day, month, year))
    _date(text, day, month, 2000)  # a leap year: 29/2 is a day
    return Solar(day, month)


def _in_month(text: str, found: re.Match[str]) -> InMonth:
    weekday = [name.lower() for name in WEEKDAYS].index(found[1])
    if not 1 <= int(found[3]) <= 12:
        raise BadInput("falls", f"«{text}»: không có tháng {found[3]}.")
    return InMonth(weekday, _TURNS[found[2]], int(found[3]))


def _date(text: str, day: int, month: int, year: int) -> date:
    if year not in YEARS:
        raise BadInput("falls", f"«{text}»: năm phải từ {YEARS[0]} đến {YEARS[-1]}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInput("falls", f"Dương lịch không có ngày «{text}».") from None


def _lunar(text: str, day: int, month: int, year: int | None, *, is_leap: bool) -> Lunar:
    if not (1 <= day <= LONGEST_MONTH and 1 <= month <= 12):
        raise BadInput("falls", f"Âm lịch không có ngày «{text}»; tháng âm có 29 hoặc 30 ngày.")
    if year is not None:
        try:
            solar_day(day, month, year, is_leap=is_leap)
        except NoSolarDay as problem:
            raise BadInput("falls", str(problem)) from None
        return Lunar(day, month, is_leap, year)
    wanted = Lunar(day, month, is_leap)
    if is_leap and not any(wanted.in_year(each) for each in range(2000, YEARS[-1])):
        raise BadInput("falls", f"«{text}»: âm lịch không có tháng {month} nhuận nào từ năm 2000 đến {YEARS[-1]}.")
    return wanted


def _not_understood(text: str) -> BadInput:
    return BadInput("falls", f"Không hiểu ngày «{text[:_LONGEST]}»; hãy gõ như {FORMS}.")
