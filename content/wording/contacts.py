"""Numbers and addresses that name someone or something: telephones, identity cards, plates, e-mail, web."""

import re

from content.wording.letters import name_letters
from content.wording.numbers import cardinal, spell_digits
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import CUES

LONG_URL = 50  # characters; reading more than that aloud helps nobody

_PHONE = re.compile(r"(?:\+ ?84|\(\+84\)|\(?0)(?:[ .\-()]{0,2}\d){8,10}(?!\d|[.,]\d{3})")
_LOCAL_PHONE = re.compile(r"\d(?:[ .]?\d){5,7}(?![\w]|[.,]\d)")
_PHONE_WORDS = frozenset({"máy", "thoại", "đt", "sđt", "tel", "hotline", "nóng"})
_SHORT_PHONE = re.compile(r"1[89]00(?:[ .\-]?\d){4,6}(?!\d|[.,]\d)")
_EMERGENCY = re.compile(r"(11[1-9]|1022|1080)(?![\w%]|[.,]\d|[-–]\d)")
_CALLS = ("gọi", "hotline", "đường dây nóng", "tổng đài", "khẩn cấp", "số điện thoại")
_NOT_COUNTED = re.compile(r"[^\w%]*(?:\n|\Z|[.,;)/]| (?:khi|để|hoặc|và|ngay|nếu|báo|của|\())")
_LONG_DIGITS = re.compile(r"\d{9,40}(?![\w]|[.,]\d)")
_CODE_DIGITS = re.compile(r"\d{3,40}(?:[-.]\d{1,6})?(?![\w%]|[.,]\d)")
_COUNTED = re.compile(r" ?(?:đồng|đ|triệu|tỷ|nghìn|người|hộ|vnđ)(?!\w)", re.IGNORECASE)
_SPACED_CODE = re.compile(r"\d{2,6}(?:[ .]\d{2,6}){1,5}(?![\w]|[.,]\d)")
_PAPERS = frozenset({"khoản", "stk", "cccd", "cmnd", "cmt", "mst", "thuế", "thẻ", "cước", "chiếu"})
_SPACED_ID = re.compile(r"0\d{2}(?: ?\d{3}){3}(?!\d)")
_PLATE = re.compile(
    r"(\d{2}) ?-? ?([A-ZĐ]{1,2}\d?) ?[- ] ?(\d{3}\.\d{2}|\d{4,5}|\d{3}\.\d{1,2})(?![\w])"
    r"|(\d{2})([A-ZĐ]{1,2}\d?)(\d{3}\.\d{2}|\d{5})(?!\w)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_TLD = r"(?:vn|com|net|org|edu|gov|info|asia|app|io|me|tv|gl|be|ly|co)"
_DOMAIN = re.compile(rf"(?:[a-z0-9-]{{1,40}}\.){{1,5}}{_TLD}(?![\w-]|\.\w)(?:/[^\s<>\"“”]*)?", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'"
_SPOKEN_LABELS = {"vn": "vê nờ", "tv": "tê vê", "io": "i o"}
_PERSONAL_CUES = frozenset({"cccd", "cmnd", "cước", "dân", "hộ", "chiếu", "cmt"})


def _phone(cursor: Cursor) -> Said | None:
    match = _PHONE.match(cursor.text, cursor.at) or _SHORT_PHONE.match(cursor.text, cursor.at)
    if match is None:
        return _local_phone(cursor)
    digits = re.sub(r"\D", "", match[0])
    international = digits.startswith("84")
    if not (international or len(digits) in {10, 11} or digits.startswith(("18", "19"))):
        return None
    if len(digits) == 12 and "+" not in match[0]:
        return None
    words = ("cộng " if "+" in match[0] else "") + spell_digits(digits)
    national = digits[2:] if international else digits[1:]
    mobile = len(national) == 9 and national[0] in "35789" and digits[0] in "08"
    return Said(match.end(), words, 0.98, Question("telephone") if mobile else None)


def _local_phone(cursor: Cursor) -> Said | None:
    """Read a number without its area code after "số máy"."""
    match = _LOCAL_PHONE.match(cursor.text, cursor.at)
    if match is None or cursor.word_before() not in _PHONE_WORDS:
        return None
    return Said(match.end(), spell_digits(match[0]), 0.9)


def _emergency(cursor: Cursor) -> Said | None:
    """Read 113, 114, 1022 as names where one is told to call them."""
    match = _EMERGENCY.match(cursor.text, cursor.at)
    if match is None:
        return None
    near = cursor.words_before[-5:]
    called = any(word in CUES["emergency"] for word in near[-1:]) and not _is_counted(near)
    listed = cursor.word_before()[:2] == "11" and len(cursor.word_before()) == 3
    told = any(cue in cursor.before for cue in _CALLS) and _NOT_COUNTED.match(cursor.text, match.end())
    if not (called or listed or told):
        return None
    return Said(match.end(), spell_digits(match[1]), 0.95)


def _is_counted(near: list[str]) -> bool:
    """Answer whether "và" or "số" here joins plain numbers, not numbers to call."""
    if near[-1] in {"và", "hoặc"}:
        return not any(len(word) == 3 and word.startswith("11") for word in near)
    if near[-1] in {"số", "hộ", "qua", "an"}:
        return not any(word in {"gọi", "công", "cứu", "đài", "thoại", "máy", "nóng"} for word in near[:-1])
    return False


def _identity(cursor: Cursor) -> Said | None:
    """Read identity cards, accounts and codes digit by digit."""
    match = _SPACED_ID.match(cursor.text, cursor.at) or _LONG_DIGITS.match(cursor.text, cursor.at)
    if match is None and any(word in _PAPERS for word in cursor.words_before[-2:]):
        match = _SPACED_CODE.match(cursor.text, cursor.at)
    if match is None:
        match = _CODE_DIGITS.match(cursor.text, cursor.at)
        if match is None or not cursor.follows("code", 3) or _COUNTED.match(cursor.text, match.end()):
            return None
    digits = re.sub(r"\D", "", match[0])
    person = (len(digits) == 12 and digits[0] == "0") or any(
        word in _PERSONAL_CUES for word in cursor.words_before[-2:]
    )
    return Said(match.end(), spell_digits(match[0]), 0.97, Question("identity") if person else None)


def _plate(cursor: Cursor) -> Said | None:
    match = _PLATE.match(cursor.text, cursor.at)
    if match is None:
        return None
    province, series, number = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    letters = name_letters(re.sub(r"\d", "", series))
    digit = spell_digits(series)
    head = f"{cardinal(province, cursor.style)} {letters}{' ' + digit if digit else ''}"
    return Said(match.end(), f"{head} {spell_digits(number)}", 0.95, Question("plate"))


def say_address(address: str, cursor: Cursor) -> str:
    """Say a web or mail address: dots, slashes and signs by name, digits one by one."""
    named = {".": "chấm", "/": "gạch chéo", "@": "a còng"}
    words: list[str] = []
    for part in re.findall(r"\d+|[^\W\d_]+|[./@]", address):
        if part in named:
            words.append(named[part])
        elif part.isdigit():
            words.append(spell_digits(part))
        else:
            words.append(_SPOKEN_LABELS.get(part.lower(), part))
    return " ".join(words)


def _url(cursor: Cursor) -> Said | None:
    match = _URL.match(cursor.text, cursor.at)
    if match is None:
        at_domain = _DOMAIN.match(cursor.text, cursor.at)
        if at_domain is None:
            return None
        match = at_domain
    written = match[0].rstrip(_TRAILING)
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "", written, flags=re.IGNORECASE).rstrip("/")
    words = "" if len(address) > LONG_URL or "?" in address else say_address(address, cursor)
    return Said(cursor.at + len(written), words, 0.7 if words else 0.3, Question("address"))


def _email(cursor: Cursor) -> Said | None:
    match = _EMAIL.match(cursor.text, cursor.at)
    if match is None:
        return None
    return Said(match.end(), say_address(match[0], cursor), 0.7, Question("address"))


RULES = (
    Rule("telephone", Start.DIGIT, _phone),
    Rule("telephone", Start.SIGN, _phone, first="+("),
    Rule("telephone", Start.DIGIT, _emergency, first="1"),
    Rule("plate", Start.DIGIT, _plate, then="ABCDEFGHIKLMNOPQRSTUVXYZĐ-"),
    Rule("identity", Start.DIGIT, _identity),
    Rule("address", Start.LETTER, _email, glued=True),
    Rule("address", Start.LETTER, _url, glued=True),
    Rule("address", Start.DIGIT, _url, then=".-abcdefghijklmnopqrstuvwxyz"),
)
