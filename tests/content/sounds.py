"""Short sounds for tests, made by sums: nothing here is anyone's recording."""

import io
import math
import random
from array import array

import av
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from content.segment import AudioSegment
from content.sound import frames, from_pcm


def tone(milliseconds: int, *, pitch: float = 440, level: float = 0.3, rate: int = 24000) -> AudioSegment:
    samples = (math.sin(2 * math.pi * pitch * n / rate) for n in range(milliseconds * rate // 1000))
    return from_pcm(array("h", (round(32767 * level * s) for s in samples)).tobytes(), sample_rate=rate, channels=1)


def babble(milliseconds: int, *, level: float = 0.2, rate: int = 24000, seed: int = 1) -> AudioSegment:
    """Return noise that swells and falls four times a second, with the peaks of speech."""
    chance = random.Random(seed)
    samples = array("h")
    for n in range(milliseconds * rate // 1000):
        swell = 0.05 + abs(math.sin(4 * math.pi * n / rate)) ** 3
        value = chance.gauss(0, level) * swell
        samples.append(max(-32767, min(32767, round(32767 * value))))
    return from_pcm(samples.tobytes(), sample_rate=rate, channels=1)


def as_file(sound: AudioSegment, container: str, codec: str) -> bytes:
    """Encode as an uploaded file would be."""
    target = io.BytesIO()
    with av.open(target, mode="w", format=container) as output:
        stream = output.add_stream(codec, rate=sound.frame_rate)
        assert isinstance(stream, AudioStream)
        stream.layout = "mono" if sound.channels == 1 else "stereo"
        for frame in frames(sound):
            frame.pts = None
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return target.getvalue()


def share_at(sound: AudioSegment, pitch: float) -> float:
    """Return the share of a sound's power at one pitch (Goertzel), 0 to 1."""
    samples = sound.get_array_of_samples()
    turn = 2 * math.cos(2 * math.pi * pitch / sound.frame_rate)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + turn * last - before
    power = last * last + before * before - turn * last * before
    return float(2 * power / (len(samples) * sum(s * s for s in samples) or 1))


def silent_film() -> bytes:
    target = io.BytesIO()
    with av.open(target, mode="w", format="mp4") as output:
        stream = output.add_stream("mpeg4", rate=5)
        assert isinstance(stream, VideoStream)
        stream.width = stream.height = 16
        stream.pix_fmt = "yuv420p"
        output.mux(stream.encode(VideoFrame(16, 16, "yuv420p")))
        output.mux(stream.encode(None))
    return target.getvalue()


def scratched(data: bytes, *, share: float) -> bytes:
    """Return a file in whose middle some bytes are no longer what they were."""
    chance, damaged = random.Random(1), bytearray(data)
    for place in range(len(data) // 5, len(data) * 4 // 5):
        if chance.random() < share:
            damaged[place] = chance.randrange(256)
    return bytes(damaged)
