"""A clip made ready for the air: trimmed, as loud as the station wants it, limited, encoded once."""

from dataclasses import dataclass

from content.airformat import AirFormat, seconds
from content.codec import decoded, encoded
from content.loudness import SILENT_LUFS, STANDARD, Loudness, Measured, lufs_of, measure
from content.segment import AudioSegment, silence
from content.sound import filtered, resampled
from station.errors import StationError

TRIM_BELOW_PEAK_DB = 45.0
LEAD_MS, TAIL_MS = 40, 120  # quiet first consonants and the fall of a last vowel stay
EDGE_FADE_MS = 5
MOST_GAIN_DB = 40.0  # louder than this, only the hiss of the recording would come up
_PEAK_MARGIN_DB = 1.0  # MP3 of 64 kbit/s lifts a peak by up to about this much
_SETTLED_LU = 0.3
# Where the first gain misses, the limiter is at work and gives back only part of each further decibel.
_LIMITED_STEP = 1.6
_ROUNDS = 6


class SoundTooQuiet(StationError):
    def __init__(self) -> None:
        super().__init__("Âm thanh quá nhỏ hoặc chỉ có im lặng, không thể phát; hãy ghi lại to hơn.")


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


@dataclass(frozen=True)
class Aim:
    """What the samples must be so that the encoded clip is right: loudness in LUFS, ceiling in dBFS."""

    lufs: float
    ceiling_db: float


def master(sound: AudioSegment, *, fmt: AirFormat, target: Loudness = STANDARD) -> Mastered:
    """Trim, level, limit and encode; the figures returned are measured on the decoded result."""
    plain = resampled(trimmed(sound), sample_rate=fmt.sample_rate, channels=fmt.channels)
    plain = plain.fade_in(EDGE_FADE_MS).fade_out(EDGE_FADE_MS)
    gain_db = first_gain(lufs_of(plain), target)
    aim = Aim(target.lufs, target.true_peak_dbtp - _PEAK_MARGIN_DB)
    for _ in range(_ROUNDS):
        gain_db, levelled = _settled(plain, gain_db, aim)
        audio = encoded(levelled, fmt)
        reached = measure(decoded(audio, fmt))
        if meets(reached, target):
            return Mastered(audio, seconds(audio, fmt), reached.lufs, reached.true_peak_dbtp)
        aim = next_aim(aim, reached, target)
    raise CannotMaster(reached, target)


def _settled(plain: AudioSegment, gain_db: float, aim: Aim) -> tuple[float, AudioSegment]:
    """Turn the gain until the limited samples have the loudness: cheap, where every encoding is dear."""
    for _ in range(_ROUNDS):
        levelled = _levelled(plain, gain_db, aim.ceiling_db)
        off = aim.lufs - lufs_of(levelled)
        if abs(off) <= _SETTLED_LU:
            break
        gain_db += off * _LIMITED_STEP
    return gain_db, levelled


def trimmed(sound: AudioSegment) -> AudioSegment:
    """Cut silence off both ends, leaving a breath; raise SoundTooQuiet where nothing is left."""
    threshold = sound.max_dBFS - TRIM_BELOW_PEAK_DB
    if threshold < SILENT_LUFS - TRIM_BELOW_PEAK_DB:
        raise SoundTooQuiet
    lead = silence.detect_leading_silence(sound, threshold)
    tail = silence.detect_leading_silence(sound.reverse(), threshold)
    return sound[max(0, lead - LEAD_MS) : len(sound) - max(0, tail - TAIL_MS)]


def first_gain(lufs: float, target: Loudness) -> float:
    gain_db = target.lufs - lufs
    if lufs <= SILENT_LUFS or gain_db > MOST_GAIN_DB:
        raise SoundTooQuiet
    return gain_db


def meets(reached: Measured, target: Loudness) -> bool:
    is_level = abs(reached.lufs - target.lufs) <= target.tolerance
    return is_level and reached.true_peak_dbtp <= target.true_peak_dbtp


def next_aim(aim: Aim, reached: Measured, target: Loudness) -> Aim:
    """Lower the ceiling by what the peak went over, and make up the loudness that encoding took."""
    over = max(0.0, reached.true_peak_dbtp - target.true_peak_dbtp)
    lower = aim.ceiling_db - over - 0.2 if over else aim.ceiling_db
    return Aim(aim.lufs + target.lufs - reached.lufs, lower)


def _levelled(sound: AudioSegment, gain_db: float, ceiling_db: float) -> AudioSegment:
    """Apply gain and a look-ahead limiter, at 48 kHz so that hardly a peak hides between samples."""
    limit = 10 ** (ceiling_db / 20)
    return filtered(
        sound,
        ("volume", f"{gain_db:.3f}dB:precision=float"),
        ("aresample", "48000"),
        ("alimiter", f"limit={limit:.5f}:attack=3:release=60:level=0:latency=1"),
    )
