"""A person's own voice: an announcement read by somebody, brought in as a file and made into a clip like any other."""

from dataclasses import dataclass

from content.mastering import Mastered, master
from content.recordings import STANDARD_LIMITS, Limits, decode
from content.speech import Readable
from content.spokenclip import Finish

# Nobody reads an announcement faster than nine syllables a second, or slower than one.
_LEAST_MS_PER_SYLLABLE, _MOST_MS_PER_SYLLABLE = 110, 1000
_SLACK_MS = 3000
TOO_SHORT = "Bản ghi ngắn hơn hẳn văn bản; hãy nghe lại xem đã đọc đủ chưa."
TOO_LONG = "Bản ghi dài hơn hẳn văn bản; hãy nghe lại xem có phần thừa không."


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
    return RecordedClip(made, f"người đọc: {person}", warnings_for(made.seconds * 1000, syllables))


def warnings_for(milliseconds: float, syllables: int) -> tuple[str, ...]:
    """Compare the length of a recording with the length of its text; a person's reading is never refused for it."""
    if not syllables:
        return ()
    if milliseconds < syllables * _LEAST_MS_PER_SYLLABLE:
        return (TOO_SHORT,)
    return (TOO_LONG,) if milliseconds > syllables * _MOST_MS_PER_SYLLABLE + _SLACK_MS else ()
