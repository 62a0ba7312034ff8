"""The deeds of a commune's first day with the station, page by page, in the order in which a new user does them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from bench.planning.clerk import Clerk
from bench.planning.commune import Commune, Notice, Task, YearDay
from bench.planning.office import ADMINISTRATOR, PASSWORD, Office
from content import chime

OFFICER, LEADER = "lan", "hung"
THEME, OPENING, CLOSING = "Nhạc hiệu", "Lời mở đầu", "Lời kết thúc"
MORNING, EVENING = "Chương trình sáng", "Chương trình chiều"
ORDINARY, HOLIDAY = "Buổi phát ngày thường", "Buổi phát ngày lễ"
PART_NAMES = {"morning": "buổi sáng", "evening": "buổi chiều"}


@dataclass(frozen=True)
class Desk:
    """Who sits at the pages of a station."""

    officer: Clerk
    leader: Clerk


def sit_down(browser: Browser, office: Office, commune: Commune) -> Desk:
    """Let the administrator add the zones and the two people of the smallest commune, and sign them in."""
    chief = Clerk(browser, office.address, ADMINISTRATOR)
    for name in (commune.zone, *commune.hamlets):
        chief.go("/quan-tri/khu-vuc/")
        chief.fill({"Tên khu vực": name})
        if name != commune.zone:
            chief.choose("Nằm trong", commune.zone)
        chief.press("Thêm khu vực")
    _add_person(chief, OFFICER, "Nguyễn Thị Lan", ["Biên tập viên", "Trực đài"])
    _add_person(chief, LEADER, "Trần Văn Hùng", ["Lãnh đạo duyệt"])
    return Desk(Clerk(browser, office.address, OFFICER), Clerk(browser, office.address, LEADER))


def _add_person(chief: Clerk, username: str, full_name: str, roles: Iterable[str]) -> None:
    chief.go("/quan-tri/nguoi/moi")
    chief.fill({"Tên đăng nhập": username, "Họ và tên": full_name, "Mật khẩu": PASSWORD})
    chief.tick(roles)
    chief.press("Lưu")


def write(desk: Desk, commune: Commune, notice: Notice, *, field: str, unit: str, until: date | None) -> int:
    """Write one announcement; return its number."""
    officer = desk.officer
    officer.go("/ban-tin/moi")
    told = {"Tiêu đề": notice.title, "Nội dung sẽ đọc lên": notice.text, "Lĩnh vực": field}
    officer.fill({**told, "Nguồn, đơn vị cung cấp": unit, "Đến hết ngày": until or ""})
    officer.tick([commune.zone])
    officer.press("Lưu")
    return officer.number


def write_frame(desk: Desk, commune: Commune, folder: Path) -> list[int]:
    """Bring in the signature tune and write the greetings, as the form's own examples have them."""
    officer, wav = desk.officer, folder / "nhac-hieu.wav"
    chime.theme().export(wav, format="wav").close()
    officer.go("/tai-len/")
    officer.page.get_by_label("Tệp âm thanh").set_input_files(wav)
    officer.fill({"Tiêu đề": THEME})
    officer.choose("Thể loại", "Nhạc hiệu")
    officer.tick([commune.zone])
    officer.press("Tải lên")
    return [
        officer.number,
        *(_write_line(officer, commune, place, name) for place, name in enumerate((OPENING, CLOSING))),
    ]


def _write_line(officer: Clerk, commune: Commune, place: int, name: str) -> int:
    officer.go("/ban-tin/moi")
    officer.choose("Thể loại", "Lời dẫn (mở đầu, kết thúc)")
    officer.unfold("Viết lời dẫn thế nào?")
    example = officer.page.locator("details p.text").nth(place).inner_text()
    officer.fill({"Tiêu đề": name, "Nội dung sẽ đọc lên": example})
    officer.tick([commune.zone])
    officer.press("Lưu")
    return officer.number


def approve_all(desk: Desk, numbers: Sequence[int]) -> None:
    """Submit each as soon as it is voiced, and let the leader approve card after card."""
    for number in numbers:
        desk.officer.go(f"/ban-tin/{number}")
        desk.officer.page.locator("main .state", has_text="Có âm thanh").wait_for(timeout=60_000)
        desk.officer.press("Trình duyệt")
    for _ in numbers:
        desk.leader.go("/duyet/")
        desk.leader.press("Duyệt")


def open_campaign(desk: Desk, commune: Commune, task: Task) -> int:
    """Open the campaign of a task; return its number."""
    officer = desk.officer
    officer.go("/dot-tuyen-truyen/moi")
    officer.fill({"Tên đợt": task.name, "Căn cứ": task.basis, "Từ ngày": task.first_day, "Đến hết ngày": task.last_day})
    officer.fill({"Lĩnh vực": task.field, "Đơn vị phụ trách": task.unit, "Mục tiêu": task.goal})
    officer.choose("Tính theo", "phút phát" if task.is_minutes else "lượt phát")
    officer.tick([commune.zone])
    officer.press("Mở đợt")
    return officer.number


