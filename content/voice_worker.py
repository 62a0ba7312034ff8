"""The voicing worker: makes clips of whatever waits, then naps until it is nudged."""

import logging
import select
import signal
import time
from dataclasses import replace

import click

from content import line_voicing
from content.airformat import AIR_FORMATS
from content.line_voicing import voice_filling
from content.loudness import Loudness
from content.presets import preset_named
from content.sentencecache import SentenceCache
from content.shelf import Shelf
from content.voices.table import in_order, voices_of
from content.voicing import Studio, forget_leases, voice_one
from content.wording.reading import STYLES
from station import clock
from station.database import Database
from station.logs import set_up
from station.nudge import drain, listen
from station.settings import Settings, load
from station.upgrade import ensure_current

NAP_SECONDS = 3.0
FAULT_NAP_SECONDS = 10.0

log = logging.getLogger(__name__)


def studio(settings: Settings) -> Studio:
    """Return what the settings say clips are made with. Raise NoSuchVoice."""
    table = voices_of(settings.home / "voices")
    in_order([name for name in (*settings.voices, settings.second_voice) if name], table)
    return Studio(
        clips=Shelf(settings.clips),
        uploads=Shelf(settings.home / "uploads"),
        voices=settings.voices,
        fmt=AIR_FORMATS[settings.air_format],
        loudness=Loudness(lufs=settings.loudness_lufs),
        second_voice=settings.second_voice,
        style=STYLES[settings.reading_style],
        preset=preset_named(settings.preset),
        table=table,
        sentences=SentenceCache(settings.home / "sentences"),
    )


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def voice() -> None:
    """Chạy phần chuyển bản tin thành tiếng nói."""
    set_up()
    settings = load()
    rooms = studio(settings)
    database = Database(settings.database_url)
    ensure_current(database)
    with database.writing() as session:
        forget_leases(session)
        line_voicing.forget_leases(session)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ear = listen(settings.home, "voice")
    try:
        while True:
            work_off(database, replace(rooms, table=voices_of(settings.home / "voices")))
            select.select([ear], [], [], NAP_SECONDS)
            drain(ear)
    except KeyboardInterrupt:
        log.info("the voicing worker ends")


def work_off(database: Database, rooms: Studio) -> None:
    """Do what waits; a fault that nobody foresaw is logged, and the next text is tried after a nap."""
    try:
        # In turns: lines have a time to be ready by, and people wait for the rest.
        while voice_filling(database, rooms, now=clock.now()) | voice_one(database, rooms, now=clock.now()):
            pass
    except Exception:
        log.exception("voicing failed")
        time.sleep(FAULT_NAP_SECONDS)
