"""What may go with a spoken text: a chime or a siren before it, music under it; all made by the station itself."""

from content import chime
from content.backing import with_music
from content.models import Dressing
from content.segment import AudioSegment
from content.sound import joined, resampled, silence

BREATH_MS = 400  # between the signal and the first word


def dressed(speech: AudioSegment, dressing: Dressing) -> AudioSegment:
    """Return the speech with what goes with it, at the speech's own rate and channels."""
    if dressing is Dressing.NONE:
        return speech
    if dressing is Dressing.MUSIC:
        return with_music(speech, chime.theme())
    signal = chime.siren() if dressing is Dressing.SIREN else chime.ding_dong()
    before = resampled(signal, sample_rate=speech.frame_rate, channels=speech.channels)
    return joined([before, silence(BREATH_MS, sample_rate=speech.frame_rate), speech])