def enlist(desk: Desk, campaign: int, notice: Notice) -> str:
    """Let an announcement serve a campaign and queue it; return what the page says."""
    officer = desk.officer
    officer.go(f"/dot-tuyen-truyen/{campaign}")
    officer.choose("Đưa bản tin vào đợt", notice.title)
    officer.press("Đưa vào đợt")
    officer.fill({"Phát từ ngày": notice.first_day or "", "Đến hết ngày": notice.last_day or ""})
    officer.fill({"Số lượt tối đa mỗi ngày": notice.a_day})
    if notice.not_before:
        officer.fill({"Không sớm hơn": notice.not_before})
    if notice.is_twice:
        officer.tick(["Mỗi lượt đọc hai lần"])
    if notice.day_part:
        officer.tick([PART_NAMES[notice.day_part]])
    return officer.press("Xếp hàng chờ phát")


def begin_from_calendar(desk: Desk, day: YearDay) -> int:
    """Open the campaign of a day of the year where the calendar offers it; return its number."""
    officer = desk.officer
    officer.go("/lich-nam/")
    row = officer.page.locator("li.row-deed", has_text=day.name).first
    with officer.page.expect_navigation():
        row.get_by_role("button").click()
    officer.go("/dot-tuyen-truyen/")
    officer.page.locator("main a", has_text=day.name).first.click()
    officer.page.wait_for_load_state()
    return officer.number


def take_days_off(desk: Desk, year: int) -> str:
    """Let the calendar have the days off in lieu and in exchange; return what the page says."""
    desk.officer.go(f"/lich-nam/?nam={year}")
    return desk.officer.press(f"Lấy ngày nghỉ bù, hoán đổi năm {year}")


def make_playlist(desk: Desk, name: str, fixed: Sequence[str], queue_length: str) -> None:
    """Make a playlist: tune, greeting, these announcements, what the queue gives, farewell."""
    officer = desk.officer
    officer.go("/danh-sach-phat/moi")
    officer.fill({"Tên danh sách phát": name})
    for title in (THEME, OPENING, *fixed):
        officer.choose("Thêm bản tin", title)
        officer.press("Thêm bản tin")
    officer.unfold("Thêm mục lấy từ hàng chờ")
    officer.fill({"Thời lượng tối đa (phút:giây)": queue_length})
    officer.press("Thêm mục lấy từ hàng chờ")
    officer.choose("Thêm bản tin", CLOSING)
    officer.press("Thêm bản tin")
    officer.press("Lưu danh sách phát")


def book(desk: Desk, commune: Commune, name: str, at: str, first_day: date) -> str:
    """Book a daily programme, with a playlist of its own for holidays; return what the page says. Raise Refused."""
    officer = desk.officer
    officer.go("/chuong-trinh/moi")
    officer.choose("Danh sách phát", ORDINARY)
    officer.fill({"Tên chương trình": name, "Giờ bắt đầu": at, "Ngày phát, hoặc ngày đầu": first_day})
    officer.tick([commune.zone, "Hằng tuần", *WEEKDAYS])
    officer.unfold("Ngày lễ, ngày quốc tang")
    officer.choose("Vào ngày lễ, Tết", HOLIDAY)
    return officer.press("Đặt lịch")


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def take_paper(desk: Desk, month: date, folder: Path) -> list[Path]:
    """Export a month's schedule as a page to print, .docx and .xlsx."""
    officer = desk.officer
    officer.go("/nhap-xuat-lich/")
    officer.choose("Kỳ", "Tháng")
    officer.fill({"Ngày trong kỳ, hoặc từ ngày": month})
    kept = [officer.download(button, folder) for button in ("Tải .docx", "Tải .xlsx")]
    officer.press("Xem bản in")
    printed = folder / f"lich-phat-thanh-{month}.pdf"
    officer.page.pdf(path=printed, prefer_css_page_size=True)
    return [*kept, printed]


def enter(desk: Desk, commune: Commune, folder: Path) -> None:
    """Enter a whole plan: texts, approvals, campaigns, queue, playlists, programmes."""
    numbers = write_frame(desk, commune, folder)
    for task in commune.tasks:
        for each in task.notices:
            numbers.append(write(desk, commune, each, field=task.field, unit=task.unit, until=task.last_day))
    own = [(day.notice, day.on) for day in commune.year_days]
    for notice, until in [*own, (commune.holiday, None)]:
        numbers.append(write(desk, commune, notice, field=commune.field_of_holidays, unit="", until=until))
    approve_all(desk, numbers)
    take_days_off(desk, commune.last_day.year)
    for task in commune.tasks:
        campaign = open_campaign(desk, commune, task)
        for each in task.notices:
            enlist(desk, campaign, each)
    for day in commune.year_days:
        enlist(desk, begin_from_calendar(desk, day), day.notice)
    make_playlist(desk, ORDINARY, (), "12:00")
    make_playlist(desk, HOLIDAY, (commune.holiday.title,), "5:00")
    first = min(task.first_day for task in commune.tasks)
    book(desk, commune, MORNING, "05:30", first)
    book(desk, commune, EVENING, "17:00", first)


def take_calendar(desk: Desk, folder: Path) -> Path:
    """Fetch what a telephone that subscribes to the timetable is given."""
    kept = folder / "calendar.ics"
    kept.write_bytes(desk.officer.page.request.get(f"{desk.officer.address}/calendar.ics").body())
    return kept
