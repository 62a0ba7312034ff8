"""Pace and pitch for voices that cannot change them by themselves."""

from content.segment import AudioSegment
from content.sound import Step, filtered


def bent(sound: AudioSegment, *, pace: float = 1.0, pitch: float = 1.0) -> AudioSegment:
    """Return the sound faster by `pace` and higher by `pitch`: played at another rate, then stretched back."""
    steps: list[Step] = []
    if pitch != 1.0:
        steps += [("asetrate", f"{round(sound.frame_rate * pitch)}"), ("aresample", f"{sound.frame_rate}")]
    stretch = pace / pitch
    if abs(stretch - 1.0) > 0.001:
        steps.append(("atempo", f"{stretch:.4f}"))
    return filtered(sound, *steps) if steps else sound
