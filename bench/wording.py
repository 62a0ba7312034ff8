"""How fast official Vietnamese is read: ordinary text, and texts made to be slow."""

from time import process_time

import click

from content.wording.reading import read

MEGABYTE = 1_000_000  # characters
ORDINARY = (
    "Ủy ban nhân dân xã thông báo: từ 7h30 đến 11h30 ngày 25/11/2026, ngành điện cắt điện để sửa chữa đường "
    "dây tại thôn 3 và thôn 5. Đề nghị bà con chủ động sắp xếp sinh hoạt, sản xuất; mọi thắc mắc xin liên hệ "
    "UBND xã. Thực hiện Kế hoạch số 72/KH-UBND ngày 17/9/2025 của Ủy ban nhân dân tỉnh về công tác thông tin "
    "cơ sở, các cơ quan, đơn vị tiếp tục đẩy mạnh tuyên truyền chủ trương của Đảng, chính sách, pháp luật.\n"
)
HOSTILE = {
    "digits": "7",
    "dots": ".",
    "capitals": "Q",
    "slashes": "/",
    "combining marks": "\u0301\u0323",
    "spaces": " ",
    "open brackets": "(",
    "brackets": "([{",
    "one line": ORDINARY.replace("\n", " "),
    "numbered": "1.",
    "hyphenated": "1-",
    "spaced numbers": "1 ",
    "new lines": "a\n",
    "asterisks": "*a",
    "capitals apart": "TT ",
    "emoji": "😀",
    "letters": "ấ",
    "decomposed": "\u0061\u0302\u0301n ",
}


def seconds_to_read(text: str) -> float:
    start = process_time()
    read(text)
    return process_time() - start


def main() -> None:
    """Print characters a second for ordinary text, and seconds for a megabyte of each hostile one."""
    text = ORDINARY * 500
    best = min(seconds_to_read(text) for _ in range(5))
    click.echo(f"wording  ordinary text     {len(text) / best:>12,.0f} characters a second")
    for name, unit in HOSTILE.items():
        hostile = (unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]
        click.echo(f"wording  1 MB {name:<16} {seconds_to_read(hostile):>8.2f} s")


if __name__ == "__main__":
    main()
