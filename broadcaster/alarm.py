"""The station's alarm clock: APScheduler wakes the parts; the tables hold the truth.

Traps of APScheduler 3 that are answered here: jobs live in memory only (a locked job store kills its thread), every
job says its grace (the default of one second drops late jobs), every trigger says its zone, and a job only hands over.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

GRACE_SECONDS = 300
SWEEP_SECONDS = 60
DEAD_SECONDS = 200.0  # the sweep runs each minute; three missed ones mean that the alarm clock is dead

Job = Callable[[], Awaitable[None]] | Callable[[], None]


class AlarmDead(RuntimeError):
    """The alarm clock has stopped waking us; a fresh process is the cure."""


class Alarm:
    """Wakes what asked to be woken."""

    def __init__(self, timezone: tzinfo) -> None:
        self._scheduler: Any = AsyncIOScheduler(
            timezone=timezone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE_SECONDS},
        )

    def start(self) -> None:
        """Begin; needs a running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Wake nobody any more."""
        self._scheduler.shutdown(wait=False)

    def every(self, seconds: int, name: str, job: Job) -> None:
        """Run a job again and again."""
        self._scheduler.add_job(job, "interval", seconds=seconds, id=name, replace_existing=True)

    def at(self, moment: datetime, name: str, job: Job) -> None:
        """Run a job once; a later call under the same name moves it."""
        self._scheduler.add_job(job, "date", run_date=moment, id=name, replace_existing=True)


def check(*, swept_at: float, now: float) -> None:
    """Raise AlarmDead when the minute sweep has not run for long (monotonic seconds)."""
    if now - swept_at > DEAD_SECONDS:
        raise AlarmDead
