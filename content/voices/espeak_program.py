"""A program of its own that speaks: text on standard input, 16-bit mono WAV on standard output.

Run with `python -I -S`, never imported by the station: eSpeak NG is GPL-3, and a synthesiser that crashes
or hangs must take only itself along.  Arguments: library, data folder, language, words a minute, pitch.
"""

import ctypes
import struct
import sys

SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples come to a callback, no sound card is touched
UTF8 = 1
RATE, PITCH = 1, 3  # espeak_PARAMETER

Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def synthesise(library: str, data: str, language: str, words_a_minute: int, pitch: int, text: str) -> tuple[bytes, int]:
    """Return the samples and their rate."""
    espeak = ctypes.CDLL(library)
    pcm = bytearray()

    @Callback
    def collect(samples, count, events):  # type: ignore[no-untyped-def]
        if samples and count > 0:
            pcm.extend(ctypes.string_at(samples, count * 2))
        return 0

    sample_rate = espeak.espeak_Initialize(SYNCHRONOUS, 0, data.encode(), 0)
    espeak.espeak_SetSynthCallback(collect)
    if sample_rate <= 0 or espeak.espeak_SetVoiceByName(language.encode()) != 0:
        raise SystemExit("no such voice or no voice data")
    espeak.espeak_SetParameter(RATE, words_a_minute, 0)
    espeak.espeak_SetParameter(PITCH, pitch, 0)
    spoken = text.encode() + b"\0"
    espeak.espeak_Synth(spoken, ctypes.c_size_t(len(spoken)), 0, 0, 0, UTF8, None, None)
    espeak.espeak_Synchronize()
    return bytes(pcm), sample_rate


def wav_header(size: int, sample_rate: int) -> bytes:
    """Write the 44 bytes by hand: importing `wave` would double the time this program takes to start."""
    form = struct.pack("<HHIIHH", 1, 1, sample_rate, sample_rate * 2, 2, 16)
    return struct.pack("<4sI8sI", b"RIFF", 36 + size, b"WAVEfmt ", 16) + form + struct.pack("<4sI", b"data", size)


def main() -> None:
    library, data, language, words_a_minute, pitch = sys.argv[1:]
    text = sys.stdin.buffer.read().decode()
    pcm, sample_rate = synthesise(library, data, language, int(words_a_minute), int(pitch), text)
    sys.stdout.buffer.write(wav_header(len(pcm), sample_rate) + pcm)


if __name__ == "__main__":
    main()
