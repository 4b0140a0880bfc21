"""Addresses that devices keep in step by, below /api/v1/."""

from django.urls import path

from core.api.sync import PushView, SyncView
from core.api.uploads import UploadsView, UploadView

urlpatterns = [
    path("sync", SyncView.as_view()),
    path("sync/items", PushView.as_view()),
    path("uploads", UploadsView.as_view()),
    path("uploads/<uuid:uuid>", UploadView.as_view()),
]
