"""The Vietnamese names of what the pages show, where the rooms below keep only a word for programs."""

from content.models import Form, Urgency, Verdict

URGENCY_NAMES = {Urgency.NORMAL: "Thường", Urgency.PRIORITY: "Ưu tiên", Urgency.URGENT: "Khẩn cấp"}
FORM_NAMES = {
    Form.SPEECH: "Văn bản đọc",
    Form.RECORDING: "Ghi âm",
    Form.JINGLE: "Nhạc hiệu",
    Form.LINE: "Lời dẫn (mở đầu, kết thúc)",
    Form.TEMPLATE: "Mẫu phát khẩn (có chỗ trống)",
}
VERDICT_NAMES = {
    Verdict.APPROVED: "Đã duyệt",
    Verdict.RETURNED: "Trả lại",
    Verdict.REJECTED: "Từ chối",
    Verdict.WITHDRAWN: "Thu hồi",
}
WEEKDAY_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
DEED_NAMES = {
    "acknowledge_alarm": "Đã xem báo động",
    "add_person": "Thêm người",
    "add_zone": "Thêm khu vực",
    "approved": "Duyệt",
    "book": "Đặt lịch",
    "break_in": "Phát khẩn",
    "change_person": "Sửa người",
    "countersign": "Ký xác nhận phát khẩn",
    "edit": "Sửa bản tin",
    "end_break_in": "Dừng phát khẩn",
    "end_programme": "Kết thúc chương trình",
    "expire": "Hết hiệu lực",
    "forget_reading": "Bỏ mục từ điển đọc",
    "give_token": "Cấp mã truy cập",
    "import_lexicon": "Nhập từ điển đọc",
    "rejected": "Từ chối",
    "release_all": "Cho đài phát lại",
    "reread": "Đổi cách đọc",
    "returned": "Trả lại",
    "revoke_token": "Thu hồi mã truy cập",
    "save_playlist": "Lưu danh sách phát",
    "set_password": "Đặt mật khẩu",
    "sign_in": "Đăng nhập",
    "sign_in_locked": "Tạm khóa vì gõ sai mật khẩu",
    "speak_oneself": "Thay giọng đọc bằng bản ghi",
    "stop_all": "Dừng phát toàn đài",
    "submit": "Trình duyệt",
    "take_back": "Lấy lại",
    "teach_reading": "Thêm mục từ điển đọc",
    "voice_again": "Cho đọc lại",
    "voiced": "Đọc xong",
    "voicing_failed": "Đọc không được",
    "withdrawn": "Thu hồi",
    "write": "Soạn bản tin",
}
