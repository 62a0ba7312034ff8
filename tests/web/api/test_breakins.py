"""Emergencies ordered by programs: templates, words, an end with an all-clear, rehearsals, silence."""

from typing import Any

import pytest

from broadcaster.halts import halt
from content import house_sounds
from content.house_sounds import KEPT_READY
from tests.conftest import NOW
from tests.web.api.conftest import SHA, Api

ALARM = {"opening": "siren", "times": 0, "gap_seconds": 10}


def template(api: Api, **more: Any) -> dict[str, Any]:
    asked = {"title": "Lũ quét", "text": "Nước lên tại {nơi}.", "zone_ids": [api.zones["xa"]], **ALARM, **more}
    answer = api("lan", "POST", "/break-in-templates", json=asked)
    assert answer.status == 201, answer.body
    told: dict[str, Any] = answer.body
    return told


def test_a_template_tells_its_blanks_and_is_ordered_with_them_filled(api: Api) -> None:
    number = template(api)["id"]
    path = f"/break-in-templates/{number}/order"

    missing = api("minh", "POST", path, json={"blanks": {}})
    told = api("minh", "POST", path, json={"blanks": {"nơi": "thôn Đông"}}).body

    (listed,) = api("nga", "GET", "/break-in-templates").body["items"]
    assert (listed["blanks"], listed["is_approved"], listed["times"]) == (["nơi"], False, 0)
    assert (missing.status, missing.body["errors"][0]["field"]) == (422, "blank-nơi")
    assert (told["template_id"], told["opening"], told["clip_sha256"], told["approval_id"]) == (
        number,
        "siren",
        None,
        None,
    )
    assert told["zone_ids"] == sorted(api.zones.values())


def test_an_approved_announcement_becomes_a_template_that_needs_no_signature(api: Api) -> None:
    number = api.approved()
    made = template(api, announcement_id=number)

    told = api("minh", "POST", f"/break-in-templates/{made['id']}/order", json={}).body

    assert (made["blanks"], made["is_approved"]) == ([], True)
    assert told["approval_id"] is not None
    assert api("lan", "POST", "/break-in-templates", json={"announcement_id": number}).status == 422


def test_a_retired_template_is_gone(api: Api) -> None:
    number = template(api)["id"]

    statuses = [api("lan", "POST", f"/break-in-templates/{number}/retire").status for _ in range(2)]

    assert statuses == [200, 404]
    assert api("nga", "GET", "/break-in-templates").body["items"] == []


def test_words_go_out_on_the_officers_order_and_the_report_says_who_has_not_heard_them(api: Api) -> None:
    asked = {"text": "Cháy chợ. Bà con tránh xa.", "zone_ids": [api.zones["thon-dong"]], **ALARM}

    told = api("minh", "POST", "/break-ins/text", json=asked).body
    report = api("nga", "GET", f"/break-ins/{told['id']}").body

    assert (told["title"], told["seconds"], told["ordered_by"]) == ("Cháy chợ", 0.0, "minh")
    assert (report["is_running"], report["slowest_ms"]) == (True, None)
    assert [zone["first_frame_ms"] for zone in report["zones"]] == [None, None]


@pytest.mark.parametrize(
    "change",
    [
        {"times": -1},
        {"times": 21},
        {"gap_seconds": 3601},
        {"opening": "kèn"},
        {"text": ""},
        {"text": "\x00"},
        {"zone_ids": []},
        {"is_drill": True},
        {"extra": 1},
    ],
)
def test_words_in_an_impossible_manner_are_refused(api: Api, change: dict[str, Any]) -> None:
    asked = {"text": "Cháy.", "zone_ids": [api.zones["xa"]]} | change

    answer = api("minh", "POST", "/break-ins/text", json=asked)

    assert answer.status == 422


def test_a_new_break_in_replaces_the_old_one_and_both_say_so(api: Api) -> None:
    number = api.approved()
    asked = {"announcement_id": number, "zone_ids": [api.zones["xa"]], **ALARM}
    old = api("minh", "POST", "/break-ins", json=asked).body

    new = api("hung", "POST", "/break-ins", json=asked | {"zone_ids": [api.zones["thon-tay"]]}).body
    last = api("hung", "POST", "/break-ins", json=asked).body

    first, second = (api("nga", "GET", f"/break-ins/{each['id']}").body["break_in"] for each in (old, new))
    assert first["replaced_zones"][str(api.zones["thon-tay"])] == new["id"]
    assert (first["replaced_by"], second["replaced_by"], first["ended_by"]) == (last["id"], last["id"], "hung")


def test_a_break_in_closes_with_an_all_clear_in_its_zones(api: Api) -> None:
    clear = template(api, announcement_id=api.approved(), times=1, is_all_clear=True)
    number = api.approved(title="Lũ", sha="b" * 64)
    asked = {"announcement_id": number, "zone_ids": [api.zones["thon-dong"]], **ALARM}
    alarm = api("minh", "POST", "/break-ins", json=asked).body

    closing = {"after_reading": False, "all_clear_template_id": clear["id"]}
    told = api("minh", "POST", f"/break-ins/{alarm['id']}/close", json=closing).body
    again = api("minh", "POST", f"/break-ins/{alarm['id']}/close", json=closing)

    assert (told["announcement_id"], told["zone_ids"]) == (clear["announcement_id"], alarm["zone_ids"])
    assert again.status == 409
    assert api("nga", "GET", "/break-ins/99").status == 404


def test_a_drill_sounds_in_a_rehearsal_zone_only(api: Api) -> None:
    approved = api.approved()
    with api.database.writing() as session:
        for kind, words in KEPT_READY:
            house_sounds.ask(session, kind, words, now=NOW).clip_sha256 = SHA
    asked = {"announcement_id": approved, "zone_ids": [api.zones["thon-tay"]], "is_drill": True}

    refused = api("minh", "POST", "/break-ins", json=asked)
    api("chief", "PUT", f"/zones/{api.zones['thon-tay']}/rehearsals", json={"is_test": True})
    told = api("minh", "POST", "/break-ins", json=asked)
    elsewhere = api("minh", "POST", "/break-ins", json=asked | {"zone_ids": [api.zones["xa"]]})

    assert (refused.status, told.status, elsewhere.status) == (422, 201, 422)
    assert told.body["is_drill"]


def test_the_station_is_silenced_and_released_by_programs_too(api: Api) -> None:
    home = api.app.extensions["house"].settings.home

    before = api("nga", "GET", "/stop-all").body
    told = api("chief", "POST", "/stop-all", json={"why": "Phát nhầm"}).body
    held = halt.halted(home)
    again = api("minh", "POST", "/stop-all", json={}).body
    after = api("minh", "POST", "/stop-all/release").body

    assert (before["halted"], after["halted"]) == (False, False)
    assert (told["by"], told["why"], again) == ("chief", "Phát nhầm", told)
    assert held and halt.halted(home) is None
