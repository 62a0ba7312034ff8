"""A program of its own that speaks with a Piper model; never imported by the station, for Piper is GPL-3.

Arguments: the model's path, seconds of rest.  Questions and answers are those of content.voices.resident; left without
a question for so long, it ends and gives its memory back.  Whatever goes wrong is its last answer.
"""

import io
import json
import os
import select
import sys
import wave
from typing import BinaryIO

from piper import PiperVoice, SynthesisConfig


def wav_of(voice: PiperVoice, text: str, pace: float) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(voice.config.sample_rate)
        manner = SynthesisConfig(length_scale=voice.config.length_scale / pace)
        voice.synthesize_wav(text, file, syn_config=manner)
    return target.getvalue()


def answer(out: BinaryIO, kind: bytes, content: bytes) -> None:
    out.write(kind + len(content).to_bytes(4, "big") + content)
    out.flush()


def read_exactly(size: int) -> bytes:
    """Read past Python's buffer, so that waiting with `select` sees all there is; b"" at the end."""
    read = bytearray()
    while len(read) < size:
        block = os.read(0, size - len(read))
        if not block:
            return b""
        read += block
    return bytes(read)


def main() -> None:
    model, rest_seconds = sys.argv[1], float(sys.argv[2])
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    sys.excepthook = lambda kind, error, trace: answer(out, b"E", f"{kind.__name__} {error}".encode()[:300])
    voice = PiperVoice.load(model)
    while select.select([0], [], [], rest_seconds)[0]:
        size = read_exactly(4)
        if not size:
            return
        question = json.loads(read_exactly(int.from_bytes(size, "big")))
        answer(out, b"W", wav_of(voice, question["text"], question["pace"]))


if __name__ == "__main__":
    main()
