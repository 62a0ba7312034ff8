"""How late programmes begin: their first frame at a listener's socket, and their first audible sample.

The first part books two hundred starts in a hundred zones: a hundred spread over twenty seconds, then all hundred in
the same second. The second lets Liquidsoap switch to the same clip at the same instants, encoding to Icecast; a
sound counts as heard when the block it came in arrived, plus the time from that block's beginning to the sample.
"""

import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import click

from bench import bulletins
from bench.audible import onsets
from bench.ears import ears
from bench.peers.icecast import PeerMissing, icecast
from bench.peers.liquidsoap import switching
from bench.size import Size
from bench.stocked import Stock, broadcasting, stocked
from content.airformat import SPEECH
from station import clock
from web.demo.station import DemoFailed, whole_second

ZONES = 100
SPREAD_SECONDS = 20
TOGETHER_AFTER = timedelta(seconds=30)
CLIP_SECONDS = 1.0
BOOKING_SECONDS = 12.0
SWITCHES = 20
SPACING = timedelta(seconds=3)
STARTING_SECONDS = 45.0  # Liquidsoap's, with a margin
MOUNT = "/mot.mp3"


def main(size: Size) -> None:
    """Print how late first frames and first audible samples are, in milliseconds."""
    with (
        tempfile.TemporaryDirectory(prefix="loa-bench-") as folder,
        stocked(Path(folder), size.zones or ZONES) as stock,
        broadcasting(stock),
    ):
        _tell_frames(_first_frames(stock))
    try:
        with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
            _tell_audible(*_audible(Path(folder)))
    except PeerMissing as missing:
        click.echo(f"  {missing}")


def _first_frames(stock: Stock) -> list[float]:
    """Return by how many milliseconds each start's first frame missed its instant."""
    clip = bulletins.clips(1, CLIP_SECONDS)[0]
    announcement_id = stock.announce(clip, "Một hai ba")
    slugs = [slug for slug in stock.zones if slug != "xa"]
    first = whole_second(BOOKING_SECONDS)
    spread = [first + timedelta(seconds=number % SPREAD_SECONDS) for number in range(len(slugs))]
    starts = {slug: [apart, first + TOGETHER_AFTER] for slug, apart in zip(slugs, spread, strict=True)}
    frame = clip[: SPEECH.frame_bytes].hex()
    with ears("find", port=stock.settings.stream_port, paths=[stock.path(slug) for slug in slugs], mark=frame) as all_:
        for moment in sorted({moment for moments in starts.values() for moment in moments}):
            stock.book({slug: [announcement_id] for slug in slugs if moment in starts[slug]}, moment)
        _sleep_until(first + TOGETHER_AFTER + timedelta(seconds=CLIP_SECONDS + 2))
        heard = all_.heard()
    pairs = [
        (moment, at) for slug, found in zip(slugs, heard, strict=True) for moment, at in _paired(starts[slug], found)
    ]
    return [(at - moment.timestamp()) * 1000 for moment, at in pairs]


def _paired(moments: Sequence[datetime], found: Sequence[float]) -> list[tuple[datetime, float]]:
    if len(found) != len(moments):
        raise DemoFailed(f"{len(moments)} lần phát mà nghe thấy {len(found)}")
    return list(zip(moments, found, strict=True))


def _audible(folder: Path) -> tuple[list[float], list[float]]:
    """Return by how many milliseconds the first audible sample of each start was late: Loa Xã's, Liquidsoap's."""
    clip, beep = folder / "beep.mp3", bulletins.beep(CLIP_SECONDS)
    clip.write_bytes(beep)
    starts = [whole_second(STARTING_SECONDS) + SPACING * number for number in range(SWITCHES)]
    moments = [each.timestamp() for each in starts]
    with (
        icecast() as server,
        switching(server, MOUNT, clip, moments, CLIP_SECONDS),
        stocked(folder / "station", 1) as stock,
        broadcasting(stock),
        ears("record", port=server.port, paths=[MOUNT]) as theirs,
        ears("record", port=stock.settings.stream_port, paths=[stock.path("thon-1")]) as ours,
    ):
        announcement_id = stock.announce(beep, "Bíp")
        for moment in starts:
            stock.book({"thon-1": [announcement_id]}, moment)
        _sleep_until(starts[-1] + SPACING)
        return _errors(ours.heard()[0], moments), _errors(theirs.heard()[0], moments)


def _errors(blocks: Sequence[tuple[float, str]], moments: Sequence[float]) -> list[float]:
    heard = onsets([(at, bytes.fromhex(data)) for at, data in blocks])
    near = [(at, moment) for moment in moments for at in heard if abs(at - moment) < SPACING.total_seconds() / 2]
    return [(at - moment) * 1000 for at, moment in near]


def _sleep_until(moment: datetime) -> None:
    time.sleep(max(0.0, (moment - clock.now()).total_seconds()))


def _tell_frames(errors: Sequence[float]) -> None:
    late = sorted(abs(each) for each in errors)
    p99 = late[min(len(late) - 1, round(len(late) * 0.99) - 1)]
    click.echo(f"{len(late)} lần bắt đầu ở {len(late) // 2} khu vực, khung đầu tiên ở người nghe lệch so với kế hoạch:")
    click.echo(f"  trung vị {median(late):.1f} · p99 {p99:.1f} (mục tiêu 25) · xấu nhất {late[-1]:.1f} ms")


def _tell_audible(ours: Sequence[float], theirs: Sequence[float]) -> None:
    for name, errors in (("Loa Xã", ours), ("Liquidsoap 2.1 → Icecast", theirs)):
        told = f"trung vị {median(errors):.0f}, từ {min(errors):.0f} tới {max(errors):.0f} ms"
        click.echo(f"  mẫu âm nghe được đầu tiên, {name}: {told} ({len(errors)} lần)")
    share = median(map(abs, ours)) / median(map(abs, theirs))
    click.echo(f"  sai lệch bằng {share:.2f} lần của Liquidsoap (mục tiêu 0,25)")
