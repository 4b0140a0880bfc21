"""Every address of the service."""

from django.contrib import admin
from django.urls import include, path

from config.metrics import metrics
from config.status import status
from core.api.health import livez, readyz
from grid.api.views.plans import calendar_feed

handler400 = "core.api.problems.bad_request"
handler404 = "core.api.problems.no_such_page"
handler500 = "core.api.problems.crashed"

urlpatterns = [
    path("livez", livez),
    path("readyz", readyz),
    path("metrics", metrics),
    path("calendar/<str:token>.ics", calendar_feed),
    path("", include("accounts.pages.urls")),
    path("admin/status/", status, name="status"),
    path("admin/", admin.site.urls),
    path("_allauth/", include("allauth.headless.urls")),
    # What phones send comes first: an address is looked for from above.
    path("api/v1/", include("core.api.urls")),
    path("api/v1/", include("notifications.api.urls")),
    path("api/v1/", include("tickets.api.urls")),
    path("api/v1/", include("enterprises.api.urls")),
    path("api/v1/", include("grid.api.urls")),
]
