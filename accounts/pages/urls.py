"""Addresses outside the API."""

from django.urls import path, re_path

from accounts.pages import views

urlpatterns = [
    path("", views.front_page),
    path("favicon.ico", views.mark),
    path("demo/sign-in", views.demo_sign_in),
    path("admin/login/", views.to_front_page),
    path("m/sw.js", views.service_worker),
    re_path(r"^(?P<name>m|e|desk)/(?P<rest>.*)$", views.shell),
]
