"""Reading a document in a process of its own: a malicious file can take neither the pages' memory nor their time."""

import json
import resource
import subprocess
import sys

from content.documents.errors import DocumentError
from content.documents.sections import Passage
from station.settings import PROJECT

SECONDS = 60
MEMORY_BYTES = 1024 * 1024 * 1024


class DocumentTooHard(DocumentError):
    """Reading took too long or too much."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Không đọc nổi tệp «{name}»: quá lớn hoặc quá phức tạp; hãy dán phần cần dùng vào ô soạn.")


class DocumentRefused(DocumentError):
    """The reader refused the document; the sentence is its own."""


def passages_apart(name: str, data: bytes) -> list[Passage]:
    """Do as intake.passages does, within 60 s and 1 GiB. Raise DocumentError."""
    command = [sys.executable, "-m", "content.documents", name]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, cwd=PROJECT, preexec_fn=_limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise DocumentTooHard(name) from None
    if done.returncode:
        raise DocumentTooHard(name)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise DocumentRefused(answer["refused"])
    return [Passage(**passage) for passage in answer["passages"]]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
