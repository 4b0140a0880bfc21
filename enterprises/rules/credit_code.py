"""The unified social credit code (GB 32100): eighteen characters with a check character."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError


class Fault(StrEnum):
    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"


class WrongCode(ValueError):
    """The code cannot be one; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def credit_code(text: str) -> str:
    """The code in its stored form, full width folded and spaces gone. WrongCode with the fault otherwise."""
    try:
        return str(uscc.validate(unicodedata.normalize("NFKC", text)))
    except InvalidLength as error:
        raise WrongCode(Fault.LENGTH) from error
    except InvalidChecksum as error:
        raise WrongCode(Fault.CHECK) from error
    except (ValidationError, ValueError) as error:
        raise WrongCode(Fault.CHARACTER) from error
