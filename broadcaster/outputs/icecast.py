"""Sends a zone's frames to an existing Icecast server, which fans them out.

It keeps time, not data: what a dead or slow server did not take is gone, and after a reconnection it gets the
present, so that no listener hears the station late.
"""

import asyncio
import random

from broadcaster.outputs.checks import line as one_line
from broadcaster.outputs.checks import split_address, web_address
from broadcaster.outputs.icecast_call import Connection, Place, open_source, place_of, tell_title
from broadcaster.outputs.icecast_errors import IcecastError, Lost, Stalled
from broadcaster.outputs.kind import ADDRESS, Field, Kind, Unfit
from broadcaster.outputs.live_line import LiveLine
from broadcaster.outputs.patience import door, rest
from broadcaster.outputs.port import Health, OutputSpec
from content.airformat import AirFormat
from station import clock

TITLE_SECONDS = 1.0  # within which what sounds is named; its sound does not wait
STEADY_SECONDS = 30.0  # a connection that stood this long makes us forget the failures before it


class Icecast:
    """A Sink: one source connection, opened again for ever."""

    def __init__(self, spec: OutputSpec, fmt: AirFormat) -> None:
        self.health = Health(ok=False, sentence="Đang nối tới máy chủ Icecast.")
        self._place: Place = place_of(spec)
        self._name = spec.zone_name
        self._fmt = fmt
        self._line: LiveLine | None = None
        self._title = ""
        self._telling: asyncio.Task[None] | None = None
        self._keeping = asyncio.create_task(self._keep_connected())

    def send(self, frames: bytes) -> None:
        """Give the server the present, if it listens."""
        if self._line is not None:
            self._line.send(frames)

    def title(self, text: str) -> None:
        """Name what sounds now; the newest name is the one that counts."""
        if text == self._title:
            return
        self._title = text
        self._tell_soon()

    def _tell_soon(self) -> None:
        if self._line is not None and (self._telling is None or self._telling.done()):
            self._telling = asyncio.create_task(self._tell())

    def close(self) -> None:
        """Hang up."""
        for task in (self._keeping, self._telling):
            if task is not None:
                task.cancel()
        self._hang_up()

    async def _keep_connected(self) -> None:
        failures = 0
        while True:
            began = clock.monotonic()
            try:
                await self._stay(await self._call())
            except IcecastError as problem:
                self.health = Health(ok=False, sentence=str(problem))
            finally:
                self._hang_up()
            failures = 0 if clock.monotonic() - began > STEADY_SECONDS else failures + 1
            await asyncio.sleep(rest(failures - 1, random.random()) if failures else 0)

    async def _call(self) -> Connection:
        async with door(self._place.server):
            return await open_source(self._place, self._name, self._fmt)

    async def _stay(self, connection: Connection) -> None:
        """Return never: raise when the server hangs up or no longer takes what it is sent."""
        reader, writer = connection
        self._line = line = LiveLine(writer, self._fmt.kbps * 125)
        self.health = Health(ok=True)
        if self._title:
            self._tell_soon()
        try:
            while await reader.read(1024):
                pass
        except OSError:
            pass
        raise Stalled(self._place.server) if line.stalled else Lost(self._place.server)

    async def _tell(self) -> None:
        told = ""
        while told != self._title:
            await asyncio.sleep(TITLE_SECONDS * random.random())  # many zones begin at the same second
            told = self._title
            try:
                async with door(self._place.server):
                    await tell_title(self._place, told)
            except IcecastError:
                return  # the sound matters, not its name

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.abort()
            self._line = None


def _mount_address(text: str) -> str:
    text = web_address(text)
    if split_address(text).path in ("", "/"):
        raise Unfit("Thiếu điểm phát ở cuối địa chỉ, ví dụ http://máy-chủ:8000/thon-dong.mp3.")
    return text


KIND = Kind(
    label="Máy chủ Icecast",
    open=Icecast,
    hint="Gửi tiếng tới một máy chủ Icecast (2.4 trở lên) có sẵn để máy đó phân phối cho nhiều người nghe.",
    fields=(
        Field(
            ADDRESS,
            "Địa chỉ điểm phát",
            _mount_address,
            hint="Ví dụ http://192.168.1.20:8000/thon-dong.mp3; dùng https:// nếu máy chủ có TLS.",
            needed=True,
        ),
        Field("user", "Tên nguồn phát", one_line, hint="Thường là source.", default="source", needed=True),
        Field("password", "Mật khẩu nguồn phát", one_line, needed=True, secret=True),
    ),
)
