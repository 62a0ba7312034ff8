"""How loud a sound is, by EBU R 128 (ITU-R BS.1770): integrated loudness in LUFS, true peak in dBTP."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from av.audio.frame import AudioFrame

from content.segment import AudioSegment
from content.sound import Step, frames, joined, run_graph

SILENT_LUFS = -70.0  # below this gate R 128 hears nothing
SHORTEST_MS = 400  # R 128 weighs blocks of 400 ms
# The filter works in steps of 100 ms and leaves the rest out, so the tail is padded to be heard too.
_PAD: Step = ("apad", "pad_dur=0.1")
_METER: tuple[Step, ...] = (_PAD, ("ebur128", "metadata=1:peak=true"))
_QUICK_METER: tuple[Step, ...] = (_PAD, ("ebur128", "metadata=1"))  # a third of the time, no peak


@dataclass(frozen=True)
class Loudness:
    """What a clip must reach: loudness in LUFS, how far off it may be in LU, and the true peak in dBTP."""

    lufs: float = -16.0
    tolerance: float = 1.0
    true_peak_dbtp: float = -1.5


STANDARD = Loudness()


@dataclass(frozen=True)
class Measured:
    lufs: float
    true_peak_dbtp: float


def measure(sound: AudioSegment) -> Measured:
    """Measure a sound; one shorter than a block of R 128 is measured as if repeated."""
    return measure_frames(frames(long_enough(sound)))


def measure_frames(incoming: Iterable[AudioFrame]) -> Measured:
    return _read_meter(run_graph(incoming, _METER))


def lufs_of(sound: AudioSegment, steps: Sequence[Step] = ()) -> float:
    """Measure the loudness alone, of the sound as it is after some filters."""
    return _read_meter(run_graph(frames(long_enough(sound)), [*steps, *_QUICK_METER])).lufs


def long_enough(sound: AudioSegment) -> AudioSegment:
    """Repeat a sound shorter than a block of R 128 until it fills one."""
    if 0 < len(sound) < SHORTEST_MS:
        return joined([sound] * math.ceil(SHORTEST_MS / len(sound)))
    return sound


def _read_meter(metered: Iterable[AudioFrame]) -> Measured:
    """Read the last figures that the filter wrote on the frames passing it."""
    last: dict[str, str] = {}
    for frame in metered:
        last = frame.metadata or last
    peak = float(last.get("lavfi.r128.true_peak", 0))
    return Measured(
        lufs=float(last.get("lavfi.r128.I", SILENT_LUFS)),
        true_peak_dbtp=20 * math.log10(peak) if peak > 0 else -math.inf,
    )
