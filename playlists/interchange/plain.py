"""Words made comparable: without diacritics, marks and case; pure."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text's bare letters and digits: «Chương trình / Nội dung» becomes «chuong trinh noi dung»."""
    spread = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def tidy(text: str) -> str:
    """Return a text as it may be shown: composed letters, single spaces, nothing that cannot be seen."""
    seen = (" " if _is_blank(letter) else letter for letter in unicodedata.normalize("NFC", text))
    return " ".join("".join(letter for letter in seen if unicodedata.category(letter)[0] != "C").split())


def _is_blank(letter: str) -> bool:
    return letter in "\n\r\t\v\f" or unicodedata.category(letter) in ("Zs", "Zl", "Zp")
