"""Calling every operation of the OpenAPI document with made-up data, and holding each answer against the document.

Half of the calls name rows that exist, so that more than 404 is seen; half of the data obeys the document and half
does not. Used by the tests with few calls on the test database, and by ./run contract with many on a running grid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from config.embedded.house import ROOT

DOCUMENT = ROOT / "docs" / "openapi.yaml"
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
CONFIG = {
    "checks": {
        "negative_data_rejection": {
            "expected-statuses": ["400", "401", "403", "404", "405", "409", "413", "415", "422", "428", "429"]
        }
    }
}
"""How what the document does not allow may be refused; Schemathesis itself does not count a body that is too large."""
TOKEN = "t" * 32
# The pieces of an upload are bytes under the name that tus gives them.
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


@dataclass(kw_only=True)
class Walker:
    """Somebody who walks the document: with a session, or without."""

    session: str = ""
    known: Mapping[str, Sequence[Any]]
    """Values that exist: "{ref}" in a path of tickets is "tickets.ref", the field of a body its own name."""
    version: Callable[[str], str]
    """The version of the row at a path, as an If-Match would quote it."""
    target: dict[str, Any]
    """Where to call: {"app": …} in this process or {"base_url": …} over HTTP."""
    statuses: dict[int, int] = field(default_factory=dict)
    """How often each status was answered."""
    violations: list[str] = field(default_factory=list)
    """What the document does not know, with the request to repeat it."""

    def call(self, case: Any) -> None:
        """One call, judged."""
        headers = {"X-CSRFToken": TOKEN, "Accept-Language": "en"}
        # A made-up name of the server is refused by whoever takes the connection, before anybody reads the document.
        for name in [name for name in case.headers or () if name.lower() == "host"]:
            del case.headers[name]
        answer = case.call(headers=headers, cookies=self._cookies(), **self.target)
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as found:
            self.violations.append(f"{case.operation.label}: {found}")

    def _cookies(self) -> dict[str, str]:
        return {"csrftoken": TOKEN, **({"sessionid": self.session} if self.session else {})}


def document() -> Any:
    """The committed document, which ./run check holds against the code. Who asks is the walker's affair."""
    said = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    for methods in said["paths"].values():
        for operation in methods.values():
            operation.pop("security", None)
    return schemathesis.openapi.from_dict(said, config=SchemathesisConfig.from_dict(CONFIG))


def operations() -> list[Any]:
    """Every operation of the document."""
    return [found.ok() for found in document().get_all_operations()]


def walk(operation: Any, walker: Walker, *, examples: int, number: int = 0) -> None:
    """Call one operation `examples` times. The same number makes the same calls."""

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def calls(data: st.DataObject) -> None:
        walker.call(data.draw(_case(operation, walker, data)))

    calls()


def _case(operation: Any, walker: Walker, data: st.DataObject) -> Any:
    mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    if mode is GenerationMode.NEGATIVE and not _takes_anything(operation):
        mode = GenerationMode.POSITIVE
    more: dict[str, Any] = {}
    if path := _known_path(operation, walker, data):
        more["path_parameters"] = path
        if any(parameter.name == "If-Match" for parameter in operation.headers):
            more["headers"] = {"If-Match": walker.version(_row(operation.path, path))}
    cases = operation.as_strategy(generation_mode=mode, **more)
    return cases.map(lambda case: _filled(case, walker, data)) if mode is GenerationMode.POSITIVE else cases


def _takes_anything(operation: Any) -> bool:
    return bool(operation.body or operation.query or operation.path_parameters or operation.headers)


def _known_path(operation: Any, walker: Walker, data: st.DataObject) -> dict[str, Any]:
    """Rows that exist, in three calls of four."""
    noun = operation.path.split("/")[3]
    found = {
        parameter.name: walker.known.get(f"{noun}.{parameter.name}")
        for parameter in operation.path_parameters
    }
    if not found or not all(found.values()) or data.draw(st.integers(0, 3)) == 0:
        return {}
    return {name: data.draw(st.sampled_from(values)) for name, values in found.items() if values}


def _row(path: str, values: dict[str, Any]) -> str:
    """The path of the row itself: a verb and what hangs on the row are cut off."""
    return "/".join(path.split("/")[3:5]).format(**values)


def _filled(case: Any, walker: Walker, data: st.DataObject) -> Any:
    """Data that obeys the document, with values that exist put in, and the key that a create asks for."""
    body = case.body
    if isinstance(body, dict):
        for name in sorted(set(body) & set(walker.known)):
            if data.draw(st.integers(0, 3)):
                body[name] = data.draw(st.sampled_from(walker.known[name]))
        if "uuid" in body and case.headers is not None and "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = str(body["uuid"])
    return case
