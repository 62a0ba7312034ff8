"""The front door: the `loa` command, which opens one room at a time and holds no rule."""

import importlib
import sys

import click

from station.errors import StationError

# Each command: where it lives, and its line of help, told without opening the room.
COMMANDS = {
    "demo": ("web.demo.commands:demo", "Chạy thử trọn vẹn với dữ liệu mẫu: nghe được ngay."),
    "run": ("broadcaster.supervise:run", "Chạy cả đài: trang web, phát thanh và đọc bản tin."),
    "web": ("web.commands:web", "Chỉ chạy các trang web và API."),
    "broadcast": ("broadcaster.commands:broadcast", "Chỉ chạy phần phát thanh và đồng hồ của đài."),
    "stop-all": ("broadcaster.halts.commands:stop_all", "Dừng mọi khu vực ngay; cho phát lại với --release."),
    "voice": ("content.voice_worker:voice", "Chỉ chạy phần chuyển bản tin thành tiếng nói."),
    "ear": ("broadcaster.ear.commands:ear", "Chỉ chạy tai nghe: nghe từng khu vực, đối chiếu với nhật ký."),
    "read": ("content.commands:read", "Cho biết mỗi dòng văn bản sẽ được đọc lên thế nào."),
    "say": ("content.say:say", "Đọc một đoạn văn bản thành tệp âm thanh."),
    "import": ("content.importing:import_", "Nhập văn bản, kế hoạch (.docx, .pdf, .txt) thành bản nháp."),
    "schedule": ("broadcaster.schedule_commands:schedule", "Xuất, nhập lịch phát: .docx, .xlsx, .csv, .ics."),
    "lexicon": ("content.lexicon_commands:lexicon", "Xem và sửa từ điển đọc: chữ nào đọc ra sao."),
    "voices": ("content.voice_commands:voices", "Liệt kê các giọng đọc và thử từng giọng."),
    "user": ("station.commands:user", "Thêm, sửa, khóa tài khoản người dùng."),
    "token": ("station.commands:token", "Cấp và thu hồi mã truy cập API."),
    "preflight": ("broadcaster.preflight.commands:preflight", "Kiểm tra trước giờ phát: ngày mai có gì hỏng."),
    "doctor": ("broadcaster.doctor:doctor", "Khám đài: cài đặt, dữ liệu, nhật ký, thiết bị."),
    "reconcile": ("broadcaster.reconcile.commands:reconcile", "Đối chiếu lịch, duyệt, nhật ký phát và tai nghe."),
    "backup": ("station.commands:backup", "Sao lưu toàn bộ đài vào một tệp."),
    "restore": ("station.commands:restore", "Khôi phục đài từ một bản sao lưu."),
    "migrate": ("station.commands:migrate", "Nâng cấp cơ sở dữ liệu (đài tự làm khi khởi động)."),
    "test": ("tests.command:test", "Chạy toàn bộ kiểm thử."),
    "bench": ("bench.__main__:bench", "Đo sức chạy của máy này."),
}


class House(click.Group):
    """A group that knows its commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import the command that was asked for."""
        if cmd_name not in COMMANDS:
            raise click.UsageError(f"Không có lệnh «{cmd_name}»; gõ «loa --help» để xem các lệnh.")
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show every command with the table's line of help."""
        with formatter.section("Các lệnh"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=House)
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def loa() -> None:
    """Loa Xã: đài truyền thanh của xã, từ soạn tin, duyệt tin, lên lịch tới phát loa."""


def main() -> None:
    """Run the command; an error that a person may read is said in its one sentence."""
    try:
        loa.main(prog_name="loa")
    except StationError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
