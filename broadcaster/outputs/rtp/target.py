"""Where an RTP output goes and how: read from what a person filled in."""

import ipaddress
import re
from dataclasses import dataclass

from broadcaster.outputs.checks import whole
from broadcaster.outputs.kind import Unfit
from broadcaster.outputs.port import OutputSpec
from broadcaster.outputs.rtp.formats import FORMATS, Format

DEFAULT_PORT = 5004  # RFC 3551 section 8
DEFAULT_TTL = 8  # a commune's own routers, not the world
EXPEDITED = 46  # DSCP EF (RFC 3246): what switches let pass first
CODEC, TTL, INTERFACE, DSCP, ANNOUNCE, SILENCE = "codec", "ttl", "interface", "dscp", "announce", "silence"
_ADDRESS = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<four>[0-9.]+))(?::(?P<port>[0-9]{1,5}))?", re.ASCII)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Target:
    """One RTP session to be sent."""

    host: Address
    port: int
    format: Format
    ttl: int = DEFAULT_TTL  # of multicast packets
    interface: str = ""  # for multicast; empty: as the machine's routes say
    dscp: int = EXPEDITED
    announced: bool = False  # by SAP; multicast only
    pausing: bool = False  # send nothing while silent, so that a loudspeaker may turn to another group


def target_of(spec: OutputSpec) -> Target:
    """Read an output's address and options; raise Unfit."""
    host, port = host_and_port(spec.address)
    options = spec.options
    codec = options.get(CODEC) or "pcmu"
    if codec not in FORMATS:
        raise Unfit(f"Không có kiểu mã hoá RTP «{codec}».")
    return Target(
        host,
        port,
        FORMATS[codec],
        ttl=int(whole(1, 255)(options.get(TTL) or str(DEFAULT_TTL))),
        interface=options.get(INTERFACE, ""),
        dscp=int(whole(0, 63)(options.get(DSCP) or str(EXPEDITED))),
        announced=options.get(ANNOUNCE) != "no" and host.is_multicast,
        pausing=options.get(SILENCE) == "pause",
    )


def host_and_port(text: str) -> tuple[Address, int]:
    """Take 239.255.12.7:5004 or [ff15::7]:5004 apart; raise Unfit."""
    match = _ADDRESS.fullmatch(text)
    try:
        host = ipaddress.ip_address((match and (match["six"] or match["four"])) or "")
    except ValueError:
        raise Unfit("Cần địa chỉ IP và cổng, ví dụ 239.255.12.7:5004 (IPv6: [ff15::7]:5004).") from None
    if host.is_unspecified or str(host) == "255.255.255.255":
        raise Unfit("Địa chỉ này không phải của một máy hay một nhóm nhận.")
    port = int((match and match["port"]) or DEFAULT_PORT)
    if not 1024 <= port <= 65534 or port % 2:
        raise Unfit(f"Cổng {port} không dùng được: RTP cần một số chẵn từ 1024 đến 65534 (cổng lẻ kế tiếp cho RTCP).")
    return host, port
