"""A voice's program kept waiting between sentences: a large model is loaded once, not for every sentence.

Each question is four bytes of length and JSON; each answer one byte ("W" for a WAV, "E" for a reason), four of length,
and the content.  A program that hangs, dies or babbles is killed, and started anew for the next sentence.
"""

import json
import os
import select
import subprocess
import threading
import time
from collections.abc import Sequence

from content.voices.port import VoiceError

_LARGEST_ANSWER = 256 * 1024 * 1024  # bytes: an hour and a half of 24 kHz


class Resident:
    def __init__(self, name: str, command: Sequence[str], *, timeout_seconds: float) -> None:
        self.name = name
        self.command = tuple(command)
        self.timeout_seconds = timeout_seconds
        self._program: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def ask(self, question: dict[str, str | float]) -> bytes:
        """Return the program's WAV; raise VoiceError with its reason, and let no broken program live on."""
        with self._one_at_a_time:
            try:
                return self._answer(json.dumps(question).encode())
            except BaseException:
                self.stop()
                raise

    def stop(self) -> None:
        program, self._program = self._program, None
        if program is None:
            return
        program.kill()
        program.wait()
        for pipe in (program.stdin, program.stdout):
            if pipe is not None:
                pipe.close()

    def _answer(self, question: bytes) -> bytes:
        deadline = time.monotonic() + self.timeout_seconds
        program = self._running()
        assert program.stdin is not None
        try:
            program.stdin.write(len(question).to_bytes(4, "big") + question)
            program.stdin.flush()
        except OSError as error:
            raise self._gone(program) from error
        kind, size = self._read(program, 1, deadline), int.from_bytes(self._read(program, 4, deadline), "big")
        if kind not in (b"W", b"E") or size > _LARGEST_ANSWER:
            raise VoiceError(f"Giọng {self.name} trả lời không hiểu được.", permanent=False)
        content = self._read(program, size, deadline)
        if kind == b"E":
            raise VoiceError(f"Giọng {self.name} gặp lỗi khi đọc: {content.decode(errors='replace')}.", permanent=False)
        return content

    def _running(self) -> subprocess.Popen[bytes]:
        """Start the program unless it is there; one that went to rest by itself is started again."""
        if self._program is None or self._program.poll() is not None:
            self.stop()
            try:
                self._program = subprocess.Popen(
                    self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
            except OSError as error:
                raise VoiceError(f"Giọng {self.name} chưa được cài trên máy này.", permanent=True) from error
        return self._program

    def _read(self, program: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
        assert program.stdout is not None
        descriptor, read = program.stdout.fileno(), bytearray()
        while len(read) < size:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise VoiceError(
                    f"Giọng {self.name} không đọc xong trong {self.timeout_seconds:g} giây.", permanent=False
                )
            block = os.read(descriptor, min(65536, size - len(read)))
            if not block:
                raise self._gone(program)
            read += block
        return bytes(read)

    def _gone(self, program: subprocess.Popen[bytes]) -> VoiceError:
        """Say why a program ended; killed from outside, it was almost always for want of memory."""
        code = program.wait()
        reason = "bị dừng giữa chừng, có thể vì máy không đủ bộ nhớ" if code < 0 else f"dừng lại với mã {code}"
        return VoiceError(f"Giọng {self.name} {reason}.", permanent=False)
