"""What may stand in a field of an output: each check returns what is kept, or raises Unfit with one sentence."""

import unicodedata
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from broadcaster.outputs.kind import Unfit

LONGEST_LINE = 200


def line(text: str) -> str:
    """Take one line of printable text."""
    if len(text) > LONGEST_LINE:
        raise Unfit(f"Tối đa {LONGEST_LINE} ký tự.")
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text):
        raise Unfit("Có ký tự không in được; hãy gõ lại.")
    return text


def whole(lowest: int, highest: int) -> Callable[[str], str]:
    """Return a check that takes whole numbers between the two, both included."""

    def clean(text: str) -> str:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest):
            raise Unfit(f"Cần một số nguyên từ {lowest} đến {highest}.")
        return str(int(text))

    return clean


def web_address(text: str) -> str:
    """Take http://host:port/place, with no name, password, query or fragment in it."""
    parts = split_address(line(text))
    if parts.scheme not in ("http", "https") or not parts.hostname or any(letter.isspace() for letter in text):
        raise Unfit("Cần một địa chỉ dạng http://máy-chủ:8000/điểm-phát.")
    if parts.username is not None or parts.password is not None:
        raise Unfit("Đừng để tên và mật khẩu trong địa chỉ; hãy gõ vào ô riêng, vì địa chỉ ai cũng thấy.")
    if parts.query or parts.fragment:
        raise Unfit("Địa chỉ không được có dấu ? hoặc #.")
    return text


def split_address(text: str) -> SplitResult:
    """Take an address apart. Raise Unfit when it cannot be, or its port is none."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # read here, for it is only checked when it is read
    except ValueError:
        raise Unfit("Địa chỉ này không đọc được; số cổng là từ 1 đến 65535.") from None
    return parts
