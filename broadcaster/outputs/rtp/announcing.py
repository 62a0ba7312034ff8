"""Telling the network what is on it: session descriptions (SDP, RFC 8866) and their announcements (SAP, RFC 2974)."""

import ipaddress
import zlib
from dataclasses import dataclass

from broadcaster.outputs.rtp.target import Address, Target

SAP_PORT = 9875
SAP_TTL = 255  # section 3: the group's own scope is the limit
SHORTEST_SECONDS = 300.0
SAP_BITS_PER_SECOND = 4000  # shared by all announcements of one scope
VERSION_1 = 1 << 5
IPV6 = 1 << 4
DELETION = 1 << 2
_GLOBAL = ipaddress.IPv4Address("224.2.127.254")
_LOCAL = ipaddress.IPv4Network("239.255.0.0/16")
_ORGANISATION = ipaddress.IPv4Network("239.192.0.0/14")  # both scopes: RFC 2365 section 6
_ADMINISTRATIVE = ipaddress.IPv4Network("239.0.0.0/8")


@dataclass(frozen=True)
class Description:
    """What an announcement tells of a session."""

    session_id: int
    name: str
    source: Address
    target: Target


def sdp(description: Description) -> str:
    """Describe one session in SDP."""
    target, form = description.target, description.target.format
    lines = [
        "v=0",
        f"o=- {description.session_id} 1 IN {_family(description.source)} {description.source}",
        f"s={_one_line(description.name) or '-'}",
        f"c=IN {_family(target.host)} {target.host}{_scope(target)}",
        "t=0 0",
        "a=tool:loa-xa",
        "a=type:broadcast",
        "a=recvonly",
        f"m=audio {target.port} RTP/AVP {form.payload_type}",
        f"a=rtpmap:{form.payload_type} {form.rtpmap}",
        *([f"a=fmtp:{form.payload_type} {form.fmtp}"] if form.fmtp else []),
        "a=ptime:20",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def sap(source: Address, text: str, *, deletion: bool = False) -> bytes:
    """Build an announcement of a description; to delete it, its origin line alone is enough (section 4)."""
    flags = VERSION_1 | (IPV6 if source.version == 6 else 0) | (DELETION if deletion else 0)
    number = zlib.crc32(text.encode()) % 0xFFFF + 1  # never nought, and another for another text
    body = next(line for line in text.split("\r\n") if line.startswith("o=")) + "\r\n" if deletion else text
    return bytes([flags, 0]) + number.to_bytes(2, "big") + source.packed + b"application/sdp\0" + body.encode()


def sap_group(host: Address) -> Address:
    """Return the group on which a multicast address's scope hears announcements (section 3)."""
    if isinstance(host, ipaddress.IPv6Address):
        return ipaddress.IPv6Address((0xFF00 | int(host) >> 112 & 0xF) << 112 | 0x2_7FFE)  # ff0X::2:7ffe
    if host in _LOCAL:
        return _LOCAL.broadcast_address
    if host in _ORGANISATION:
        return _ORGANISATION.broadcast_address
    return _ADMINISTRATIVE.broadcast_address if host in _ADMINISTRATIVE else _GLOBAL


def seconds_between(announcements: int, size: int, *, chance: float) -> float:
    """Return the seconds to the next announcement (section 3.1); `chance` is drawn from [0, 1)."""
    base = max(SHORTEST_SECONDS, 8 * announcements * size / SAP_BITS_PER_SECOND)
    return base + base * (chance * 2 / 3 - 1 / 3)


def _family(address: Address) -> str:
    return f"IP{address.version}"


def _scope(target: Target) -> str:
    """Return the TTL as SDP wants it: for IPv4 multicast only (section 5.7)."""
    return f"/{target.ttl}" if target.host.is_multicast and target.host.version == 4 else ""


def _one_line(name: str) -> str:
    return " ".join(name.split())
