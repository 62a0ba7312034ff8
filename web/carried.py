"""What was posted when nobody was signed in any more: carried through the sign-in page, so that nothing is lost."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

NOT_CARRIED = {"csrf_token"}


@dataclass(frozen=True)
class Carried:
    """Where a form was going, and every field of it in order."""

    path: str
    fields: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Return it as the value of one hidden field."""
        return json.dumps([self.path, self.fields], ensure_ascii=False)


def from_request() -> Carried | None:
    """Return the form that is being posted; None for uploads, and for forms that came from another site."""
    if request.method != "POST" or request.mimetype == "multipart/form-data" or not _own_form():
        return None
    typed = request.form.items(multi=True)
    return Carried(request.full_path.rstrip("?"), tuple(pair for pair in typed if pair[0] not in NOT_CARRIED))


def from_text(text: str) -> Carried | None:
    """Return what the hidden field held, if it still makes sense."""
    try:
        path, fields = json.loads(text)
        pairs = tuple((str(name), str(value)) for name, value in fields)
    except (ValueError, TypeError):
        return None
    return Carried(path, pairs) if is_local(path) else None


def is_local(path: object) -> bool:
    """Is this an address on this very site?"""
    return isinstance(path, str) and path.startswith("/") and not path.startswith(("//", "/\\"))


def _own_form() -> bool:
    # Without this, another site's form would come back to its victim with a fresh token in it.
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
