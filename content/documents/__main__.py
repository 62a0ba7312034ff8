"""Reads one document from standard input and writes its passages, or the refusal, as JSON."""

import dataclasses
import json
import sys

from content.documents.errors import DocumentError
from content.documents.intake import passages

name, data = sys.argv[1], sys.stdin.buffer.read()
try:
    answer: dict[str, object] = {"passages": [dataclasses.asdict(each) for each in passages(name, data)]}
except DocumentError as refusal:
    answer = {"refused": str(refusal)}
sys.stdout.write(json.dumps(answer))
