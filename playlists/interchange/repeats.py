"""A rule of recurrence in words, as the station itself says it, read back; pure."""

import re

from playlists.interchange.moments import Unreadable
from playlists.interchange.plain import plain
from playlists.interchange.weekdays import weekdays_of
from playlists.recurring import recurrence, rules
from playlists.recurring.recurrence import (
    BadRule,
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

_NAMED: dict[str, Rule] = {
    plain(rules.KIND_NAMES["once"]): Once(),
    plain(rules.KIND_NAMES["holiday_eves"]): HolidayEves(),
    plain(rules.KIND_NAMES["holidays"]): Holidays(),
}
_NTH = {plain(name): nth for nth, name in rules.NTH_NAMES.items()}
_EVERY = re.compile(r"cu (\d{1,2}) tuan mot lan (.+)")
_YEARLY = re.compile(r"hang nam ngay (\d{1,2}) (\d{1,2})")
_LUNAR = re.compile(r"(?:hang thang am lich|am lich)(?: hang thang)?((?: (?:ngay|mong|ram)|,| \d{1,2})+)")
_MONTHLY = re.compile(r"hang thang((?: ngay| cuoi| \d{1,2})+)")
_MONTH_WEEKDAY = re.compile(r"hang thang (.+?) (" + "|".join(_NTH) + ")")


def rule_of(text: str) -> Rule:
    """Return the rule that a cell tells; plain weekdays are a rule too. Raise Unreadable."""
    words = plain(text)
    try:
        return _NAMED.get(words) or _read(words, text)
    except BadRule:
        raise Unreadable(text) from None


def _read(words: str, text: str) -> Rule:
    if found := _EVERY.fullmatch(words):
        return Weekly(_weekdays(text.split(":", 1)[-1]), int(found[1]))
    if found := _YEARLY.fullmatch(words):
        return Yearly(int(found[2]), int(found[1]))
    if found := _LUNAR.fullmatch(words):
        return LunarDays(_days(found[1].replace("ram", "15")))
    if found := _MONTHLY.fullmatch(words):
        return MonthDays(_days(found[1].replace("ngay cuoi", str(recurrence.LAST))))
    if found := _MONTH_WEEKDAY.fullmatch(words):
        (weekday,) = _weekdays(found[1])
        return MonthWeekday(_NTH[found[2]], weekday)
    return Weekly(_weekdays(text))


def _weekdays(text: str) -> frozenset[int]:
    found = frozenset(weekdays_of(text))
    if not found:
        raise Unreadable(text)
    return found


def _days(text: str) -> frozenset[int]:
    return frozenset(int(number) for number in re.findall(r"-?\d+", text))
