"""Reads one schedule from standard input and writes its entries, or the refusal, as JSON."""

import sys
from datetime import date
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from playlists.interchange.apart import Answer
from playlists.interchange.errors import ScheduleError
from playlists.interchange.intake import reading

name, today, zone = sys.argv[1:4]
try:
    answer = Answer(reading(name, sys.stdin.buffer.read(), today=date.fromisoformat(today), timezone=ZoneInfo(zone)))
except ScheduleError as refusal:
    answer = Answer(refused=str(refusal))
sys.stdout.buffer.write(TypeAdapter(Answer).dump_json(answer))
