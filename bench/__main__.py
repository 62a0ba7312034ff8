"""`loa bench`: the measurements, all or by name."""

from collections.abc import Callable

import click

from bench import idle, joining, notices, reading, rtp, starts, voicing, wording

MEASUREMENTS: dict[str, Callable[[], None]] = {
    "starts": starts.main,
    "idle": idle.main,
    "reading": reading.main,
    "wording": wording.main,
    "voicing": voicing.main,
    "joining": joining.main,
    "notices": notices.main,
    "rtp": rtp.main,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(MEASUREMENTS)))
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def bench(names: tuple[str, ...]) -> None:
    """Đo: độ đúng giờ, chi phí khi đứng yên, tốc độ và độ đúng của cách đọc."""
    for name in names or MEASUREMENTS:
        click.echo(f"== {name}")
        MEASUREMENTS[name]()


if __name__ == "__main__":
    bench()
