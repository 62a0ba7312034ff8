"""A commune that plans the last quarter of 2025; the words are ours."""

from datetime import UTC, date, datetime

from bench.planning.commune import Commune, Notice, Task, YearDay

PLAN = (
    "Kế hoạch Thông tin đối ngoại xã Liên Minh năm 2025, thực hiện Kế hoạch số 72/KH-UBND ngày 17/9/2025 "
    "của UBND tỉnh Ninh Bình"
)
FIRST, LAST = date(2025, 10, 1), date(2025, 12, 31)
CULTURE, ECONOMY = "Phòng Văn hóa - Xã hội", "Phòng Kinh tế"

CONGRESS = Task(
    "Đại hội Đảng bộ tỉnh lần thứ I và Đại hội XIV của Đảng",
    f"{PLAN}, mục II.6",
    FIRST,
    LAST,
    "Chính trị, xây dựng Đảng",
    CULTURE,
    90,
    (
        Notice(
            "Ý nghĩa Đại hội đại biểu Đảng bộ tỉnh Ninh Bình lần thứ I",
            "Đại hội đại biểu Đảng bộ tỉnh Ninh Bình lần thứ I, nhiệm kỳ 2025-2030 là đại hội đầu tiên sau khi tỉnh "
            "được sắp xếp lại. Các chi bộ và đoàn thể trong xã đưa nội dung nghị quyết vào buổi sinh hoạt hằng tháng; "
            "bà con có ý kiến đóng góp xin gửi trưởng thôn hoặc Ủy ban nhân dân xã.",
            last_day=date(2025, 11, 5),
        ),
        Notice(
            "Hướng tới Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
            "Chào mừng Đại hội đại biểu toàn quốc lần thứ XIV của Đảng, mỗi thôn nhận một công trình thiết thực như "
            "đường hoa, điểm sáng an ninh, nhà văn hóa sạch đẹp. Các thôn báo kết quả về Phòng Văn hóa - Xã hội "
            "để đài truyền thanh xã đưa tin.",
            first_day=date(2025, 11, 6),
        ),
    ),
)
RIGHTS = Task(
    "Truyền thông về quyền con người",
    f"{PLAN}, mục II.3; Quyết định số 1079/QĐ-TTg ngày 14/9/2022",
    date(2025, 11, 10),
    date(2025, 12, 10),
    "Quyền con người",
    "Công an xã",
    45,
    (
        Notice(
            "Quyền con người bắt đầu từ những việc quanh ta",
            "Trẻ em được đến trường, người ốm được chữa bệnh, người yếu thế được giúp đỡ: đó là quyền con người trong "
            "đời sống hằng ngày. Ai cần tư vấn pháp luật miễn phí, mời đến Ủy ban nhân dân xã vào giờ hành chính.",
            last_day=date(2025, 11, 26),
        ),
        Notice(
            "Ngày Nhân quyền thế giới 10/12",
            "Nhân Ngày Nhân quyền thế giới 10/12, xã vận động mỗi gia đình nói không với bạo lực, không phân biệt đối "
            "xử với phụ nữ, trẻ em và người khuyết tật. Khi thấy trẻ em bị xâm hại, hãy gọi tổng đài 111.",
            is_twice=True,
            a_day=2,
            first_day=date(2025, 11, 24),
        ),
    ),
)
ISLANDS = Task(
    "Chủ quyền biển, đảo và biên giới",
    f"{PLAN}, mục II.5 và IV.4",
    FIRST,
    LAST,
    "Biển đảo, biên giới",
    "Ban Chỉ huy Quân sự xã",
    90,
    (
        Notice(
            "Biển, đảo là một phần của Tổ quốc",
            "Quần đảo Hoàng Sa và quần đảo Trường Sa thuộc chủ quyền của Việt Nam. Khi mua bản đồ, sách vở, đồ chơi, "
            "bà con xem kỹ hình bản đồ; thấy hình sai lệch chủ quyền thì không mua, không chia sẻ "
            "và báo Công an xã.",
            day_part="evening",
        ),
    ),
)
COUNTRYSIDE = Task(
    "Kết quả xây dựng nông thôn mới",
    f"{PLAN}, mục II.6",
    FIRST,
    date(2025, 11, 30),
    "Nông nghiệp, nông thôn mới",
    ECONOMY,
    90,
    (
        Notice(
            "Vệ sinh đường làng sáng thứ Bảy",
            "Từ 6h00 sáng thứ Bảy hằng tuần, mỗi gia đình cử một người quét dọn đoạn đường trước cửa, khơi rãnh nước "
            "và phân loại rác trước khi xe đến thu gom.",
            is_twice=True,
        ),
        Notice(
            "Sản xuất vụ đông",
            "Hợp tác xã đề nghị các hộ trồng ngô, khoai tây, bí xanh vụ đông lấy giống có nguồn gốc rõ ràng, "
            "ghi lại ngày gieo và ngày phun thuốc. Cần hỏi kỹ thuật, bà con gặp cán bộ khuyến nông của xã.",
            day_part="morning",
            last_day=date(2025, 10, 31),
        ),
    ),
)
IMAGE = Task(
    "Hình ảnh, tiềm năng và sản phẩm của Liên Minh",
    f"{PLAN}, mục II.4 và II.7",
    FIRST,
    LAST,
    "Thông tin đối ngoại",
    CULTURE,
    25,
    (
        Notice(
            "Kể chuyện quê mình trên mạng xã hội",
            "Đình làng, lễ hội, món ăn và nghề của quê ta là điều người phương xa muốn biết. Mời bà con gửi ảnh, bài "
            "viết, đoạn phim ngắn về Liên Minh cho trang thông tin điện tử của xã; ghi rõ tên và số điện thoại.",
            a_day=2,
            last_day=date(2025, 11, 15),
        ),
        Notice(
            "Mời gọi đầu tư vào Liên Minh",
            "Tổ chức, cá nhân muốn tìm hiểu mặt bằng, lao động và thủ tục đầu tư tại xã liên hệ Phòng Kinh tế. Con em "
            "xa quê biết doanh nghiệp quan tâm, xin giới thiệu giúp xã.",
            a_day=2,
            first_day=date(2025, 11, 16),
        ),
    ),
    is_minutes=True,
)
ONLINE = Task(
    "Nhận biết tin giả, lừa đảo trên mạng",
    f"{PLAN}, mục II.1 và IV.3",
    date(2025, 10, 10),
    LAST,
    "An ninh trật tự, an toàn giao thông",
    "Công an xã",
    80,
    (
        Notice(
            "Ba việc trước khi chia sẻ một tin",
            "Trước khi chia sẻ một tin trên mạng, hãy xem ai đăng, đăng ngày nào và báo chính thống có đưa không. "
            "Tin chưa rõ thì không gửi tiếp. Phát hiện tin bịa đặt về địa phương, bà con báo Công an xã.",
        ),
    ),
)
LIEN_MINH = Commune(
    station="Đài truyền thanh xã Liên Minh",
    zone="Xã Liên Minh",
    hamlets=("Thôn Thượng", "Thôn Trung", "Thôn Hạ"),
    entered_at=datetime(2025, 9, 25, 1, 30, tzinfo=UTC),
    last_day=LAST,
    field_of_holidays="Văn hóa, thể thao, du lịch",
    tasks=(CONGRESS, RIGHTS, ISLANDS, COUNTRYSIDE, IMAGE, ONLINE),
    holiday=Notice(
        "Chúc mừng ngày lễ",
        "Nhân ngày lễ, Ủy ban nhân dân xã chúc bà con vui vẻ, an toàn. Bà con treo cờ Tổ quốc ngay ngắn, "
        "đi xe đúng luật, không đốt pháo nổ và giữ vệ sinh nơi công cộng.",
    ),
    year_days=(
        YearDay(
            "Ngày Phụ nữ Việt Nam",
            date(2025, 10, 20),
            Notice(
                "Chào mừng ngày 20/10",
                "Nhân ngày thành lập Hội Liên hiệp Phụ nữ Việt Nam 20/10, Hội Phụ nữ xã mời chị em dự buổi gặp mặt "
                "tại nhà văn hóa thôn; giờ cụ thể do chi hội thông báo.",
                a_day=2,
            ),
        ),
    ),
)
