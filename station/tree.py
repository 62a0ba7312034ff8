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


def below(parents: Mapping[int, int | None]) -> dict[int, frozenset[int]]:
    """Return for every zone the zones in which it is heard: itself and all below it. Raise ZoneLoop."""
    found: dict[int, set[int]] = {zone: set() for zone in parents}
    for zone in parents:
        for above in path(zone, parents):
            found.setdefault(above, set()).add(zone)
    return {zone: frozenset(zones) for zone, zones in found.items()}


def heard_in(chosen: Iterable[int], heard: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """Return the zones in which what is sent to the chosen ones is heard, from what `below` told."""
    found = [heard[zone] for zone in chosen if zone in heard]
    return found[0] if len(found) == 1 else frozenset().union(*found)


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
