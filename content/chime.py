"""Signals made by our own sums: a ding-dong before a bulletin, a theme, the siren of an emergency."""

import math
from array import array
from collections.abc import Callable, Sequence
from itertools import accumulate

from content.segment import AudioSegment
from content.sound import from_pcm, silence

RATE = 24000  # Hz
_TAU = 2 * math.pi
_FULL = 32767
# A struck bar: each partial as a multiple of the note, its share of the sound, and how fast it dies.
_BAR = ((1.0, 0.60, 1.0), (2.0, 0.22, 1.6), (3.01, 0.12, 2.6), (5.4, 0.06, 5.0))
_DIE_AWAY = 2.2  # nepers a second of the lowest partial
# Five notes of the Vietnamese pentatonic scale on G (Hz), and the theme as (note, milliseconds).
_SCALE = (392.00, 440.00, 523.25, 587.33, 659.25, 783.99)
_THEME = ((0, 400), (2, 400), (3, 400), (5, 800), (4, 400), (3, 400), (2, 1200))


def ding_dong() -> AudioSegment:
    """Return the two falling notes that ask for attention, about three seconds."""
    return overlapped([_bar(659.25, 2200), _bar(523.25, 2400)], [0, 700]).apply_gain(-3)


def rising() -> AudioSegment:
    """Return the two rising notes that test an output, two seconds: no bulletin begins like that."""
    return overlapped([_bar(523.25, 1200), _bar(659.25, 1500)], [0, 500]).apply_gain(-6).fade_out(300)


def theme() -> AudioSegment:
    """Return a short station theme, about six seconds."""
    starts = [0, *accumulate(length for _, length in _THEME)][:-1]
    notes = [_bar(_SCALE[note], length + 1500) for note, length in _THEME]
    return overlapped(notes, starts).apply_gain(-3).fade_out(400)


def siren(*, seconds: float = 9.0) -> AudioSegment:
    """Return a wailing siren, 500 to 1,100 Hz every three seconds: like nothing else on air."""
    phase = 0.0
    samples = array("h")
    for n in range(round(seconds * RATE)):
        pitch = 800 - 300 * math.cos(_TAU * n / RATE / 3)
        phase += _TAU * pitch / RATE
        samples.append(round(_FULL * 0.7 * math.tanh(1.8 * math.sin(phase))))
    return _sound(samples).fade_in(50).fade_out(200)


def overlapped(sounds: Sequence[AudioSegment], starts_ms: Sequence[int]) -> AudioSegment:
    """Lay sounds over each other, each from its own start."""
    length = max(start + len(sound) for sound, start in zip(sounds, starts_ms, strict=True))
    ground = silence(length, sample_rate=RATE)
    for sound, start in zip(sounds, starts_ms, strict=True):
        ground = ground.overlay(sound, position=start)
    return ground


def _bar(pitch: float, milliseconds: int) -> AudioSegment:
    """Strike one bar: a sum of partials that die away, the higher the sooner."""
    rings = [_ring(pitch * ratio, share, _DIE_AWAY * speed) for ratio, share, speed in _BAR]
    samples = (sum(ring(n / RATE) for ring in rings) for n in range(milliseconds * RATE // 1000))
    return _sound(array("h", (round(_FULL * 0.5 * sample) for sample in samples))).fade_in(4).fade_out(60)


def _ring(pitch: float, share: float, speed: float) -> Callable[[float], float]:
    return lambda second: share * math.exp(-speed * second) * math.sin(_TAU * pitch * second)


def _sound(samples: "array[int]") -> AudioSegment:
    return from_pcm(samples.tobytes(), sample_rate=RATE, channels=1)
