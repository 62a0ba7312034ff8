"""A clip made ready for the air: trimmed, shaped, as loud as the station wants it, encoded once."""

from dataclasses import dataclass

from content.airformat import AirFormat, seconds
from content.codec import decoded, encoded
from content.levelling import SoundTooQuiet, check_audible, first_aim, levelled, next_aim
from content.loudness import SILENT_LUFS, STANDARD, Loudness, Measured, lufs_of, measure
from content.presets import PLAIN, Preset, shaped
from content.segment import AudioSegment, silence
from content.sound import resampled
from station.errors import StationError

TRIM_BELOW_PEAK_DB = 45.0
LEAD_MS, TAIL_MS = 40, 120  # quiet first consonants and the fall of a last vowel stay
EDGE_FADE_MS = 5
_ROUNDS = 6


class CannotMaster(StationError):
    def __init__(self, reached: Measured, target: Loudness) -> None:
        super().__init__(
            f"Không chỉnh được âm lượng về {target.lufs:g} LUFS, mới đạt {reached.lufs:.1f} LUFS "
            f"với đỉnh {reached.true_peak_dbtp:.1f} dBTP; hãy kiểm tra bản ghi."
        )


@dataclass(frozen=True)
class Mastered:
    audio: bytes
    seconds: float
    lufs: float
    true_peak_dbtp: float


def master(sound: AudioSegment, *, fmt: AirFormat, target: Loudness = STANDARD, preset: Preset = PLAIN) -> Mastered:
    """Trim, shape, level, limit and encode; the figures returned are measured on the decoded result."""
    plain = ready(trimmed(sound), fmt, preset)
    check_audible(lufs_of(plain), target)
    aim = first_aim(target)
    for _ in range(_ROUNDS):
        audio = encoded(levelled(plain, aim), fmt)
        reached = measure(decoded(audio, fmt))
        if meets(reached, target):
            return as_measured(audio, fmt, reached)
        aim = next_aim(aim, reached, target)
    raise CannotMaster(reached, target)


def ready(sound: AudioSegment, fmt: AirFormat, preset: Preset) -> AudioSegment:
    """Bring a sound to the air rate, shape it, and soften its edges so that they do not click."""
    plain = resampled(sound, sample_rate=fmt.sample_rate, channels=fmt.channels)
    return shaped(plain, preset).fade_in(EDGE_FADE_MS).fade_out(EDGE_FADE_MS)


def trimmed(sound: AudioSegment) -> AudioSegment:
    """Cut silence off both ends, leaving a breath; raise SoundTooQuiet where nothing is left."""
    threshold = sound.max_dBFS - TRIM_BELOW_PEAK_DB
    if threshold < SILENT_LUFS - TRIM_BELOW_PEAK_DB:
        raise SoundTooQuiet
    lead = silence.detect_leading_silence(sound, threshold)
    tail = silence.detect_leading_silence(sound.reverse(), threshold)
    return sound[max(0, lead - LEAD_MS) : len(sound) - max(0, tail - TAIL_MS)]


def meets(reached: Measured, target: Loudness) -> bool:
    is_level = abs(reached.lufs - target.lufs) <= target.tolerance
    return is_level and reached.true_peak_dbtp <= target.true_peak_dbtp


def as_measured(audio: bytes, fmt: AirFormat, reached: Measured) -> Mastered:
    return Mastered(audio, seconds(audio, fmt), reached.lufs, reached.true_peak_dbtp)
