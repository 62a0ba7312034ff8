"""The commands `loa user`, `loa token`, `loa backup` and `loa restore`."""

import sqlite3
import tarfile
import tempfile
from pathlib import Path

import click
from sqlalchemy import make_url

from station import accounts, clock, schema
from station.database import Database
from station.errors import StationError
from station.roles import Role
from station.settings import Settings, load

SAVED = ("station.db", "clips", "uploads", "voices", "loa.toml", "secret")


class NotSqlite(StationError):
    """The command only knows the built-in database."""

    def __init__(self) -> None:
        super().__init__("Đài dùng PostgreSQL: hãy sao lưu bằng pg_dump và sao chép thư mục dữ liệu.")


class NotEmpty(StationError):
    """Restoring would overwrite a station."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"Thư mục {home} đã có dữ liệu; hãy khôi phục vào một thư mục trống.")


class NotABackup(StationError):
    """The file is not what `loa backup` writes."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Tệp {path} không phải là bản sao lưu của Loa Xã.")


@click.group()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def user() -> None:
    """Thêm tài khoản và đặt lại mật khẩu."""


@user.command("add")
@click.argument("username")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--name", default="", help="Họ và tên.")
@click.option("--position", default="", help="Chức vụ.")
@click.password_option(prompt="Mật khẩu", confirmation_prompt="Nhập lại mật khẩu")
def add_user(username: str, roles: tuple[str, ...], name: str, position: str, password: str) -> None:
    """Thêm một tài khoản."""
    with _database(load()).writing() as session:
        hats = [Role(role) for role in roles]
        accounts.add_person(session, username, password, roles=hats, full_name=name, position=position, now=clock.now())
    click.echo(f"Đã thêm tài khoản «{username}».")


@user.command("password")
@click.argument("username")
@click.password_option(prompt="Mật khẩu mới", confirmation_prompt="Nhập lại mật khẩu")
def set_password(username: str, password: str) -> None:
    """Đặt lại mật khẩu."""
    with _database(load()).writing() as session:
        accounts.set_password(session, username, password, now=clock.now())
    click.echo(f"Đã đặt mật khẩu mới cho «{username}».")


@click.command()
@click.argument("username")
@click.option("--name", default="dòng lệnh", help="Tên để nhận ra mã này về sau.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def token(username: str, name: str) -> None:
    """Cấp một mã truy cập API; mã chỉ hiện một lần."""
    with _database(load()).writing() as session:
        click.echo(accounts.give_token(session, accounts.named(session, username), name, now=clock.now()))


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def migrate() -> None:
    """Nâng cấp cấu trúc cơ sở dữ liệu (mỗi lần khởi động đài tự làm)."""
    _database(load())


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def backup(target: Path) -> None:
    """Sao lưu cơ sở dữ liệu và kho âm thanh vào một tệp .tar, cả khi đài đang phát."""
    settings = load()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "station.db"
        _copy_sqlite(_sqlite_path(settings), copy)
        unfinished = target.with_name(target.name + ".dang-ghi")
        with tarfile.open(unfinished, "w") as archive:
            archive.add(copy, "station.db")
            for name in SAVED[1:]:
                if (settings.home / name).exists():
                    archive.add(settings.home / name, name)
        unfinished.replace(target)
    click.echo(f"Đã sao lưu vào {target}.")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def restore(source: Path) -> None:
    """Khôi phục đài từ một bản sao lưu vào thư mục dữ liệu còn trống."""
    settings = load()
    _sqlite_path(settings)
    if settings.home.exists() and any(settings.home.iterdir()):
        raise NotEmpty(settings.home)
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(source) as archive:
            if "station.db" not in archive.getnames():
                raise NotABackup(source)
            archive.extractall(settings.home, members=[each for each in archive if _is_ours(each)])
    except tarfile.TarError:
        raise NotABackup(source) from None
    _database(settings)
    click.echo(f"Đã khôi phục vào {settings.home}.")


def _is_ours(member: tarfile.TarInfo) -> bool:
    """Is this a file that `loa backup` writes? Python before 3.11.4 has no extraction filter of its own."""
    parts = Path(member.name).parts
    return (member.isfile() or member.isdir()) and ".." not in parts and parts[:1] != ("/",) and parts[0] in SAVED


def _database(settings: Settings) -> Database:
    database = Database(settings.database_url)
    schema.upgrade(database.engine)
    return database


def _sqlite_path(settings: Settings) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise NotSqlite
    return Path(url.database)


def _copy_sqlite(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
    live.close()
    copy.close()
