"""A voice that is another program: text to its input, sound from its output, killed when it hangs."""

import subprocess
from collections.abc import Sequence

from content.voices.port import VoiceError

_WORDS_OF_PROGRAM = 200  # characters of its complaint worth keeping


def run_voice(name: str, command: Sequence[str], text: str, *, timeout_seconds: float) -> bytes:
    """Return what the program writes; raise VoiceError when it is missing, hangs, fails or says nothing."""
    try:
        done = subprocess.run(
            list(command), input=text.encode(), capture_output=True, timeout=timeout_seconds, check=False
        )
    except FileNotFoundError as error:
        raise VoiceError(f"Giọng {name} chưa được cài trên máy này.", permanent=True) from error
    except PermissionError as error:
        raise VoiceError(f"Giọng {name} không được phép chạy trên máy này.", permanent=True) from error
    except subprocess.TimeoutExpired as error:
        sentence = f"Giọng {name} không đọc xong trong {timeout_seconds:g} giây."
        raise VoiceError(sentence, permanent=False) from error
    if done.returncode != 0:
        complaint = done.stderr.decode(errors="replace").strip()[-_WORDS_OF_PROGRAM:]
        sentence = f"Giọng {name} gặp lỗi khi đọc (mã {done.returncode}: {complaint})."
        raise VoiceError(sentence, permanent=False)
    if not done.stdout:
        raise VoiceError(f"Giọng {name} không phát ra âm thanh nào.", permanent=False)
    return done.stdout
