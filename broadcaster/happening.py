"""What can befall a claimed item; a word of the log and of the transmitter alike."""

from enum import StrEnum


class Happening(StrEnum):
    """What can befall a claimed item."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"
    MISSED = "missed"
