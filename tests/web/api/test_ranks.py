"""What outranks a programme and what becomes of lost time, asked for by programs."""

from typing import Any

import pytest

from tests.web.api.conftest import Api
from tests.web.api.test_air import programme, weekly


def test_a_programme_tells_what_outranks_it_and_what_becomes_of_lost_time(api: Api) -> None:
    asked = {"priority": 500, "catch_up": "late", "late_minutes": 10, "hard_end": "06:00"}

    told = api("minh", "POST", "/programmes", json=programme(api) | asked).body

    assert {key: told[key] for key in asked} == asked | {"hard_end": "06:00:00"}


def test_only_equals_clash(api: Api) -> None:
    asked = weekly(api)

    statuses = [
        api("minh", "POST", "/programmes", json=asked | {"priority": number}).status for number in (0, 500, -100, 7)
    ]

    assert statuses == [201, 201, 201, 409]


@pytest.mark.parametrize(
    "changes",
    [
        {"priority": 300},
        {"priority": -1},
        {"catch_up": "never"},
        {"catch_up": "late"},
        {"catch_up": "late", "late_minutes": 121},
        {"hard_end": "05:30"},
        {"hard_end": "25:00"},
    ],
)
def test_a_rank_or_policy_that_there_is_not_is_refused(api: Api, changes: dict[str, Any]) -> None:
    answer = api("minh", "POST", "/programmes", json=programme(api) | changes)

    assert answer.status == 422
    assert api("minh", "GET", "/programmes").body["items"] == []
