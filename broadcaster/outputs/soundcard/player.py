"""Plays a zone on a sound card, by the program aplay.

A program of its own and not a library: PortAudio's Python wheel brings no PortAudio for Linux, and whatever a driver
does to aplay, it does not do to us.  ALSA's default device reaches PipeWire and PulseAudio where they run.
"""

import asyncio
import contextlib
import fcntl
import random
import struct
import termios
from asyncio.subprocess import DEVNULL, PIPE, Process

from broadcaster.outputs.patience import rest
from broadcaster.outputs.pcm.elastic import CUSHION_SECONDS, MOST_SECONDS, copies
from broadcaster.outputs.pcm.player import Bench, Sound
from broadcaster.outputs.pcm.wire import BLOCK_SECONDS, Play
from broadcaster.outputs.port import Health, OutputSpec
from station import clock

RATE, CHANNELS = 48000, 2  # what every sound card takes
BYTES_PER_SECOND = RATE * CHANNELS * 2
FORMAT = ["-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", str(CHANNELS)]
PROOF_SECONDS = 0.5  # a device that takes sound for so long is open
STEADY_SECONDS = 30.0
UNDERRUN_SECONDS = 30.0  # for which a gap in the sound is worth telling


class SoundCardPlayer:
    """One device."""

    def __init__(self, spec: OutputSpec, bench: Bench) -> None:
        self._device = spec.address or "default"
        self._bench = bench
        self._process: Process | None = None
        self._better: asyncio.TimerHandle | None = None
        self._keeping = asyncio.create_task(self._keep_playing())

    def play(self, play: Play, sound: Sound) -> None:
        """Give the card a block; silence is what gives when its clock and ours differ."""
        if self._process is None or self._process.stdin is None or self._process.stdin.is_closing():
            return
        waiting = self._waiting(self._process.stdin)
        if waiting > MOST_SECONDS:
            self._bench.tell(Health(False, f"Thiết bị âm thanh «{self._device}» không nhận thêm tiếng; đang mở lại."))
            self._end(self._process)
        for _ in range(copies(waiting, silent=sound.silent)):
            self._process.stdin.write(self._pcm(sound))

    def close(self) -> None:
        """Let go of the device."""
        self._keeping.cancel()
        if self._better:
            self._better.cancel()
        if self._process is not None:
            self._end(self._process)

    def _pcm(self, sound: Sound) -> bytes:
        if sound.silent:
            return bytes(round(BYTES_PER_SECOND * BLOCK_SECONDS))
        return self._bench.decoder.pcm(sound.before, sound.block, rate=RATE, channels=CHANNELS)

    def _waiting(self, pipe: asyncio.StreamWriter) -> float:
        """Return the seconds of sound that aplay has not read yet, here and in the pipe."""
        kept = fcntl.ioctl(pipe.get_extra_info("pipe").fileno(), termios.FIONREAD, b"\0" * 4)
        return (pipe.transport.get_write_buffer_size() + int(struct.unpack("i", kept)[0])) / BYTES_PER_SECOND

    async def _keep_playing(self) -> None:
        failures = 0
        while True:
            began = clock.monotonic()
            reason = await self._live()
            self._process = None
            self._bench.tell(Health(False, f"Không phát được ra thiết bị âm thanh «{self._device}»: {reason}."))
            failures = 0 if clock.monotonic() - began > STEADY_SECONDS else failures + 1
            await asyncio.sleep(rest(max(0, failures - 1), random.random()))

    async def _live(self) -> str:
        """Run aplay once; return its last words."""
        words = ["aplay", *FORMAT, "-D", self._device]
        try:
            process = await asyncio.create_subprocess_exec(*words, stdin=PIPE, stdout=DEVNULL, stderr=PIPE)
        except FileNotFoundError:
            return "máy chưa có chương trình aplay, hãy cài gói alsa-utils"
        assert process.stdin is not None and process.stderr is not None
        process.stdin.write(bytes(round(BYTES_PER_SECOND * CUSHION_SECONDS) // 4 * 4))
        self._process = process
        proof = asyncio.get_running_loop().call_later(PROOF_SECONDS, self._bench.tell, Health(True))
        last = ""
        try:
            async for line in process.stderr:
                last = line.decode(errors="replace").strip() or last
                if "underrun" in last:
                    self._regret()
            await process.wait()
        finally:
            proof.cancel()
            self._end(process)
        return last or f"aplay kết thúc với mã {process.returncode}"

    def _regret(self) -> None:
        """Tell of a gap, and after a while without another that all is well."""
        self._bench.tell(Health(False, f"Thiết bị âm thanh «{self._device}» bị hụt tiếng: máy không kịp cấp tiếng."))
        if self._better:
            self._better.cancel()
        self._better = asyncio.get_running_loop().call_later(UNDERRUN_SECONDS, self._bench.tell, Health(True))

    def _end(self, process: Process) -> None:
        if process.stdin is not None:
            process.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
