"""Zones form a tree: what is sent to one is heard in all below it."""

from collections.abc import Iterable, Mapping

from station.errors import StationError


class ZoneLoop(StationError):
    """A zone would lie inside itself."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Khu vực «{name}» không thể nằm trong chính nó.")


def spread(chosen: Iterable[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """Return the chosen zones and all zones below them; unknown numbers are left out."""
    wanted = set(chosen)
    return frozenset(zone for zone in parents if not wanted.isdisjoint(path(zone, parents)))


def path(zone: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """Return a zone and the zones above it, nearest first. Raise ZoneLoop."""
    found: list[int] = []
    here: int | None = zone
    while here is not None:
        if here in found:
            raise ZoneLoop(str(zone))
        found.append(here)
        here = parents.get(here)
    return tuple(found)
