"""Beginning a check as a process of its own: play-out and the pages go on undisturbed."""

import os
import subprocess
import sys
import threading

from station.settings import PROJECT, Settings


def start(settings: Settings, run_id: int) -> None:
    """Start the check that was asked for under this number; it outlives whoever starts it."""
    told = {
        "LOA_HOME": str(settings.home),
        "LOA_DATABASE_URL": settings.database_url,
        "LOA_TIMEZONE": settings.timezone.key,
        "LOA_STATION_NAME": settings.station_name,
        "LOA_AIR_FORMAT": settings.air_format,
        "LOA_LOUDNESS_LUFS": str(settings.loudness_lufs),
    }
    process = subprocess.Popen(
        [sys.executable, str(PROJECT / "loa.py"), "preflight", "--run", str(run_id)],
        env=os.environ | told,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()  # or it would stay behind as a zombie
