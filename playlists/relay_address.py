"""Which addresses a relay may be fetched from: http and https, nothing else; pure."""

from urllib.parse import quote, urljoin, urlsplit

from station.errors import BadInput

LONGEST = 500
_MARKS = "%/:=&?~#+!$,;'@()*[]"


def fetchable(address: str) -> str:
    """Return an address as it is asked for, or an empty string where it may not be."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        usable = usable and (parts.port or 1) > 0 and parts.netloc.isascii()
    except ValueError:  # a port that is no number, a bracket that is not closed
        return ""
    return quote(address, safe=_MARKS) if usable else ""


def joined(base: str, address: str) -> str:
    """Return where a relative address leads."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def check_address(address: str) -> str:
    """Return a typed address without the spaces around it. Raise BadInput."""
    address = address.strip()
    if len(address) > LONGEST or any(sign.isspace() for sign in address) or not fetchable(address):
        raise BadInput(
            "address", "Địa chỉ nguồn phải bắt đầu bằng http:// hoặc https://, có tên máy, không kèm mật khẩu."
        )
    return address
