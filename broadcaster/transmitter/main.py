"""The transmitter's process: listens to the planner on one socket, and sends every zone its frames."""

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import sys
from collections import deque
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from broadcaster import spooled
from broadcaster.happening import STOPPED
from broadcaster.outputs.http import StreamServer
from broadcaster.outputs.table import KINDS
from broadcaster.transmitter import health, messages
from broadcaster.transmitter.cue import Note
from broadcaster.transmitter.engine import MANY_LISTENERS, MANY_ZONES, Engine
from broadcaster.transmitter.messages import packed, received
from broadcaster.transmitter.reel import Reel, SoundLost
from broadcaster.transmitter.sinks import Kinds, Sinks
from content.airformat import AIR_FORMATS
from station import clock, process
from station.logs import set_up
from station.settings import Settings, load

log = logging.getLogger(__name__)

SILENT_AFTER = 2.5  # seconds without a word from the planner: less than a lease takes to grow stale
WATCH_SECONDS = 1.0
SIGN_SECONDS = 0.2  # at least, between two signs that frames are sent
REMEMBERED = timedelta(seconds=15)  # in which a planner that lives has written down what it was told, or kept it
PORT_PATIENCE = 10  # tries, half a second apart: whoever played before us may only just be gone


class PlannerGone(RuntimeError):
    """The planner says nothing any more; whoever plays next must not find us sounding."""


class Transmitter:
    """Turns the planner's messages into sound, and tells it what became of them."""

    def __init__(self, settings: Settings, kinds: Kinds) -> None:
        fmt = AIR_FORMATS[settings.air_format]
        self._settings = settings
        self._frame_bytes = fmt.frame_bytes
        self.engine = Engine(fmt, self._note, self._stepped, self._check)
        self._sinks = Sinks(fmt, kinds)
        self._vitals = health.Vitals()
        self.server = StreamServer(fmt.kbps * 125, health.pages(self._vitals, self.engine, self._listeners))
        self._notes: list[Note] = []
        self._told: deque[messages.Noted] = deque()  # what the planner may not have heard any more
        self._specs: messages.Outputs = messages.Outputs(())
        self._states: dict[int, object] = {}
        self._heard_at = clock.awake()
        self._sign: Path | None = None
        self._signed_at = 0.0
        self._writer: asyncio.StreamWriter | None = None

    async def run(self, ear: socket.socket, mouth: socket.socket) -> None:
        """Serve until the planner, heard on one line and told on another, is gone. Raise PlannerGone."""
        reader, _hearing = await asyncio.open_connection(sock=ear)
        _, self._writer = await asyncio.open_connection(sock=mouth)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._watch())
                while True:
                    try:
                        message = await received(reader)
                    except (asyncio.IncompleteReadError, ConnectionError):
                        raise PlannerGone from None
                    self._heard_at = clock.awake()
                    if isinstance(message, messages.Serve):
                        tasks.create_task(self._serve(message.sign))
                    else:
                        self._follow(message)
                    await asyncio.sleep(0)  # many messages at once must not hold up the frames
        finally:
            self._leave_word()

    def _follow(self, message: object) -> None:
        match message:
            case messages.Cues():
                self.engine.load(message)
            case messages.Interruption():
                self._sinks.end_tests(message.claims)
                self.engine.interrupt(message)
            case messages.Zones():
                self._set_zones(message)
            case messages.Outputs():
                self._specs = message
                self._sinks.follow(message.specs, self.engine.feeds)
            case messages.TestTone():
                self._test(message)
            case messages.Hush():
                self.engine.hush(message.reason)
            case messages.Alive():
                self._vitals.swept_at, self._vitals.ready = message.swept_at, message.ready
                self._tell(messages.Living())
            case messages.Ask():
                self._flush()
                self._tell(messages.Answer(message.number))

    async def _serve(self, sign: str) -> None:
        told = self._settings
        await self.engine.inlets.start(told.home)
        for turn in range(PORT_PATIENCE):
            try:
                await self.server.start(told.host, told.stream_port)
                break
            except OSError as problem:
                if turn == PORT_PATIENCE - 1:
                    self._tell(messages.Refused(problem.errno or 0))
                    return
                await asyncio.sleep(0.5)
        self._tell(messages.Serving())
        gc.collect()
        gc.freeze()  # what is here now stays; the collector need not look at it again and again
        self._sign = Path(sign)
        await self.engine.run()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(clock.until_next(WATCH_SECONDS))
            self._check()
            self.engine.serves_many = len(self.engine.feeds) >= MANY_ZONES or self._listeners() >= MANY_LISTENERS
            self._sinks.name(self.engine.feeds)
            states = self._sinks.states()
            if states != self._states:
                self._states = dict(states)
                self._tell(messages.OutputStates(states))

    def _check(self) -> None:
        if clock.awake() - self._heard_at > SILENT_AFTER:
            raise PlannerGone
        if self._sign is not None and clock.monotonic() - self._signed_at > SIGN_SECONDS:
            self._signed_at = clock.monotonic()
            with contextlib.suppress(OSError):
                spooled.sign(self._sign, clock.now())

    def _set_zones(self, zones: messages.Zones) -> None:
        self.engine.set_zones(each.zone_id for each in zones.zones)
        self.server.feeds = {each.slug: self.engine.feeds[each.zone_id] for each in zones.zones}
        for each in zones.zones:
            self.server.halls[each.slug].name = each.name
        self._sinks.follow(self._specs.specs, self.engine.feeds)

    def _test(self, test: messages.TestTone) -> None:
        with contextlib.suppress(SoundLost):
            tone = Reel(test.reel, self._frame_bytes).take(0, test.reel.frames)
            self._sinks.test(test.output_id, tone)

    def _listeners(self) -> int:
        return len(self.server.listeners)

    def _note(self, note: Note) -> None:
        self._notes.append(note)
        if len(self._notes) == 1:
            asyncio.get_running_loop().call_soon(self._flush)

    def _remember(self, told: Sequence[messages.Noted]) -> None:
        self._told.extend(told)
        while told[-1].at - self._told[0].at > REMEMBERED:
            self._told.popleft()

    def _leave_word(self) -> None:
        """Keep in a file what the planner may not have heard: how far everything came, or it would sound again."""
        for feed in self.engine.feeds.values():
            feed.break_off(STOPPED)
        self._flush()
        with contextlib.suppress(OSError):
            if self._told:
                spooled.new_path(self._settings.home).write_text("".join(map(spooled.line, self._told)), "utf-8")

    def _stepped(self, seconds: float) -> None:
        self._tell(messages.Report(stepped=seconds))

    def _flush(self) -> None:
        if self._notes:
            told = tuple(map(self._noted, self._notes))
            self._notes.clear()
            self._remember(told)
            self._tell(messages.Report(told))

    def _noted(self, note: Note) -> messages.Noted:
        at = self.engine.instant(note.at)
        return messages.Noted(note.as_run_id, note.happening, at, note.frame, note.reason)

    def _tell(self, message: object) -> None:
        if self._writer is not None:
            self._writer.write(packed(message))


def main() -> None:
    """Run on two sockets, whose numbers are the arguments: one to hear the planner, one to tell it things."""
    set_up()
    process.call_oneself("loa-transmitter")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the planner is told, and ends us
    ear, mouth = (socket.socket(fileno=int(number)) for number in sys.argv[1:3])
    try:
        asyncio.run(Transmitter(load(), KINDS).run(ear, mouth))
    except* PlannerGone:
        log.warning("the planner is gone: falling silent")


if __name__ == "__main__":
    main()
