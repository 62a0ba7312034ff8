"""A whole village connects in one instant: how long until the last hears something, there and at Icecast."""

import click

from bench.ears import ears
from bench.fanout import MOUNT, OWN_BLOCKS, Both, both
from bench.size import Size
from broadcaster.outputs.http import raised_file_limit

CROWD = 3000
LARGER_CROWD = 5000
ROUNDS = 3
PATIENCE_SECONDS = 60.0


def main(size: Size) -> None:
    """Print when the half, nearly all and the last of a crowd were served, in turns with Icecast."""
    raised_file_limit()
    with both(OWN_BLOCKS) as pair:
        for _ in range(size.rounds or ROUNDS):
            _tell("Loa Xã", CROWD, _rush(pair, CROWD))
        _tell("Icecast 2.4", CROWD, _served(pair.peer.port, MOUNT, CROWD))
        _tell("Loa Xã", LARGER_CROWD, _rush(pair, LARGER_CROWD))


def _rush(pair: Both, crowd: int) -> dict[str, list[float]]:
    """Let a crowd rush in while somebody listens already."""
    path = "/stream/thon-1.mp3"
    with ears("gaps", port=pair.station_port, path=path) as listener:
        served = _served(pair.station_port, path, crowd)
        served["gaps"] = listener.heard()
    return served


def _served(port: int, path: str, crowd: int) -> dict[str, list[float]]:
    with ears("rush", port=port, path=path, count=crowd, patience=PATIENCE_SECONDS) as listeners:
        served: dict[str, list[float]] = listeners.heard()
    return served


def _tell(name: str, crowd: int, heard: dict[str, list[float]]) -> None:
    served = heard["served"]
    if not served:
        click.echo(f"  {name}: không phục vụ được ai trong {crowd} người")
        return
    middle, most = served[len(served) // 2], served[int(len(served) * 0.99)]
    told = f"một nửa sau {middle:.2f} s, 99 % sau {most:.2f} s, người cuối sau {served[-1]:.2f} s"
    click.echo(f"  {name}: {len(served)} trong {crowd} người được phục vụ; {told} (mục tiêu 1 s với {CROWD})")
    if gaps := heard.get("gaps"):
        click.echo(f"    người đang nghe: khoảng trống dài nhất giữa hai khối {max(gaps) * 1000:.0f} ms")
