"""Only one play-out process plays; the others stand by. The database decides."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from broadcaster.models import Lease
from station import process
from station.models import AuditEntry

NAME = "play-out"
STALE = 3.0  # seconds without a beat, watched by the one who stands by, after which a lease may be taken
BEAT_SECONDS = 1.0
WATCH_SECONDS = 0.25
SLOW = 1.0  # a look at the lease that took longer says nothing about its holder: the database was busy

RENEW = (
    update(Lease)
    .where(Lease.name == NAME, Lease.holder == bindparam("who"))
    .values(beat_at=bindparam("now"))
    .returning(select(func.coalesce(func.max(AuditEntry.id), 0)).scalar_subquery())
)


class LeaseLost(RuntimeError):
    """Another process plays now; this one must fall silent at once."""


@dataclass(frozen=True)
class Taken:
    """Is the lease ours now? Who had it before, and when was that process last alive?"""

    mine: bool
    holder: str
    beat_at: datetime | None


class Patience:
    """Watches another's lease by a clock of our own: a clock that is wrong, here or there, takes nothing away."""

    def __init__(self) -> None:
        self._seen: Taken | None = None
        self._since = 0.0

    def is_over(self, *, at: float) -> bool:
        """Has the lease not been renewed for too long? `at`: monotonic seconds."""
        return self._seen is not None and at - self._since > STALE

    def saw(self, taken: Taken, *, began: float, ended: float) -> None:
        """Note a look at the lease that took from `began` to `ended` (monotonic seconds)."""
        if taken != self._seen or ended - began > SLOW:
            self._seen, self._since = taken, ended

    def saw_nothing(self) -> None:
        """The database did not answer: nobody could renew anything."""
        self._seen = None


def holder() -> str:
    """Return this process's name: host, number, and start (so that a reused number is another process)."""
    return f"{socket.gethostname()} {os.getpid()} {process.started_at(os.getpid())}"


def take(session: Session, who: str, *, now: datetime, is_stale: bool) -> Taken:
    """Take or renew the lease: if it is free, ours, stale, or its holder's process is gone from this machine."""
    lease = session.get(Lease, NAME, with_for_update=True)
    if lease is None:
        session.add(Lease(name=NAME, holder=who, beat_at=now))
        return Taken(mine=True, holder="", beat_at=None)
    before = Taken(lease.holder == who or is_stale or _is_dead(lease.holder), lease.holder, lease.beat_at)
    if before.mine:
        lease.holder, lease.beat_at = who, now
    return before


def renew(session: Session, who: str, *, now: datetime) -> int | None:
    """Renew a lease that is ours and return the number of the newest deed; None when it is not ours.

    One statement, built once: it is repeated every second, for ever.
    """
    return session.connection().execute(RENEW, {"who": who, "now": now}).scalar_one_or_none()


def fence(who: str) -> None:
    """End a former holder that hangs on this machine: should it wake, it must not sound."""
    host, number, started = who.split(" ")
    if host == socket.gethostname():
        process.kill(int(number), started)


def _is_dead(who: str) -> bool:
    host, number, started = who.split(" ")
    return host == socket.gethostname() and process.started_at(int(number)) != started
