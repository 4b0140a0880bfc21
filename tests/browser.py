"""A signed-in browser without a screen: what a page would send, with the headers a page would add."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import User

API = "/api/v1"
BACKEND = "accounts.backend.SignInBackend"


class Browser:
    """Paths are relative to /api/v1 unless they begin with another slash-less name; bodies are JSON."""

    def __init__(self, user: User | None = None, *, language: str = "zh-hans") -> None:
        self.client = Client(headers={"Accept-Language": language})
        if user is not None:
            self.client.force_login(user, backend=BACKEND)
            UserSession.objects.create(
                user=user, session_key=self.client.session.session_key, ip="127.0.0.1", user_agent="tests"
            )

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(API + path, query)

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.post(API + path, body or {}, content_type="application/json", headers=headers)

    def put(self, path: str, body: dict[str, Any]) -> Any:
        return self.client.put(API + path, body, content_type="application/json")

    def patch(self, path: str, body: dict[str, Any], *, version: int | None = None) -> Any:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.client.patch(API + path, body, content_type="application/json", headers=headers)

    def create(self, path: str, body: dict[str, Any], *, key: str | None = None) -> Any:
        """A create with its Idempotency-Key; the key is made when the body has no uuid."""
        body = {"uuid": key or str(uuid.uuid4()), **body}
        return self.post(path, body, **{"Idempotency-Key": str(body["uuid"])})

    def act(self, path: str, version: int, body: dict[str, Any] | None = None) -> Any:
        """A verb on the version last seen."""
        return self.post(path, body, **{"If-Match": f'"{version}"'})

    def upload(
        self, path: str, data: bytes, *, name: str = "photo.jpg", key: str | None = None, **more: Any
    ) -> Any:
        """A file as a form would send it."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        key = key or str(uuid.uuid4())
        form = {"uuid": key, "file": SimpleUploadedFile(name, data), **more}
        return self.client.post(API + path, form, headers={"Idempotency-Key": key})
