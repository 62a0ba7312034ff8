"""What a voice answered, looked at before it is believed."""

import wave

from content.segment import AudioSegment
from content.sound import from_wav, wav_bytes
from content.voices.port import VoiceError


def sound_of(voice: str, wav: bytes) -> AudioSegment:
    """Open a voice's WAV; raise VoiceError where it is none, or holds no sample."""
    try:
        sound = from_wav(wav)
    except (wave.Error, EOFError) as error:
        raise VoiceError(f"Giọng {voice} trả về dữ liệu không phải âm thanh.", permanent=False) from error
    if not sound.raw_data:
        raise VoiceError(f"Giọng {voice} không phát ra âm thanh nào.", permanent=False)
    return sound


def tidy_wav(voice: str, wav: bytes) -> bytes:
    """Rewrite a WAV that came through a pipe, so that its header tells its true length."""
    sound = sound_of(voice, wav)
    return wav_bytes(sound.raw_data, sample_rate=sound.frame_rate, channels=sound.channels)
