"""What the demo station says: our own texts, about the tasks that real commune plans set."""

from dataclasses import dataclass

from content import lines
from content.models import Form


@dataclass(frozen=True)
class DemoText:
    """One announcement of the demo."""

    title: str
    field: str
    source: str
    text: str
    form: Form = Form.SPEECH


GREETING = DemoText("Lời chào đầu chương trình", "Thông báo", "Đài truyền thanh xã", lines.OPENING, Form.LINE)
CLOSING = DemoText("Lời chào cuối chương trình", "Thông báo", "Đài truyền thanh xã", lines.CLOSING, Form.LINE)

HOLIDAY = DemoText(
    "Kỷ niệm Ngày thành lập Quân đội nhân dân Việt Nam",
    "Quốc phòng, an ninh",
    "BCH Quân sự xã",
    "Chào mừng kỷ niệm Ngày thành lập QĐND Việt Nam 22/12 và Ngày hội Quốc phòng toàn dân, UBND xã mời bà con "
    "treo cờ Tổ quốc từ 07h00 ngày 21/12 đến 17h00 ngày 23/12. "
    "Sáng 22/12, lúc 7h30, xã tổ chức dâng hương tại Đài tưởng niệm các anh hùng liệt sĩ. "
    "Đề nghị các thôn vệ sinh đường làng, ngõ xóm sạch sẽ trước ngày lễ.",
)

CAMPAIGN = DemoText(
    "Tháng hành động vì bình đẳng giới",
    "Văn hóa, xã hội",
    "Phòng Văn hóa - Xã hội",
    "Hưởng ứng Tháng hành động vì bình đẳng giới từ ngày 15/11 đến ngày 15/12, Hội LHPN xã tổ chức nói chuyện "
    "chuyên đề tại nhà văn hóa thôn Đông Thành lúc 19h30 tối thứ Sáu. "
    "Khi gặp hoặc biết hành vi bạo lực gia đình, bà con gọi tổng đài 111 hoặc báo Công an xã.",
)

INSURANCE = DemoText(
    "Gia hạn thẻ bảo hiểm y tế hộ gia đình",
    "Y tế, dân số",
    "Trạm y tế xã",
    "Thẻ BHYT hộ gia đình của nhiều bà con hết hạn ngày 31/12. "
    "Đề nghị bà con mang CCCD và thẻ cũ đến bộ phận một cửa của UBND xã, từ thứ Hai đến thứ Sáu, "
    "buổi sáng từ 7h30 đến 11h00, để gia hạn trước ngày 25/12. Thông báo được nhắc lại trong các buổi phát sau.",
)

PROGRAMME = (GREETING, HOLIDAY, CAMPAIGN, INSURANCE, CLOSING)
ZONES = ("Thôn Đông Thành", "Thôn Tây Hồ", "Thôn Nam Sơn")
COMMUNE = "Xã Đồng Sen"
