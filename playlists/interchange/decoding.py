"""From the bytes of a .csv or .ics to text: UTF-8, UTF-16, or the Windows code page of Vietnamese."""

import re
import unicodedata

from playlists.interchange.errors import UnknownLetters

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What Vietnamese is written with; a text of other letters was not written in the code page it was read by.
_LETTERS = re.compile(r"[^\W\d_]")
_VIETNAMESE = set("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")


def text_of(name: str, data: bytes) -> str:
    """Return the text of a file. Raise UnknownLetters where its code page cannot be told."""
    text = _decoded(name, data)
    if "\0" in text:
        raise UnknownLetters(name)
    return unicodedata.normalize("NFC", text)


def _decoded(name: str, data: bytes) -> str:
    try:
        if data.startswith(_UTF16_MARKS):
            return data.decode("utf-16")
        if b"\0" in data[:200]:
            return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        raise UnknownLetters(name) from None
    if not _is_vietnamese(text):
        raise UnknownLetters(name)
    return text


def _is_vietnamese(text: str) -> bool:
    """Is every letter one that Vietnamese has? TCVN3 and VNI, read as this code page, give others."""
    letters = set(_LETTERS.findall(unicodedata.normalize("NFC", text).casefold()))
    return all(_base(letter) in _VIETNAMESE for letter in letters)


def _base(letter: str) -> str:
    """Return a letter without its tone mark: «ế» becomes «ê»."""
    marks = [mark for mark in unicodedata.normalize("NFD", letter) if mark not in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(marks))
