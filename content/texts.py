"""What may be typed as an announcement: Vietnamese words, and not too many of them."""

import unicodedata

from station.errors import BadInput

LONGEST_TEXT = 20_000  # characters: about twenty-five minutes of speech, more than any session of a commune
LONGEST_TITLE = 200
_RIGHT_TO_LEFT = {"R", "AL"}


def clean_text(text: str) -> str:
    """Return the text in NFC with plain line ends. Raise BadInput when nobody could read it aloud."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        raise BadInput("text", "Hãy nhập nội dung bản tin.")
    if len(text) > LONGEST_TEXT:
        raise BadInput("text", f"Bản tin dài {len(text):,} ký tự; tối đa {LONGEST_TEXT:,} ký tự.".replace(",", "."))
    _check_letters(text)
    return text


def clean_title(title: str, text: str) -> str:
    """Return the title, or the text's first line when none was typed. Raise BadInput."""
    title = " ".join(unicodedata.normalize("NFC", title).split())
    if not title:
        return text.splitlines()[0][:80].rstrip() if text else "Không tên"
    if len(title) > LONGEST_TITLE:
        raise BadInput("title", f"Tiêu đề dài {len(title)} ký tự; tối đa {LONGEST_TITLE} ký tự.")
    _check_letters(title, field="title")
    return title


def check_characters(text: str, field: str) -> None:
    """Refuse what no keyboard types and what no Vietnamese voice reads. Raise BadInput."""
    kinds = [unicodedata.category(letter) for letter in text if letter not in "\n\t"]
    if "Cc" in kinds or "Cs" in kinds or "�" in text:
        raise BadInput(field, "Nội dung có ký tự máy không đọc được; hãy dán lại dưới dạng văn bản thường.")
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        raise BadInput(field, "Nội dung có chữ viết từ phải sang trái, giọng đọc tiếng Việt không đọc được.")


def has_words(text: str) -> bool:
    """Is there anything that can be said aloud?"""
    return any(unicodedata.category(letter)[0] in "LN" for letter in text)


def _check_letters(text: str, field: str = "text") -> None:
    check_characters(text, field)
    if not has_words(text):
        raise BadInput(field, "Nội dung không có chữ nào đọc lên được.")
