"""Rules of recurrence as they are kept in a row and told to a client: small mappings, read back with care; pure."""

from collections.abc import Callable, Mapping
from typing import Any

from playlists.recurring import recurrence
from playlists.recurring.recurrence import (
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

WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NTH_NAMES = {1: "đầu tiên", 2: "thứ hai", 3: "thứ ba", 4: "thứ tư", recurrence.LAST: "cuối cùng"}
KIND_NAMES = {
    "once": "Một lần",
    "weekly": "Hằng tuần",
    "month_days": "Hằng tháng, vào ngày",
    "month_weekday": "Hằng tháng, vào thứ",
    "yearly": "Hằng năm, vào ngày",
    "lunar_days": "Ngày âm lịch hằng tháng",
    "holiday_eves": "Hôm trước mỗi ngày nghỉ lễ",
    "holidays": "Mỗi ngày nghỉ lễ",
}


def kept(rule: Rule) -> dict[str, Any]:
    """Return a rule as it is kept."""
    match rule:
        case Once():
            return {"kind": "once"}
        case Weekly(weekdays, every):
            return {"kind": "weekly", "weekdays": sorted(weekdays), "every": every}
        case MonthDays(days):
            return {"kind": "month_days", "days": sorted(days)}
        case MonthWeekday(nth, weekday):
            return {"kind": "month_weekday", "nth": nth, "weekday": weekday}
        case Yearly(month, day):
            return {"kind": "yearly", "month": month, "day": day}
        case LunarDays(days):
            return {"kind": "lunar_days", "days": sorted(days)}
        case HolidayEves():
            return {"kind": "holiday_eves"}
        case Holidays():
            return {"kind": "holidays"}


READ: dict[str, Callable[[Mapping[str, Any]], Rule]] = {
    "once": lambda _: Once(),
    "weekly": lambda told: Weekly(frozenset(told["weekdays"]), told.get("every", 1)),
    "month_days": lambda told: MonthDays(frozenset(told["days"])),
    "month_weekday": lambda told: MonthWeekday(told["nth"], told["weekday"]),
    "yearly": lambda told: Yearly(told["month"], told["day"]),
    "lunar_days": lambda told: LunarDays(frozenset(told["days"])),
    "holiday_eves": lambda _: HolidayEves(),
    "holidays": lambda _: Holidays(),
}


def read(told: Mapping[str, Any]) -> Rule:
    """Return the rule that was kept so."""
    return READ[told["kind"]](told)


def weekly(weekdays: list[int] | tuple[int, ...] | frozenset[int] | range) -> Rule:
    """Return the rule of these weekdays; of none: once."""
    return Weekly(frozenset(weekdays)) if weekdays else Once()


def said(rule: Rule) -> str:
    """Return a rule in a person's words."""
    match rule:
        case Weekly(weekdays, every):
            names = "hằng ngày" if len(weekdays) == 7 else ", ".join(WEEKDAY_NAMES[day] for day in sorted(weekdays))
            if every == 1:
                return names[0].upper() + names[1:]
            return f"Cứ {every} tuần một lần: {names}"
        case MonthDays(days):
            return f"Hằng tháng, {_days(days)}"
        case MonthWeekday(nth, weekday):
            return f"Hằng tháng, {WEEKDAY_NAMES[weekday]} {NTH_NAMES[nth]}"
        case Yearly(month, day):
            return f"Hằng năm, ngày {day}/{month}"
        case LunarDays(days):
            return f"Hằng tháng âm lịch, {_days(days)}"
        case HolidayEves():
            return KIND_NAMES["holiday_eves"]
        case Holidays():
            return KIND_NAMES["holidays"]
        case Once():
            return KIND_NAMES["once"]


def _days(days: frozenset[int]) -> str:
    named = ["ngày cuối" if day == recurrence.LAST else str(day) for day in sorted(days, key=lambda day: day % 32)]
    return ("" if named[0] == "ngày cuối" else "ngày ") + ", ".join(named)
