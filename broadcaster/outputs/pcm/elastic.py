"""Keeping step with a receiver that has a clock of its own: silence is stretched or shortened, sound never."""

CUSHION_SECONDS = 0.36  # given ahead at the start: three blocks, so that a late tick is not heard
SHORT_SECONDS = 0.18  # left waiting at the receiver: less than this and silence is doubled
LONG_SECONDS = 0.6  # waiting: more than this and silence is left out
MOST_SECONDS = 2.0  # waiting: more than this and even sound is left out; the receiver does not keep up


def copies(waiting_seconds: float, *, silent: bool) -> int:
    """Return how often to send a block, given how much sound still waits to be played."""
    if waiting_seconds > MOST_SECONDS:
        return 0
    if not silent:
        return 1
    if waiting_seconds > LONG_SECONDS:
        return 0
    return 2 if waiting_seconds < SHORT_SECONDS else 1
