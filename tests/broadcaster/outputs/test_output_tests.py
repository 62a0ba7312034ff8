"""An order to test an output reaches the transmitter once, with a tone that it may play."""

import asyncio
import contextlib
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from broadcaster import output_actions as actions
from broadcaster import output_testing
from broadcaster.output_tests import OutputTests
from broadcaster.transmitter import messages
from broadcaster.transmitter.reel import Reel
from content.airformat import SPEECH, check_frames
from station import clock
from station.database import Database
from tests.conftest import SAIGON, People


@pytest.fixture
def number(session: Session, people: People, zones: dict[str, int]) -> int:
    now = clock.now()
    output = actions.add(session, "file", actions.Setup(zones["xa"], "", {}), by=people.chief, now=now)
    output_testing.ask(session, output.id, by=people.chief, now=now, timezone=SAIGON)
    session.commit()
    return output.id


def test_an_order_is_passed_on_once(tmp_path: Path, database: Database, number: int) -> None:
    told: list[messages.TestTone] = []
    tests = OutputTests(tmp_path, database, SPEECH, told.append)

    async def run() -> None:
        running = asyncio.create_task(tests.run())
        for _ in range(2):
            tests.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(running), 2 if not told else 0.2)
        running.cancel()

    asyncio.run(run())

    (order,) = told
    assert order.output_id == number
    check_frames(Reel(order.reel, SPEECH.frame_bytes).take(0, order.reel.frames), SPEECH)
