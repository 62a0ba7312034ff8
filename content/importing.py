"""The command `loa import`: a document cut into passages, each of which may become a draft."""

from pathlib import Path

import click

from content import actions
from content.documents.apart import passages_apart
from station import accounts, clock, zones
from station.database import Database
from station.errors import BadInput
from station.settings import load
from station.upgrade import ensure_current


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", "username", help="Tài khoản biên tập viên; có thì ghi bản nháp, không thì chỉ xem.")
@click.option("--zone", "slugs", multiple=True, help="Khu vực của các bản nháp, ví dụ: xa.")
@click.option("--only", default="", help="Chỉ lấy các đoạn này, ví dụ: 2,5,6.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def import_(source: Path, username: str | None, slugs: tuple[str, ...], only: str) -> None:
    """Nhập văn bản, kế hoạch (.docx, .pdf, .txt, .md): chia đoạn, và nếu có --by thì lưu thành bản nháp."""
    numbered = list(enumerate(passages_apart(source.name, source.read_bytes()), 1))
    wanted = _numbers(only) or [number for number, _ in numbered]
    chosen = [(number, passage) for number, passage in numbered if number in wanted]
    for number, passage in chosen:
        click.echo(f"{number:>3}. {passage.heading}\n     {passage.text[:160]}{'…' if len(passage.text) > 160 else ''}")
    if username is None:
        return
    settings = load()
    database = Database(settings.database_url)
    ensure_current(database)
    with database.writing() as session:
        editor = accounts.named(session, username)
        zone_ids = [zone.id for zone in zones.all_zones(session) if zone.slug in slugs]
        for _, passage in chosen:
            wording = actions.Wording(passage.heading[:200], passage.text)
            actions.write(session, wording, actions.Terms(zone_ids), by=editor, now=clock.now())
    click.echo(f"Đã lưu {len(chosen)} bản nháp.")


def _numbers(typed: str) -> list[int]:
    words = [word.strip() for word in typed.split(",") if word.strip()]
    if not all(word.isascii() and word.isdigit() for word in words):
        raise BadInput("only", f"Không hiểu «{typed}»: hãy ghi số thứ tự các đoạn, cách nhau bằng dấu phẩy.")
    return [int(word) for word in words]
