"""What a person may fill in for RTP, Snapcast and the sound card."""

import pytest

from broadcaster.outputs.kind import checked
from broadcaster.outputs.port import OutputSpec
from broadcaster.outputs.rtp.target import target_of
from broadcaster.outputs.snapcast.place import place_of
from broadcaster.outputs.table import KINDS
from station.errors import BadInput


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("239.255.12.7:5004", "239.255.12.7:5004"),
        (" 239.255.12.7 ", "239.255.12.7:5004"),
        ("192.168.1.31:6000", "192.168.1.31:6000"),
        ("[FF15:0::7]:5006", "[ff15::7]:5006"),
    ],
)
def test_an_rtp_address_is_kept_in_one_spelling(address: str, kept: str) -> None:
    values = checked(KINDS["rtp"], {"address": address}, {})

    assert values["address"] == kept


@pytest.mark.parametrize(
    ("kind", "typed", "box"),
    [
        ("rtp", {}, "address"),
        ("rtp", {"address": "loa-1:5004"}, "address"),
        ("rtp", {"address": "239.255.12.7:5005"}, "address"),
        ("rtp", {"address": "239.255.12.7:80"}, "address"),
        ("rtp", {"address": "239.255.12.7:99999"}, "address"),
        ("rtp", {"address": "239.255.12.777"}, "address"),
        ("rtp", {"address": "٢٣٩.255.12.7:5004"}, "address"),
        ("rtp", {"address": "0.0.0.0:5004"}, "address"),
        ("rtp", {"address": "255.255.255.255:5004"}, "address"),
        ("rtp", {"address": "239.1.1.1", "codec": "mp3"}, "codec"),
        ("rtp", {"address": "239.1.1.1", "ttl": "0"}, "ttl"),
        ("rtp", {"address": "239.1.1.1", "ttl": "256"}, "ttl"),
        ("rtp", {"address": "239.1.1.1", "dscp": "64"}, "dscp"),
        ("rtp", {"address": "239.1.1.1", "interface": "eth0/../x"}, "interface"),
        ("rtp", {"address": "239.1.1.1", "interface": "một cổng rất dài"}, "interface"),
        ("snapcast", {"address": "http://may-chu"}, "address"),
        ("snapcast", {"address": "may chu"}, "address"),
        ("snapcast", {"address": "may-chu:70000"}, "address"),
        ("snapcast", {"address": "may-chu", "stream": "loa&name=x"}, "stream"),
        ("snapcast", {"address": "may-chu", "source_port": "80"}, "source_port"),
        ("soundcard", {"address": "--help"}, "address"),
        ("soundcard", {"address": "a\0b"}, "address"),
    ],
)
def test_what_cannot_be_used_is_refused_beside_its_box(kind: str, typed: dict[str, str], box: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked(KINDS[kind], typed, {})

    assert refused.value.field == box


def test_what_is_kept_can_be_opened() -> None:
    rtp = checked(KINDS["rtp"], {"address": "239.255.12.7"}, {})
    snapcast = checked(KINDS["snapcast"], {"address": "may-chu"}, {})

    target = target_of(OutputSpec(1, "rtp", rtp.pop("address"), 1, "xa", "Xã", rtp))
    place = place_of(OutputSpec(2, "snapcast", snapcast.pop("address"), 1, "xa", "Xã", snapcast))

    assert (target.format.name, target.ttl, target.dscp, target.announced, target.pausing) == (
        "pcmu",
        8,
        46,
        True,
        False,
    )
    assert (place.server, place.stream, place.source_port) == ("may-chu:1705", "loa-xa", 4953)
