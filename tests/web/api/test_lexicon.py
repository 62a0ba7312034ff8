"""The lexicon, readings and voices, asked for by programs."""

import io
from typing import Any

import pytest

from tests.content.sounds import as_file, babble
from tests.web.api.conftest import Api

HEADER = "written,spoken\n"
ENTRY = {"written": "XYZQ", "spoken": "ban quản lý"}


def asked(api: Api, **changes: Any) -> dict[str, Any]:
    return {"text": "Mời XYZQ họp.", "zone_ids": [api.zones["xa"]]} | changes


def table(text: str) -> dict[str, Any]:
    return {"file": (io.BytesIO(text.encode()), "bang.csv")}


def sound() -> dict[str, Any]:
    return {"file": (io.BytesIO(as_file(babble(500), "wav", "pcm_s16le")), "doc.wav")}


def written(api: Api) -> int:
    return int(api("lan", "POST", "/announcements", json=asked(api)).body["id"])


def test_what_was_taught_is_listed_read_and_forgotten(api: Api) -> None:
    api("lan", "PUT", "/lexicon", json=ENTRY)

    listed = api("nga", "GET", "/lexicon").body["items"]
    spoken = api("nga", "POST", "/readings", json={"text": "Mời XYZQ."}).body["spoken"]
    gone = api("lan", "DELETE", "/lexicon?written=XYZQ").status

    assert [(each["written"], each["spoken"], each["taught_by"]) for each in listed] == [("XYZQ", "ban quản lý", "lan")]
    assert spoken == "Mời ban quản lý."
    assert (gone, api("nga", "GET", "/lexicon").body["items"]) == (204, [])


def test_a_table_goes_out_and_comes_back(api: Api) -> None:
    api("lan", "PUT", "/lexicon", json=ENTRY)
    given = api("nga", "GET", "/lexicon/export").raw.decode()
    api("lan", "DELETE", "/lexicon?written=XYZQ")

    taken = api("lan", "POST", "/lexicon/import", data=table(given))

    assert (taken.status, taken.body) == (200, {"changed": 1})
    assert api("lan", "GET", "/lexicon/export").raw.decode() == given


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "words"),
    [
        ("PUT", "/lexicon", {"json": ENTRY | {"spoken": "xyzq"}}, 422, "lặp lại chính nó"),
        ("PUT", "/lexicon", {"json": ENTRY | {"written": "X" * 10_000}}, 422, "tối đa 80"),
        ("PUT", "/lexicon", {"json": {"written": "XYZQ"}}, 422, "Thiếu trường này"),
        ("DELETE", "/lexicon?written=KLMN", {}, 404, "«KLMN»"),
    ],
)
def test_what_cannot_be_taught_or_forgotten_is_one_sentence(
    api: Api, method: str, path: str, sent: dict[str, Any], status: int, words: str
) -> None:
    answer = api("lan", method, path, **sent)

    assert answer.status == status
    assert words in answer.body["detail"]


@pytest.mark.parametrize(("text", "words"), [(HEADER + "A1,một\nXYZQ,XYZQ\n", "dòng 3"), ("", "bảng trống")])
def test_a_bad_table_is_refused_whole(api: Api, text: str, words: str) -> None:
    answer = api("lan", "POST", "/lexicon/import", data=table(text))

    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "file")
    assert words in answer.body["detail"]
    assert api("lan", "GET", "/lexicon").body["items"] == []


@pytest.mark.parametrize("path", ["/lexicon/import", "/announcements/{}/recording"])
def test_only_writers_send_tables_and_recordings(api: Api, path: str) -> None:
    number = written(api)

    answers = {name: api(name, "POST", path.format(number), data=sound()).status for name in ("hung", "minh", "nga")}

    assert set(answers.values()) == {403}
    assert api("", "POST", path.format(number), data=sound()).status == 401


@pytest.mark.parametrize(("always", "own"), [(False, {"XYZQ": "ban quản lý"}), (True, {})])
def test_a_word_is_read_another_way_this_time_or_always(api: Api, always: bool, own: dict[str, str]) -> None:
    number = api.approved()
    api("lan", "PUT", f"/announcements/{number}", json=asked(api))

    answer = api(
        "lan", "POST", f"/announcements/{number}/readings", json={"readings": {"XYZQ": "ban quản lý"}, "always": always}
    )

    reading = api("nga", "GET", f"/announcements/{number}/reading").body
    assert (answer.body["state"], answer.body["readings"], answer.body["revision"]) == ("draft", own, 3)
    assert (reading["spoken"], reading["differs"], reading["warnings"]) == ("Mời ban quản lý họp.", False, [])
    assert len(api("lan", "GET", "/lexicon").body["items"]) == always


def test_a_refused_reading_teaches_nothing(api: Api) -> None:
    number = written(api)

    answer = api("lan", "POST", f"/announcements/{number}/readings", json={"readings": {"KLMN": "chợ"}, "always": True})

    assert (answer.status, api("lan", "GET", "/lexicon").body["items"]) == (422, [])


def test_what_is_being_voiced_or_decided_is_not_voiced_again(api: Api) -> None:
    waiting, decided = written(api), api.submitted()

    answers = [api("lan", "POST", f"/announcements/{number}/voice-again") for number in (waiting, decided)]

    assert [(answer.status, answer.body["code"]) for answer in answers] == [
        (409, "still-voicing"),
        (409, "only-drafts"),
    ]


def test_a_person_speaks_in_the_voices_place(api: Api) -> None:
    number = api.submitted()

    told = api("lan", "POST", f"/announcements/{number}/recording", data=sound()).body

    assert (told["state"], told["voice"], told["sound"]["state"]) == ("draft", "bản ghi", "waiting")
    again = {"readings": {"tiêm": "chích"}}
    assert api("lan", "POST", f"/announcements/{number}/readings", json=again).body["code"] == "not-spoken"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"voice": "giong-la"}, "Không có giọng «giong-la»"),
        ({"voice": "bản ghi"}, "chưa có bản ghi"),
        ({"pitch": 2.5}, "Tối đa là 2.0"),
        ({"pace": 0.1}, "0.5"),
    ],
)
def test_a_voice_that_cannot_be_had_is_refused(api: Api, changes: dict[str, Any], words: str) -> None:
    answer = api("lan", "POST", "/announcements", json=asked(api, **changes))

    assert answer.status == 422
    assert words in answer.body["detail"]


def test_the_voices_are_told_with_their_names(api: Api) -> None:
    names = {each["name"]: each["label"] for each in api("nga", "GET", "/voices").body["items"]}

    assert {"espeak", "google", "edge-nu", "edge-nam"} <= set(names)
    assert names["edge-nam"] == "Nam Minh, giọng nam (cần mạng)"
