"""Why a message did not arrive, as a person may read it; pure. No word of the address gets into the sentence."""

import re
from collections.abc import Iterable

_CODE = re.compile(r"error\s*=\s*(\d{3})|\b(5\d\d|4\d\d)\b.{0,40}(?:authentication|auth)", re.IGNORECASE)
REFUSED = "nơi nhận từ chối: sai tên, mật khẩu hoặc mã truy cập"
UNKNOWN = "nơi nhận không nhận tin"
LATE = "nơi nhận không trả lời kịp"

_SIGNS = (
    (r"certificate|SSL", "không nối được an toàn tới nơi nhận: chứng chỉ của máy chủ không dùng được"),
    (r"name or service|name resolution|failed to resolve|getaddrinfo|nodename", "không tìm thấy máy chủ nơi nhận"),
    (r"unreachable|no route", "không có đường mạng tới nơi nhận"),
    (r"refused", "máy chủ nơi nhận không mở cổng này"),
    (r"timed out|timeout", LATE),
    (r"authentication|authorization|credentials|\b535\b", REFUSED),
    (r"reset by peer|disconnected|connection aborted|closed", "nơi nhận ngắt kết nối giữa chừng"),
)


def sentence(told: Iterable[str]) -> str:
    """Return the reason that is told of in what a sender wrote down; the first sign that is known counts."""
    words = "\n".join(told)
    found = _CODE.search(words)
    if found:
        return _of_code(int(found.group(1) or found.group(2)))
    for sign, reason in _SIGNS:
        if re.search(sign, words, re.IGNORECASE):
            return reason
    return UNKNOWN


def _of_code(code: int) -> str:
    if code in (401, 403, 535):
        return f"{REFUSED} (lỗi {code})"
    if code in (404, 410):
        return f"nơi nhận không có địa chỉ này (lỗi {code})"
    if code == 429:
        return "nơi nhận đang nhận quá nhiều tin (lỗi 429)"
    return f"máy chủ nơi nhận báo lỗi {code}"
