"""What trying the deeds of emergencies needs."""

from typing import Any

from tests.web.api.conftest import SHA, Api
from tests.web.api.trial import ADMINISTRATORS, APPROVERS, CALLERS, EVERYBODY, STOPPERS, WRITERS, Trial


def text(api: Api) -> dict[str, Any]:
    return {"text": "Trạm y tế tiêm chủng.", "zone_ids": [api.zones["xa"]]}


def break_in(api: Api) -> dict[str, Any]:
    return {"announcement_id": api.approved(sha="c" * 64), "zone_ids": [api.zones["thon-dong"]]}


def ordered(api: Api) -> object:
    return api("minh", "POST", "/break-ins", json=break_in(api)).body["id"]


def ordered_unapproved(api: Api) -> object:
    number = api.draft()
    api("lan", "PUT", f"/announcements/{number}", json=text(api) | {"urgency": "urgent"})
    api.voice(number, SHA)
    asked = {"announcement_id": number, "zone_ids": [api.zones["xa"]]}
    return api("minh", "POST", "/break-ins", json=asked).body["id"]


def template(api: Api) -> dict[str, Any]:
    return text(api) | {"title": "Lũ quét", "text": "Nước lên tại {nơi}.", "opening": "siren", "times": 0}


def prepared(api: Api) -> object:
    return api("lan", "POST", "/break-in-templates", json=template(api)).body["id"]


def filled(_api: Api) -> dict[str, Any]:
    return {"blanks": {"nơi": "thôn Đông"}}


def place(api: Api) -> object:
    return api.zones["thon-tay"]


BREAK_IN_TRIALS = {
    "list_break_ins": Trial("GET", "/break-ins", EVERYBODY),
    "order_break_in": Trial("POST", "/break-ins", CALLERS, break_in, status=201),
    "end_break_in": Trial("POST", "/break-ins/{}/end", CALLERS, None, ordered),
    "countersign_break_in": Trial("POST", "/break-ins/{}/countersign", APPROVERS, None, ordered_unapproved),
    "get_break_in": Trial("GET", "/break-ins/{}", EVERYBODY, None, ordered),
    "order_text": Trial("POST", "/break-ins/text", CALLERS, text, status=201),
    "close_break_in": Trial("POST", "/break-ins/{}/close", CALLERS, lambda api: {"after_reading": True}, ordered),
    "list_templates": Trial("GET", "/break-in-templates", EVERYBODY),
    "create_template": Trial("POST", "/break-in-templates", WRITERS, template, status=201),
    "change_template": Trial("PUT", "/break-in-templates/{}", WRITERS, lambda api: {"times": 2}, prepared),
    "retire_template": Trial("POST", "/break-in-templates/{}/retire", WRITERS, None, prepared),
    "order_template": Trial("POST", "/break-in-templates/{}/order", CALLERS, filled, prepared, status=201),
    "mark_rehearsal_zone": Trial("PUT", "/zones/{}/rehearsals", ADMINISTRATORS, lambda api: {"is_test": True}, place),
    "show_halt": Trial("GET", "/stop-all", EVERYBODY),
    "stop_all": Trial("POST", "/stop-all", STOPPERS, lambda api: {"why": "Phát nhầm"}),
    "release_all": Trial("POST", "/stop-all/release", STOPPERS),
}
