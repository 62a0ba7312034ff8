"""Four hundred written texts and the readings accepted for each, kind by kind."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from content.wording.reading import spoken
from tests.content.wording.comparing import heard

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD = Path(__file__).parents[4] / "shared" / "speech"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['id']}")
def test_a_text_is_read_as_a_person_would_read_it(case: dict[str, Any]) -> None:
    accepted = {heard(reading) for reading in case["spoken"]}

    assert heard(spoken(case["written"])) in accepted, case["spoken"][0]


def _evaluator() -> ModuleType:
    path = GOLD / "norm_eval.py"
    if not path.exists():
        pytest.skip("the gold set is not beside the project")
    spec = importlib.util.spec_from_file_location("norm_eval", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("strict", [False, True])
def test_the_whole_gold_set_is_read_right(strict: bool) -> None:
    evaluator = _evaluator()
    gold = [json.loads(line) for line in (GOLD / "norm_dev.jsonl").read_text(encoding="utf-8").splitlines()]

    rows = evaluator.score(gold, spoken, strict)

    assert [row["written"] for row in rows if not row["ok"] or row["raw"]] == []
