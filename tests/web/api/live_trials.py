"""What trying the deeds of live talks needs: permits, and somebody on air."""

from typing import Any

from station import clock
from tests.conftest import SAIGON
from tests.web.api.conftest import Api

SPEAKERS = frozenset({"lan", "hung", "minh", "both"})  # by role; who is no approver needs a permit too


def talk(api: Api) -> dict[str, Any]:
    for name in ("lan", "minh"):
        api("hung", "POST", "/live-permits", json=permit(api) | {"username": name})
    return {"zone_ids": [api.zones["thon-dong"]]}


def permit(api: Api) -> dict[str, Any]:
    today = clock.local(clock.now(), SAIGON).date().isoformat()
    return {"username": "lan", "zone_ids": [api.zones["xa"]], "valid_from": today, "valid_until": today}


def granted(api: Api) -> object:
    return api("hung", "POST", "/live-permits", json=permit(api)).body["id"]


def begun(api: Api) -> object:
    return api("hung", "POST", "/live-talks", json={"zone_ids": [api.zones["thon-dong"]]}).body["id"]
