"""The line between the pages and a talk's process."""

import socket
import threading
from pathlib import Path

import pytest

from broadcaster.inputs import live_line
from broadcaster.inputs.live_line import Chunk, Heard, NobodyListens
from station.nudge import address


def serve(ear: socket.socket, taken: list[Chunk | None]) -> threading.Thread:
    """Answer one call in a thread."""

    def once() -> None:
        line, _ = ear.accept()
        with line:
            taken.append(live_line.take(line))
            if taken[-1]:
                live_line.answer(line, Heard(wanted=5, on_air=True, seconds_left=9.5))

    thread = threading.Thread(target=once)
    thread.start()
    return thread


def test_a_chunk_arrives_whole_and_is_answered(tmp_path: Path) -> None:
    chunk, taken = Chunk(at=7, rate=48000, pcm=b"\n\0" * 60_000, last=True), list[Chunk | None]()
    with live_line.listen(tmp_path, 3) as ear:
        thread = serve(ear, taken)

        heard = live_line.send(tmp_path, 3, chunk)

        thread.join()
    assert taken == [chunk]
    assert heard == Heard(wanted=5, on_air=True, seconds_left=9.5)


def test_where_nobody_listens_the_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(NobodyListens, match="chưa chạy"):
        live_line.send(tmp_path, 3, Chunk(0, 24000))

    assert not live_line.is_there(tmp_path, 3)


def test_a_talk_has_one_process(tmp_path: Path) -> None:
    with live_line.listen(tmp_path, 3), pytest.raises(OSError):
        live_line.listen(tmp_path, 3)


@pytest.mark.parametrize("said", [b"", b"nonsense", b"[]\n", b'{"at": "x", "rate": 1, "last": 0}\n', b'{"at": 1}\n'])
def test_nonsense_is_no_chunk(tmp_path: Path, said: bytes) -> None:
    taken = list[Chunk | None]()
    with live_line.listen(tmp_path, 3) as ear:
        thread = serve(ear, taken)

        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(address(tmp_path, "live-3"))
            caller.sendall(said)
            caller.shutdown(socket.SHUT_WR)
            thread.join()

    assert taken == [None]
