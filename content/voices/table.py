"""Every voice the station knows; a new one is one file, one line here, one test file."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import cast

from content.voices.espeak import Espeak
from content.voices.names import OFFLINE
from content.voices.piper import PREFIX, Piper
from content.voices.port import Voice
from station.errors import StationError

Factory = Callable[[], Voice]


def _at_need(module: str, maker: str) -> Voice:
    """Make a voice, importing it now: the libraries of those on the Internet take thirty megabytes."""
    return cast(Voice, getattr(import_module(f"content.voices.{module}"), maker)())


VOICES: dict[str, Factory] = {
    "espeak": Espeak,
    "google": partial(_at_need, "google", "Google"),
    "edge-nu": partial(_at_need, "edge", "woman"),
    "edge-nam": partial(_at_need, "edge", "man"),
}
LAST_RESORT = OFFLINE


class NoSuchVoice(StationError):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"Không có giọng «{name}»; các giọng có sẵn: {', '.join(known)}.")


@cache
def _standing(name: str) -> Voice:
    """Keep one voice of each kind for the whole process: a service that asked to be left alone is remembered."""
    return VOICES[name]()


_STANDING: dict[str, Factory] = {name: partial(_standing, name) for name in VOICES}


@cache
def _installed(model: Path) -> Voice:
    return Piper(model)


def voices_of(folder: Path) -> dict[str, Factory]:
    """Return the table with the Piper voices installed in a folder."""
    models = sorted(folder.glob("*.onnx"))
    return {**_STANDING, **{f"{PREFIX}{model.stem}": partial(_installed, model) for model in models}}


def in_order(preferred: Sequence[str], table: Mapping[str, Factory] | None = None) -> list[Voice]:
    """Make the voices in order of preference; the offline voice always stands last, so somebody speaks."""
    known = _STANDING if table is None else table
    names = list(dict.fromkeys([*preferred, LAST_RESORT]))
    for name in names:
        if name not in known:
            raise NoSuchVoice(name, sorted(known))
    return [known[name]() for name in names]
