"""One RTP output in the sending process: its stream, its sockets, its reports, its announcements, how it is."""

import os
import random
from collections.abc import Callable

from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.outputs.rtp import announcing, lines
from broadcaster.outputs.rtp.announcing import Description
from broadcaster.outputs.rtp.lines import Line
from broadcaster.outputs.rtp.packets import Report, ntp
from broadcaster.outputs.rtp.reporter import Reporter
from broadcaster.outputs.rtp.stream import Stream, slot_at
from broadcaster.outputs.rtp.target import Target
from station import clock

RETRY_SECONDS = 2.0  # between attempts to open sockets again, and from a failure to believing in a recovery
HEADERS = 40  # bytes of IP, UDP and RTP before each payload
DICE = random.SystemRandom()  # numbers that nobody on the network can guess (RFC 3550 section 5.1)


class Session:
    """Sends one packet a slot; everything slower is done in `tend`, about once a second."""

    def __init__(self, spec: OutputSpec, target: Target, cname: str, ssrc: int, tell: Callable[[Health], None]) -> None:
        now = clock.monotonic()
        self.spec = spec
        self.stream = Stream(target.format, ssrc=ssrc, sequence=DICE.getrandbits(16), timestamp=DICE.getrandbits(32))
        self.stream.pausing = target.pausing
        self._target = target
        self._tell = tell
        self._told: Health | None = None
        self._line: Line | None = None
        self._failed_at = -RETRY_SECONDS
        self._tried_at = -RETRY_SECONDS
        self._reporter = Reporter(50.0 * (len(target.format.silence) + HEADERS), cname, DICE.random, now=now)
        self._session_id = ntp(clock.now().timestamp()) >> 32 << 16 | spec.output_id & 0xFFFF
        self._described: Description | None = None
        self._announce_at = now
        self._open(now)

    def step(self, slot: int) -> None:
        """Send this slot's packet, if the network takes it; if not, it is lost as on any network."""
        packet = self.stream.packet(slot)
        if packet is None or self._line is None:
            return
        try:
            self._line.sound.send(packet)
        except OSError as problem:
            self._fail(problem)

    def tend(self, now: float, new_ssrc: Callable[[], int], sessions: int) -> None:
        """Hear others' reports, send what is due of ours, announce, and mend what is broken."""
        if now - self._failed_at < RETRY_SECONDS and self._line is not None:
            return self._mend(now)
        if self._line is None:
            self._mend(now)
        elif self._told is None or not self._told.ok:
            self._say(Health(True))
        if self._line is not None:
            try:
                self._listen(self._line, new_ssrc, now)
                self._report(self._line, now)
                self._announce(now, sessions)
            except OSError as problem:
                self._fail(problem)
        return None

    def close(self) -> None:
        """Say good-bye in RTCP and take the announcement back."""
        if self._line is None:
            return
        try:
            if self._described:
                text = announcing.sdp(self._described)
                lines.announce(self._target, announcing.sap(self._described.source, text, deletion=True))
            if last := self._reporter.farewell(self._facts(clock.monotonic())):
                self._line.reports.sendto(last, self._line.reports_to)
        except OSError:
            pass  # the network is gone, and so is whoever would have heard
        self._line.close()

    def _open(self, now: float) -> None:
        self._tried_at = now
        try:
            self._line = lines.open_line(self._target)
        except OSError as problem:
            self._line = None
            self._fail(problem)
        else:
            self._described = Description(self._session_id, self.spec.zone_name, self._line.source, self._target)

    def _mend(self, now: float) -> None:
        """Open the sockets anew: an interface that came back is another interface to old sockets."""
        if now - self._tried_at < RETRY_SECONDS:
            return
        if self._line is not None:
            self._line.close()
        self._open(now)

    def _listen(self, line: Line, new_ssrc: Callable[[], int], now: float) -> None:
        for _ in range(20):
            try:
                compound, came_from = line.reports.recvfrom(2048)
            except BlockingIOError:
                return
            if came_from[:2] != line.own and self._reporter.hear(compound, self.stream.ssrc, now=now):
                if last := self._reporter.farewell(self._facts(now)):
                    line.reports.sendto(last, line.reports_to)
                self.stream.rename(new_ssrc())

    def _report(self, line: Line, now: float) -> None:
        if now >= self._reporter.due and (compound := self._reporter.report(self._facts(now), now=now)):
            line.reports.sendto(compound, line.reports_to)

    def _announce(self, now: float, sessions: int) -> None:
        if not self._target.announced or self._described is None or now < self._announce_at:
            return
        packet = announcing.sap(self._described.source, announcing.sdp(self._described))
        self._announce_at = now + announcing.seconds_between(sessions, len(packet), chance=DICE.random())
        lines.announce(self._target, packet)

    def _facts(self, now: float) -> Report:
        stream = self.stream
        timestamp = stream.timestamp(slot_at(now))
        return Report(stream.ssrc, clock.now().timestamp(), timestamp, stream.packets, stream.octets)

    def _fail(self, problem: OSError) -> None:
        self._failed_at = clock.monotonic()
        where = self.spec.address
        self._say(Health(False, f"Không gửi được RTP tới {where}: {os.strerror(problem.errno or 0)}."))

    def _say(self, health: Health) -> None:
        if health != self._told:
            self._told = health
            self._tell(health)
