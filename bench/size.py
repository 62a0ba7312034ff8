"""How large a measurement is wanted: small by default, so that all of them end in minutes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """None: as the measurement itself thinks best."""

    zones: int | None = None
    minutes: float | None = None
    rounds: int | None = None
