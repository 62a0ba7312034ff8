"""One RTP stream: which packet goes out in which 20 ms; opens no socket, asks no clock."""

from collections import deque
from collections.abc import Sequence

from broadcaster.outputs.rtp.formats import PACKET_SECONDS, Format
from broadcaster.outputs.rtp.packets import HEADER, MARKER, VERSION

PAUSE_SLOTS = 50  # of silence before a pausing stream stops sending: one second
MOST_SLOTS = 100  # of sound that may wait; what comes on top of two seconds is dropped
UNFED_SLOTS = 50  # without a word from play-out, not even of silence: another may be playing in its place by now
SNAP_SLOTS = 1  # by which the due time of a block may miss the end of the one before, and still follow it


def slot_at(monotonic: float) -> float:
    """Return the number of 20 ms slots since the machine started, with its fraction."""
    return monotonic / PACKET_SECONDS


class Stream:
    """Numbers the packets of one source, and keeps the sound that is not due yet."""

    def __init__(self, form: Format, *, ssrc: int, sequence: int, timestamp: int) -> None:
        self.ssrc = ssrc
        self.packets = 0
        self.octets = 0
        self.pausing = False
        self._form = form
        self._silence = form.silence
        self._sequence = sequence
        self._first_timestamp = timestamp
        self._first_slot: int | None = None
        self._blocks: deque[tuple[int, Sequence[bytes]]] = deque()
        self._silent_slots = 0
        self._fed_until = 0
        self._spurt = True

    def queue(self, slot: float, payloads: Sequence[bytes] | None) -> None:
        """Keep packets that are due from that slot on, right after those kept before if they were meant so.

        None is a block of silence: nothing is kept, but play-out is alive.
        """
        first = round(slot)
        self._fed_until = max(self._fed_until, first + UNFED_SLOTS)
        if payloads is None:
            return
        if self._blocks:
            end = self._blocks[-1][0] + len(self._blocks[-1][1])
            first = end if first <= end + SNAP_SLOTS else first
            if end - self._blocks[0][0] > MOST_SLOTS:
                return
        self._blocks.append((first, payloads))

    def packet(self, slot: int) -> bytes | None:
        """Return the packet of this slot: sound if there is any, else silence; None while pausing or unfed."""
        if slot > self._fed_until:
            self._spurt = True
            return None
        payload = self._payload(slot)
        if payload == self._silence:
            self._silent_slots += 1
            if self.pausing and self._silent_slots > PAUSE_SLOTS:
                self._spurt = True
                return None
        else:
            self._silent_slots = 0
        # The marker says that nothing came before (RFC 3551 section 4.1); who sends silence never sets it again.
        second = self._form.payload_type | MARKER if self._spurt else self._form.payload_type
        self._spurt = False
        self._sequence = (self._sequence + 1) & 0xFFFF
        self.packets += 1
        self.octets += len(payload)
        return HEADER.pack(VERSION, second, self._sequence, self.timestamp(slot), self.ssrc) + payload

    def timestamp(self, slot: float) -> int:
        """Return the RTP timestamp of an instant; it runs on whatever is sent."""
        if self._first_slot is None:
            self._first_slot = int(slot)
        passed = (slot - self._first_slot) * self._form.ticks
        return (self._first_timestamp + round(passed)) & 0xFFFFFFFF

    def rename(self, ssrc: int) -> None:
        """Go on as another source, as after a collision (RFC 3550 section 8.2)."""
        self.ssrc, self.packets, self.octets, self._spurt = ssrc, 0, 0, True

    def _payload(self, slot: int) -> bytes:
        blocks = self._blocks
        while blocks:
            first, payloads = blocks[0]
            if slot < first:
                break
            if slot - first < len(payloads):
                return payloads[slot - first]
            blocks.popleft()
        return self._silence
