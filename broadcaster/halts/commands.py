"""The command `loa stop-all`."""

import getpass

import click

from broadcaster.halts import halt
from station import clock
from station.settings import load


@click.command("stop-all")
@click.option("--why", default="", help="Lý do, ghi vào nhật ký.")
@click.option("--release", is_flag=True, help="Cho đài phát lại.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def stop_all(why: str, release: bool) -> None:
    """Dừng mọi khu vực ngay lập tức; chạy được cả khi cơ sở dữ liệu bị khóa hoặc hỏng."""
    home, by, now = load().home, f"{getpass.getuser()} (dòng lệnh)", clock.now()
    if release:
        over = halt.release(home, by, now)
        click.echo("Đài được phát lại." if over else "Đài đang không bị dừng.")
        return
    click.echo(f"✓ {halt.halt(home, by, now, why).reason}.")
    click.echo("Phát lại: loa stop-all --release")
