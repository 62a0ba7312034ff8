"""Microsoft Edge's voices, a woman and a man: natural, over the Internet, from the optional package edge-tts."""

import asyncio

from content.airformat import AirFormat
from content.audiofiles import RecordingError
from content.recordings import decode
from content.sound import wav_bytes
from content.voices.port import VoiceError
from content.voices.text import speakable

try:
    import aiohttp
    from edge_tts import Communicate
    from edge_tts.exceptions import EdgeTTSException
except ImportError:
    IS_INSTALLED = False
else:
    IS_INSTALLED = True

NATIVE = AirFormat(64, 24000, 1)  # the service sends 24 kHz mono
WOMAN, MAN = "vi-VN-HoaiMyNeural", "vi-VN-NamMinhNeural"
_USUAL_HZ = {WOMAN: 210, MAN: 120}  # roughly each voice's own pitch; the service takes a difference


class Edge:
    def __init__(self, name: str, speaker: str, *, total_seconds: float = 60.0) -> None:
        self.name = name
        self.speaker = speaker
        self.total_seconds = total_seconds

    def speak(self, text: str, *, pace: float = 1.0, pitch: float = 1.0) -> bytes:
        words = speakable(self.name, text)
        if not IS_INSTALLED:
            raise VoiceError(f"Giọng {self.name} chưa được cài trên máy này (gói tùy chọn «edge»).", permanent=True)
        try:
            mp3 = asyncio.run(asyncio.wait_for(self._mp3(words, pace, pitch), self.total_seconds))
            sound = decode(mp3, fmt=NATIVE)
        except TimeoutError as error:
            raise VoiceError(f"Dịch vụ giọng {self.name} trả lời quá chậm.", permanent=False) from error
        except RecordingError as error:
            raise VoiceError(f"Dịch vụ giọng {self.name} không trả về âm thanh.", permanent=False) from error
        return wav_bytes(sound.raw_data, sample_rate=sound.frame_rate)

    async def _mp3(self, words: str, pace: float, pitch: float) -> bytes:
        rate = f"{round((pace - 1) * 100):+d}%"
        higher = f"{round((pitch - 1) * _USUAL_HZ[self.speaker]):+d}Hz"
        asking = Communicate(words, self.speaker, rate=rate, pitch=higher)
        try:
            blocks = [message["data"] async for message in asking.stream() if message["type"] == "audio"]
        except (EdgeTTSException, aiohttp.ClientError, OSError, ValueError, LookupError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise VoiceError(f"Không kết nối được tới dịch vụ giọng {self.name}.", permanent=False) from error
        mp3 = b"".join(blocks)
        # edge-tts adds a part to this total only at its turn.end; a stream cut before that ends without an error.
        if asking.state["cumulative_audio_bytes"] != len(mp3):
            raise VoiceError(f"Dịch vụ giọng {self.name} bị đứt giữa chừng.", permanent=False)
        return mp3


def woman() -> Edge:
    """Return the woman's voice."""
    return Edge("edge-nu", WOMAN)


def man() -> Edge:
    """Return the man's voice."""
    return Edge("edge-nam", MAN)
