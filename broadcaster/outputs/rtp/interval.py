"""How often to report (RFC 3550 section 6.2 and appendix A.7): the rule, without a clock or a die of its own."""

from dataclasses import dataclass
from math import e

RTCP_SHARE = 0.05  # of the session's bandwidth
SENDERS_SHARE = 0.25  # of that, when senders are few
SHORTEST_SECONDS = 5.0
COMPENSATION = e - 1.5  # for timer reconsideration settling below the mean
FORGOTTEN_INTERVALS = 5  # after which a silent member is no member any more (section 6.3.5)


@dataclass(frozen=True)
class Session:
    """What the interval depends on; sizes with UDP and IP headers."""

    members: int
    bytes_per_second: float
    average_report_bytes: float
    initial: bool


def interval(session: Session, *, chance: float) -> float:
    """Return the seconds to the next report of a sender; `chance` is drawn from [0, 1)."""
    return mean_interval(session) * (chance + 0.5) / COMPENSATION


def mean_interval(session: Session) -> float:
    """Return the calculated interval before it is randomised; we are the session's only sender."""
    shortest = SHORTEST_SECONDS / 2 if session.initial else SHORTEST_SECONDS
    bandwidth = session.bytes_per_second * RTCP_SHARE
    sharing = session.members
    if session.members * SENDERS_SHARE >= 1:
        bandwidth, sharing = bandwidth * SENDERS_SHARE, 1
    return max(shortest, session.average_report_bytes * sharing / bandwidth)


def averaged(average: float, size: int) -> float:
    """Return the average report size after one more report (section 6.3.3)."""
    return size / 16 + average * 15 / 16
