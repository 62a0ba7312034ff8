"""How each relay stands, as the plan is told of it, and whether it may sound; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.inputs.condition import REASONS, Condition, Report

AHEAD = timedelta(seconds=30)  # before its turn a source is opened: noise needs twenty seconds to be found out
RETURN = timedelta(seconds=5)  # of good sound before a source that failed is trusted again
PATIENCE = timedelta(seconds=8)  # with a source opened for the first time, after a restart in the middle of its turn
NOT_OPEN = "nguồn tiếp sóng chưa được mở"


@dataclass(frozen=True)
class RelayState:
    """A source's condition since when; `failed` tells whether it ever failed since it was first opened."""

    condition: Condition
    since: datetime
    reason: str = ""
    failed: bool = False
    lufs: float | None = None
    what: str = ""

    def after(self, report: Report, *, at: datetime) -> "RelayState":
        """Return the state after a report."""
        since = self.since if report.condition is self.condition else at
        failed = self.failed or report.condition not in (Condition.OPENING, Condition.GOOD)
        return RelayState(report.condition, since, report.reason, failed, report.lufs, report.what)


def opened(*, at: datetime) -> RelayState:
    """Return the state of a source that is just being opened."""
    return RelayState(Condition.OPENING, at, REASONS[Condition.OPENING])


def objection(state: RelayState | None, *, now: datetime) -> str:
    """Return why a source may not sound now; "" when it may."""
    if state is None:
        return NOT_OPEN
    if state.condition is Condition.GOOD:
        return "nguồn tiếp sóng vừa có tiếng trở lại" if state.failed and now < state.since + RETURN else ""
    if state.condition is Condition.OPENING and not state.failed and now < state.since + PATIENCE:
        return ""
    return state.reason


def next_change(state: RelayState | None, *, now: datetime) -> datetime | None:
    """Return when time alone will change the answer."""
    if state is None:
        return None
    waits = {Condition.GOOD: RETURN, Condition.OPENING: PATIENCE}.get(state.condition)
    is_waiting = waits is not None and state.failed is (state.condition is Condition.GOOD)
    moment = state.since + waits if waits and is_waiting else None
    return moment if moment and moment > now else None
