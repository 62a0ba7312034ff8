"""Whether a spoken sentence can be right: judged by its length, its silences, its loudness, never by its words.

The limits come from real speech (220-283 ms a syllable) and from damage done to it on purpose; silence at both ends
has been cut before measuring.
"""

from dataclasses import dataclass

from content.loudness import lufs_of
from content.segment import AudioSegment, silence

_NEAR_FULL = (0x7F, 0x80)  # the high byte of samples beyond 0.992 of full scale
_QUIET_DB = 40.0  # below the peak
_SHORTEST_SILENCE_MS = 200
_SLACK_SHORT_MS, _SLACK_LONG_MS = 100, 500  # a word alone is spoken hastily or drawn out; commas take time


@dataclass(frozen=True)
class Limits:
    """What a sentence may measure at pace 1.0."""

    least_ms_per_syllable: float = 170
    most_ms_per_syllable: float = 360
    longest_silence_ms: float = 1200
    most_clipped: float = 0.001  # share of samples
    least_lufs: float = -30
    most_lufs: float = -10


NATURAL = Limits()
# Measured on 191 sentences: 162-313 ms a syllable, silences under 350 ms, -22.7 to -17.1 LUFS, 0.0005 near full scale.
LIMITS = {"espeak": Limits(least_ms_per_syllable=140, most_clipped=0.005)}


@dataclass(frozen=True)
class Figures:
    milliseconds: float
    syllables: int
    longest_silence_ms: float
    clipped: float  # share of samples
    lufs: float


def limits_for(voice_name: str) -> Limits:
    return LIMITS.get(voice_name, NATURAL)


def fault_of(figures: Figures, limits: Limits, *, pace: float = 1.0) -> str | None:
    """Return what is wrong as a Vietnamese phrase, or None; speech at half the pace may take twice the time."""
    least = figures.syllables * limits.least_ms_per_syllable / pace - _SLACK_SHORT_MS
    most = figures.syllables * limits.most_ms_per_syllable / pace + _SLACK_LONG_MS
    if figures.clipped > limits.most_clipped:
        return "tiếng bị vỡ"
    if not limits.least_lufs <= figures.lufs <= limits.most_lufs:
        return "âm lượng bất thường"
    if figures.longest_silence_ms > limits.longest_silence_ms / pace:
        return "bị ngắt quãng giữa câu"
    if figures.milliseconds < least:
        return "đọc thiếu chữ hoặc bị cắt cụt"
    return "đọc dài bất thường" if figures.milliseconds > most else None


def measured(sound: AudioSegment, syllables: int) -> Figures:
    high_bytes = sound.raw_data[1::2]
    return Figures(
        milliseconds=len(sound),
        syllables=syllables,
        longest_silence_ms=_longest_silence_ms(sound),
        clipped=sum(high_bytes.count(byte) for byte in _NEAR_FULL) / max(1, len(high_bytes)),
        lufs=lufs_of(sound),
    )


def _longest_silence_ms(sound: AudioSegment) -> int:
    quiet = silence.detect_silence(
        sound, min_silence_len=_SHORTEST_SILENCE_MS, silence_thresh=sound.max_dBFS - _QUIET_DB, seek_step=20
    )
    return max((end - start for start, end in quiet), default=0)
