"""Gain and limiter: sound brought to a loudness without a peak passing its ceiling."""

from collections.abc import Iterator
from dataclasses import dataclass

from av.audio.frame import AudioFrame

from content.loudness import SILENT_LUFS, Loudness, Measured, lufs_of
from content.segment import AudioSegment
from content.sound import Step, frames, run_graph, shape
from station.errors import StationError

MOST_GAIN_DB = 40.0  # louder than this, only the hiss of the recording would come up
_PEAK_MARGIN_DB = 1.0  # MP3 of 64 kbit/s lifts a peak by up to about this much
_ENCODING_LU = 0.4  # what the encoder's low-pass takes of speech
_SETTLED_LU = 0.3
# Where the first gain misses, the limiter is at work and gives back only part of each further decibel.
_LIMITED_STEP = 1.6
_ROUNDS = 6


class SoundTooQuiet(StationError):
    def __init__(self) -> None:
        super().__init__("Âm thanh quá nhỏ hoặc chỉ có im lặng, không thể phát; hãy ghi lại to hơn.")


@dataclass(frozen=True)
class Aim:
    """What the samples must be so that the encoded clip is right: loudness in LUFS, ceiling in dBFS."""

    lufs: float
    ceiling_db: float


def first_aim(target: Loudness) -> Aim:
    return Aim(target.lufs + _ENCODING_LU, target.true_peak_dbtp - _PEAK_MARGIN_DB)


def next_aim(aim: Aim, reached: Measured, target: Loudness) -> Aim:
    """Lower the ceiling by what the peak went over, and make up the loudness that encoding took."""
    over = max(0.0, reached.true_peak_dbtp - target.true_peak_dbtp)
    lower = aim.ceiling_db - over - 0.2 if over else aim.ceiling_db
    return Aim(aim.lufs + target.lufs - reached.lufs, lower)


def levelled(sound: AudioSegment, aim: Aim) -> Iterator[AudioFrame]:
    """Turn the gain until the limited sound has the loudness, cheaply, and only then pass it on.

    An hour of music is 700 MB of samples: it is filtered once more rather than held twice.
    """
    gain_db = aim.lufs - lufs_of(sound)
    for _ in range(_ROUNDS):
        off = aim.lufs - lufs_of(sound, _gained(gain_db, aim.ceiling_db))
        if abs(off) <= _SETTLED_LU:
            break
        gain_db += off * _LIMITED_STEP
    steps = [*_gained(gain_db, aim.ceiling_db), shape(sound.frame_rate, sound.channels)]
    return run_graph(frames(sound), steps)


def check_audible(lufs: float, target: Loudness) -> None:
    """Refuse what only an absurd gain would make heard; raise SoundTooQuiet."""
    if lufs <= SILENT_LUFS or target.lufs - lufs > MOST_GAIN_DB:
        raise SoundTooQuiet


def _gained(gain_db: float, ceiling_db: float) -> list[Step]:
    """Return gain and a look-ahead limiter, at 48 kHz so that hardly a peak hides between samples."""
    return [("volume", f"{gain_db:.3f}dB:precision=float"), ("aresample", "48000"), limiter(ceiling_db)]


def limiter(ceiling_db: float) -> Step:
    """Name the limiter that looks 3 ms ahead and lets nothing pass a ceiling in dBFS."""
    return ("alimiter", f"limit={10 ** (ceiling_db / 20):.5f}:attack=3:release=60:level=0:latency=1")
