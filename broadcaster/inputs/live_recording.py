"""The sound of a talk on the disk as it comes, whatever happens to the process that speaks it."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)


def recording_of(home: Path, talk_id: int) -> Path:
    """Say where the sound of a talk lies until it is a clip on the shelf."""
    return home / "live" / f"{talk_id}.mp3"


class Recording:
    """Appends frames to a file; a talk that is begun again goes on where it was. A full disk never stops a talk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.broken = False

    def write(self, frames: bytes) -> None:
        """Keep these frames, so that a crash of this process cannot lose them."""
        if self.broken or not frames:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(frames)
        except OSError:
            self.broken = True
            log.exception("the talk goes on, but is no longer recorded")
