"""Names of zones and playlists as files write them, and what they mean when they come back; pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from playlists.interchange.plain import plain

EVERYWHERE = ("toan xa", "ca xa", "toan bo", "tat ca", "tat ca cac thon", "tat ca khu vuc")
BETWEEN = "; "  # a zone's own name may hold a comma


def labels(named: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Return a label for each number, name and slug: the name, with the slug beside it where two share the name."""
    found = list(named)
    times = Counter(plain(name) for _, name, _ in found)
    return {number: name if times[plain(name)] == 1 else f"{name} ({slug})" for number, name, slug in found}


def find(names: Mapping[int, str], text: str) -> int:
    """Return the number of the thing so named: to the letter, else but for diacritics and case; 0 for none."""
    exact = unicodedata.normalize("NFC", text.strip())
    if same := [number for number, name in names.items() if name == exact]:
        return same[0]
    alike = [number for number, name in names.items() if plain(name) == plain(text)]
    return alike[0] if len(alike) == 1 else 0


def zone_ids(text: str, names: Mapping[int, str], roots: Iterable[int]) -> tuple[tuple[int, ...], str]:
    """Return the zones that a cell names, and the first name in it that no zone has."""
    if whole := find(names, text):
        return (whole,), ""
    found: set[int] = set()
    for part in re.split(r"[;\n]" if ";" in text else r"[,;+\n]|\s+và\s+", text):
        if number := find(names, part):
            found.add(number)
        elif plain(part) in EVERYWHERE:
            found.update(roots)
        elif plain(part):
            return tuple(sorted(found)), part.strip()
    return tuple(sorted(found)), ""
