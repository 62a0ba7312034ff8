"""RTP and RTCP packets as bytes (RFC 3550).

Written by hand: the muxers of FFmpeg send pairs of packets every 40 ms, GStreamer wants a process a stream, and
the Python libraries that know RTP bring a whole WebRTC stack with them.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

HEADER = struct.Struct("!BBHII")
VERSION = 2 << 6
MARKER = 0x80
SR, RR, SDES, BYE = 200, 201, 202, 203
CNAME = 1
NTP_EPOCH = 2_208_988_800  # seconds from 1900 to 1970


@dataclass(frozen=True)
class Report:
    """What a sender report says: the same instant on both clocks, and how much was sent."""

    ssrc: int
    unix_seconds: float
    timestamp: int
    packets: int
    octets: int


def rtp(payload_type: int, sequence: int, timestamp: int, ssrc: int, payload: bytes, *, marker: bool = False) -> bytes:
    """Build an RTP packet (section 5.1); numbers wrap around as they must."""
    second = payload_type | MARKER if marker else payload_type
    return HEADER.pack(VERSION, second, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc) + payload


def ntp(unix_seconds: float) -> int:
    """Return an instant as an NTP timestamp: 32 bits of seconds since 1900, 32 of fraction."""
    return (int(unix_seconds + NTP_EPOCH) << 32 | int(unix_seconds % 1 * 2**32)) & 0xFFFFFFFFFFFFFFFF


def sender_report(report: Report) -> bytes:
    """Build an SR without report blocks (section 6.4.1): we send and never receive."""
    body = struct.pack(
        "!IQIII",
        report.ssrc,
        ntp(report.unix_seconds),
        report.timestamp & 0xFFFFFFFF,
        report.packets & 0xFFFFFFFF,
        report.octets & 0xFFFFFFFF,
    )
    return _rtcp(SR, 0, body)


def empty_receiver_report(ssrc: int) -> bytes:
    """Build an RR that reports on nobody: what a compound packet begins with when nothing was sent lately."""
    return _rtcp(RR, 0, struct.pack("!I", ssrc))


def source_description(ssrc: int, cname: str) -> bytes:
    """Build an SDES with the one item that is mandatory (section 6.5.1)."""
    name = cname.encode()
    chunk = struct.pack("!IBB", ssrc, CNAME, len(name)) + name + b"\0"
    return _rtcp(SDES, 1, chunk.ljust(-(-len(chunk) // 4) * 4, b"\0"))


def bye(ssrc: int) -> bytes:
    """Build a BYE (section 6.6)."""
    return _rtcp(BYE, 1, struct.pack("!I", ssrc))


def sources(compound: bytes) -> Iterator[tuple[int, int]]:
    """Yield (packet type, SSRC of its sender) for each well-formed packet of an RTCP compound."""
    while len(compound) >= 8:
        first, kind, words, ssrc = struct.unpack_from("!BBHI", compound)
        if first >> 6 != 2 or len(compound) < (words + 1) * 4 or words < 1:
            return
        yield kind, ssrc
        compound = compound[(words + 1) * 4 :]


def _rtcp(kind: int, count: int, body: bytes) -> bytes:
    return struct.pack("!BBH", VERSION | count, kind, len(body) // 4) + body
