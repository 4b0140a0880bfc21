"""Addresses outside the API."""

from django.urls import path, re_path

from accounts.pages import views

urlpatterns = [
    path("", views.front_page),
    path("demo/sign-in", views.demo_sign_in),
    path("admin/login/", views.to_front_page),
    re_path(r"^(?P<name>m|e|desk)/(?P<rest>.*)$", views.shell),
]
