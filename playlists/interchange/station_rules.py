"""Which of the station's own rules a foreign repetition is, if it is one of them; pure."""

from datetime import date

from playlists.interchange import firing
from playlists.recurring.recurrence import LAST, BadRule, MonthDays, MonthWeekday, Rule, Weekly, Yearly


def of(rule: firing.Rule, start: date) -> Rule | None:
    """Return the same rule as the station keeps it, None where it has none such."""
    try:
        return _of(rule, start)
    except BadRule:
        return None


def _of(rule: firing.Rule, start: date) -> Rule | None:
    if (weekdays := firing.weekly(rule, start)) is not None:
        return Weekly(frozenset(weekdays))
    if rule.freq == "WEEKLY" and not (rule.months or rule.monthdays) and rule.week_start == 0:
        weekdays = tuple(day for _, day in rule.byday) or (start.weekday(),)
        return Weekly(frozenset(weekdays), rule.interval)
    if rule.interval != 1:
        return None
    if rule.freq == "MONTHLY" and not rule.months:
        return _monthly(rule, start)
    if rule.freq == "YEARLY" and not rule.byday and len(rule.months) <= 1 and len(rule.monthdays) <= 1:
        return _yearly(rule, start)
    return None


def _monthly(rule: firing.Rule, start: date) -> Rule | None:
    if not rule.byday:
        days = frozenset(rule.monthdays or (start.day,))
        return MonthDays(days) if all(day > 0 or day == LAST for day in days) else None
    if len(rule.byday) == 1 and not rule.monthdays and rule.byday[0][0]:
        return MonthWeekday(*rule.byday[0])
    return None


def _yearly(rule: firing.Rule, start: date) -> Rule | None:
    if rule.monthdays and not rule.months:  # then it falls in every month
        return None
    month, day = (*rule.months, start.month)[0], (*rule.monthdays, start.day)[0]
    return Yearly(month, day) if day > 0 else None
