"""Refusals a user can understand. Each says what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


class Refusal(Exception):
    """A request that is understood and not done. `status` is the HTTP answer, `retry_after` whole seconds."""

    status = 409
    code = "refused"

    def __init__(
        self,
        detail: Text,
        *,
        field: str = "",
        remedy: Text = "",
        retry_after: int | None = None,
        **extras: Any,
    ) -> None:
        super().__init__(str(detail))
        self.detail = detail
        self.field = field
        self.remedy = remedy
        self.retry_after = retry_after
        self.extras = extras


class InvalidField(Refusal):
    """A field whose value cannot be taken."""

    status = 400
    code = "invalid"


class InvalidFields(InvalidField):
    """Several fields at once, each as (field, what is wrong, what to do); at least one."""

    def __init__(self, wrong: Sequence[tuple[str, Text, Text]]) -> None:
        field, detail, remedy = wrong[0]
        super().__init__(detail, field=field, remedy=remedy)
        self.wrong = wrong


class Missing(Refusal):
    """A row that is not there, or not yours: the two are not told apart."""

    status = 404
    code = "not_found"


class WrongState(Refusal):
    """The row's present state does not allow it."""

    code = "wrong_state"


class NotAllowed(Refusal):
    """The reader may see the row but not do this to it."""

    status = 403
    code = "not_allowed"


class Stale(Refusal):
    """The row has moved on since the reader looked."""

    status = 412
    code = "stale"


class OtherBody(Refusal):
    """The same key came before with another body."""

    status = 422
    code = "other_body"


class TooSoon(Refusal):
    """Asked again before the pause between two askings was over."""

    status = 429
    code = "too_soon"


class Held(Refusal):
    """Understood and kept, but somebody must look at it before it counts."""

    status = 202
    code = "held"


class NotYet(Refusal):
    """Cannot be judged before something else has come; asking again later is right."""

    code = "not_yet"
