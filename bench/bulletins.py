"""Sound to measure with: everyday notices, spoken once and cut into as many different clips as are needed."""

import tempfile
from functools import cache
from pathlib import Path

from bench.notices import NOTICES
from content.airformat import FRAME_SECONDS, SPEECH
from content.codec import encoded
from content.sentencecache import SentenceCache
from content.sound import from_pcm
from content.spokenclip import Finish, spoken_clip
from content.voices.table import in_order
from content.wording.reading import read

SPOKEN = 8  # notices: some two minutes


@cache
def speech() -> bytes:
    """Return minutes of speech in the air format."""
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        kept = SentenceCache(Path(folder))
        for notice in NOTICES.read_text("utf-8").strip().split("\n\n")[:SPOKEN]:
            text = notice.partition("\n")[2]
            parts.append(spoken_clip(read(text), in_order(["espeak"]), Finish(SPEECH), cache=kept).mastered.audio)
    return b"".join(parts)


def clips(count: int, seconds: float) -> list[bytes]:
    """Return different clips, each of some seconds: any frame may follow any frame, so each begins elsewhere."""
    whole, frames = speech(), round(seconds / FRAME_SECONDS)
    size, total = SPEECH.frame_bytes, len(speech()) // SPEECH.frame_bytes
    endless = whole * (frames // total + 2)
    offsets = (number * total // count for number in range(count))
    return [_marked(number) + endless[at * size : (at + frames - 1) * size] for number, at in enumerate(offsets)]


def signal(mark: bytes, seconds: float) -> bytes:
    """Return a silent clip whose every frame carries a mark, so that any part of it is known again."""
    body = SPEECH.header + bytes(SPEECH.side_bytes) + mark
    return body.ljust(SPEECH.frame_bytes, b"\x55") * round(seconds / FRAME_SECONDS)


def _marked(number: int) -> bytes:
    """Return a silent frame that no other clip has: its ancillary bytes carry a number."""
    return SPEECH.header + bytes(SPEECH.side_bytes) + number.to_bytes(4, "big").rjust(SPEECH.frame_bytes - 13, b"\x55")


def beep(seconds: float, hertz: int = 1000) -> bytes:
    """Return a clip that is loud from its first sample on."""
    wave = (12000 if (2 * hertz * sample // SPEECH.sample_rate) % 2 else -12000 for sample in range(_samples(seconds)))
    pcm = b"".join(sample.to_bytes(2, "little", signed=True) for sample in wave)
    return encoded(from_pcm(pcm, sample_rate=SPEECH.sample_rate, channels=1), SPEECH)


def _samples(seconds: float) -> int:
    return round(seconds * SPEECH.sample_rate)
