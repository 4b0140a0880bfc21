"""Telephone numbers: one stored form, one shown form, and the masked form that everybody else sees."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

REGION = "CN"
_EXTENSION = re.compile(r"(.*\d{7,8})\s*(?:-|转|x|ext\.?)\s*(\d{1,5})", re.IGNORECASE)
_BARE = 99_999_999
"""A home number this short lacks its area code, and nobody elsewhere could call it."""
_SHORT = re.compile(r"(95\d{3,6}|1\d{2,4})")


def parse_phone(text: str) -> str:
    """The stored form: E.164, "-801" behind it for an extension, or the bare digits of a service number.

    ValueError otherwise.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _EXTENSION.fullmatch(plain):
        return f"{parse_phone(found[1])}-{found[2]}"
    digits = re.sub(r"[\s-]", "", plain)
    if _SHORT.fullmatch(digits):
        return digits
    try:
        number = phonenumbers.parse(plain, REGION)
    except phonenumbers.NumberParseException as error:
        raise ValueError(text) from error
    bare = (
        number.country_code == phonenumbers.country_code_for_region(REGION)
        and (number.national_number or 0) <= _BARE
    )
    if bare or not phonenumbers.is_possible_number(number):
        raise ValueError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(stored: str) -> str:
    """As people write it: 138 0013 8000, 0571 8691 0000; a foreign number keeps its country code."""
    line, dash, extension = stored.partition("-")
    if not stored.startswith("+"):
        return stored
    try:
        number = phonenumbers.parse(line, REGION)
    except phonenumbers.NumberParseException:
        return stored
    home = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form) + dash + extension


def mask_phone(stored: str) -> str:
    """138****8000: enough to recognise a number one knows, too little to call one does not."""
    digits = re.sub(r"\D", "", stored.partition("-")[0].removeprefix("+86"))
    if len(digits) < 7:
        return "*" * len(digits)
    return f"{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}"
