"""One demo person at a page: reads, creates with a key, acts on the version seen, and checks every answer."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from config.simulator.guard import Reader, faults
from config.simulator.journal import Journal
from config.simulator.line import Answer, Line, Unreachable

API = "/api/v1"
AWAY = frozenset({429, 500, 502, 503, 504})
"""Answers after which the same request is sent again."""
PAUSE = 0.4
MARK = "51a7e5e0de00"
"""The last part of every uuid made here, so that a later run knows its own rows again."""


@dataclass
class Findings:
    """What the answers showed that they should not have, and how the grid failed; shared by all actors."""

    violations: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    answers: int = 0
    done: int = 0
    refused: dict[str, int] = field(default_factory=dict)


class GaveUp(Exception):
    """No definite answer within the patience."""


class Actor(Reader):
    """Signed in through the demo's door. Thread-safe: one request at a time."""

    def __init__(
        self,
        line: Line,
        username: str,
        *,
        journal: Journal,
        findings: Findings,
        patience: float = 60,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self.line, self.username = line, username
        self._journal, self.findings = journal, findings
        self._patience, self._stopping = patience, stopping
        self._turn = threading.RLock()

    def sign_in(self) -> None:
        """Open the front page, press the button, and learn who one is and whom one serves."""
        with self._turn:
            self.line.cookies.clear()
            self._until_answered(lambda: self.line.get("/"))
            answer = self._until_answered(lambda: self.line.form("/demo/sign-in", username=self.username))
            if answer.status != 302:
                raise GaveUp(f"{self.username} was not let in: {answer.status}")
            self.me = self._until_answered(lambda: self.line.get(f"{API}/me")).body
            if self.role in {"contact", "cadre", "team_leader"}:
                rows = self._until_answered(
                    lambda: self.line.get(f"{API}/enterprises", mine="true", limit=100)
                )
                self.served = frozenset(row["id"] for row in rows.body["results"])

    def get(self, path: str, **query: Any) -> Any:
        """The body, or None when there is nothing for this reader."""
        answer = self._do(path, lambda: self.line.get(API + path, **query))
        return answer.body if answer.status == 200 else None

    def sits_at(self, meeting: str) -> bool:
        """As the meeting itself names its table; asked within the request whose answer is being looked at."""
        path = f"/meetings/{meeting}"
        answer = self._until_answered(lambda: self._signed_in(lambda: self.line.get(API + path)), path)
        mine = {unit["id"] for unit in self.me["units"]}
        return answer.status == 200 and any(seat["unit"]["id"] in mine for seat in answer.body["units"])

    def create(self, path: str, body: dict[str, Any], *, key: str) -> Answer:
        """Make something once, however often it must be sent: the same key and body until there is an answer."""
        sent = {"uuid": key, **body}
        facts = {"by": self.me.get("id"), "path": path, "key": key, "text": sent.get("text")}
        self._journal.write("try", **facts)
        answer = self._do(path, lambda: self.line.post(API + path, sent, Idempotency_Key=key))
        made = answer.body if answer.status == 201 else {}
        told = {"ref": made.get("ref"), "version": made.get("version")}
        self._journal.write("answer", status=answer.status, code=answer.code, **facts, **told)
        return answer

    def act(self, ref: str, verb: str, version: int, body: dict[str, Any]) -> Answer | None:
        """A verb on the version one has seen. When no answer came, look before doing it again; None: it has moved."""
        path = f"/tickets/{ref}/{verb}"
        facts = {"by": self.me.get("id"), "ref": ref, "verb": verb, "seen": version}
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline and not self._stopping():
            self._journal.write("try", **facts)
            try:
                with self._turn:
                    answer = self._signed_in(
                        lambda: self.line.post(API + path, body, If_Match=f'"{version}"')
                    )
            except Unreachable:
                answer = None
            if answer is not None and answer.status not in AWAY - {429}:
                self._look_at(path, answer)
                version_now = answer.body.get("version") if answer.status == 200 else None
                self._journal.write(
                    "answer", status=answer.status, code=answer.code, **facts, version=version_now
                )
                return answer
            if answer is not None:
                self._look_at(path, answer)
            time.sleep(PAUSE)
            now = self.get(f"/tickets/{ref}")
            if now is None or now["version"] != version:
                self._journal.write("unknown", **facts)
                return None
        self._journal.write("unknown", **facts)
        return None

    def act_on_task(self, task: dict[str, Any], verb: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """A verb on a sub-task as it was seen; the ticket as it is now, or None when the task has moved."""
        path, seen = f"/subtasks/{task['uuid']}/{verb}", f'"{task["version"]}"'
        answer = self._do(path, lambda: self.line.post(API + path, body, If_Match=seen))
        self._journal.write("task_answer", by=self.me.get("id"), status=answer.status, path=path)
        return answer.body if answer.status == 200 else None

    def _do(self, path: str, send: Callable[[], Answer]) -> Answer:
        with self._turn:
            answer = self._until_answered(lambda: self._signed_in(send), path)
            self._look_at(path, answer)
        return answer

    def _until_answered(self, send: Callable[[], Answer], path: str = "") -> Answer:
        deadline = time.monotonic() + self._patience
        while True:
            try:
                answer = send()
            except Unreachable:
                answer = None
            if answer is not None and answer.status not in AWAY and answer.code != "in_flight":
                return answer
            if answer is not None and answer.code == "too_soon":
                return answer
            if answer is not None and answer.status == 500:
                self._look_at(path, answer)
            if time.monotonic() > deadline or self._stopping():
                raise GaveUp(f"{self.username} {path}")
            time.sleep(PAUSE)

    def _signed_in(self, send: Callable[[], Answer]) -> Answer:
        answer = send()
        if answer.status == 401:
            self.sign_in()
            answer = send()
        return answer

    def _look_at(self, path: str, answer: Answer) -> None:
        self.findings.answers += 1
        if answer.status == 500:
            self.findings.crashes.append(f"{self.username} {path}: 500 {answer.body}")
        elif answer.status >= 400:
            key = f"{answer.status} {answer.code}"
            self.findings.refused[key] = self.findings.refused.get(key, 0) + 1
        elif answer.status < 300:
            for fault in faults(self, answer.body):
                self.findings.violations.append(f"{self.username} ({self.role}) {path}: {fault}")
                self._journal.write("violation", by=self.username, path=path, fault=fault)


def marked(uuid_: str) -> bool:
    """Whether a row was made by a simulator."""
    return uuid_.endswith(MARK)


def new_key() -> str:
    """A uuid that carries the mark. Not drawn from the seed: two runs with the same seed are two runs."""
    return str(uuid.uuid4())[:-12] + MARK
