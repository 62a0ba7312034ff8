"""Sound in which no frame is like another, so that each can be told where it is heard."""

from content.airformat import SPEECH
from content.codec import encoded
from content.sound import from_pcm


def noise(seconds: float, seed: int) -> bytes:
    """A clip in the air format in which no frame is like another."""
    samples = int(seconds * SPEECH.sample_rate)
    state, pcm = seed or 1, bytearray()
    for _ in range(samples):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        pcm += ((state >> 8) % 8000 - 4000).to_bytes(2, "little", signed=True)
    return encoded(from_pcm(bytes(pcm), sample_rate=SPEECH.sample_rate, channels=1), SPEECH)


def frames_of(sound: bytes) -> list[bytes]:
    """Cut sound into its frames."""
    size = SPEECH.frame_bytes
    return [sound[at : at + size] for at in range(0, len(sound) - size + 1, size)]
