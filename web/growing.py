"""Sends a file that may still be growing: as much of it as there was when it was asked for, whole or by byte range."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

from flask import Response, request
from werkzeug.wsgi import wrap_file


class AsItWas(io.FileIO):
    """A file that ends where it ended when it was opened."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        found = os.fstat(self.fileno())
        self.size, self.changed_at = found.st_size, datetime.fromtimestamp(found.st_mtime, UTC)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, up to that end."""
        left = max(0, self.size - self.tell())
        return super().read(left if size is None or size < 0 else min(size, left)) or b""


def send_growing(path: Path, name: str, *, to_keep: bool) -> Response:
    """Answer with sound to be heard, or to be kept under a name."""
    file = AsItWas(path)
    answer = Response(wrap_file(request.environ, file), mimetype="audio/mpeg", direct_passthrough=True)
    answer.content_length, answer.last_modified = file.size, file.changed_at
    answer.set_etag(f"{path.stem}-{file.size}")
    answer.headers["Cache-Control"] = "private, no-cache"
    if to_keep:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.make_conditional(request.environ, accept_ranges=True, complete_length=file.size)
    answer.call_on_close(file.close)
    return answer
