"""The planner's alarm clock begins the evening's check, sends what is due and tells what was cut off."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from broadcaster import news
from broadcaster.alarm import Alarm
from broadcaster.news import News
from broadcaster.preflight import evening
from station import clock, settings
from station.database import Database
from tests.conftest import SAIGON

SOON = timedelta(milliseconds=50)


class Evening:
    """Stands for the evening's check: what it was asked, and what it answers or raises."""

    def __init__(self, *answers: object) -> None:
        self.asked: list[datetime] = []
        self._answers = list(answers)

    def begin(self, _database: Database, _settings: settings.Settings, *, now: datetime) -> object:
        self.asked.append(now)
        answer = self._answers.pop(0) if self._answers else now + timedelta(days=1)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize("first", [OSError("no room"), None])
def test_the_check_is_asked_for_again_whatever_became_of_it(
    monkeypatch: pytest.MonkeyPatch, database: Database, tmp_path: Path, first: Exception | None
) -> None:
    told = Evening(first or clock.now())
    monkeypatch.setattr(evening, "begin", told.begin)
    monkeypatch.setattr(news, "QUIET", SOON)
    monkeypatch.setattr(news, "AGAIN", SOON)

    async def live() -> None:
        alarm = Alarm(SAIGON)
        News(settings.load({"LOA_HOME": str(tmp_path)}), database, alarm).wake()
        alarm.start()
        async with asyncio.timeout(20):
            while len(told.asked) < 2:
                await asyncio.sleep(0.02)
        alarm.stop()

    asyncio.run(live())

    assert len(told.asked) >= 2
