"""The keeper of relays: opens what is wanted, ends what is not, and outlives its processes' deaths."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

from broadcaster.inputs.condition import Condition
from broadcaster.relaying.relays import HANGS, RelayKeeper
from station.settings import load
from tests.broadcaster.inputs import upstream as up

PATIENCE = 20


@contextlib.asynccontextmanager
async def keeper(home: Path) -> AsyncIterator[RelayKeeper]:
    kept = RelayKeeper(replace(load({}), home=home), lambda: None)
    try:
        yield kept
    finally:
        await kept.close()


async def until(question: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not question():
            await asyncio.sleep(0.02)


def children() -> list[int]:
    """List the relay processes of this test, by their numbers."""
    me = os.getpid()
    found = Path(f"/proc/{me}/task").glob("*/children")
    pids = [int(word) for path in found for word in path.read_text().split()]
    return [pid for pid in pids if b"inputs.relay" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_what_is_wanted_is_opened_and_what_is_not_is_ended(tmp_path: Path) -> None:
    async def scene(server: up.Upstream) -> None:
        async with keeper(tmp_path) as kept:
            kept.want({3: server.address("/good"), 4: server.address("/page")})
            await until(lambda: kept.states[3].condition is Condition.GOOD)
            assert kept.states[4].condition is Condition.DEAD
            assert "không phải âm thanh" in kept.states[4].reason
            kept.want({4: server.address("/good")})
            assert kept.states[4].failed_at is None  # a new address is opened anew
            await until(lambda: kept.states[4].condition is Condition.GOOD)
            kept.want({})
            assert kept.states == {}
            await until(lambda: not children())

    with up.upstream({"/good": up.plays(up.mp3(up.speech())), "/page": up.page}) as server:
        asyncio.run(scene(server))


def test_a_process_that_is_killed_or_stands_still_is_replaced_and_its_failure_is_known(tmp_path: Path) -> None:
    async def scene(server: up.Upstream) -> None:
        async with keeper(tmp_path) as kept:
            kept.want({3: server.address("/good")})
            await until(lambda: kept.states[3].condition is Condition.GOOD)
            (first,) = children()
            os.kill(first, signal.SIGKILL)
            await until(lambda: kept.states[3].condition is Condition.DEAD)
            await until(lambda: kept.states[3].condition is Condition.GOOD)
            assert kept.states[3].failed_at is not None
            (second,) = children()
            os.kill(second, signal.SIGSTOP)
            await until(lambda: kept.states[3].reason == HANGS)
            await until(lambda: not {first, second} & set(children()))

    with up.upstream({"/good": up.plays(up.mp3(up.speech()))}) as server:
        asyncio.run(scene(server))
