"""What every body has in common."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import get_resolver
from rest_framework.serializers import DateTimeField

from core.api.inputs import Input, Moment


def bodies(of: type[Input] = Input) -> Iterator[type[Input]]:
    for body in of.__subclasses__():
        yield body
        yield from bodies(body)


def test_no_body_takes_a_moment_that_no_answer_can_write() -> None:
    assert get_resolver().url_patterns, "every body is known once the routes are"
    moments = {
        f"{body.__qualname__}.{name}": isinstance(field, Moment)
        for body in bodies()
        for name, field in body._declared_fields.items()
        if isinstance(field, DateTimeField)
    }
    assert moments
    assert all(moments.values()), moments
