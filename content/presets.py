"""How a clip is shaped for the place it is heard in: bands a loudspeaker can carry, gentle compression."""

from dataclasses import dataclass

from content.loudness import lufs_of
from content.segment import AudioSegment
from content.sound import Step, filtered
from station.errors import StationError

_REFERENCE_LUFS = -23.0  # every sound meets the compressor at this loudness, whatever it came in at


@dataclass(frozen=True)
class Preset:
    name: str
    steps: tuple[Step, ...]


class NoSuchPreset(StationError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Không có kiểu âm thanh «{name}»; các kiểu có sẵn: {', '.join(PRESETS)}.")


def _compressor(threshold_db: float, ratio: float) -> Step:
    threshold = 10 ** (threshold_db / 20)
    return ("acompressor", f"threshold={threshold:.5f}:ratio={ratio:g}:attack=10:release=150:knee=6:detection=rms")


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("plain", ()),
        # A horn carries little under 250 Hz, and its coil only heats; consonants live around 2.5 kHz.
        Preset(
            "horn",
            (
                ("highpass", "f=250"),
                ("highpass", "f=250"),
                ("equalizer", "f=2500:t=o:w=1.5:g=4"),
                ("lowpass", "f=7500"),
                _compressor(-30, 3),
            ),
        ),
        Preset("indoor", (("highpass", "f=100"), _compressor(-26, 2))),
        Preset("stream", (("highpass", "f=60"), _compressor(-24, 1.5))),
    )
}
PLAIN = PRESETS["plain"]


def preset_named(name: str) -> Preset:
    if name not in PRESETS:
        raise NoSuchPreset(name)
    return PRESETS[name]


def shaped(sound: AudioSegment, preset: Preset) -> AudioSegment:
    """Return the sound filtered and compressed; its loudness is for mastering to set."""
    if not preset.steps:
        return sound
    gain_db = _REFERENCE_LUFS - lufs_of(sound)
    return filtered(sound, ("volume", f"{gain_db:.3f}dB:precision=float"), *preset.steps)
