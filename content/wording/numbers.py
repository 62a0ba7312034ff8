"""Numbers in words: whole, decimal, digit by digit, Roman."""

import re
from functools import lru_cache

from content.wording.values import Style

ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
MAX_DIGITS = 27  # beyond a billion billion billion nobody follows: digit by digit

# A number as written: thousands grouped by dots (or twice by commas), a decimal part, or plain digits.
NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3}){1,8}(?!\d)(?:,\d{1,6}(?!\d))?|\d{1,3}(?:,\d{3}){2,8}(?!\d)"
    r"|\d{1,40}(?:[.,]\d{1,6}(?!\d))?)(?!\d)"
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_TENS = {"": 0, "X": 10, "XX": 20, "XXX": 30}
_ROMAN_ONES = {
    "": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9,
}  # fmt: skip


def spell_digits(digits: str) -> str:
    """Say each digit: telephone numbers, identity cards, plates."""
    return " ".join(ONES[int(digit)] for digit in digits if digit.isdecimal())


def _below_hundred(number: int, style: Style) -> list[str]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return [ONES[ones]]
    words = ["mười"] if tens == 1 else [ONES[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 4 and tens > 1:
        words.append(style.four_after_ten)
    elif ones:
        words.append(ONES[ones])
    return words


def _group(number: int, style: Style, *, leading: bool) -> list[str]:
    """Say three digits; within a longer number the empty hundreds are said too."""
    hundreds, rest = divmod(number, 100)
    if leading and hundreds == 0:
        return _below_hundred(rest, style)
    words = [ONES[hundreds], "trăm"]
    if rest == 0:
        return words
    if rest < 10:
        words.append(style.zero_ten)
    return words + _below_hundred(rest, style)


@lru_cache(maxsize=4096)
def cardinal(digits: str, style: Style) -> str:
    """Say a whole number; leading zeros are not heard ("01 lãnh đạo" is "một lãnh đạo")."""
    digits = digits.lstrip("0") or "0"
    if len(digits) > MAX_DIGITS:
        return spell_digits(digits)
    if len(digits) > 9:
        head = f"{cardinal(digits[:-9], style)} tỷ"
        tail = int(digits[-9:])
        return f"{head} {_millions(tail, style, leading=False)}" if tail else head
    return _millions(int(digits), style, leading=True)


def _millions(number: int, style: Style, *, leading: bool) -> str:
    words: list[str] = []
    for size, name in ((1_000_000, "triệu"), (1000, style.thousand), (1, "")):
        group, number = divmod(number, size)
        if group:
            words += _group(group, style, leading=leading and not words)
            words += [name] if name else []
    return " ".join(words) or ONES[0]


def decimals(digits: str, style: Style) -> str:
    """Say what follows the comma: as a number when short, digit by digit after a zero or when long."""
    if digits.startswith("0") or len(digits) > 3:
        return spell_digits(digits)
    return cardinal(digits, style)


def amount(written: str, style: Style) -> str:
    """Say a number as written, e.g. "1.050.000", "38,5" or "3.5"."""
    if _GROUPED.fullmatch(written):
        separator = "," if "." in written else "\0"
        whole, _, fraction = written.partition(separator)
        words = cardinal(re.sub(r"\D", "", whole), style)
    else:
        whole, _, fraction = written.replace(".", ",").partition(",")
        words = number_words(whole, style)
    return f"{words} phẩy {decimals(fraction, style)}" if fraction else words


def number_words(digits: str, style: Style) -> str:
    """Say bare digits: "007" and very long ones digit by digit, "01" without its zero."""
    if len(digits) > 2 and digits.startswith("0"):
        return spell_digits(digits)
    return cardinal(digits, style)


def identifier(digits: str, style: Style) -> str:
    """Say a number that names a thing: its leading zero is part of the name ("số 05" is "số không năm")."""
    return spell_digits(digits) if digits.startswith("0") else cardinal(digits, style)


def roman(written: str) -> int | None:
    """Return the value of a Roman numeral below forty, which is all that documents use."""
    match = _ROMAN.fullmatch(written)
    return _ROMAN_TENS[match[1]] + _ROMAN_ONES[match[2]] if match else None


def ordinal(number: int, style: Style) -> str:
    """Say what follows "thứ": nhất and tư are irregular."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(str(number), style)
