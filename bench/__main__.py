"""`loa bench`: the measurements, all or by name."""

from collections.abc import Callable

import click

from bench import idle, joining, notices, reading, soak, starts, voicing, wording

MEASUREMENTS: dict[str, Callable[[], None]] = {
    "starts": starts.main,
    "idle": idle.main,
    "reading": reading.main,
    "wording": wording.main,
    "voicing": voicing.main,
    "joining": joining.main,
    "notices": notices.main,
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("names", nargs=-1, type=click.UNPROCESSED)
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def bench(names: tuple[str, ...]) -> None:
    """Đo: độ đúng giờ, chi phí khi đứng yên, tốc độ và độ đúng của cách đọc.

    `bench soak --minutes 60 --zones 50` ngâm thử cả đài trong một giờ; xem `bench soak --help`.
    """
    if names[:1] == ("soak",):
        soak.soak.main(args=list(names[1:]), prog_name="loa bench soak")
    for name in names or MEASUREMENTS:
        if name not in MEASUREMENTS:
            raise click.UsageError(f"Không có phép đo «{name}»; có: {', '.join(MEASUREMENTS)}, soak.")
        click.echo(f"== {name}")
        MEASUREMENTS[name]()


if __name__ == "__main__":
    bench()
