"""Keeps the relays that are wanted open, each in a process of its own, and knows how they stand."""

import asyncio
import contextlib
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping

from broadcaster.inputs.condition import Condition, Report
from broadcaster.inputs.order import Order
from broadcaster.relaying.states import RelayState, opened
from station import clock
from station.settings import PROJECT, Settings

SILENT_SECONDS = 5.0  # without a report, which comes every second, a process hangs
REST_SECONDS = 1.0  # before a process that died is started again; doubled each time, as far as
MOST_REST_SECONDS = 8.0
ENDING_SECONDS = 2.0
DIED = "tiến trình nhận tiếp sóng bị dừng"
HANGS = "tiến trình nhận tiếp sóng bị treo"

log = logging.getLogger(__name__)


def name(source_id: int) -> str:
    """Return the name that a relay's sound has in slots, claims and the log, in place of a clip's hash."""
    return f"relay:{source_id}"


class RelayKeeper:
    """Lives in the planner's loop; `changed` is called whenever a source's condition is another one."""

    def __init__(self, settings: Settings, changed: Callable[[], None]) -> None:
        self._settings = settings
        self._changed = changed
        self._states: dict[int, RelayState] = {}
        self._tasks: dict[int, tuple[str, asyncio.Task[None]]] = {}

    @property
    def states(self) -> Mapping[int, RelayState]:
        """How the sources that are kept open stand."""
        return dict(self._states)

    def want(self, sources: Mapping[int, str]) -> None:
        """Keep exactly these sources open, each at its address; a source with a new address is opened anew."""
        for source_id, (address, task) in list(self._tasks.items()):
            if sources.get(source_id) != address:
                task.cancel()
                del self._tasks[source_id], self._states[source_id]
        for source_id, address in sources.items():
            if source_id not in self._tasks:
                self._states[source_id] = opened(at=clock.now())
                self._tasks[source_id] = (address, asyncio.create_task(self._keep(source_id, address)))

    async def close(self) -> None:
        """End every process."""
        tasks = [task for _, task in self._tasks.values()]
        self.want({})
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, source_id: int, address: str) -> None:
        rest = REST_SECONDS
        while True:
            began = clock.monotonic()
            reason = await self._receive(source_id, address)
            log.warning("relay %s: %s", source_id, reason)
            self._note(source_id, Report(Condition.DEAD, reason))
            rest = REST_SECONDS if clock.monotonic() - began > MOST_REST_SECONDS else min(rest * 2, MOST_REST_SECONDS)
            await asyncio.sleep(rest)

    async def _receive(self, source_id: int, address: str) -> str:
        """Run a process until it dies or hangs; return which."""
        words = (sys.executable, "-m", "broadcaster.inputs.relay")
        process = await asyncio.create_subprocess_exec(*words, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=PROJECT)
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(Order.of(self._settings, address, name(source_id)).line())
            while True:
                async with asyncio.timeout(SILENT_SECONDS):
                    line = await process.stdout.readline()
                self._note(source_id, Report.read(line))
        except TimeoutError:
            return HANGS
        except (ValueError, KeyError, TypeError, OSError):  # an empty line too: the process has ended
            return DIED
        finally:
            await _end(process)

    def _note(self, source_id: int, report: Report) -> None:
        if (old := self._states.get(source_id)) is None:
            return
        new = self._states[source_id] = old.after(report, at=clock.now())
        if (new.condition, new.reason) != (old.condition, old.reason):
            self._changed()


async def _end(process: Process) -> None:
    """Close the process's stdin, upon which it ends; kill one that does not."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        async with asyncio.timeout(ENDING_SECONDS):
            await process.wait()
    except (TimeoutError, asyncio.CancelledError):
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
