"""What SHOUTcast and Icecast weave into a stream, so that a player can show what sounds; a custom, not a standard.

A listener that sends `Icy-MetaData: 1` is told `icy-metaint: N` and finds, after every N bytes of sound, one byte that
counts units of 16 bytes, and so much text: `StreamTitle='…';` filled up with NUL. A count of 0 says: as before.
"""

UNIT = 16
MOST_BYTES = 255 * UNIT
AS_BEFORE = b"\0"
FRAMES_BETWEEN = 10  # a quarter of a second of sound: whoever joins can wait for the next place without being late


def block(title: str) -> bytes:
    """Return the title as it travels; a quote is turned, for there is no way to escape one."""
    words = " ".join(title.replace("\0", " ").replace("'", "’").split())
    room = MOST_BYTES - len("StreamTitle='';")
    text = b"StreamTitle='" + words.encode()[:room].decode(errors="ignore").encode() + b"';"
    units = -(-len(text) // UNIT)
    return bytes([units]) + text.ljust(units * UNIT, b"\0")


class Weave:
    """Weaves one zone's titles into its sound at the same places for all listeners, so that they share the bytes."""

    def __init__(self, interval: int) -> None:
        self.interval = interval  # bytes of sound from one place to the next
        self._since = 0  # bytes of sound since the last place
        self._told = ""

    def pass_by(self, length: int) -> None:
        """Count bytes of sound that nobody wants woven."""
        self._since = (self._since + length) % self.interval

    def tell(self, title: str) -> None:
        """From now on this title is known to everyone."""
        self._told = title

    def woven(self, frames: bytes, title: str) -> bytes:
        """Return the sound with what belongs into its places; a title is told once, at the first of them."""
        parts: list[bytes] = []
        at, room = 0, self.interval - self._since
        while at + room <= len(frames):
            parts += (frames[at : at + room], AS_BEFORE if title == self._told else block(title))
            self._told = title
            at, room = at + room, self.interval
        self._since = (self._since + len(frames)) % self.interval
        return b"".join((*parts, frames[at:]))

    def beginning(self, recent: bytes, title: str) -> bytes:
        """Return for one who joins now the last sound from a place on, woven, with the title at its first place."""
        spare = len(recent) - self._since
        start = spare % self.interval if spare >= 0 else len(recent)
        own = Weave(self.interval)
        return own.woven(recent[start:], title)
