"""A person's own voice: an announcement read by somebody, brought in as a file and made into a clip like any other."""

from dataclasses import dataclass

from content.mastering import Mastered, master
from content.recordedlength import warnings_for
from content.recordings import STANDARD_LIMITS, Limits, decode
from content.speech import Readable
from content.spokenclip import Finish
from content.voices.names import RECORDED


@dataclass(frozen=True)
class RecordedClip:
    mastered: Mastered
    voice_name: str
    warnings: tuple[str, ...] = ()


def recorded_clip(
    data: bytes, person: str, finish: Finish, *, reading: Readable | None = None, limits: Limits = STANDARD_LIMITS
) -> RecordedClip:
    """Make a clip of an uploaded file; where the text is known too, say if the two cannot belong together."""
    sound = decode(data, fmt=finish.fmt, limits=limits)
    made = master(sound, fmt=finish.fmt, target=finish.target, preset=finish.preset)
    syllables = sum(sentence.syllables for sentence in reading.sentences) if reading else 0
    return RecordedClip(
        made, f"người đọc: {person}" if person else RECORDED, warnings_for(made.seconds * 1000, syllables)
    )
