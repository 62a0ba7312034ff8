"""The reports of one session: who is in it, when the next is due, and whether another took our number."""

from collections.abc import Callable

from broadcaster.outputs.rtp import interval, packets
from broadcaster.outputs.rtp.packets import Report

UDP_AND_IP = 28  # bytes, which RFC 3550 section 6.2 counts
MANY = 50  # members from which a BYE would have to wait its turn (section 6.3.7)


class Reporter:
    """Follows RFC 3550 sections 6.2, 6.3 and 8.2 for a participant that sends and never receives sound."""

    def __init__(self, bytes_per_second: float, cname: str, dice: Callable[[], float], *, now: float) -> None:
        self._bytes_per_second = bytes_per_second
        self._cname = cname
        self._dice = dice
        self._average = float(UDP_AND_IP + 60)  # a probable first report (section 6.3.2)
        self._initial = True
        self._heard: dict[int, float] = {}
        self._packets_before = [0, 0]
        self._sent_at = now
        self.due = now + self._interval()

    def report(self, told: Report, *, now: float) -> bytes | None:
        """Return the compound packet to send now, or None when the timer is set anew (section 6.3.6)."""
        self._forget(now)
        due = self._sent_at + self._interval()
        if due > now:
            self.due = due
            return None
        compound = self._compound(told)
        self._average = interval.averaged(self._average, len(compound) + UDP_AND_IP)
        self._sent_at, self._initial = now, False
        self._packets_before = [self._packets_before[1], told.packets]
        self.due = now + self._interval()
        return compound

    def farewell(self, told: Report) -> bytes | None:
        """Return the last packet; among very many it is left unsaid, and they notice by themselves."""
        return None if len(self._heard) >= MANY else self._compound(told) + packets.bye(told.ssrc)

    def hear(self, compound: bytes, ssrc: int, *, now: float) -> bool:
        """Take in another's reports; return whether it goes by our own number."""
        collision = False
        self._average = interval.averaged(self._average, len(compound) + UDP_AND_IP)
        for kind, source in packets.sources(compound):
            collision = collision or source == ssrc
            if kind == packets.BYE:
                self._heard.pop(source, None)
            elif kind in (packets.SR, packets.RR) and source != ssrc:
                self._heard[source] = now
        return collision

    @property
    def members(self) -> int:
        """Count the participants that are heard, and ourselves."""
        return len(self._heard) + 1

    def _compound(self, told: Report) -> bytes:
        is_sender = told.packets > self._packets_before[0] or told.packets < self._packets_before[1]
        first = packets.sender_report(told) if is_sender else packets.empty_receiver_report(told.ssrc)
        return first + packets.source_description(told.ssrc, self._cname)

    def _interval(self) -> float:
        return interval.interval(self._session(), chance=self._dice())

    def _session(self) -> interval.Session:
        return interval.Session(self.members, self._bytes_per_second, self._average, self._initial)

    def _forget(self, now: float) -> None:
        patience = interval.FORGOTTEN_INTERVALS * interval.mean_interval(self._session())
        self._heard = {ssrc: at for ssrc, at in self._heard.items() if now - at < patience}
