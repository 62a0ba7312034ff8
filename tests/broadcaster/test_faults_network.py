"""The network to a loudspeaker and to an Icecast server is cut while an item sounds: only they notice."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster import output_actions as actions
from broadcaster.models import Output
from broadcaster.outcome import Outcome
from content.airformat import SPEECH
from station import clock
from tests.broadcaster.conftest import Station, soon, wait_for
from tests.broadcaster.faults import check, heard_of
from tests.broadcaster.island import HERE, THERE, Island, island
from tests.broadcaster.outputs.icecast_server import PASSWORD, IcecastServer

CUT_SECONDS = float(os.environ.get("TEST_CUT_SECONDS", "6"))  # thirty by hand
AFTER_SECONDS = 11.0  # a server that is gone is called again every eight seconds


@pytest.fixture
def there() -> Iterator[Island]:
    """Another machine."""
    with island() as found:
        yield found


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that Icecast may read, which does not run as root; pytest's own lies where only its user may look."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def pieces(file: Path) -> list[bytes]:
    """What a far listener heard, connection by connection."""
    found = sorted(file.parent.glob(f"{file.name}.*"), key=lambda path: int(path.suffix[1:]))
    return [path.read_bytes() for path in found]


def heard_within(sound: bytes, clip: bytes) -> list[int]:
    """Return which frames of a clip were heard in order; Icecast lets a newcomer begin anywhere within a frame."""
    size = SPEECH.frame_bytes
    starts = (sound[first:] for first in range(min(size, len(sound))))
    return max((heard_of(each[: len(each) // size * size], clip) for each in starts), key=len, default=[])


def is_ok(station: Station, output_id: int) -> bool:
    with station.database.reading() as session:
        return session.get_one(Output, output_id).state == "ok"


def add_icecast(station: Station, port: int) -> int:
    values = {"address": f"http://{THERE}:{port}/xa.mp3", "password": PASSWORD}
    with station.database.writing() as session:
        setup = actions.Setup(station.zones["thon-tay"], "Máy chủ xa", values)
        return actions.add(session, "icecast", setup, by=station.people.chief, now=clock.now()).id


def hear_through_a_cut(station: Station, there: Island, output_id: int, relay: str, file: Path) -> tuple[bytes, bytes]:
    """Air an item, cut the network while it sounds; return the item and what was heard on this side."""
    with station.database.writing() as session:
        long = station.announce(session, CUT_SECONDS + AFTER_SECONDS + 3, "Dài")
        station.book(session, [long.id], soon(3.0), "thon-tay")
    clip, near = station.clips[long.id], station.hear("thon-tay")
    wait_for(lambda: is_ok(station, output_id), seconds=20)
    station.processes.append(there.listen(relay, file))
    wait_for(lambda: len(heard_of(bytes(near.heard), clip)) > 120, seconds=30)

    there.pull()
    until = clock.monotonic() + CUT_SECONDS
    wait_for(lambda: clock.monotonic() > until, seconds=CUT_SECONDS + 5)
    there.plug()
    wait_for(lambda: station.is_over(1), seconds=90)
    return clip, near.stop()


@pytest.mark.skipif(not (shutil.which("icecast2") or shutil.which("icecast")), reason="needs icecast2")
def test_a_cut_network_is_noticed_by_those_beyond_it_alone_who_then_hear_the_present(
    station: Station, there: Island, tmp_path: Path, open_folder: Path
) -> None:
    station.environment["LOA_HOST"] = "0.0.0.0"
    server = IcecastServer(open_folder, 8000, inside=there.name)
    far, relayed = tmp_path / "far", tmp_path / "relayed"
    output_id = add_icecast(station, server.port)
    server.start()
    station.broadcast()
    station.processes.append(there.listen(f"http://{HERE}:{station.port}/stream/thon-tay.mp3", far))

    clip, sound = hear_through_a_cut(station, there, output_id, f"http://127.0.0.1:{server.port}/xa.mp3", relayed)

    server.stop()
    assert [row.outcome for row in station.log()] == [Outcome.AIRED] and clip in sound
    check(station, sound)
    for heard in ([heard_within(piece, clip) for piece in pieces(file)] for file in (far, relayed)):
        connections = [frames for frames in heard if frames]
        assert all(frames == sorted(set(frames)) for frames in connections), "a frame was heard twice"
        assert connections[0][0] < 120, "not heard before"
        assert connections[-1][-1] > len(clip) // SPEECH.frame_bytes - 60, "not heard again after"
