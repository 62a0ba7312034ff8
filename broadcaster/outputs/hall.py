"""Everyone who listens to one zone: an output of its feed that hands all of them the same bytes."""

from math import ceil
from typing import Protocol

from broadcaster.outputs.icy import FRAMES_BETWEEN, Weave
from broadcaster.outputs.port import Output
from broadcaster.transmitter.feed import KEPT_SECONDS, Feed
from content.airformat import FRAME_SECONDS


class Listener(Output, Protocol):
    """Someone who takes a zone's bytes, and can be shown the door."""

    def drop(self) -> None:
        """Take nothing more."""


class Hall:
    """The listeners of one zone, those who asked for titles among them."""

    def __init__(self, feed: Feed, name: str, frame_bytes: int) -> None:
        self.feed = feed
        self.name = name
        self._plain: dict[Listener, None] = {}
        self._titled: dict[Listener, None] = {}
        self._weave = Weave(FRAMES_BETWEEN * frame_bytes)
        self._kept_bytes = ceil(KEPT_SECONDS / FRAME_SECONDS) * frame_bytes
        feed.outputs.append(self)

    def __len__(self) -> int:
        return len(self._plain) + len(self._titled)

    @property
    def title(self) -> str:
        """Return what sounds now; the zone's name where nothing does."""
        return self.feed.title or self.name

    @property
    def title_interval(self) -> int:
        """Return how many bytes of sound lie between two places for a title."""
        return self._weave.interval

    def send(self, frames: bytes) -> None:
        """Hand frames to everyone; whoever cannot keep up drops itself."""
        for listener in tuple(self._plain):
            listener.send(frames)
        if not self._titled:
            self._weave.pass_by(len(frames))
            return
        woven = self._weave.woven(frames, self.title)
        for listener in tuple(self._titled):
            listener.send(woven)

    def join(self, listener: Listener, *, titled: bool) -> bytes:
        """Let somebody in; return the last half second of sound, so that a player can start at once."""
        recent = b"".join(self.feed.recent)[-self._kept_bytes :]
        if titled and not self._titled:
            self._weave.tell(self.title)  # the newcomer is told it at the beginning
        (self._titled if titled else self._plain)[listener] = None
        return self._weave.beginning(recent, self.title) if titled else recent

    def leave(self, listener: Listener) -> None:
        """Let somebody go."""
        self._plain.pop(listener, None)
        self._titled.pop(listener, None)

    def close(self) -> None:
        """Send everyone away: the zone is gone."""
        if self in self.feed.outputs:
            self.feed.outputs.remove(self)
        for listener in (*self._plain, *self._titled):
            listener.drop()
