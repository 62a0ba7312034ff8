"""Every voice the station knows; a new one is one file, one line here, one test file."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from content.voices.espeak import Espeak
from content.voices.google import Google
from content.voices.port import Voice
from station.errors import StationError

Factory = Callable[[], Voice]

VOICES: dict[str, Factory] = {
    "espeak": Espeak,
    "google": Google,
}
LAST_RESORT = "espeak"
# One voice of each kind serves the whole process: a service that asked to be left alone is remembered.
_STANDING = {name: cache(factory) for name, factory in VOICES.items()}


class NoSuchVoice(StationError):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"Không có giọng «{name}»; các giọng có sẵn: {', '.join(known)}.")


def in_order(preferred: Sequence[str], table: Mapping[str, Factory] | None = None) -> list[Voice]:
    """Make the voices in order of preference; the offline voice always stands last, so somebody speaks."""
    known = _STANDING if table is None else table
    names = list(dict.fromkeys([*preferred, LAST_RESORT]))
    for name in names:
        if name not in known:
            raise NoSuchVoice(name, sorted(known))
    return [known[name]() for name in names]
