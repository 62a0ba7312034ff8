"""The decoding child as a process: `python -m broadcaster.outputs.pcm SOCKET`; ends when the transmitter does."""

import asyncio
import contextlib
import signal
import socket
import sys

from broadcaster.outputs.pcm.pump_line import PumpLine
from broadcaster.outputs.pcm.studio import Studio
from broadcaster.outputs.pcm.wire import Begin, Lagging, Told, Unframer, framed
from station import clock, process
from station.logs import set_up


async def live(upstream: socket.socket) -> None:
    """Do as the transmitter says until it is gone. Raise PumpDied, in a group, when the sending process ended."""
    reader, writer = await asyncio.open_unix_connection(sock=upstream)

    def tell(told: Told | Lagging) -> None:
        if not writer.is_closing():
            writer.write(framed(told))

    unframer = Unframer()
    studio: Studio | None = None
    async with asyncio.TaskGroup() as tasks:
        pump = PumpLine(tell, tasks.create_task)
        with contextlib.suppress(ConnectionError):
            while piece := await reader.read(1 << 18):
                for message in unframer.feed(piece):
                    if isinstance(message, Begin):
                        studio = Studio(message.fmt, pump, tell)
                    elif studio is not None:
                        studio.take(message, now=clock.monotonic())
        if studio is not None:
            studio.close()
        pump.close()


def main() -> None:
    """Run on the socket whose number is the only argument."""
    set_up()
    process.call_oneself("loa-decoder")
    process.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a ^C ends the station, which ends us
    asyncio.run(live(socket.socket(fileno=int(sys.argv[1]))))


if __name__ == "__main__":
    main()
