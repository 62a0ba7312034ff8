"""The process that sends RTP: every 20 ms one packet a session, and nothing heavier beside it.

The sessions are spread over four phases of the 20 ms: no switch gets hundreds of packets in one burst, and the last
of them does not wait for all the others.
"""

import contextlib
import ctypes
import logging
import os
import resource
import secrets
import signal
import socket
import sys
import time
from math import ceil

from broadcaster.outputs.kind import Unfit
from broadcaster.outputs.pcm.wire import BLOCK_SECONDS, SILENT, Closed, Opened, Packets, Told, Unframer, framed
from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.outputs.rtp.formats import PACKET_SECONDS
from broadcaster.outputs.rtp.session import DICE, Session
from broadcaster.outputs.rtp.stream import slot_at
from broadcaster.outputs.rtp.target import target_of
from station import clock, process
from station.logs import set_up

# From the instant a frame is due to the first of its packets: a block is whole one tick after its first frame,
# and decoding hundreds of different ones takes most of another.
LEAD_SECONDS = 2 * BLOCK_SECONDS + PACKET_SECONDS
PHASES = 4
BEAT_SECONDS = PACKET_SECONDS / PHASES
MOST_BEHIND = 3 * PHASES  # beats sent late rather than not at all, when the machine stood still
SLOTS_A_SECOND = round(1 / PACKET_SECONDS)
PR_SET_TIMERSLACK = 29  # prctl(2)

log = logging.getLogger(__name__)


class Pump:
    """All sessions, stepped together."""

    def __init__(self, upstream: socket.socket) -> None:
        upstream.setblocking(False)
        self._upstream = upstream
        self._unframer = Unframer()
        self._unsent = bytearray()
        self._sessions: dict[int, Session] = {}
        self._phases: list[dict[int, Session]] = [{} for _ in range(PHASES)]
        self._cname = secrets.token_urlsafe(12)  # RFC 7022 section 4.2: 96 random bits
        self._alive = True

    def run(self) -> None:
        """Send until the upstream process is gone, then say good-bye everywhere."""
        beat = ceil(clock.monotonic() / BEAT_SECONDS)
        while self._alive:
            time.sleep(max(0.0, beat * BEAT_SECONDS - clock.monotonic()))
            slot, phase = divmod(beat, PHASES)
            for session in self._phases[phase].values():
                session.step(slot)
            self._read()
            if phase == 0:
                self._tend(slot)
            beat = max(beat + 1, ceil(clock.monotonic() / BEAT_SECONDS) - MOST_BEHIND)
        for session in self._sessions.values():
            session.close()

    def end(self) -> None:
        """Say good-bye after this slot."""
        self._alive = False

    def _read(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._alive:
                piece = self._upstream.recv(1 << 18)
                self._alive = bool(piece)
                for message in self._unframer.feed(piece):
                    self._take(message)

    def _take(self, message: object) -> None:
        match message:
            case Packets():
                self._queue(message)
            case Opened(spec):
                self._open(spec)
            case Closed(output_id) if session := self._sessions.pop(output_id, None):
                for phase in self._phases:
                    phase.pop(output_id, None)
                session.close()

    def _queue(self, packets: Packets) -> None:
        for play in packets.plays:
            if session := self._sessions.get(play.output_id):
                payloads = None if play.block == SILENT else packets.blocks[play.block]
                session.stream.queue(slot_at(play.due + LEAD_SECONDS), payloads)

    def _open(self, spec: OutputSpec) -> None:
        def tell(health: Health) -> None:
            self._unsent += framed(Told(spec.output_id, health))

        try:
            target = target_of(spec)
        except Unfit as problem:
            tell(Health(False, str(problem)))
        else:
            session = Session(spec, target, self._cname, self._new_ssrc(), tell)
            self._sessions[spec.output_id] = min(self._phases, key=len)[spec.output_id] = session

    def _new_ssrc(self) -> int:
        taken = {session.stream.ssrc for session in self._sessions.values()}
        return next(ssrc for ssrc in iter(lambda: DICE.getrandbits(32), None) if ssrc not in taken)

    def _tend(self, slot: int) -> None:
        """Tend a fiftieth of the sessions each slot, so that each has its turn once a second."""
        now = clock.monotonic()
        for session in tuple(self._sessions.values())[slot % SLOTS_A_SECOND :: SLOTS_A_SECOND]:
            session.tend(now, self._new_ssrc, len(self._sessions))
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            while self._unsent:
                del self._unsent[: self._upstream.send(self._unsent)]


def keep_time() -> None:
    """Ask the system to wake us exactly; where it will not, go on as an ordinary process."""
    ctypes.CDLL(None).prctl(PR_SET_TIMERSLACK, 1)  # nanosecond
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # two sockets a session
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))


def main() -> None:
    """Run on the socket whose number is the only argument."""
    set_up()
    process.call_oneself("loa-rtp")
    keep_time()
    pump = Pump(socket.socket(fileno=int(sys.argv[1])))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a ^C ends the station, which ends us
    signal.signal(signal.SIGTERM, lambda *_: pump.end())
    pump.run()


if __name__ == "__main__":
    main()
