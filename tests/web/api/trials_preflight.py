"""The deeds of the check and of channels, for everybody to try."""

from typing import Any

from tests.web.api.conftest import Api
from tests.web.api.trial import ADMINISTRATORS, EVERYBODY, Trial

CHECKERS = EVERYBODY - {"nga"}


def nothing(_api: Api) -> dict[str, Any]:
    return {}


def preferred(_api: Api) -> dict[str, Any]:
    return {"preflight_at": "19:30", "cut_off_minutes": 45}


def begun(api: Api) -> object:
    return api("minh", "POST", "/preflight", json={}).body["id"]


def checked_day(api: Api) -> object:
    return api("minh", "POST", "/preflight", json={}).body["day"]


def channel(_api: Api) -> dict[str, Any]:
    return {"name": "Trực đài", "events": ["alarm"], "address": "json://nguoi:bi-mat@127.0.0.1:9/ma-kin"}


def without_address(api: Api) -> dict[str, Any]:
    return {"name": "Lãnh đạo", "events": ["preflight"], "enabled": False}


def set_up(api: Api) -> object:
    return api("chief", "POST", "/channels", json=channel(api)).body["id"]


PREFLIGHT_TRIALS = {
    "ask_preflight": Trial("POST", "/preflight", CHECKERS, nothing, status=202),
    "get_preflight": Trial("GET", "/preflight/{}", EVERYBODY, None, begun),
    "show_preferences": Trial("GET", "/preferences", EVERYBODY),
    "set_preferences": Trial("PUT", "/preferences", ADMINISTRATORS, preferred),
    "list_channels": Trial("GET", "/channels", EVERYBODY),
    "add_channel": Trial("POST", "/channels", ADMINISTRATORS, channel, status=201),
    "change_channel": Trial("PUT", "/channels/{}", ADMINISTRATORS, without_address, set_up),
    "delete_channel": Trial("DELETE", "/channels/{}", ADMINISTRATORS, None, set_up, status=204),
    "test_channel": Trial("POST", "/channels/{}/test", ADMINISTRATORS, None, set_up),
    "list_notices": Trial("GET", "/notices", EVERYBODY),
    "show_preflight": Trial("GET", "/preflight?day={}", EVERYBODY, None, checked_day),
}
