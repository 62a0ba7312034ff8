"""The sockets of an RTP session, on the loopback interface."""

import ipaddress
import socket

import pytest

from broadcaster.outputs.rtp.formats import FORMATS
from broadcaster.outputs.rtp.lines import open_line
from broadcaster.outputs.rtp.target import Target


def target(host: str, **options: object) -> Target:
    return Target(ipaddress.ip_address(host), 5004, FORMATS["pcmu"], **options)


def test_multicast_goes_only_as_far_and_as_urgently_as_was_said() -> None:
    line = open_line(target("239.255.77.1", ttl=3, interface="lo", dscp=46))

    told = [
        (each.getsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL), each.getsockopt(socket.IPPROTO_IP, socket.IP_TOS))
        for each in (line.sound, line.reports)
    ]
    line.close()

    assert told == [(3, 46 << 2), (3, 46 << 2)]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_one_loudspeaker_is_sent_to_from_two_neighbouring_ports(host: str) -> None:
    line = open_line(target(host))

    sound, reports = line.sound.getsockname()[1], line.reports.getsockname()[1]
    line.close()

    assert sound % 2 == 0 and reports == sound + 1


def test_our_own_reports_are_known_when_the_group_brings_them_back() -> None:
    line = open_line(target("239.255.77.2", interface="lo"))
    line.reports.sendto(b"report", line.reports_to)
    line.reports.settimeout(2)

    data, came_from = line.reports.recvfrom(100)
    line.close()

    assert (data, came_from) == (b"report", line.own)


def test_an_interface_that_is_not_there_is_an_error_and_leaves_nothing_open() -> None:
    with pytest.raises(OSError, match="interface"):
        open_line(target("239.255.77.3", interface="khong-co0"))
