"""What became of a claimed item, read from what befell it; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from broadcaster.happening import FINAL, SOUNDING, Happening
from broadcaster.inputs.live_line import SPOKEN
from playlists.rundown import FRAME

ON_TIME = timedelta(milliseconds=500)
WHOLE = frozenset({SPOKEN})  # reasons with which a sound of no fixed length ends as it should


class Outcome(StrEnum):
    """One word for the log."""

    CLAIMED = "claimed"
    ON_AIR = "on_air"
    AIRED = "aired"
    LATE = "late"
    RESTARTED = "restarted"
    PARTIAL = "partial"
    INTERRUPTED = "interrupted"
    MISSED = "missed"


OUTCOME_NAMES = {
    Outcome.CLAIMED: "Sắp phát",
    Outcome.ON_AIR: "Đang phát",
    Outcome.AIRED: "Đã phát",
    Outcome.LATE: "Phát muộn",
    Outcome.RESTARTED: "Phát lại từ đầu",
    Outcome.PARTIAL: "Phát một phần",
    Outcome.INTERRUPTED: "Bị ngắt",
    Outcome.MISSED: "Không phát",
}


class Event(Protocol):
    """What the verdict needs of an event."""

    @property
    def happening(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def frame(self) -> int: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Story:
    """A claimed item's story: its outcome, when it began and was over, how late, how much, why, and its last sound.

    `frames` counts every frame sent: after a restart they may be more than the clip has.
    """

    outcome: Outcome
    started_at: datetime | None
    ended_at: datetime | None
    late_ms: int | None
    frames: int
    reason: str
    last_sent_at: datetime | None = None


def story(planned_at: datetime, frames: int, events: Sequence[Event]) -> Story:
    """Tell what became of an item of so many frames that was planned for then."""
    started = next((each for each in events if each.happening == Happening.STARTED), None)
    over = next((each for each in events if each.happening in FINAL), None)
    runs = runs_sent(events)
    reasons = dict.fromkeys(each.reason for each in events if each.reason)
    if started and started.frame and not reasons:
        reasons = {f"vào giữa chừng, thiếu {started.frame * FRAME.total_seconds():.1f} giây đầu": None}
    return Story(
        outcome=_outcome(planned_at, frames, runs, started, over),
        started_at=started.at if started else None,
        ended_at=over.at if over and started else None,
        late_ms=round((started.at - planned_at - started.frame * FRAME) / timedelta(milliseconds=1))
        if started
        else None,
        frames=sum(runs),
        reason="; ".join(reasons),
        last_sent_at=_last_sent_at(events),
    )


def runs_sent(events: Sequence[Event]) -> list[int]:
    """Return how many frames were sent in each run: from where it began to where it stopped, without what it skipped.

    A new run begins where a frame comes again. What a crash left open counts to where the next event says that the
    sound was last known to be.
    """
    runs, begun, reached = [0], None, 0
    for each in events:
        if each.happening in SOUNDING:
            if each.frame < reached:
                runs.append(0)
            begun = reached = each.frame
        elif each.happening in (Happening.PAUSED, Happening.ENDED) and begun is not None:
            runs[-1] += max(0, each.frame - begun)
            begun, reached = None, max(reached, each.frame)
    return runs


def _last_sent_at(events: Sequence[Event]) -> datetime | None:
    """Return when the last frame had been sent, as far as is written down."""
    last, sounding = None, False
    for each in events:
        if each.happening == Happening.MOVED:
            continue
        if sounding and each.happening in (Happening.PAUSED, Happening.ENDED):
            last = each.at
        sounding = each.happening in SOUNDING
    return last


def _outcome(
    planned_at: datetime, frames: int, runs: Sequence[int], started: Event | None, over: Event | None
) -> Outcome:
    if started is None:
        return Outcome.MISSED if over else Outcome.CLAIMED
    if over is None:
        return Outcome.ON_AIR
    if over.frame < frames and over.reason not in WHOLE:
        return Outcome.INTERRUPTED
    if runs[-1] < min(frames, over.frame):
        return Outcome.PARTIAL
    if len(runs) > 1:
        return Outcome.RESTARTED
    return Outcome.LATE if started.at - planned_at > ON_TIME else Outcome.AIRED
