"""How large a measurement is wanted: small by default, so that all of them end in minutes."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Size:
    """None: as the measurement itself thinks best. A soak also takes a seed, and a folder to keep its station in."""

    zones: int | None = None
    minutes: float | None = None
    rounds: int | None = None
    seed: int = 7
    keep: Path | None = None
