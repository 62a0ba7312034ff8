"""How a text will be spoken, asked for by programs."""

import pytest

from tests.web.api.conftest import Api
from tests.web.api.test_problems import BAD_TEXTS


def test_a_reading_tells_what_is_spoken_and_where_it_comes_from(api: Api) -> None:
    text = "UBND xã họp ngày 20/11/2026."

    told = api("lan", "POST", "/readings", json={"text": text}).body

    assert told["spoken"].startswith("ủy ban nhân dân xã họp ngày hai mươi tháng mười một")
    assert told["text"] == text
    assert all(text[each["start"] : each["end"]] == each["written"] for each in told["tokens"])
    assert all(0 <= each["confidence"] <= 1 for each in told["tokens"])


def test_what_is_not_understood_is_told_and_not_guessed(api: Api) -> None:
    doubts = api("lan", "POST", "/readings", json={"text": "Mời bà con đến XQZT."}).body["doubts"]

    assert [each["written"] for each in doubts] == ["XQZT"]
    assert doubts[0]["sentence"]


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_a_text_that_nobody_can_read_aloud_has_no_reading(api: Api, text: str) -> None:
    answer = api("lan", "POST", "/readings", json={"text": text})

    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "text")


def test_a_reading_is_kept_nowhere(api: Api) -> None:
    before = api("nga", "GET", "/audit").body

    api("lan", "POST", "/readings", json={"text": "Trạm y tế tiêm chủng."})

    assert api("nga", "GET", "/audit").body == before
