"""The commands `loa lexicon …`: the commune's readings seen, taught, forgotten, brought in and given out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlalchemy.orm import Session

from content import lexicon as actions
from content.lexicontable import table_text
from station import accounts, clock
from station.database import Database
from station.roles import Role, Wearer
from station.settings import load
from station.upgrade import ensure_current

HELP = {"help": "Xem hướng dẫn này rồi thoát."}
BY = click.option("--by", "username", help="Tài khoản biên tập viên ghi vào nhật ký; mặc định là máy của đài.")


@dataclass(frozen=True)
class Console:
    """Whoever sits at the station's own machine; the audit trail calls them loa."""

    username: str = "loa"
    roles: list[str] = field(default_factory=lambda: [Role.EDITOR.value])


@click.group()
@click.help_option(**HELP)
def lexicon() -> None:
    """Xem và sửa từ điển đọc: chữ nào đọc ra sao."""


@lexicon.command("list")
@click.help_option(**HELP)
def list_() -> None:
    """Liệt kê các mục: chữ viết, dấu tab, cách đọc."""
    with _database().reading() as session:
        for entry in actions.listed(session):
            click.echo(f"{entry.written}\t{entry.spoken}")


@lexicon.command()
@click.argument("written")
@click.argument("spoken")
@BY
@click.help_option(**HELP)
def add(written: str, spoken: str, username: str | None) -> None:
    """Từ nay đọc WRITTEN là SPOKEN."""
    with _writing(username) as (session, by):
        entry = actions.teach(session, written, spoken, by=by, now=clock.now())
        click.echo(f"Từ nay «{entry.written}» đọc là «{entry.spoken}».")


@lexicon.command()
@click.argument("written")
@BY
@click.help_option(**HELP)
def remove(written: str, username: str | None) -> None:
    """Bỏ mục WRITTEN, đọc lại theo quy tắc chung."""
    with _writing(username) as (session, by):
        actions.forget(session, written, by=by, now=clock.now())
    click.echo(f"Đã bỏ mục «{written}».")


@lexicon.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@BY
@click.help_option(**HELP)
def import_(source: Path, username: str | None) -> None:
    """Nhập bảng SOURCE (CSV hoặc TSV, dòng đầu là written,spoken): nhập hết, hoặc không nhập gì."""
    table = table_text(source.read_bytes())
    with _writing(username) as (session, by):
        changed = actions.import_entries(session, table, by=by, now=clock.now())
    click.echo(f"Đã nhập; {changed} mục mới hoặc thay đổi.")


@lexicon.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.help_option(**HELP)
def export(target: Path | None) -> None:
    """Xuất từ điển thành bảng CSV, ra tệp TARGET hoặc ra màn hình."""
    with _database().reading() as session:
        table = actions.export_entries(session)
    if target is None:
        click.echo(table, nl=False)
    else:
        target.write_text(table, "utf-8-sig")  # spreadsheets take a file for UTF-8 only by this mark
        click.echo(f"Đã xuất từ điển đọc ra {target}.")


def _database() -> Database:
    database = Database(load().database_url)
    ensure_current(database)
    return database


@contextmanager
def _writing(username: str | None) -> Iterator[tuple[Session, Wearer]]:
    with _database().writing() as session:
        yield session, accounts.named(session, username) if username else Console()
