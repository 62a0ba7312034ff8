"""The deeds of outputs and of air-checks, for everybody to try."""

from typing import Any

from broadcaster.outputs.aircheck.pieces import folder_of
from tests.web.api.conftest import Api
from tests.web.api.trial import ADMINISTRATORS, EVERYBODY, HEARERS, Trial


def recorded(api: Api) -> object:
    folder = folder_of(api.app.extensions["house"].settings.home, "xa")
    folder.mkdir(parents=True)
    (folder / "2026-11-22_05-00-00.mp3").write_bytes(bytes(1000))
    return "2026-11-22_05-00-00.mp3"


def output(api: Api) -> dict[str, Any]:
    options = {"password": "bí mật"}
    return {
        "zone_id": api.zones["xa"],
        "kind": "icecast",
        "address": "http://may-chu:8000/xa.mp3",
        "options": options,
    }


def changed_output(api: Api) -> dict[str, Any]:
    return {"zone_id": api.zones["xa"], "address": "http://may-khac:8000/xa.mp3", "enabled": False}


def set_up(api: Api) -> object:
    return api("chief", "POST", "/outputs", json=output(api)).body["id"]


def recorder(api: Api) -> object:
    """A recorder is tested at night too, and these tests run at any hour."""
    return api("chief", "POST", "/outputs", json={"zone_id": api.zones["xa"], "kind": "file"}).body["id"]


OUTPUT_TRIALS = {
    "list_air_checks": Trial("GET", "/air-checks?zone=1", HEARERS),
    "send_air_check": Trial("GET", "/air-checks/xa/{}", HEARERS, None, recorded),
    "list_outputs": Trial("GET", "/outputs", EVERYBODY),
    "list_output_kinds": Trial("GET", "/outputs/kinds", EVERYBODY),
    "get_output": Trial("GET", "/outputs/{}", EVERYBODY, None, set_up),
    "add_output": Trial("POST", "/outputs", ADMINISTRATORS, output, status=201),
    "change_output": Trial("PUT", "/outputs/{}", ADMINISTRATORS, changed_output, set_up),
    "delete_output": Trial("DELETE", "/outputs/{}", ADMINISTRATORS, None, set_up, status=204),
    "test_output": Trial("POST", "/outputs/{}/test", ADMINISTRATORS, None, recorder),
}
