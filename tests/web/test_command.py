"""The command that serves the pages."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from station.settings import PROJECT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> bytes:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return bytes(answer.read())
        except OSError:  # nobody listens yet
            time.sleep(0.1)
    raise AssertionError(f"{address} never answered")


def test_the_pages_are_served_until_the_process_is_told_to_end(tmp_path: Path) -> None:
    port = free_port()
    environ = os.environ | {"LOA_HOME": str(tmp_path), "LOA_HOST": "127.0.0.1", "LOA_PORT": str(port)}
    with subprocess.Popen([sys.executable, "loa.py", "web"], env=environ, cwd=PROJECT) as process:
        try:
            page = wait_for(f"http://127.0.0.1:{port}/dang-nhap")

            process.send_signal(signal.SIGTERM)

            assert "Đăng nhập".encode() in page
            assert process.wait(30) == 0
        finally:
            process.kill()
