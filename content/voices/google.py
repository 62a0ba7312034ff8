"""Google's voice through gTTS: natural, over the Internet, at most 100 characters at a time."""

import binascii
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator

import requests
from gtts import gTTS, gTTSError

from content.airformat import AirFormat
from content.audiofiles import RecordingError
from content.recordings import decode
from content.segment import AudioSegment
from content.sound import joined, silence, wav_bytes
from content.voices.bend import bent
from content.voices.port import VoiceError
from content.voices.text import speakable
from content.voices.trim import without_edges

MOST_CHARACTERS = 100
NATIVE = AirFormat(64, 24000, 1)  # what the service sends
_CLAUSE_PAUSE_MS = 160
_CLAUSE_END = re.compile(r"(?<=[,;:.!?…])\s+")
_FIRST_REST, _LONGEST_REST = 60.0, 3600.0  # seconds left alone after a refusal, doubled each time


class Google:
    name = "google"

    def __init__(
        self,
        *,
        request_seconds: float = 10.0,
        total_seconds: float = 60.0,
        gap_seconds: float = 0.5,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.request_seconds = request_seconds
        self.total_seconds = total_seconds
        self.gap_seconds = gap_seconds
        self._monotonic = monotonic
        self._sleep = sleep
        self._next_request = 0.0
        self._rest_until = 0.0
        self._rest_seconds = _FIRST_REST

    def speak(self, text: str, *, pace: float = 1.0, pitch: float = 1.0) -> bytes:
        deadline = self._monotonic() + self.total_seconds
        parts = [self._part(chunk, deadline) for chunk in chunks(speakable(self.name, text))]
        self._rest_seconds = _FIRST_REST
        paced = bent(bridged(parts), pace=pace, pitch=pitch)  # the service knows one pace and one pitch
        return wav_bytes(paced.raw_data, sample_rate=paced.frame_rate)

    def _part(self, chunk: str, deadline: float) -> AudioSegment:
        if self._monotonic() < self._rest_until:
            raise VoiceError("Giọng google đang tạm nghỉ vì dịch vụ từ chối nhiều lần.", permanent=False)
        self._sleep(max(0.0, self._next_request - self._monotonic()))
        self._next_request = self._monotonic() + self.gap_seconds
        mp3 = self._asked(chunk, deadline - self._monotonic())
        try:
            return decode(mp3, fmt=NATIVE)
        except RecordingError as error:
            raise VoiceError("Dịch vụ giọng google không trả về âm thanh.", permanent=False) from error

    def _asked(self, chunk: str, seconds_left: float) -> bytes:
        """Ask in a thread that may be abandoned: `requests` never gives up on a server that drips."""
        answer: queue.Queue[bytes | Exception] = queue.Queue()
        asking = threading.Thread(target=_ask, args=(chunk, self.request_seconds, answer), daemon=True)
        asking.start()
        try:
            result = answer.get(timeout=max(0.01, seconds_left))
        except queue.Empty:
            raise VoiceError("Dịch vụ giọng google trả lời quá chậm.", permanent=False) from None
        if isinstance(result, bytes):
            return result
        raise self._refusal(result) from result

    def _refusal(self, error: Exception) -> VoiceError:
        response = getattr(error, "rsp", None)
        if response is None:
            return VoiceError("Không kết nối được tới dịch vụ giọng google.", permanent=False)
        if response.status_code in (403, 429):
            self._rest_until = self._monotonic() + self._rest_seconds
            self._rest_seconds = min(_LONGEST_REST, self._rest_seconds * 2)
            return VoiceError("Dịch vụ giọng google từ chối vì gọi quá nhiều lần.", permanent=False)
        return VoiceError(f"Dịch vụ giọng google báo lỗi {response.status_code}.", permanent=False)


def _ask(chunk: str, timeout: float, answer: "queue.Queue[bytes | Exception]") -> None:
    # Its own cleaning is for English and would cut "TP. Ninh Bình"; the chunk is already short enough.
    asking = gTTS(chunk, lang="vi", lang_check=False, pre_processor_funcs=[], timeout=(timeout / 2, timeout))
    try:
        answer.put(b"".join(asking.stream()))
    except (gTTSError, requests.RequestException, UnicodeError, binascii.Error) as error:
        answer.put(error)


def chunks(text: str, most: int = MOST_CHARACTERS) -> Iterator[str]:
    """Cut at the ends of clauses, and only where one is too long, between words."""
    line = ""
    for clause in _CLAUSE_END.split(text):
        for piece in _pieces(clause, most):
            if line and len(line) + 1 + len(piece) > most:
                yield line
                line = ""
            line = f"{line} {piece}".strip()
    if line:
        yield line


def _pieces(clause: str, most: int) -> list[str]:
    if len(clause) <= most:
        return [clause]
    return [word[start : start + most] for word in clause.split() for start in range(0, len(word), most)]


def bridged(parts: list[AudioSegment]) -> AudioSegment:
    """Join what came in parts, each stripped of its own silence, so that no seam is heard."""
    pause = silence(_CLAUSE_PAUSE_MS, sample_rate=NATIVE.sample_rate)
    bare = [without_edges(part) for part in parts]
    return joined([sound for part in bare for sound in (part, pause)][:-1])
