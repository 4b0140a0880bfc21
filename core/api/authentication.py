"""Session sign-in for the API: CSRF is checked on every unsafe request, and "not signed in" is 401."""

from rest_framework import authentication
from rest_framework.request import Request

SCHEME = "Session"


class SessionAuthentication(authentication.SessionAuthentication):
    """Names a scheme, so that a missing session answers 401 and not 403."""

    def authenticate_header(self, request: Request) -> str:
        return SCHEME
