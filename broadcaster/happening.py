"""What can befall a claimed item; a word of the log and of the transmitter alike."""

from enum import StrEnum


class Happening(StrEnum):
    """What can befall a claimed item; `moved`: its first frame is now due at another instant, the event's own."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    MOVED = "moved"
    ENDED = "ended"
    MISSED = "missed"


SOUNDING = frozenset({Happening.STARTED, Happening.RESUMED})
STOPPED = "trình phát bị dừng"  # why a sound broke off when its process ended
FINAL = frozenset({Happening.ENDED, Happening.MISSED})
