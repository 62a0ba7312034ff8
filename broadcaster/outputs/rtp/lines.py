"""The sockets of one RTP session: one that sends the sound, and its neighbour for reports."""

import contextlib
import ipaddress
import socket
import struct
from dataclasses import dataclass

from broadcaster.outputs.rtp.announcing import SAP_PORT, SAP_TTL, sap_group
from broadcaster.outputs.rtp.target import Address, Target

ATTEMPTS = 50  # at finding two free neighbouring ports


@dataclass(frozen=True)
class Line:
    """A session's two sockets, both connected to nobody else's clock: sending never waits."""

    sound: socket.socket
    reports: socket.socket
    source: Address
    reports_to: tuple[str, int]
    own: tuple[str, int]  # where our own reports come from, when multicast brings them back to us

    def close(self) -> None:
        self.sound.close()
        self.reports.close()


def open_line(target: Target) -> Line:
    """Open both sockets; raise OSError when there is no way to the address."""
    with contextlib.ExitStack() as undo:
        sound, reports = (undo.enter_context(_socket(target, target.ttl)) for _ in range(2))
        if target.host.is_multicast:
            _join(reports, target)
        else:
            _bind_neighbours(sound, reports)
        sound.connect((str(target.host), target.port))
        source = sound.getsockname()[0]
        undo.pop_all()
    own = (source, reports.getsockname()[1])
    return Line(sound, reports, ipaddress.ip_address(source), (str(target.host), target.port + 1), own)


def announce(target: Target, packet: bytes) -> None:
    """Send one announcement to the group of the target's scope; raise OSError."""
    with _socket(target, SAP_TTL) as shout:
        shout.sendto(packet, (str(sap_group(target.host)), SAP_PORT))


def _socket(target: Target, ttl: int) -> socket.socket:
    four = target.host.version == 4
    made = socket.socket(socket.AF_INET if four else socket.AF_INET6, socket.SOCK_DGRAM)
    try:
        made.setblocking(False)
        index = socket.if_nametoindex(target.interface) if target.interface else 0
        if four:
            made.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, target.dscp << 2)
            made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, ttl)
            made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, _ip_mreqn(b"\0" * 4, index))
        else:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_TCLASS, target.dscp << 2)
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, ttl)
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
    except OSError:
        made.close()
        raise
    return made


def _join(reports: socket.socket, target: Target) -> None:
    """Hear the group's reports, beside whoever else on this machine hears them."""
    index = socket.if_nametoindex(target.interface) if target.interface else 0
    reports.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reports.bind((str(target.host), target.port + 1))
    if target.host.version == 4:
        reports.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, _ip_mreqn(target.host.packed, index))
    else:
        request = target.host.packed + struct.pack("@I", index)
        reports.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, request)


def _ip_mreqn(group: bytes, interface: int) -> bytes:
    """Lay out a group and an interface as ip(7) wants them; no local address."""
    return struct.pack("@4s4si", group, b"\0" * 4, interface)


def _bind_neighbours(sound: socket.socket, reports: socket.socket) -> None:
    """Take an even port and the next one (RFC 3550 section 11): that is where a receiver's reports come back."""
    for _ in range(ATTEMPTS):
        with socket.socket(sound.family, socket.SOCK_DGRAM) as probe:
            probe.bind(("", 0))
            even = probe.getsockname()[1] // 2 * 2
        with contextlib.suppress(OSError):
            reports.bind(("", even + 1))
            sound.bind(("", even))
            return
    raise OSError("no two free neighbouring ports")
