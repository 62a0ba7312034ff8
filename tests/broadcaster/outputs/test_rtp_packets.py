"""RTP, RTCP, SDP and SAP to the byte, as their RFCs draw them."""

import ipaddress

import pytest

from broadcaster.outputs.port import OutputSpec
from broadcaster.outputs.rtp import announcing, packets
from broadcaster.outputs.rtp.announcing import Description
from broadcaster.outputs.rtp.formats import FORMATS
from broadcaster.outputs.rtp.target import Target, target_of

HERE = ipaddress.ip_address("192.0.2.10")
GROUP = Target(ipaddress.ip_address("239.255.12.7"), 5004, FORMATS["pcmu"], ttl=8, announced=True)
PCMU_SDP = (
    "v=0\r\n"
    "o=- 77 1 IN IP4 192.0.2.10\r\n"
    "s=Thôn Đông\r\n"
    "c=IN IP4 239.255.12.7/8\r\n"
    "t=0 0\r\n"
    "a=tool:loa-xa\r\n"
    "a=type:broadcast\r\n"
    "a=recvonly\r\n"
    "m=audio 5004 RTP/AVP 0\r\n"
    "a=rtpmap:0 PCMU/8000\r\n"
    "a=ptime:20\r\n"
)


def test_an_rtp_packet_begins_with_twelve_bytes() -> None:
    packet = packets.rtp(8, 0x1_0001, 0x1_0000_00A0, 0xDEADBEEF, b"\xd5\xd5", marker=True)

    assert packet.hex(" ") == "80 88 00 01 00 00 00 a0 de ad be ef d5 d5"


def test_a_sender_report_tells_one_instant_on_two_clocks() -> None:
    report = packets.Report(ssrc=0x01020304, unix_seconds=0.5, timestamp=160, packets=3, octets=480)

    wanted = "80 c8 00 06 01 02 03 04 83 aa 7e 80 80 00 00 00 00 00 00 a0 00 00 00 03 00 00 01 e0"
    assert packets.sender_report(report).hex(" ") == wanted


@pytest.mark.parametrize(
    ("cname", "wanted"),
    [
        ("loa", "81 ca 00 03 01 02 03 04 01 03 6c 6f 61 00 00 00"),
        ("ab", "81 ca 00 03 01 02 03 04 01 02 61 62 00 00 00 00"),
        ("abcdef", "81 ca 00 04 01 02 03 04 01 06 61 62 63 64 65 66 00 00 00 00"),
    ],
)
def test_a_description_ends_on_a_word_after_at_least_one_nought(cname: str, wanted: str) -> None:
    packet = packets.source_description(0x01020304, cname)

    assert packet.hex(" ") == wanted


def test_good_bye_is_eight_bytes() -> None:
    assert packets.bye(0x01020304).hex(" ") == "81 cb 00 01 01 02 03 04"


def test_the_packets_of_a_compound_are_told_apart() -> None:
    compound = packets.empty_receiver_report(7) + packets.source_description(7, "x") + packets.bye(9)

    assert list(packets.sources(compound)) == [(201, 7), (202, 7), (203, 9)]


@pytest.mark.parametrize("junk", [b"", b"\x80", b"\x00" * 8, b"\x80\xc8\xff\xff\0\0\0\1", b"\x80\xc9\0\0\0\0\0\1"])
def test_what_is_no_rtcp_names_nobody(junk: bytes) -> None:
    assert list(packets.sources(junk)) == []


def test_a_session_is_described_in_sdp() -> None:
    assert announcing.sdp(Description(77, " Thôn \r\n Đông ", HERE, GROUP)) == PCMU_SDP


def test_opus_is_described_as_its_rfc_wants() -> None:
    target = Target(ipaddress.ip_address("ff15::7"), 5006, FORMATS["opus"])

    text = announcing.sdp(Description(77, "Xã", ipaddress.ip_address("2001:db8::1"), target))

    assert "c=IN IP6 ff15::7\r\n" in text and "m=audio 5006 RTP/AVP 96\r\n" in text
    assert "a=rtpmap:96 opus/48000/2\r\na=fmtp:96 sprop-stereo=0;stereo=0\r\n" in text


def test_an_announcement_carries_the_description() -> None:
    packet = announcing.sap(HERE, PCMU_SDP)

    assert (packet[:2], packet[4:8]) == (b"\x20\0", bytes([192, 0, 2, 10]))
    assert packet[2:4] != b"\0\0"
    assert packet[8:] == b"application/sdp\0" + PCMU_SDP.encode()


def test_a_deletion_goes_by_the_same_number_and_origin() -> None:
    packet = announcing.sap(HERE, PCMU_SDP, deletion=True)

    assert packet[:2] == b"\x24\0"
    assert packet[2:8] == announcing.sap(HERE, PCMU_SDP)[2:8]
    assert packet[8:] == b"application/sdp\0o=- 77 1 IN IP4 192.0.2.10\r\n"


@pytest.mark.parametrize(
    ("host", "group"),
    [
        ("239.255.12.7", "239.255.255.255"),
        ("239.192.0.1", "239.195.255.255"),
        ("239.1.2.3", "239.255.255.255"),
        ("232.1.2.3", "224.2.127.254"),
        ("ff15::7", "ff05::2:7ffe"),
        ("ff02::7", "ff02::2:7ffe"),
    ],
)
def test_announcements_go_where_the_scope_hears_them(host: str, group: str) -> None:
    assert str(announcing.sap_group(ipaddress.ip_address(host))) == group


def test_many_announcements_share_four_kilobits() -> None:
    assert announcing.seconds_between(1, 400, chance=0.5) == 300
    assert announcing.seconds_between(1000, 400, chance=0.5) == 800
    assert announcing.seconds_between(1, 400, chance=0.0) == pytest.approx(200)


def test_an_output_is_read_with_all_its_options() -> None:
    options = {"codec": "opus", "ttl": "3", "interface": "eth1", "dscp": "0", "announce": "no", "silence": "pause"}
    spec = OutputSpec(1, "rtp", "[ff15::7]:5006", 1, "xa", "Xã", options)

    target = target_of(spec)

    assert (str(target.host), target.port, target.format.name) == ("ff15::7", 5006, "opus")
    assert (target.ttl, target.interface, target.dscp) == (3, "eth1", 0)
    assert (target.announced, target.pausing) == (False, True)


def test_one_loudspeaker_is_not_announced_to_all() -> None:
    assert not target_of(OutputSpec(1, "rtp", "192.0.2.31:5004", 1, "xa", "Xã")).announced
