"""`loa read`: texts in, readings out, one a line."""

import json

from click.testing import CliRunner

from content.commands import NotAJsonLine, read


def test_each_line_is_answered_by_one_line() -> None:
    result = CliRunner().invoke(read, input="Họp lúc 7h30.\n\nUBND xã. Mời họp.")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Họp lúc bảy giờ ba mươi phút.",
        "",
        "ủy ban nhân dân xã. Mời họp.",
    ]


def test_json_lines_tell_everything_about_an_item_with_line_breaks() -> None:
    lines = [json.dumps("năm \n2025"), json.dumps("BTC họp", ensure_ascii=False)]

    result = CliRunner().invoke(read, ["--json-lines"], input="\n".join(lines) + "\n")

    first, second = (json.loads(line) for line in result.output.splitlines())
    assert first["spoken"] == "năm hai nghìn không trăm hai mươi lăm."
    assert first["tokens"][1] == {
        "written": "2025", "start": 5, "end": 9, "spoken": "hai nghìn không trăm hai mươi lăm", "rule": "number",
        "confidence": 0.98, "pause_ms": 0,
    }  # fmt: skip
    assert first["warnings"] == []
    assert second["warnings"][0]["kind"] == "ambiguous"
    assert "bộ tài chính" in second["warnings"][0]["candidates"]


def test_a_line_that_is_no_json_string_is_named() -> None:
    result = CliRunner().invoke(read, ["--json-lines"], input='"được"\n{"a": 1}\n')

    assert isinstance(result.exception, NotAJsonLine)
    assert str(result.exception) == "Dòng 2 không phải là một chuỗi JSON."


def test_a_reading_of_ones_own_can_be_tried() -> None:
    result = CliRunner().invoke(read, ["--lexicon", "TBA=trạm điện"], input="TBA số 3")

    assert result.output == "trạm điện số ba.\n"
