"""A real Snapcast server and its clients on loopback, for tests that need them."""

import json
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from station import clock

CONFIG = """[server]
datadir = {folder}/state
[http]
enabled = false
[tcp]
bind_to_address = 127.0.0.1
port = {control}
[stream]
bind_to_address = 127.0.0.1
port = {clients}
source = tcp://127.0.0.1:{other}?name=khac&mode=server&sampleformat=48000:16:2
{source}
[logging]
sink = stderr
"""


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports: list[int] = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@dataclass
class SnapServer:
    """One server in a folder, started and stopped at will; its first stream is another's."""

    folder: Path
    has_stream: bool = True
    ports: list[int] = field(default_factory=lambda: free_ports(4))
    programs: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def control(self) -> int:
        return self.ports[0]

    def start(self) -> None:
        """Start the server and wait until it answers."""
        (self.folder / "state").mkdir(exist_ok=True)
        stream = f"source = tcp://127.0.0.1:{self.ports[3]}?name=loa-xa&mode=server&sampleformat=48000:16:2"
        names = dict(zip(("control", "clients", "other"), self.ports, strict=False))
        config = self.folder / "snapserver.conf"
        config.write_text(CONFIG.format(folder=self.folder, source=stream if self.has_stream else "", **names))
        self._run("server", "snapserver", "-c", str(config))
        deadline = clock.monotonic() + 10
        while not self._answers():
            assert clock.monotonic() < deadline, "snapserver did not start"
            time.sleep(0.02)

    def client(self, name: str) -> Path:
        """Start a client; return the file into which it plays."""
        target = self.folder / f"{name}.raw"
        words = ["-h", "127.0.0.1", "-p", str(self.ports[1]), "--hostID", name]
        self._run(name, "snapclient", *words, "--player", f"file:filename={target}")
        return target

    def status(self) -> Any:
        """Return what the server says of itself."""
        with socket.create_connection(("127.0.0.1", self.control)) as line, line.makefile("rw") as text:
            text.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "Server.GetStatus"}) + "\r\n")
            text.flush()
            return json.loads(text.readline())["result"]["server"]

    def stop(self) -> None:
        """End the server and every client."""
        for program in self.programs:
            with program:
                program.kill()
        self.programs.clear()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.control)) == 0

    def _run(self, name: str, *words: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.programs.append(subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL))
