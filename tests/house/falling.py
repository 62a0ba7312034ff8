"""A command that cannot do its work, for the front door to answer for."""

import click

from station.errors import StationError


@click.command()
def fall() -> None:
    """Fail as the station's own rules do."""
    raise StationError("Chuông hỏng.")
