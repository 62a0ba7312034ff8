"""What every shape of the API is made of: numbers, lines of text, days, times and instants."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from station.errors import BadInput

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WALL_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+ -]\d\d:\d\d)", re.ASCII)
AnyDay = TypeVar("AnyDay", date, datetime)
_YEARS = range(2000, 9999)  # outside these, changing the time zone could leave the calendar


def _printable(text: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        raise ValueError("Có ký tự không in được; hãy nhập lại dưới dạng văn bản thường.")
    return text


def _readable(text: str) -> str:
    _printable(text.translate({ord(blank): " " for blank in "\n\r\t"}))
    return text


def _whole(value: object) -> object:
    """Refuse what Pydantic would kindly turn into a number; in JSON, 7.0 is the whole number 7."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError("Cần một số nguyên.")
    return value


def _day(value: object) -> date:
    text = value if isinstance(value, str) and _DAY.fullmatch(value) else "-"
    try:
        return _in_years(date.fromisoformat(text))
    except ValueError:
        raise ValueError("Cần một ngày dạng 2026-11-22, từ năm 2000.") from None


def _wall_clock(value: object) -> time:
    if not isinstance(value, str) or not _WALL_CLOCK.fullmatch(value):
        raise ValueError("Cần một giờ dạng 05:30 hoặc 05:30:00.")
    return time.fromisoformat(value)


def _instant(value: object) -> datetime:
    # A plus sign that was not escaped in an address arrives as a space.
    text = value.upper().replace(" ", "+") if isinstance(value, str) and _INSTANT.fullmatch(value.upper()) else "-"
    try:
        return _in_years(datetime.fromisoformat(text)).astimezone(UTC)
    except ValueError:
        raise ValueError("Cần một thời điểm RFC 3339 dạng 2026-11-22T05:30:00+07:00, từ năm 2000.") from None


def _in_years(day: AnyDay) -> AnyDay:
    if day.year not in _YEARS:
        raise ValueError(day.year)
    return day


WHOLE = BeforeValidator(_whole)  # stands after the bounds, or they would be missing from the document
Number = Annotated[int, Field(ge=1, le=2**31 - 1), WHOLE]
Digits = Annotated[int, Field(ge=1, le=2**31 - 1)]  # a number in an address, where everything is text
Line = Annotated[str, Field(max_length=120), AfterValidator(_printable)]
Prose = Annotated[str, Field(max_length=1000), AfterValidator(_readable)]
ShortLine = Annotated[str, Field(max_length=80), AfterValidator(_printable)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[date, BeforeValidator(_day)]
WallClock = Annotated[
    time, BeforeValidator(_wall_clock), WithJsonSchema({"type": "string", "pattern": f"^{_WALL_CLOCK.pattern}$"})
]
Moment = Annotated[datetime, BeforeValidator(_instant)]


class Asked(BaseModel):
    """What comes in; a field nobody knows is refused, not passed over."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Told(BaseModel):
    """What goes out."""

    model_config = ConfigDict(serialize_by_alias=True)


class Stretch(Asked):
    """From when to when."""

    since: Moment | None = Field(default=None, alias="from")
    until: Moment | None = Field(default=None, alias="to")


def check_stretch(since: datetime, until: datetime, longest: timedelta) -> tuple[datetime, datetime]:
    """Return the stretch if it can be shown at once. Raise BadInput."""
    if until < since:
        raise BadInput("to", "Thời điểm kết thúc phải sau thời điểm bắt đầu.")
    if until - since > longest:
        raise BadInput("to", f"Mỗi lần xem được nhiều nhất {longest.days} ngày.")
    return since, until
