"""The form of a programme: from what was typed to its timing, and from a programme back to a form."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from playlists.booking.series import Instead
from playlists.catchup import CatchUp
from playlists.daytypes import DayType
from playlists.models import Programme
from playlists.priority import Priority
from playlists.recurring.recurrence import (
    LAST,
    HolidayEves,
    Holidays,
    LunarDays,
    MonthDays,
    MonthWeekday,
    Once,
    Rule,
    Weekly,
    Yearly,
)
from playlists.recurring.timing import Timing
from station.errors import BadInput
from web import forms
from web.forms import Typed

NOTHING_AIRS = "none"
DAY_TYPE_BOXES = {DayType.HOLIDAY: "on_holiday", DayType.MOURNING: "on_mourning"}


@dataclass(frozen=True)
class Answers:
    """What may be answered to a clash; each is a button that sends the same form again."""

    programme_id: int
    name: str
    day: date | None
    later: str = ""
    given: Instead = field(default_factory=Instead)


def timing(typed: Typed) -> Timing:
    """Return when a programme airs. Raise BadInput."""
    rule = _rule(typed)
    return Timing(
        starts_at=forms.time_of_day(typed, "starts_at"),
        first_day=forms.needed_day(typed, "first_day"),
        rule=rule,
        last_day=None if isinstance(rule, Once) else forms.day(typed, "last_day"),
        priority=forms.whole(typed, "priority", otherwise=Priority.PROGRAMME),
        catch_up=_catch_up(typed),
        late_minutes=forms.whole(typed, "late_minutes", otherwise=0),
        hard_end=forms.time_of_day(typed, "hard_end") if typed.get("hard_end", "").strip() else None,
        by_type=_by_type(typed),
    )


def instead(typed: Typed) -> Instead:
    """Return what gives way: what was answered before, and the button just pressed. Raise BadInput."""
    on_days, series = set(forms.numbers(typed, "instead_days")), set(forms.numbers(typed, "instead_series"))
    kind, _, number = typed.get("answer", "").partition(" ")
    if number.isascii() and number.isdigit() and len(number) < 10:
        if kind == "days":
            on_days.add(int(number))
        elif kind == "series":
            series.add(int(number))
    return Instead(frozenset(on_days), frozenset(series))


def answered_time(typed: Typed, box: str) -> Typed:
    """Return the form with the later start in its box, where that button was pressed."""
    kind, _, at = typed.get("answer", "").partition(" ")
    changed = Typed(typed)
    if kind == "after":
        changed[box] = at
    return changed


def of_programme(programme: Programme) -> Typed:
    """Return the form as it would have been typed for this programme."""
    rule = programme.rule
    kind = rule["kind"]
    single = {
        "kind": kind,
        "playlist": programme.playlist_id,
        "name": programme.name,
        "starts_at": programme.starts_at.isoformat(),
        "first_day": programme.first_day,
        "last_day": programme.last_day or "",
        "priority": programme.priority,
        "catch_up": programme.catch_up,
        "late_minutes": programme.late_minutes or "",
        "hard_end": programme.hard_end.isoformat() if programme.hard_end else "",
        "every": rule.get("every", 1),
        "nth": rule.get("nth", 1),
        "weekday": rule.get("weekday", 0),
        "year_day": f"{rule['day']}/{rule['month']}" if kind == "yearly" else "",
        **{name: _typed_days(rule["days"]) for name in ("month_days", "lunar_days") if name == kind},
    }
    for day_type, box in DAY_TYPE_BOXES.items():
        if day_type in programme.by_day_type:
            single[box] = programme.by_day_type[day_type] or NOTHING_AIRS
    told = {name: str(value) for name, value in single.items()}
    return forms.blank(told, weekdays=programme.weekdays or range(7), zones=programme.zone_ids)


def _rule(typed: Typed) -> Rule:
    kind = typed.get("kind", "once")
    if kind not in RULES:
        raise BadInput("kind", "Hãy chọn một trong các kiểu lịch đã nêu.")
    return RULES[kind](typed)


def _yearly(typed: Typed) -> Rule:
    text = typed.get("year_day", "").strip()
    parts = text.split("/")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 3 for part in parts):
        raise BadInput("year_day", f"«{text[:40]}» không phải là một ngày trong năm; hãy gõ ngày/tháng như 2/9.")
    return Yearly(month=int(parts[1]), day=int(parts[0]))


def _days(typed: Typed, name: str) -> frozenset[int]:
    found = []
    for word in re.split(r"[\s,;]+", typed.get(name, "").strip().casefold().replace("ngày", " ").strip()):
        if word in ("cuối", "cuoi"):
            found.append(LAST)
        elif word.isascii() and word.isdigit() and len(word) < 3:
            found.append(int(word))
        elif word:
            raise BadInput(name, f"«{word[:20]}» không phải là một ngày; hãy gõ các ngày như 1, 15.")
    return frozenset(found)


def _typed_days(days: list[int]) -> str:
    return ", ".join("cuối" if day == LAST else str(day) for day in sorted(days, key=lambda day: day % 32))


def _by_type(typed: Typed) -> dict[DayType, int | None]:
    found: dict[DayType, int | None] = {}
    for day_type, box in DAY_TYPE_BOXES.items():
        if typed.get(box) == NOTHING_AIRS:
            found[day_type] = None
        elif number := forms.whole(typed, box, otherwise=0):
            found[day_type] = number
    return found


def _catch_up(typed: Typed) -> CatchUp | None:
    chosen = typed.get("catch_up", "")
    if chosen and chosen not in list(CatchUp):
        raise BadInput("catch_up", "Hãy chọn một trong các cách xử lý đã nêu.")
    return CatchUp(chosen) if chosen else None


RULES: dict[str, Callable[[Typed], Rule]] = {
    "weekly": lambda typed: Weekly(
        frozenset(forms.numbers(typed, "weekdays")), forms.whole(typed, "every", otherwise=1)
    ),
    "once": lambda _: Once(),
    "month_days": lambda typed: MonthDays(_days(typed, "month_days")),
    "month_weekday": lambda typed: MonthWeekday(
        forms.whole(typed, "nth", otherwise=1), forms.whole(typed, "weekday", otherwise=0)
    ),
    "yearly": _yearly,
    "lunar_days": lambda typed: LunarDays(_days(typed, "lunar_days")),
    "holiday_eves": lambda _: HolidayEves(),
    "holidays": lambda _: Holidays(),
}
