"""The deeds of relays, for everybody to try."""

from typing import Any

from tests.web.api.conftest import Api
from tests.web.api.trial import APPROVERS, CALLERS, EVERYBODY, PLANNERS, Trial


def relay(_api: Api) -> dict[str, Any]:
    return {"name": "VOV1", "address": "http://127.0.0.1:9/vov1"}


def named_relay(api: Api) -> object:
    return api("minh", "POST", "/relays", json=relay(api)).body["id"]


def approved_relay(api: Api) -> object:
    number = named_relay(api)
    api("hung", "POST", f"/relays/{number}/approve", json={"address": relay(api)["address"]})
    return number


RELAY_TRIALS = {
    "list_relays": Trial("GET", "/relays", EVERYBODY),
    "get_relay": Trial("GET", "/relays/{}", EVERYBODY, None, named_relay),
    "add_relay": Trial("POST", "/relays", PLANNERS, relay, status=201),
    "change_relay": Trial("PUT", "/relays/{}", PLANNERS, relay, named_relay),
    "approve_relay": Trial(
        "POST", "/relays/{}/approve", APPROVERS, lambda api: {"address": relay(api)["address"]}, named_relay
    ),
    "withdraw_relay": Trial(
        "POST", "/relays/{}/withdraw", APPROVERS, lambda _api: {"reason": "Sai ngày"}, approved_relay
    ),
    "try_relay": Trial("GET", "/relays/{}/trial", CALLERS, None, named_relay),
}
