"""What Pydantic found wrong with a value, said in Vietnamese."""

from typing import Any

SENTENCES = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Không có trường nào tên như vậy.",
    "int_type": "Cần một số nguyên.",
    "int_parsing": "Cần một số nguyên.",
    "int_from_float": "Cần một số nguyên.",
    "int_parsing_size": "Số này quá lớn.",
    "float_type": "Cần một số.",
    "float_parsing": "Cần một số.",
    "finite_number": "Cần một số hữu hạn.",
    "string_type": "Cần một chuỗi ký tự.",
    "string_unicode": "Chuỗi có ký tự không hợp lệ.",
    "string_pattern_mismatch": "Chuỗi không đúng dạng {pattern}.",
    "string_too_short": "Cần ít nhất {min_length} ký tự.",
    "string_too_long": "Tối đa {max_length} ký tự.",
    "too_short": "Cần ít nhất {min_length} mục.",
    "too_long": "Tối đa {max_length} mục.",
    "bool_type": "Cần true hoặc false.",
    "bool_parsing": "Cần true hoặc false.",
    "list_type": "Cần một danh sách.",
    "model_type": "Cần một đối tượng JSON.",
    "enum": "Cần một trong: {expected}.",
    "greater_than": "Cần lớn hơn {gt}.",
    "greater_than_equal": "Cần từ {ge} trở lên.",
    "less_than_equal": "Tối đa là {le}.",
    "value_error": "{error}",
}


def sentence(error: Any) -> str:
    """Return what is wrong in one Vietnamese sentence."""
    return SENTENCES.get(error["type"], "Giá trị này không dùng được.").format(**error.get("ctx", {}))
