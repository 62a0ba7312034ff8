"""The names of letters, for codes and abbreviations that nobody has explained."""

NAMES = {
    "a": "a", "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e", "ê": "ê", "f": "ép",
    "g": "giê", "h": "hát", "i": "i", "j": "gi", "k": "ca", "l": "lờ", "m": "mờ", "n": "nờ", "o": "o",
    "ô": "ô", "ơ": "ơ", "p": "pê", "q": "quy", "r": "rờ", "s": "sờ", "t": "tê", "u": "u", "ư": "ư",
    "v": "vê", "w": "vê kép", "x": "ích", "y": "y", "z": "dét",
}  # fmt: skip


def name_letters(letters: str) -> str:
    """Say each letter by its Vietnamese name; a letter without one stays as it is."""
    return " ".join(NAMES.get(letter.lower(), letter.lower()) for letter in letters)
