"""A commune that plans 2026 at the end of March; the words are ours."""

from datetime import UTC, date, datetime

from bench.planning.commune import Commune, Notice, Task, YearDay

PLAN = (
    "Kế hoạch công tác thông tin cơ sở và thông tin đối ngoại xã Nghĩa Hưng năm 2026, thực hiện Kế hoạch số "
    "93/KH-UBND ngày 26/3/2026 của UBND tỉnh Ninh Bình"
)
FIRST, LAST = date(2026, 4, 1), date(2026, 12, 31)
CULTURE = "Phòng Văn hóa - Xã hội"

ESSENTIALS = Task(
    "Thông tin thiết yếu qua đài truyền thanh",
    f"{PLAN}, mục III.1",
    FIRST,
    LAST,
    "Thông báo hành chính",
    CULTURE,
    250,
    (
        Notice(
            "Giờ phát và cách phản ánh khi loa hỏng",
            "Đài truyền thanh xã phát hai buổi sáng và chiều mỗi ngày. Loa nhỏ, rè hoặc mất tiếng, bà con báo trưởng "
            "thôn hoặc Phòng Văn hóa - Xã hội để sửa trong ngày làm việc.",
            last_day=date(2026, 8, 15),
        ),
        Notice(
            "Bảng tin điện tử và dịch vụ công",
            "Thủ tục, lịch tiếp công dân và thông báo mới có trên bảng tin điện tử trước trụ sở xã. Bà con nộp hồ sơ "
            "qua cổng dịch vụ công, ai chưa quen được tổ công nghệ số của thôn giúp tại nhà văn hóa.",
            first_day=date(2026, 8, 16),
        ),
    ),
)
RIGHTS = Task(
    "Truyền thông về quyền con người",
    f"{PLAN}, mục III.2; Quyết định số 1079/QĐ-TTg ngày 14/9/2022",
    FIRST,
    date(2026, 12, 10),
    "Quyền con người",
    "Công an xã",
    250,
    (
        Notice(
            "Mỗi người đều có quyền được lắng nghe",
            "Mỗi người dân đều có quyền được lắng nghe, được bảo vệ và được giúp đỡ khi khó khăn. Kiến nghị, phản ánh "
            "gửi bộ phận tiếp công dân của xã đều được trả lời bằng văn bản.",
        ),
    ),
)
ISLANDS = Task(
    "Biển, đảo và biên giới lãnh thổ",
    f"{PLAN}, mục V.1",
    FIRST,
    LAST,
    "Biển đảo, biên giới",
    "Ban Chỉ huy Quân sự xã",
    250,
    (
        Notice(
            "Ngư dân Nghĩa Hưng bám biển đúng luật",
            "Tàu cá ra khơi phải bật thiết bị giám sát hành trình, ghi nhật ký khai thác và không vượt ranh giới vùng "
            "biển Việt Nam. Giữ đúng luật là giữ nghề và góp phần giữ chủ quyền biển, đảo.",
            is_twice=True,
            not_before="17:00",
        ),
    ),
)
IMAGE = Task(
    "Hình ảnh đất và người Nghĩa Hưng",
    f"{PLAN}, mục III.2 và V.1; Nghị quyết số 47/NQ-CP ngày 15/4/2024",
    FIRST,
    LAST,
    "Thông tin đối ngoại",
    CULTURE,
    80,
    (
        Notice(
            "Mời bạn bè về Nghĩa Hưng",
            "Nghĩa Hưng có biển, có nghề muối, có rừng ngập mặn và những lễ hội lâu đời. Mời bà con, nhất là các bạn "
            "trẻ, kể về quê mình bằng ảnh đẹp, lời đúng trên trang của mình và gắn tên xã.",
            a_day=2,
        ),
    ),
    is_minutes=True,
)
ONLINE = Task(
    "Không tiếp tay cho thông tin sai sự thật",
    f"{PLAN}, mục V.2",
    FIRST,
    LAST,
    "An ninh trật tự, an toàn giao thông",
    "Công an xã",
    250,
    (
        Notice(
            "Cảnh giác cuộc gọi tự xưng cơ quan nhà nước",
            "Công an, tòa án, ngân hàng không yêu cầu chuyển tiền hay đọc mã xác thực qua điện thoại. Gặp cuộc gọi như "
            "vậy, bà con tắt máy và báo Công an xã, kể cả khi chưa mất tiền.",
        ),
    ),
)
NGHIA_HUNG = Commune(
    station="Đài truyền thanh xã Nghĩa Hưng",
    zone="Xã Nghĩa Hưng",
    hamlets=("Thôn Đông", "Thôn Tây"),
    entered_at=datetime(2026, 3, 30, 1, 30, tzinfo=UTC),
    last_day=LAST,
    field_of_holidays="Chính trị, xây dựng Đảng",
    tasks=(ESSENTIALS, RIGHTS, ISLANDS, IMAGE, ONLINE),
    holiday=Notice(
        "Chúc mừng ngày lễ",
        "Nhân ngày lễ, Ủy ban nhân dân xã chúc bà con vui vẻ, an toàn. Bà con treo cờ Tổ quốc ngay ngắn, "
        "nhắc con em không tắm sông, tắm biển một mình và giữ vệ sinh nơi công cộng.",
    ),
    year_days=(
        YearDay(
            "Ngày Giải phóng miền Nam, thống nhất đất nước",
            date(2026, 4, 30),
            Notice(
                "Chào mừng ngày 30/4",
                "Kỷ niệm ngày Giải phóng miền Nam, thống nhất đất nước 30/4 và ngày Quốc tế Lao động 1/5, xã mời bà "
                "con treo cờ Tổ quốc từ ngày 29/4 và dự các buổi thể thao tại sân vận động xã.",
                a_day=2,
            ),
        ),
    ),
)
