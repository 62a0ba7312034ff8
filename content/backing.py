"""Music under a voice: alone before it, ducked while it speaks, back after it, and gone."""

import math

from content.loudness import lufs_of
from content.segment import AudioSegment
from content.sound import joined, resampled

RAMP_MS = 600
_HEADROOM_DB = 3.0  # room for the sum of both


def with_music(
    speech: AudioSegment,
    music: AudioSegment,
    *,
    under_db: float = 16.0,
    lead_ms: int = 4000,
    tail_ms: int = 4000,
) -> AudioSegment:
    """Lay speech over music of the same loudness, `under_db` quieter while the voice is heard; loop short music."""
    bed = _bed(speech, music, lead_ms + len(speech) + tail_ms)
    end = lead_ms + len(speech)
    before = bed[:lead_ms].fade_in(min(300, lead_ms))
    before = before.fade(to_gain=-under_db, start=max(0, lead_ms - RAMP_MS), end=lead_ms)
    after = bed[end:].fade(from_gain=-under_db, start=0, end=min(RAMP_MS, tail_ms)).fade_out(tail_ms)
    ducked = joined([before, bed[lead_ms:end].apply_gain(-under_db), after])
    return ducked.overlay(speech.apply_gain(-_HEADROOM_DB), position=lead_ms)


def _bed(speech: AudioSegment, music: AudioSegment, milliseconds: int) -> AudioSegment:
    """Return the music at the speech's rate and loudness, as long as needed."""
    plain = resampled(music, sample_rate=speech.frame_rate, channels=speech.channels)
    gain_db = min(lufs_of(speech) - lufs_of(plain), -plain.max_dBFS) - _HEADROOM_DB
    return joined([plain.apply_gain(gain_db)] * math.ceil(milliseconds / len(plain)))[:milliseconds]
