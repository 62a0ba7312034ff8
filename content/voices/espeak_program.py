"""A program of its own that speaks: text on standard input, 16-bit mono WAV on standard output.

Run with `python -I -S`, never imported by the station: eSpeak NG is GPL-3, and a synthesiser that crashes
or hangs must take only itself along.  Arguments: library, data folder, language, words a minute, pitch.
"""

import ctypes
import sys
import wave

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


def main() -> None:
    library, data, language, words_a_minute, pitch = sys.argv[1:]
    text = sys.stdin.buffer.read().decode()
    pcm, sample_rate = synthesise(library, data, language, int(words_a_minute), int(pitch), text)
    with wave.open(sys.stdout.buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.setnframes(len(pcm) // 2)  # a pipe cannot be rewound to correct the header
        file.writeframesraw(pcm)


if __name__ == "__main__":
    main()
