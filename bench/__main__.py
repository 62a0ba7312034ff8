"""`loa bench`: the measurements, all or by name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bench import (
    breakin,
    carrying,
    crowd,
    ear,
    fanout,
    idle,
    joining,
    kills,
    looks,
    notices,
    plans,
    preflight,
    queue,
    reading,
    rtp,
    soak,
    sources,
    standby,
    starts,
    timetable,
    voicing,
    wording,
    year,
)
from bench import zones as many_zones
from bench.size import Size

MEASUREMENTS: dict[str, Callable[[], None]] = {
    "idle": idle.main,
    "reading": reading.main,
    "wording": wording.main,
    "voicing": voicing.main,
    "joining": joining.main,
    "looks": looks.main,
    "timetable": timetable.main,
    "year": year.main,
    "notices": notices.main,
    "queue": queue.main,
    "preflight": preflight.main,
    "rtp": rtp.main,
    "ear": ear.main,
    "sources": sources.main,
}
SIZED: dict[str, Callable[[Size], None]] = {
    "starts": starts.main,
    "standby": standby.main,
    "breakin": breakin.main,
    "peers": carrying.main,
    "fanout": fanout.main,
    "crowd": crowd.main,
    "zones": many_zones.main,
}
# Measured only when named: it takes as long as it is told to.
NAMED: dict[str, Callable[[Size], None]] = {"soak": soak.main, "kills": kills.main, "plans": plans.main}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([*MEASUREMENTS, *SIZED, *NAMED]))
@click.option("--zones", type=click.IntRange(1), help="Số khu vực.")
@click.option("--minutes", type=click.FloatRange(0.1), help="Đo trong bao nhiêu phút.")
@click.option("--rounds", type=click.IntRange(1), help="Số vòng đo xen kẽ.")
@click.option("--seed", type=int, default=7, help="Số chọn ra thứ tự việc làm khi ngâm thử (soak).")
@click.option("--keep", type=click.Path(path_type=Path), help="Giữ lại dữ liệu của đài ngâm thử ở đây.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def bench(names: tuple[str, ...], **wanted: Any) -> None:
    """Đo: độ đúng giờ, chi phí phát thanh so với Liquidsoap và Icecast, tốc độ và độ đúng của cách đọc."""
    size = Size(**wanted)
    for name in names or (*MEASUREMENTS, *SIZED):
        click.echo(f"== {name}")
        if name in MEASUREMENTS:
            MEASUREMENTS[name]()
        else:
            (SIZED | NAMED)[name](size)


if __name__ == "__main__":
    bench()
