"""What a Snapcast server says of itself, and what there is to change in it: rules on values (its JSON-RPC)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from broadcaster.outputs.port import Health

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """Where and how a stream takes its PCM."""

    port: int
    rate: int
    channels: int


@dataclass(frozen=True)
class Step:
    """One call that brings a server nearer to what is wanted."""

    method: str
    params: Mapping[str, object]


def source_of(server: Json, stream: str) -> Source | None:
    """Return the TCP source of a stream; None when there is no such stream, or it takes no 16-bit sound by TCP."""
    found = (each for each in server["streams"] if each["id"] == stream)
    uri = next((str(each["uri"]["raw"]) for each in found), "")
    parts, query = urlsplit(uri), parse_qs(urlsplit(uri).query)
    rate, bits, channels = ([*query.get("sampleformat", [""])[0].split(":"), "", "", ""])[:3]
    if parts.scheme != "tcp" or bits != "16" or not rate.isdigit() or channels not in ("1", "2") or not parts.port:
        return None
    return Source(parts.port, int(rate), int(channels))


def has_stream(server: Json, stream: str) -> bool:
    """Tell whether the server knows a stream, of whatever kind."""
    return any(each["id"] == stream for each in server["streams"])


def steps(server: Json, stream: str, wanted: Iterable[str]) -> list[Step]:
    """Return what puts the named groups and clients on a stream; others who share a group with them stay behind."""
    names = {name.casefold() for name in wanted}
    return [step for group in server["groups"] if (step := _step(group, stream, names))]


def heard_by(server: Json, stream: str, wanted: Iterable[str]) -> Health:
    """Say how many clients play a stream, and which wanted names are not among them."""
    playing = [group for group in server["groups"] if group["stream_id"] == stream]
    clients = [(group, client) for group in playing for client in group["clients"] if client["connected"]]
    present = {name for group, client in clients for name in (*_group_names(group), *_client_names(client))}
    missing = [name for name in wanted if name.casefold() not in present]
    if missing:
        return Health(bool(clients), f"{len(clients)} loa Snapcast đang nối; chưa thấy: {', '.join(missing)}.")
    if not clients:
        return Health(False, f"Chưa có loa Snapcast nào nối vào luồng «{stream}».")
    return Health(True, f"{len(clients)} loa Snapcast đang nối.")


def _step(group: Json, stream: str, names: set[str]) -> Step | None:
    clients = group["clients"]
    is_wanted = not names.isdisjoint(_group_names(group))
    others = [each["id"] for each in clients if not is_wanted and names.isdisjoint(_client_names(each))]
    if not is_wanted and len(others) == len(clients):
        return None
    if others:  # whoever is taken out of a group is given one of its own, which the next look puts on the stream
        return Step("Group.SetClients", {"id": group["id"], "clients": others})
    if group["stream_id"] != stream:
        return Step("Group.SetStream", {"id": group["id"], "stream_id": stream})
    return None


def _group_names(group: Json) -> Iterator[str]:
    return (str(name).casefold() for name in (group["id"], group["name"]) if name)


def _client_names(client: Json) -> Iterator[str]:
    names = (client["id"], client["config"]["name"], client["host"]["name"], client["host"]["ip"])
    return (str(name).casefold() for name in names if name)
