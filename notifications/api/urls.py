"""Addresses below /api/v1/."""

from django.urls import path

from notifications.api import views

urlpatterns = [
    path("inbox", views.InboxView.as_view(), name="inbox"),
    path("inbox/read", views.InboxReadView.as_view(), name="inbox-read"),
    path("mails", views.MailsView.as_view(), name="mails"),
]
