"""Passwords and tokens: Argon2id for what people type (RFC 9106), sha256 for what programs carry."""

import hashlib
import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from station.errors import BadInput

SHORTEST = 8
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody")


def hash_password(password: str) -> str:
    """Return what may be kept of a password. Raise BadInput when it is too easy to guess."""
    if len(password) < SHORTEST:
        raise BadInput("password", f"Mật khẩu cần ít nhất {SHORTEST} ký tự.")
    if re.fullmatch(r"(.)\1*|0?123456789?0?|8{8,}", password):
        raise BadInput("password", "Mật khẩu này quá dễ đoán, hãy chọn mật khẩu khác.")
    return _HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Is this the password? An unknown person costs the same time as a known one."""
    try:
        _HASHER.verify(kept or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def new_token() -> str:
    """Return a fresh secret for a program, 256 bits of chance."""
    return "loa_" + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token; its chance makes a slow hash needless."""
    return hashlib.sha256(token.encode()).hexdigest()
