"""RTP on a real network cable (two namespaces), heard by GStreamer and by FFmpeg, which know nothing of us."""

import audioop
import json
import shutil
import subprocess
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from subprocess import Popen

import pytest

from bench.rtp_receiver import judged
from broadcaster.outputs.rtp import packets
from broadcaster.outputs.rtp.packets import HEADER
from station import clock
from tests.broadcaster.outputs.feeding import PITCH
from tests.broadcaster.outputs.wires import Side, cable, why_not

GROUPS = {"pcmu": "239.255.12.1", "pcma": "239.255.12.2", "l16": "239.255.12.3", "opus": "239.255.12.4"}
SAP = "239.255.255.255:9875"
FEEDING, EAVESDROP = "tests.broadcaster.outputs.feeding", "tests.broadcaster.outputs.eavesdrop"
RATE = 8000
PATIENCE_SECONDS = 60.0
Datagram = tuple[str, float, bytes]
NO_NETWORK = why_not()


def hears_rtp() -> bool:
    """Tell whether GStreamer is here, with what it needs for RTP."""
    inspect = shutil.which("gst-inspect-1.0")
    words = [inspect or "", "--exists", "rtppcmudepay"]
    return bool(inspect) and subprocess.run(words, capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.skipif(bool(NO_NETWORK), reason=NO_NETWORK),
    pytest.mark.skipif(not shutil.which("ffmpeg"), reason="thiếu chương trình ffmpeg"),
    pytest.mark.skipif(not hears_rtp(), reason="thiếu GStreamer (gstreamer1.0-tools, gstreamer1.0-plugins-good)"),
]


@dataclass
class Evidence:
    """What came through the cable while every codec was sent to its group."""

    folder: Path
    datagrams: list[Datagram] = field(default_factory=list)

    def of(self, name: str) -> list[bytes]:
        return [data for which, _, data in self.datagrams if which == name]

    @property
    def announced(self) -> list[str]:
        return [data[8:].partition(b"\0")[2].decode() for data in self.of(SAP) if data[0] == 0x20]


@pytest.fixture(scope="module")
def sides() -> Iterator[tuple[Side, Side]]:
    with cable() as made:
        yield made


def spec(side: Side, number: int, address: str, **options: str) -> str:
    about = {"output_id": number, "kind": "rtp", "zone_id": 1, "zone_slug": "xa", "zone_name": f"Thôn {number}"}
    return json.dumps({**about, "address": address, "options": {"interface": side.interface, **options}})


@dataclass
class Ear:
    """A process at one end that keeps every datagram it hears."""

    program: "Popen[str]"
    notes: Path

    @property
    def heard(self) -> list[Datagram]:
        whole = self.notes.read_text().rpartition("\n")[0].splitlines()[1:]
        return [(name, at, bytes.fromhex(data)) for name, at, data in map(json.loads, whole)]


@contextmanager
def listening(side: Side, folder: Path, *names: str) -> Iterator[Ear]:
    """Listen to groups and addresses; a moment after the block what still was under way has come too."""
    notes = folder / "notes"
    ear = Ear(side.python(EAVESDROP, side.address, *names, into=notes), notes)
    await_fact(lambda: notes.read_text().startswith("ready\n"))
    try:
        yield ear
        time.sleep(0.3)
    finally:
        ear.program.kill()


def await_fact(fact: Callable[[], bool]) -> None:
    """Wait for something to come true; the machine may be very busy."""
    deadline = clock.monotonic() + PATIENCE_SECONDS
    while not fact():
        assert clock.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def gstreamer(side: Side, target: Path) -> "Popen[str]":
    caps = "application/x-rtp,media=audio,clock-rate=8000,encoding-name=PCMU,payload=0"
    source = ["udpsrc", f"address={GROUPS['pcmu']}", "port=5004", f"multicast-iface={side.interface}", f"caps={caps}"]
    chain = [*source, "num-buffers=200", "!", "rtppcmudepay", "!", "mulawdec", "!", "filesink", f"location={target}"]
    return side.start("gst-launch-1.0", "-q", *chain)


def ffmpeg(side: Side, folder: Path, sdp: str) -> "Popen[str]":
    name = next(name for name, group in GROUPS.items() if f"IP4 {group}/" in sdp)
    described, target = folder / f"{name}.sdp", folder / f"{name}.raw"
    described.write_text(sdp)
    source = ["-protocol_whitelist", "file,udp,rtp", "-analyzeduration", "100000", "-i", str(described)]
    shape = ["-t", "2.5", "-f", "s16le", "-ac", "1", "-ar", str(RATE), str(target)]
    return side.start("ffmpeg", "-v", "fatal", "-nostdin", *source, *shape)


