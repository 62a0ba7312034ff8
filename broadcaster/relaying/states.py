"""How each relay stands, as the plan is told of it, and from when to when it may not sound; pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadcaster.inputs.condition import REASONS, Condition, Report

AHEAD = timedelta(seconds=30)  # before its turn a source is opened: noise needs twenty seconds to be found out
RETURN = timedelta(seconds=5)  # of good sound before a source that failed is trusted again
PATIENCE = timedelta(seconds=8)  # with a source opened for the first time, after a restart in the middle of its turn
BACK = "nguồn tiếp sóng vừa có tiếng trở lại, chờ ổn định"
FAILING = (Condition.SILENT, Condition.STEADY, Condition.DEAD)


@dataclass(frozen=True)
class Away:
    """From when to when (None: nobody knows) a source may not sound, and why."""

    since: datetime
    until: datetime | None
    reason: str

    def is_now(self, now: datetime) -> bool:
        """May it not sound now?"""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True)
class RelayState:
    """A source's condition since when; `failed_at` and `returns_at` are those of its last failure."""

    condition: Condition
    since: datetime
    reason: str = ""
    failed_at: datetime | None = None
    returns_at: datetime | None = None
    lufs: float | None = None
    what: str = ""

    def after(self, report: Report, *, at: datetime) -> "RelayState":
        """Return the state after a report."""
        new = replace(self, reason=report.reason, lufs=report.lufs, what=report.what)
        if report.condition is self.condition:
            return new
        new = replace(new, condition=report.condition, since=at)
        away = away_of(self, now=at)
        was_away = away is not None and away.is_now(at)
        if report.condition in FAILING:
            return replace(new, failed_at=away.since if away and was_away else at, returns_at=None)
        if away and was_away:
            returns_at = at + RETURN if report.condition is Condition.GOOD else None
            return replace(new, failed_at=away.since, returns_at=returns_at)
        return new


def opened(*, at: datetime) -> RelayState:
    """Return the state of a source that is just being opened."""
    return RelayState(Condition.OPENING, at, REASONS[Condition.OPENING])


def away_of(state: RelayState | None, *, now: datetime) -> Away | None:
    """Return the last time in which a source may not sound; one of which nothing is known yet is waited for."""
    if state is None:
        return None
    if state.failed_at is not None:
        good = state.condition is Condition.GOOD
        return Away(state.failed_at, state.returns_at, BACK if good else state.reason)
    if state.condition is Condition.OPENING and now >= state.since + PATIENCE:
        return Away(state.since + PATIENCE, None, state.reason)
    return None


def next_change(state: RelayState | None, *, now: datetime) -> datetime | None:
    """Return when time alone will change the answer."""
    if state is None:
        return None
    waiting = state.condition is Condition.OPENING and state.failed_at is None
    moment = state.since + PATIENCE if waiting else state.returns_at
    return moment if moment is not None and moment > now else None
