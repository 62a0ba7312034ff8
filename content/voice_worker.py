"""The voicing worker: makes clips of whatever waits, then naps until it is nudged.

What an emergency waits for is made in a thread of its own: a long text in hand, or a voice that the network keeps
waiting, holds up nothing urgent.
"""

import logging
import select
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import click

from content import house_voicing, line_voicing
from content.airformat import AIR_FORMATS
from content.house_voicing import voice_house_sound
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
from station.nudge import drain, listen, nudge
from station.settings import Settings, load
from station.upgrade import ensure_current

NAP_SECONDS = 3.0
FAULT_NAP_SECONDS = 10.0
URGENT = "voice-urgent"  # the name by which the thread for emergencies is nudged

Round = Callable[[Database, Studio], bool]

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
        house_voicing.make_ready(session, rooms.fmt, now=clock.now())
    for shelf in (rooms.clips, rooms.uploads):
        shelf.sweep(now=clock.now().timestamp())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_serve, args=(settings, database, rooms, URGENT, hurry), daemon=True).start()
    try:
        _serve(settings, database, rooms, "voice", work_off)
    except KeyboardInterrupt:
        log.info("the voicing worker ends")


def work_off(database: Database, rooms: Studio) -> bool:
    """Make one of each, in turns: lines have a time to be ready by, and people wait for the rest."""
    return voice_filling(database, rooms, now=clock.now()) | voice_one(database, rooms, now=clock.now())


def hurry(database: Database, rooms: Studio) -> bool:
    """Make one thing that an emergency waits for: words first, then when they were issued."""
    return voice_one(database, rooms, now=clock.now(), urgent_only=True) or voice_house_sound(
        database, rooms, now=clock.now()
    )


def _serve(settings: Settings, database: Database, rooms: Studio, name: str, work: Round) -> None:
    """Work for ever; a fault that nobody foresaw is logged, and the next text is tried after a nap."""
    ear = listen(settings.home, name)
    while True:
        try:
            while work(database, replace(rooms, table=voices_of(settings.home / "voices"))):
                nudge(settings.home, "broadcast")
        except Exception:
            log.exception("voicing failed")
            time.sleep(FAULT_NAP_SECONDS)
        select.select([ear], [], [], NAP_SECONDS)
        drain(ear)
