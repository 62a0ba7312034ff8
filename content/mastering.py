"""A clip made ready for the air: trimmed, shaped, as loud as the station wants it, encoded once."""

from dataclasses import dataclass

from content.airformat import AirFormat, seconds
from content.codec import decoded, decoded_frames, encoded_frames
from content.levelling import SoundTooQuiet, check_audible, first_aim, levelled, next_aim
from content.loudness import SHORTEST_MS, SILENT_LUFS, STANDARD, Loudness, Measured, lufs_of, measure, measure_frames
from content.presets import PLAIN, Preset, shaped
from content.segment import AudioSegment, silence
from content.sound import joined, resampled
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
        audio = encoded_frames(levelled(plain, aim), fmt)
        reached = heard(audio, fmt)
        if meets(reached, target):
            return as_measured(audio, fmt, reached)
        aim = next_aim(aim, reached, target)
    raise CannotMaster(reached, target)


def ready(sound: AudioSegment, fmt: AirFormat, preset: Preset) -> AudioSegment:
    """Bring a sound to the air rate, shape it, and soften its edges so that they do not click."""
    plain = shaped(resampled(sound, sample_rate=fmt.sample_rate, channels=fmt.channels), preset)
    edge = min(100, len(plain) // 2)
    start, end = plain[:edge].fade_in(EDGE_FADE_MS), plain[len(plain) - edge :].fade_out(EDGE_FADE_MS)
    return joined([start, plain[edge : len(plain) - edge], end])


def trimmed(sound: AudioSegment) -> AudioSegment:
    """Cut silence off both ends, leaving a breath; raise SoundTooQuiet where nothing is left."""
    threshold = sound.max_dBFS - TRIM_BELOW_PEAK_DB
    if threshold < SILENT_LUFS - TRIM_BELOW_PEAK_DB:
        raise SoundTooQuiet
    lead = silence.detect_leading_silence(sound, threshold)
    tail = _trailing_silence_ms(sound, threshold)
    return sound[max(0, lead - LEAD_MS) : len(sound) - max(0, tail - TAIL_MS)]


def _trailing_silence_ms(sound: AudioSegment, threshold: float) -> int:
    """Look back minute by minute: turning a whole hour round would hold it twice."""
    for end in range(len(sound), 0, -60_000):
        last = sound[max(0, end - 60_000) : end]
        quiet: int = silence.detect_leading_silence(last.reverse(), threshold)
        if quiet < len(last):
            return len(sound) - end + quiet
    return len(sound)


def heard(audio: bytes, fmt: AirFormat) -> Measured:
    """Measure encoded frames as a listener decodes them."""
    if seconds(audio, fmt) * 1000 < SHORTEST_MS:
        return measure(decoded(audio, fmt))
    return measure_frames(decoded_frames(audio, fmt))


def meets(reached: Measured, target: Loudness) -> bool:
    is_level = abs(reached.lufs - target.lufs) <= target.tolerance
    return is_level and reached.true_peak_dbtp <= target.true_peak_dbtp


def as_measured(audio: bytes, fmt: AirFormat, reached: Measured) -> Mastered:
    return Mastered(audio, seconds(audio, fmt), reached.lufs, reached.true_peak_dbtp)
