"""The end of a live talk: written down, and its sound put on the shelf as a clip that the log can be held against.

Begun as `python -m broadcaster.inputs.live_ending TALK REASON`; what a crash left undone is done by a later call.
"""

import logging
import math
import sys
from datetime import datetime

from broadcaster.inputs.live_recording import recording_of
from broadcaster.models import LiveTalk
from broadcaster.talks import live
from content.airformat import AIR_FORMATS, AirFormat, frame_count
from content.loudness import SILENT_LUFS
from content.mastering import heard
from content.models import Clip
from content.shelf import Shelf
from content.voicing import clip_format
from station import audit, clock
from station.database import Database
from station.logs import set_up
from station.nudge import nudge
from station.settings import Settings, load

STATION = "loa"  # who ends a talk that no person ended

log = logging.getLogger(__name__)


def main() -> None:
    """Do both for the talk named on the command line."""
    set_up()
    talk_id, reason, settings = int(sys.argv[1]), sys.argv[2], load()
    database = Database(settings.database_url)
    write_down(database, talk_id, reason, now=clock.now())
    nudge(settings.home, "broadcast")
    keep(database, settings, talk_id, now=clock.now())


def write_down(database: Database, talk_id: int, reason: str, *, now: datetime) -> None:
    """Write down that a talk is over, and why, if nobody did before. Raise NotFound."""
    with database.writing() as session:
        live.close(session, live.get(session, talk_id), reason, by=STATION, now=now)


def keep(database: Database, settings: Settings, talk_id: int, *, now: datetime) -> str | None:
    """Put what was recorded of a talk on the shelf; return its hash, None when there is nothing. Raise ShelfFull."""
    path, fmt = recording_of(settings.home, talk_id), AIR_FORMATS[settings.air_format]
    try:
        sound = path.read_bytes()
    except FileNotFoundError:
        return None
    sound = sound[: frame_count(sound, fmt) * fmt.frame_bytes]  # the last frame may be half written
    sha256 = _shelve(database, Shelf(settings.clips), talk_id, sound, fmt, now) if sound else None
    path.unlink(missing_ok=True)
    return sha256


def _shelve(database: Database, clips: Shelf, talk_id: int, sound: bytes, fmt: AirFormat, now: datetime) -> str:
    sha256, reached = clips.keep(sound), heard(sound, fmt)
    with database.writing() as session:
        talk = session.get_one(LiveTalk, talk_id)
        clip = Clip(
            sha256=sha256,
            frames=frame_count(sound, fmt),
            air_format=clip_format(fmt),
            lufs=reached.lufs if math.isfinite(reached.lufs) else SILENT_LUFS,
            true_peak_dbtp=max(reached.true_peak_dbtp, SILENT_LUFS),
            voice=f"trực tiếp: {talk.speaker_name}"[:60],
            made_at=now,
        )
        session.merge(clip)
        session.flush()
        talk.clip_sha256 = sha256
        audit.record(session, STATION, "live_recorded", f"live/{talk_id}", now=now, clip=sha256, frames=clip.frames)
    return sha256


if __name__ == "__main__":
    main()
