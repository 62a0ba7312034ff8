"""The commands of content: each reads, calls one function and prints."""

import json
from typing import Any

import click

from content.wording.reading import Reading, check_lexicon
from content.wording.reading import read as read_aloud
from station.errors import StationError


class NotAJsonLine(StationError):
    def __init__(self, number: int) -> None:
        super().__init__(f"Dòng {number} không phải là một chuỗi JSON.")


def _as_json(reading: Reading) -> dict[str, Any]:
    tokens = [
        {
            "written": token.written,
            "start": token.start,
            "end": token.end,
            "spoken": token.spoken,
            "rule": token.rule,
            "confidence": token.confidence,
            "pause_ms": token.pause_ms,
        }
        for sentence in reading.sentences
        for token in sentence.tokens
    ]
    warnings = [
        {
            "written": doubt.written,
            "start": doubt.start,
            "end": doubt.end,
            "kind": doubt.kind,
            "sentence": doubt.sentence,
            "candidates": list(doubt.candidates),
        }
        for doubt in reading.doubts
    ]
    return {"spoken": reading.spoken, "syllables": reading.syllables, "tokens": tokens, "warnings": warnings}


def _item(line: str, number: int) -> str:
    try:
        item = json.loads(line)
    except ValueError:
        raise NotAJsonLine(number) from None
    if not isinstance(item, str):
        raise NotAJsonLine(number)
    return item


def _lexicon(pairs: tuple[str, ...]) -> dict[str, str]:
    entries = {written: spoken for written, _, spoken in (pair.partition("=") for pair in pairs)}
    check_lexicon(entries)
    return entries


@click.command()
@click.option("--json-lines", is_flag=True, help="Mỗi dòng vào là một chuỗi JSON, mỗi dòng ra là một đối tượng JSON.")
@click.option("--lexicon", "pairs", multiple=True, metavar="CHỮ=CÁCH ĐỌC", help="Thêm một cách đọc riêng.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def read(json_lines: bool, pairs: tuple[str, ...]) -> None:
    """Cho biết mỗi dòng văn bản sẽ được đọc lên thế nào."""
    entries = _lexicon(pairs)
    with click.open_file("-", encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            text = line.rstrip("\r\n")
            if json_lines:
                answer = json.dumps(_as_json(read_aloud(_item(text, number), entries)), ensure_ascii=False)
            else:
                answer = read_aloud(text, entries).spoken
            click.echo(answer.encode("utf-8", "replace"))
