"""Days, times of day and lengths as people and spreadsheets write them; pure."""

import re
from datetime import date, datetime, time, timedelta

from playlists.interchange.plain import plain

SERIAL_ZERO = date(1899, 12, 30)  # day 0 of the spreadsheet's count, by its own mistaken leap year 1900
SERIAL_DAYS = range(36_526, 73_051)  # 2000 to 2099
YEARS = range(2000, 2100)
DAY_SECONDS = 86_400

_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?(?![\d])")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WORDED_DATE = re.compile(r"ngay (\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})\s*(?:giờ|gio|h|g|:|\.)\s*(?:(\d{1,2})(?:\s*(?:phút|phut|ph|p|['′’]))?)?(?::(\d{2}))?", re.I
)
_LENGTH = re.compile(
    r"(?:(\d+)\s*(?:giờ|gio|h))?\s*(?:(\d+)\s*(?:phút|phut|ph|p|['′’](?!['′’])|min))?\s*(?:(\d+)\s*(?:giây|giay|s|[\"″”]|''))?",
    re.I,
)
_AFTERNOON = ("chieu", "toi")


class Unreadable(ValueError):
    """A cell holds something else than what its column is for."""


def day_of(value: object, *, today: date) -> tuple[date | None, bool]:
    """Return the day a cell holds (None: none), and whether its year had to be guessed. Raise Unreadable."""
    if isinstance(value, datetime | date):
        return _in_range(value.date() if isinstance(value, datetime) else value), False
    if isinstance(value, int | float) and not isinstance(value, bool):
        if int(value) not in SERIAL_DAYS:
            raise Unreadable(value)
        return SERIAL_ZERO + timedelta(days=int(value)), False
    text = str(value or "")
    if text.strip().isdigit() and int(text) in SERIAL_DAYS:
        return SERIAL_ZERO + timedelta(days=int(text)), False
    if iso := _ISO_DATE.search(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3])), False
    found = _DATE.search(text) or _WORDED_DATE.search(plain(text))
    if found is None:
        return None, False
    if found[3]:
        return _day(int(found[3]) + (2000 if len(found[3]) == 2 else 0), int(found[2]), int(found[1])), False
    return _nearest(int(found[1]), int(found[2]), today), True


def times_of(value: object) -> list[time]:
    """Return the times of day a cell holds, in order: «5h30 - 6h00» holds two. Raise Unreadable."""
    if isinstance(value, datetime):
        return [value.time().replace(microsecond=0)]
    if isinstance(value, time):
        return [value.replace(microsecond=0)]
    if isinstance(value, timedelta):
        return [_of_seconds(value.total_seconds())]
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 <= value < 1:
            raise Unreadable(value)
        return [_of_seconds(value * DAY_SECONDS)]
    text = str(value or "").strip()
    if text.replace(",", ".").startswith("0.") and (share := _float(text)) is not None and len(text) > 4:
        return [_of_seconds(share * DAY_SECONDS)]  # a spreadsheet's time, saved as a number
    later = any(word in plain(text).split() for word in _AFTERNOON)
    return [_time(found, later=later) for found in _TIME.finditer(text)]


def seconds_of(value: object) -> int | None:
    """Return the seconds of a length: «15 phút», «15'», «1 giờ 30 phút», 00:15:00, a bare number of minutes."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _sane(round(value * DAY_SECONDS) if 0 < value < 1 else round(value * 60))
    text = str(value or "").strip().lstrip("~≤<")
    if not text:
        return None
    if (minutes := _float(text)) is not None:
        return _sane(round(minutes * 60))
    if re.fullmatch(r"\d{1,3}:\d{2}(:\d{2})?", text):
        parts = [int(part) for part in text.split(":")]
        return _sane(parts[0] * 60 + parts[1] if len(parts) == 2 else parts[0] * 3600 + parts[1] * 60 + parts[2])
    found = _LENGTH.fullmatch(re.sub(r"^\D+", "", text).strip())
    if found is None or not any(found.groups()):
        raise Unreadable(value)
    hours, minutes_, seconds = (int(part or 0) for part in found.groups())
    return _sane(hours * 3600 + minutes_ * 60 + seconds)


def later_by(moment: time, seconds: int) -> time | None:
    """Return the time of day so many seconds later, None past midnight."""
    total = moment.hour * 3600 + moment.minute * 60 + moment.second + seconds
    return _of_seconds(total) if total < DAY_SECONDS else None


def _float(text: str) -> float | None:
    bare = text.replace(",", ".")
    return float(bare) if re.fullmatch(r"\d{1,6}(\.\d{1,12})?", bare) else None


def _sane(seconds: int) -> int:
    if not 0 <= seconds <= DAY_SECONDS:
        raise Unreadable(seconds)
    return seconds


def _of_seconds(seconds: float) -> time:
    whole = round(seconds)
    if not 0 <= whole < DAY_SECONDS:
        raise Unreadable(seconds)
    return time(whole // 3600, whole // 60 % 60, whole % 60)


def _time(found: re.Match[str], *, later: bool) -> time:
    hour, minute, second = (int(part or 0) for part in found.groups())
    if later and hour < 12:
        hour += 12
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Unreadable(found[0]) from None


def _day(year: int, month: int, day: int) -> date:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        raise Unreadable((year, month, day)) from None


def _in_range(day: date) -> date:
    if day.year not in YEARS:
        raise Unreadable(day)
    return day


def _nearest(day: int, month: int, today: date) -> date:
    """Return the date of that name nearest to today, rather to come than gone by."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1, today.year + 2, today.year + 3, today.year + 4):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise Unreadable((day, month))
    return min(found, key=lambda each: (each - today).days if each >= today else 2 * (today - each).days + 60)
