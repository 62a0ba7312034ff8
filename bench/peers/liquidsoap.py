"""A real Liquidsoap that carries many zones to an Icecast, encoding anew or copying frames; or one with a timetable."""

import contextlib
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.peers.icecast import PASSWORD, Icecast, PeerFailed, has_mount, need
from bench.processes import running
from station import clock

PATIENCE_SECONDS = 120.0  # it reads and checks its whole library first
ENCODED = "%mp3(bitrate=64, samplerate=24000, stereo=false)"
COPIED = '%ffmpeg(format="mp3", %audio.copy)'
HEAD = """settings.init.allow_root.set(true)
settings.log.stdout.set(true)
settings.log.file.set(false)
settings.log.level.set(2)
"""
MONO = """settings.frame.audio.samplerate.set(24000)
settings.frame.audio.channels.set(1)
"""
OUT = 'output.icecast({encoder}, fallible=true, host="127.0.0.1", port={port}, password="{word}", mount="{mount}", {s})'


@contextlib.contextmanager
def carrying(icecast: Icecast, playlists: Mapping[str, Sequence[Path]], *, encoder: str) -> Iterator[int]:
    """Play each mount's files over and over; give the process's number once all of them sound."""
    with tempfile.TemporaryDirectory(prefix="loa-liquidsoap-") as name:
        script = HEAD + (MONO if encoder == ENCODED else "")
        for number, (mount, files) in enumerate(playlists.items()):
            listed = Path(name) / f"{number}.m3u"
            listed.write_text("".join(f"{file}\n" for file in files))
            source = f'playlist(mode="normal", reload_mode="never", "{listed}")'
            script += _output(icecast, mount, source, encoder)
        with _running(Path(name), script, icecast, list(playlists)) as process:
            yield process


@contextlib.contextmanager
def switching(icecast: Icecast, mount: str, clip: Path, starts: Sequence[float], seconds: float) -> Iterator[int]:
    """Play silence, and a clip at each of some instants (seconds since 1970), each for so many seconds."""
    turns = [f'({{time() >= {at:.3f} and time() < {at + seconds:.3f}}}, single("{clip}"))' for at in starts]
    source = f"switch(track_sensitive=false, [{', '.join(turns)}, ({{true}}, blank())])"
    with tempfile.TemporaryDirectory(prefix="loa-liquidsoap-") as name:
        script = HEAD + MONO + _output(icecast, mount, source, ENCODED)
        with _running(Path(name), script, icecast, [mount]) as process:
            yield process


def _output(icecast: Icecast, mount: str, source: str, encoder: str) -> str:
    return OUT.format(encoder=encoder, port=icecast.port, word=PASSWORD, mount=mount, s=source) + "\n"


@contextlib.contextmanager
def _running(folder: Path, script: str, icecast: Icecast, mounts: Sequence[str]) -> Iterator[int]:
    need("liquidsoap")
    told, log = folder / "station.liq", folder / "out.log"
    told.write_text(script)
    with running(["liquidsoap", str(told)], log=log) as process:
        deadline = clock.monotonic() + PATIENCE_SECONDS
        while not all(has_mount(icecast.port, mount) for mount in mounts):
            if clock.monotonic() > deadline:
                raise PeerFailed("liquidsoap", log)
            time.sleep(0.5)
        yield process
