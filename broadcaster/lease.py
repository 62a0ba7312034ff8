"""Only one play-out process plays; the others stand by. The database decides."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from broadcaster.models import Lease

NAME = "play-out"
STALE = timedelta(seconds=4)
BEAT_SECONDS = 1.0


def holder() -> str:
    """Return this process's name: host, number, and start (so that a reused number is another process)."""
    return f"{socket.gethostname()} {os.getpid()} {_started(os.getpid())}"


def take(session: Session, who: str, *, now: datetime) -> tuple[bool, datetime | None]:
    """Take or renew the lease; return whether it is ours, and when its last holder was last alive."""
    lease = session.get(Lease, NAME, with_for_update=True)
    if lease is None:
        session.add(Lease(name=NAME, holder=who, beat_at=now))
        return True, None
    last = lease.beat_at
    if lease.holder != who and abs(now - last) < STALE and not _is_dead(lease.holder):
        return False, last
    lease.holder, lease.beat_at = who, now
    return True, last


def _is_dead(who: str) -> bool:
    host, number, started = who.split(" ")
    return host == socket.gethostname() and _started(int(number)) != started


def _started(process: int) -> str:
    """Return a process's start time in clock ticks since boot (proc(5), field 22), "gone" when there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return "gone"
