"""The grid's addresses, and /api/v1/plain/tickets."""

from django.urls import include, path

from benchmarks.plain.views import PlainTicketView
from config.urls import handler404, handler500

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [path("api/v1/plain/tickets", PlainTicketView.as_view()), path("", include("config.urls"))]