@pytest.fixture(scope="module")
def evidence(sides: tuple[Side, Side], tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """Send every codec for six seconds; decode the announced sessions; keep all reports and announcements."""
    here, there = sides
    found = Evidence(tmp_path_factory.mktemp("wire"))
    specs = [spec(here, n, f"{group}:5004", codec=name) for n, (name, group) in enumerate(GROUPS.items())]
    with listening(there, found.folder, SAP, *(f"{group}:5005" for group in GROUPS.values())) as ear:
        receivers = [gstreamer(there, found.folder / "gstreamer.raw")]
        feeder = here.python(FEEDING, "6", *specs)
        await_fact(lambda: sum(name == SAP for name, _, _ in ear.heard) == len(GROUPS))
        found.datagrams = ear.heard
        receivers += [ffmpeg(there, found.folder, described) for described in found.announced]
        assert feeder.wait(PATIENCE_SECONDS) == 0
    found.datagrams = ear.heard
    assert [receiver.wait(PATIENCE_SECONDS) for receiver in receivers] == [0] * 5
    return found


def check_tone(raw: Path) -> None:
    """The last second is the tone that was sent: its level and its pitch."""
    steady = raw.read_bytes()[-RATE * 2 :]
    assert audioop.rms(steady, 2) == pytest.approx(0.3 * 32767 / 2**0.5, rel=0.15)
    assert audioop.cross(steady, 2) == pytest.approx(2 * PITCH, rel=0.01)


def test_gstreamer_hears_the_sound(evidence: Evidence) -> None:
    check_tone(evidence.folder / "gstreamer.raw")


@pytest.mark.parametrize("name", GROUPS)
def test_ffmpeg_hears_what_was_announced(evidence: Evidence, name: str) -> None:
    check_tone(evidence.folder / f"{name}.raw")


def test_every_session_is_announced_and_taken_back(evidence: Evidence) -> None:
    flags = Counter(data[0] for data in evidence.of(SAP))

    assert flags == {0x20: 4, 0x24: 4}
    assert {data[2:8] for data in evidence.of(SAP) if data[0] == 0x20} == {
        data[2:8] for data in evidence.of(SAP) if data[0] == 0x24
    }


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_every_session_reports_and_says_good_bye(evidence: Evidence, group: str) -> None:
    compounds = evidence.of(f"{group}:5005")

    kinds = [[kind for kind, _ in packets.sources(compound)] for compound in compounds]

    assert len(kinds) >= 2 and kinds[-1] == [packets.SR, packets.SDES, packets.BYE]
    assert all(each == [packets.SR, packets.SDES] for each in kinds[:-1])
    assert len({ssrc for compound in compounds for _, ssrc in packets.sources(compound)}) == 1


def test_a_cut_cable_is_told_of_and_mended_without_a_burst(sides: tuple[Side, Side], tmp_path: Path) -> None:
    here, there = sides
    name, told = "239.255.12.9:5004", tmp_path / "told"
    with listening(there, tmp_path, name) as ear:
        feeder = here.python(FEEDING, "8", spec(here, 9, name), into=told)
        await_fact(lambda: len(ear.heard) > 100)
        here.link("down")
        time.sleep(2)
        here.link("up")
        assert feeder.wait(PATIENCE_SECONDS) == 0

    times = [at for _, at, _ in ear.heard]
    stamps = [HEADER.unpack_from(data)[3] for _, _, data in ear.heard]
    played = [((stamp - stamps[0]) & 0xFFFFFFFF) / RATE for stamp in stamps]
    late = [at - times[0] - meant for at, meant in zip(times, played, strict=True)]
    assert 1.9 < max(after - before for before, after in pairwise(times)) < 7  # the cut, and opening anew
    assert min(after - before for before, after in zip(times, times[10:], strict=False)) > 0.1  # no burst
    assert late[-1] < 0.1  # the present went on, not the past
    health = [json.loads(line) for line in told.read_text().splitlines()]
    assert any("Không gửi được RTP tới 239.255.12.9:5004" in sentence for _, _, sentence in health)
    assert health[-1][1]


def test_a_group_of_ipv6_hears_sound_and_announcement(sides: tuple[Side, Side], tmp_path: Path) -> None:
    here, there = sides
    names = ["[ff15::7]:5004", "[ff05::2:7ffe]:9875"]
    with listening(there, tmp_path, *names) as ear:
        assert here.python(FEEDING, "3", spec(here, 1, names[0])).wait(PATIENCE_SECONDS) == 0

    counted = Counter(name for name, _, _ in ear.heard)
    assert counted[names[0]] > 100 and counted[names[1]] == 2


def test_one_loudspeaker_hears_every_packet_and_our_reports(sides: tuple[Side, Side], tmp_path: Path) -> None:
    here, there = sides
    sound, reports = f"{there.address}:6002", f"{there.address}:6003"
    with listening(there, tmp_path, sound, reports) as ear:
        assert here.python(FEEDING, "4", spec(here, 1, sound)).wait(PATIENCE_SECONDS) == 0

    heard = [(at, data) for name, at, data in ear.heard if name == sound]
    arrivals = array("Q", [round(at * 1e9) for at, _ in heard])
    (stream,) = judged(arrivals, bytearray(b"".join(data[:12] for _, data in heard)))
    assert stream.received > 150 and (stream.lost, stream.doubled) == (0, 0)
    assert stream.mean_jitter < 20  # milliseconds, beside other tests; `loa bench rtp` measures
    assert reports in {name for name, _, _ in ear.heard}
