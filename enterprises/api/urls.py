"""Addresses of enterprises below /api/v1/."""

from django.urls import path

from enterprises.api.views import ReportsView, RevealContactView

urlpatterns = [
    path("enterprises/<uuid:uuid>/reports", ReportsView.as_view()),
    path("enterprises/<uuid:uuid>/contacts/<int:contact_id>/reveal", RevealContactView.as_view()),
]
