"""The life of an announcement, asked for by programs."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.api.conftest import SHA, Api

OTHER = "b" * 64


def asked(api: Api, **changes: Any) -> dict[str, Any]:
    return {"title": "Tiêm chủng", "text": "Trạm y tế tiêm chủng.", "zone_ids": [api.zones["xa"]]} | changes


def test_a_new_announcement_is_a_draft_that_waits_for_its_voice(api: Api) -> None:
    answer = api("lan", "POST", "/announcements", json=asked(api, urgency="priority", valid_until="2026-12-31"))

    assert answer.status == 201
    assert answer.body == api("nga", "GET", f"/announcements/{answer.body['id']}").body
    assert (answer.body["state"], answer.body["urgency"], answer.body["revision"]) == ("draft", "priority", 1)
    assert answer.body["sound"] == {"state": "waiting", "clip_sha256": None, "seconds": None, "failure": ""}
    assert answer.headers["Location"] == f"/api/v1/announcements/{answer.body['id']}"


def test_instants_are_told_in_utc(api: Api) -> None:
    created = api("lan", "POST", "/announcements", json=asked(api)).body["created_at"]

    assert created.endswith("Z")
    assert datetime.fromisoformat(created).tzinfo == UTC


def test_an_announcement_goes_from_draft_to_air_and_back(api: Api) -> None:
    number = api.approved()

    withdrawn = api("hung", "POST", f"/announcements/{number}/withdraw", json={"reason": "Đổi lịch"})

    assert withdrawn.body["state"] == "withdrawn"
    decisions = [(each["verdict"], each["by"]["username"], each["reason"]) for each in withdrawn.body["decisions"]]
    assert decisions == [("approved", "hung", ""), ("withdrawn", "hung", "Đổi lịch")]
    assert withdrawn.body["sound"]["state"] == "ready"
    assert withdrawn.body["sound"]["seconds"] == 2.4


@pytest.mark.parametrize(("deed", "state"), [("return", "returned"), ("reject", "rejected")])
def test_an_approver_may_refuse_with_a_reason(api: Api, deed: str, state: str) -> None:
    number = api.submitted()

    answer = api("hung", "POST", f"/announcements/{number}/{deed}", json={"reason": "Sai ngày"})

    assert (answer.status, answer.body["state"], answer.body["decisions"][0]["reason"]) == (200, state, "Sai ngày")


@pytest.mark.parametrize("deed", ["return", "reject", "withdraw"])
def test_a_refusal_needs_a_reason(api: Api, deed: str) -> None:
    number = api.approved() if deed == "withdraw" else api.submitted()

    answer = api("hung", "POST", f"/announcements/{number}/{deed}", json={"reason": " "})

    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "reason")


def test_an_author_takes_a_text_back(api: Api) -> None:
    number = api.submitted()

    assert api("lan", "POST", f"/announcements/{number}/take-back").body["state"] == "draft"


def test_an_edit_makes_a_new_revision_and_a_draft(api: Api) -> None:
    number = api.approved()

    answer = api("lan", "PUT", f"/announcements/{number}", json=asked(api, text="Chữ mới."))

    assert (answer.body["state"], answer.body["revision"], answer.body["text"]) == ("draft", 2, "Chữ mới.")
    assert [each["sound"]["state"] for each in answer.body["revisions"]] == ["ready", "waiting"]


def test_nobody_approves_their_own_work(api: Api) -> None:
    number = api.submitted(by="both")

    answer = api("both", "POST", f"/announcements/{number}/approve", json={"clip_sha256": SHA})

    assert (answer.status, answer.body["code"]) == (403, "own-work")
    assert api("both", "GET", f"/announcements/{number}").body["state"] == "submitted"


@pytest.mark.parametrize("deed", ["approve", "return", "reject"])
def test_a_decision_about_another_clip_than_the_current_is_a_conflict(api: Api, deed: str) -> None:
    number = api.submitted()

    answer = api("hung", "POST", f"/announcements/{number}/{deed}", json={"clip_sha256": OTHER, "reason": "x"})

    if deed == "approve":
        answer = api("hung", "POST", f"/announcements/{number}/{deed}", json={"clip_sha256": OTHER})
    assert (answer.status, answer.body["code"]) == (409, "stale")


def test_a_wrong_move_is_a_conflict(api: Api) -> None:
    answer = api("hung", "POST", f"/announcements/{api.draft()}/approve", json={"clip_sha256": SHA})

    assert (answer.status, answer.body["code"]) == (409, "wrong-move")


def test_what_has_no_sound_cannot_be_submitted(api: Api) -> None:
    number = api("lan", "POST", "/announcements", json=asked(api)).body["id"]

    answer = api("lan", "POST", f"/announcements/{number}/submit")

    assert (answer.status, answer.body["code"]) == (409, "no-sound-yet")


def test_announcements_are_listed_newest_first_page_by_page(api: Api) -> None:
    numbers = [api.draft(f"Bản {each}") for each in range(3)]

    first = api("nga", "GET", "/announcements?limit=2").body
    second = api("nga", "GET", f"/announcements?limit=2&before={first['next']}").body

    assert [each["id"] for each in first["items"] + second["items"]] == numbers[::-1]
    assert second["next"] is None


def test_announcements_are_listed_by_state(api: Api) -> None:
    draft, submitted, _ = api.draft("Một"), api.submitted(title="Hai"), api.approved(title="Ba")

    found = api("nga", "GET", "/announcements?state=draft&state=submitted").body["items"]

    assert [each["id"] for each in found] == [submitted, draft]


def test_a_line_is_written_with_its_blanks_and_refused_with_unknown_ones(api: Api) -> None:
    line = api("lan", "POST", "/announcements", json=asked(api, form="line", text="Đây là {đài}, {ngày âm}."))
    unknown = api("lan", "POST", "/announcements", json=asked(api, form="line", text="Chào {thôn}."))
    strange = api("lan", "POST", "/announcements", json=asked(api, form="jingle"))

    assert (line.status, line.body["form"], line.body["text"]) == (201, "line", "Đây là {đài}, {ngày âm}.")
    assert unknown.status == strange.status == 422
    assert "{nội dung}" in str(unknown.body)
