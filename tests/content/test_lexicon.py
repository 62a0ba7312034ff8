"""The commune's lexicon: taught, forgotten, brought in and given out, and never left in a state that cannot be read."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from content import lexicon, lexicontable
from content.lexicon_commands import lexicon as command
from content.lexicontable import BadTable
from content.wording.reading import EmptyEntry, EntriesLoop, EntryReadsItself, read
from station.errors import BadInput, Forbidden, NotFound, StationError
from station.models import AuditEntry
from tests.conftest import NOW, People

HEADER = "written,spoken\n"
REFUSED = {
    "nothing written": ("", "ban chỉ đạo", EmptyEntry, "phải có cả chữ viết và cách đọc"),
    "nothing spoken": ("BCĐ", "  ", EmptyEntry, "phải có cả chữ viết và cách đọc"),
    "itself": ("BCĐ", "bcđ", EntryReadsItself, "lặp lại chính nó"),
    "itself, longer": ("BCĐ", "BCĐ xã", EntryReadsItself, "lặp lại chính nó"),
    "a loop": ("đội văn nghệ", "VN", EntriesLoop, "nối vòng"),
    "10,000 letters written": ("B" * 10_000, "ban", BadInput, "dài 10000 ký tự; tối đa 80"),
    "10,000 letters spoken": ("BCĐ", "ban " * 2_500, BadInput, "tối đa 200"),
    "no words": ("BCĐ", "-- !", BadInput, "không có chữ nào đọc lên được"),
    "unprintable": ("B\x00Đ", "ban", BadInput, "ký tự máy không đọc được"),
    "right to left": ("BCĐ", "مرحبا", BadInput, "phải sang trái"),
}


def teach(session: Session, people: People, written: str, spoken: str) -> None:
    lexicon.teach(session, written, spoken, by=people.lan, now=NOW)


def deeds(session: Session) -> list[tuple[str, str]]:
    return [(entry.person, entry.deed) for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_what_was_taught_is_how_it_is_read(session: Session, people: People) -> None:
    teach(session, people, " XYZQ ", "ban  chỉ đạo")

    assert read("Mời XYZQ.", lexicon.entries(session)).spoken == "Mời ban chỉ đạo."
    assert deeds(session) == [("lan", "teach_reading")]


def test_teaching_again_replaces(session: Session, people: People) -> None:
    teach(session, people, "BCĐ", "ban chỉ đạo")
    teach(session, people, "BCĐ", "ban chỉ đạo xã")

    assert lexicon.entries(session) == {"BCĐ": "ban chỉ đạo xã"}


@pytest.mark.parametrize(("written", "spoken", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_an_entry_that_cannot_be_read_is_refused_in_one_sentence(
    session: Session, people: People, written: str, spoken: str, error: type[StationError], words: str
) -> None:
    teach(session, people, "VN", "đội văn nghệ")

    with pytest.raises(error, match=words):
        teach(session, people, written, spoken)

    assert lexicon.entries(session) == {"VN": "đội văn nghệ"}


def test_what_was_forgotten_is_left_to_the_rules(session: Session, people: People) -> None:
    teach(session, people, "UBND", "ủy ban")

    lexicon.forget(session, "UBND", by=people.lan, now=NOW)

    assert "nhân dân" in read("UBND", lexicon.entries(session)).spoken
    assert deeds(session)[-1] == ("lan", "forget_reading")


def test_what_was_never_taught_cannot_be_forgotten(session: Session, people: People) -> None:
    with pytest.raises(NotFound, match="«BCĐ»"):
        lexicon.forget(session, "BCĐ", by=people.lan, now=NOW)


@pytest.mark.parametrize("who", ["hung", "minh", "chief"])
def test_only_those_who_write_may_teach(session: Session, people: People, who: str) -> None:
    person = getattr(people, who)

    for deed in (
        lambda: lexicon.teach(session, "BCĐ", "ban chỉ đạo", by=person, now=NOW),
        lambda: lexicon.forget(session, "BCĐ", by=person, now=NOW),
        lambda: lexicon.import_entries(session, HEADER, by=person, now=NOW),
    ):
        with pytest.raises(Forbidden):
            deed()


@pytest.mark.parametrize(
    "table",
    [
        "written,spoken\nBCĐ,ban chỉ đạo\n",
        "\ufeffwritten,spoken\r\nBCĐ,ban chỉ đạo\r\n",
        "Written\tSpoken\n\nBCĐ\tban chỉ đạo",
        'written;spoken\n"BCĐ";"ban chỉ đạo"\n',
    ],
    ids=["CSV", "with a mark", "TSV", "semicolons"],
)
def test_every_kind_of_table_is_taken_in(session: Session, people: People, table: str) -> None:
    changed = lexicon.import_entries(session, table, by=people.lan, now=NOW)

    assert (changed, lexicon.entries(session)) == (1, {"BCĐ": "ban chỉ đạo"})
    assert deeds(session) == [("lan", "import_lexicon")]


BAD_TABLES = {
    "empty": ("", 1, "bảng trống"),
    "no header": ("BCĐ,ban chỉ đạo\n", 1, "written,spoken"),
    "three columns": (HEADER + "BCĐ,ban,chỉ đạo\n", 2, "có 3 cột"),
    "one column": (HEADER + "A1,một\nBCĐ\n", 3, "có 1 cột"),
    "an open quote": (HEADER + 'A1,một\n"BCĐ,ban\n', 3, "CSV"),
    "an empty reading": (HEADER + "BCĐ,\n", 2, "phải có cả"),
    "itself": (HEADER + "A1,một\n\nBCĐ,bcđ\n", 4, "lặp lại chính nó"),
    "10,000 letters": (HEADER + f"{'B' * 10_000},ban\n", 2, "tối đa 80"),
    "two readings": (HEADER + "BCĐ,ban\nA1,một\nBCĐ,bạn\n", 4, "cách đọc khác"),
    "a loop inside": (HEADER + "A1,B 2\nC3,ba\nB 2,A1\nD4,bốn\n", 4, "nối vòng"),
    "a loop with what is known": (HEADER + "C3,ba\nđội văn nghệ,VN\n", 3, "nối vòng"),
    "a field without end": (HEADER + f'"{"a" * 200_000}",b\n', 2, "CSV"),
}


@pytest.mark.parametrize(("table", "line", "words"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_a_bad_line_is_named_and_nothing_is_taken_in(
    session: Session, people: People, table: str, line: int, words: str
) -> None:
    teach(session, people, "VN", "đội văn nghệ")

    with pytest.raises(BadTable, match=f"dòng {line} .*{words}"):
        lexicon.import_entries(session, table, by=people.lan, now=NOW)

    assert lexicon.entries(session) == {"VN": "đội văn nghệ"}


def test_a_lexicon_has_an_end(session: Session, people: People) -> None:
    rows = "".join(f"K{number},ca\n" for number in range(lexicontable.MOST_ENTRIES + 1))

    with pytest.raises(BadTable, match=f"dòng {lexicontable.MOST_ENTRIES + 2} .*nhiều nhất"):
        lexicon.import_entries(session, HEADER + rows, by=people.lan, now=NOW)


def test_letters_that_are_not_unicode_are_named_by_their_line() -> None:
    with pytest.raises(BadTable, match=r"dòng 2 .*UTF-8"):
        lexicontable.table_text(HEADER.encode() + "BCĐ,ban chỉ đạo".encode("utf-16-le"))


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_letters_of_spreadsheets_are_read(code: str) -> None:
    table = lexicontable.table_text((HEADER + "BCĐ,ban chỉ đạo\n").encode(code))

    assert lexicontable.parsed(table, {}) == {"BCĐ": "ban chỉ đạo"}


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20)


@settings(suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
@given(st.dictionaries(words, words.map(lambda text: f"đọc {text}"), max_size=6))
def test_what_is_given_out_comes_back_the_same(pairs: dict[str, str]) -> None:
    known: dict[str, str] = {}
    for written, spoken in pairs.items():
        try:
            entry = dict([lexicontable.cleaned(written, spoken)])
            lexicontable.check_all(known | entry)
        except StationError:
            continue
        known |= entry

    assert lexicontable.parsed(lexicontable.written_out(known), {}) == known


def test_no_entry_becomes_a_formula() -> None:
    table = lexicontable.written_out({"=1+1": "bằng", "+": "cộng", "'=": "phẩy bằng"})

    assert [line[0] for line in table.splitlines()[1:]] == ["'", "'", "'"]
    assert lexicontable.parsed(table, {}) == {"=1+1": "bằng", "+": "cộng", "'=": "phẩy bằng"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("LOA_HOME", str(tmp_path / "home"))
    return CliRunner()


def test_the_lexicon_is_kept_from_the_command_line(run: CliRunner, tmp_path: Path) -> None:
    table = tmp_path / "bang.tsv"
    table.write_text("written\tspoken\nBKS\tban kiểm soát\n")

    answers = [
        run.invoke(command, line, catch_exceptions=False).output
        for line in (
            ["add", "BCĐ", "ban chỉ đạo"],
            ["import", str(table)],
            ["list"],
            ["remove", "BCĐ"],
            ["export"],
            ["export", str(tmp_path / "ra.csv")],
        )
    ]

    assert answers[2] == "BCĐ\tban chỉ đạo\nBKS\tban kiểm soát\n"
    assert answers[4] == HEADER + "BKS,ban kiểm soát\n"
    assert lexicontable.table_text((tmp_path / "ra.csv").read_bytes()) == answers[4]


def test_the_command_line_refuses_in_the_same_sentence(run: CliRunner) -> None:
    with pytest.raises(EntryReadsItself):
        run.invoke(command, ["add", "BCĐ", "bcđ"], catch_exceptions=False)
    with pytest.raises(NotFound):
        run.invoke(command, ["add", "BCĐ", "ban chỉ đạo", "--by", "ai-do"], catch_exceptions=False)
