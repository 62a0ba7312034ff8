import pytest

from content.documents.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentTooBig,
    DocumentTooLong,
    NotUnicode,
    OldWord,
    Scanned,
    Suspicious,
    UnknownKind,
    WrongExtension,
)
from content.documents.intake import passages
from tests.content.papers import locked_pdf, pdf, with_part, word

DOCX = word([("Normal", "Thông báo lịch tiêm chủng")])
PDF = pdf([["Thông báo lịch tiêm chủng"]])
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
WIDE_LAUGHS = LAUGHS.decode().encode("utf-16")
REFUSED: list[tuple[str, str, bytes, type[DocumentError]]] = [
    ("nothing", "a.txt", b"", DocumentEmpty),
    ("only spaces", "a.txt", b" \n\t\n", DocumentEmpty),
    ("only page numbers", "a.txt", b"1\n", DocumentEmpty),
    ("an empty Word document", "a.docx", word([]), DocumentEmpty),
    ("too big", "a.txt", b"a" * (20 * 1024 * 1024 + 1), DocumentTooBig),
    ("too long", "a.txt", b"mot hai ba. " * 50_000, DocumentTooLong),
    ("a picture", "a.png", b"\x89PNG\r\n", UnknownKind),
    ("no extension", "thongbao", b"abc", UnknownKind),
    ("old Word", "a.doc", b"\xd0\xcf\x11\xe0" + bytes(100), OldWord),
    ("locked Word", "a.docx", b"\xd0\xcf\x11\xe0" + bytes(100), OldWord),
    ("a program called text", "a.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(100), WrongExtension),
    ("a PDF called Word", "a.docx", PDF, WrongExtension),
    ("Word called PDF", "a.pdf", DOCX, WrongExtension),
    ("Word called text", "a.txt", DOCX, WrongExtension),
    ("text called PDF", "a.pdf", "Thông báo".encode(), WrongExtension),
    ("TCVN3 letters", "a.txt", "Th\u00abng b\u00b8o".encode("latin-1"), NotUnicode),
    ("a cut zip", "a.docx", DOCX[:2000], DocumentDamaged),
    ("a zip of something else", "a.docx", with_part(DOCX, "[Content_Types].xml", b"<x/>"), DocumentDamaged),
    ("broken XML", "a.docx", with_part(DOCX, "word/document.xml", b"<w:document>"), DocumentDamaged),
    ("a zip bomb", "a.docx", with_part(DOCX, "word/media/x.xml", bytes(101 * 1024 * 1024)), Suspicious),
    ("an XML bomb", "a.docx", with_part(DOCX, "word/document.xml", LAUGHS), Suspicious),
    (
        "a hidden XML bomb",
        "a.docx",
        with_part(DOCX, "word/styles.xml", LAUGHS.decode().encode("utf-16")),
        Suspicious,
    ),
    ("a cut PDF", "a.pdf", PDF[: len(PDF) // 3], DocumentDamaged),
    ("a locked PDF", "a.pdf", locked_pdf(user_password="mo"), DocumentLocked),
    ("a scanned PDF", "a.pdf", pdf([["1"], ["2"], ["3"]]), Scanned),
]


@pytest.mark.parametrize(("_", "name", "data", "error"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_document_that_cannot_be_used_is_refused_with_one_sentence(
    _: str, name: str, data: bytes, error: type[DocumentError]
) -> None:
    with pytest.raises(error) as refusal:
        passages(name, data)

    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)
