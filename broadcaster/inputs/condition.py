"""How a relay's sound stands, judged from what was heard of it; pure, and light enough for the planner."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

BLOCK_SECONDS = 0.1
SILENT_LUFS = -50.0  # a loudspeaker at a usual volume gives nothing that a street would notice
SILENT_SECONDS = 10.0
SOUND_SECONDS = 1.0  # of sound within those ten seconds make them not silent: a click does not
FIRST_SECONDS = 3.0  # of sound before it is called good
STEADY_SECONDS = 20.0
STEADY_LU = 1.5  # between the fifth and the ninety-fifth of a hundred blocks; speech has more than ten
STEADY_CROSSINGS = 0.2  # of their mean, second by second: noise and a test tone keep their pitch, music does not


class Condition(StrEnum):
    """The conditions of a relay; only a good one is put on air."""

    OPENING = "opening"
    GOOD = "good"
    SILENT = "silent"
    STEADY = "steady"
    DEAD = "dead"


@dataclass(frozen=True)
class Heard:
    """One tenth of a second: its momentary loudness in LUFS, and how often its sound wave crosses zero (0 to 1)."""

    lufs: float
    crossings: float


@dataclass(frozen=True)
class Report:
    """What a relay's process tells its parent; the reason is one Vietnamese sentence."""

    condition: Condition
    reason: str = ""
    lufs: float | None = None  # as it comes, before any gain
    what: str = ""  # codec, bit rate, sampling rate

    def line(self) -> bytes:
        """Return the report as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @staticmethod
    def read(line: bytes) -> "Report":
        """Read a line. Raise ValueError."""
        found = json.loads(line)
        return Report(Condition(found["condition"]), found["reason"], found["lufs"], found["what"])


REASONS = {
    Condition.OPENING: "đang mở nguồn tiếp sóng",
    Condition.GOOD: "",
    Condition.SILENT: f"nguồn tiếp sóng im lặng {SILENT_SECONDS:.0f} giây",
    Condition.STEADY: f"nguồn tiếp sóng chỉ có tiếng ù, rè hoặc tín hiệu thử suốt {STEADY_SECONDS:.0f} giây",
    Condition.DEAD: "nguồn tiếp sóng đã ngừng",
}


def judge(heard: Sequence[Heard]) -> Condition:
    """Judge from the blocks of the last half minute, oldest first."""
    lately = heard[-_blocks(SILENT_SECONDS) :]
    sounding = sum(block.lufs > SILENT_LUFS for block in lately)
    if sounding < _blocks(SOUND_SECONDS):
        return Condition.SILENT if len(lately) >= _blocks(SILENT_SECONDS) else Condition.OPENING
    if len(heard) < _blocks(FIRST_SECONDS):
        return Condition.OPENING
    return Condition.STEADY if _is_steady(heard[-_blocks(STEADY_SECONDS) :]) else Condition.GOOD


def _is_steady(heard: Sequence[Heard]) -> bool:
    """Is nothing said or played here: one unchanging noise, hum or tone?"""
    if len(heard) < _blocks(STEADY_SECONDS) or min(block.lufs for block in heard) <= SILENT_LUFS:
        return False
    crossings = _seconds([block.crossings for block in heard])
    mean = sum(crossings) / len(crossings)
    return _spread([block.lufs for block in heard]) < STEADY_LU and _spread(crossings) <= STEADY_CROSSINGS * mean


def _seconds(values: Sequence[float]) -> list[float]:
    size = _blocks(1)
    return [sum(values[at : at + size]) / size for at in range(0, len(values), size)]


def _spread(values: Sequence[float]) -> float:
    ordered = sorted(values)
    edge = len(ordered) // 20
    return ordered[-1 - edge] - ordered[edge]


def _blocks(seconds: float) -> int:
    return round(seconds / BLOCK_SECONDS)
