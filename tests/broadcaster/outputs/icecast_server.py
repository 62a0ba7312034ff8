"""A real Icecast on loopback, for tests that need one."""

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from station import clock

PASSWORD = "nguồn-phát"  # not ASCII, as people's passwords may be
CONFIG = """<icecast>
  <limits><clients>2000</clients><sources>{sources}</sources><queue-size>524288</queue-size>
    <burst-on-connect>0</burst-on-connect><burst-size>0</burst-size><source-timeout>10</source-timeout></limits>
  <authentication><source-password>{password}</source-password><admin-user>admin</admin-user>
    <admin-password>quan-tri</admin-password></authentication>
  <hostname>localhost</hostname>
  <listen-socket><port>{port}</port><bind-address>{host}</bind-address></listen-socket>
  <paths><basedir>{folder}</basedir><logdir>{folder}</logdir><webroot>/usr/share/icecast2/web</webroot>
    <adminroot>/usr/share/icecast2/admin</adminroot></paths>
  <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
  <security><chroot>0</chroot>{owner}</security>
</icecast>
"""
OWNER = "<changeowner><user>nobody</user><group>nogroup</group></changeowner>"  # it refuses to serve as root


@dataclass
class IcecastServer:
    """One server in a folder, started and stopped at will."""

    folder: Path
    port: int
    sources: int = 20
    process: subprocess.Popen[bytes] | None = field(default=None)
    inside: str = ""  # a network namespace to live in, reachable at all its addresses

    def start(self) -> None:
        config = self.folder / "icecast.xml"
        owner = OWNER if os.geteuid() == 0 else ""
        told = {"port": self.port, "folder": self.folder, "password": PASSWORD, "owner": owner}
        told["host"] = "0.0.0.0" if self.inside else "127.0.0.1"
        config.write_text(CONFIG.format(sources=self.sources, **told))
        if owner:
            self.folder.chmod(0o755)
            shutil.chown(self.folder, "nobody", "nogroup")
        program = shutil.which("icecast2") or shutil.which("icecast")
        assert program
        words = ["ip", "netns", "exec", self.inside] if self.inside else []
        self.process = subprocess.Popen(
            [*words, program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if self.inside:
            return  # whoever calls it is patient
        deadline = clock.monotonic() + 10
        while not self._answers():
            assert clock.monotonic() < deadline, "icecast did not start"
            time.sleep(0.02)

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.send_signal(signal.SIGCONT)
            self.process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
