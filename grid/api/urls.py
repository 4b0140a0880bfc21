"""Addresses of the grid below /api/v1/."""

from django.urls import path

from grid.api.views.absences import AbsenceEndView, AbsencesView, CapacityView
from grid.api.views.exports import EnterpriseExportView, VisitExportView
from grid.api.views.ground import GroundView
from grid.api.views.me import MeView, TodayView
from grid.api.views.phones import HeldItemView, PhonesView
from grid.api.views.photos import PhotoView, VisitPhotosView
from grid.api.views.plans import CalendarFeedView, PlanDropView, PlanMoveView, PlansView, PlanWeekView
from grid.api.views.plates import PlatesView
from grid.api.views.register import EnterprisesView, EnterpriseView
from grid.api.views.templates import (
    TemplateDocumentView,
    TemplateDropView,
    TemplatePublishView,
    TemplatesView,
    TemplateView,
)
from grid.api.views.trust import AnswerVisitView, ExplainVisitView, LookAtVisitView, VisitLooksView
from grid.api.views.units import UnitsView, UnitView
from grid.api.views.visits import VisitsView, VisitTemplateView, VisitView

urlpatterns = [
    path("me", MeView.as_view()),
    path("today", TodayView.as_view()),
    path("ground", GroundView.as_view()),
    path("enterprises", EnterprisesView.as_view()),
    path("plates", PlatesView.as_view()),
    path("enterprises/export", EnterpriseExportView.as_view()),
    path("enterprises/<uuid:uuid>", EnterpriseView.as_view()),
    path("units", UnitsView.as_view()),
    path("units/<int:pk>", UnitView.as_view()),
    path("units/<int:pk>/members/<int:user>/capacity", CapacityView.as_view()),
    path("absences", AbsencesView.as_view()),
    path("absences/<uuid:uuid>/end", AbsenceEndView.as_view()),
    path("visit-template", VisitTemplateView.as_view()),
    path("visit-templates", TemplatesView.as_view()),
    path("visit-templates/read", TemplateDocumentView.as_view()),
    path("visit-templates/<int:number>", TemplateView.as_view()),
    path("visit-templates/<int:number>/drop", TemplateDropView.as_view()),
    path("visit-templates/<int:number>/publish", TemplatePublishView.as_view()),
    path("visits", VisitsView.as_view()),
    path("visits/export", VisitExportView.as_view()),
    path("visits/<uuid:uuid>", VisitView.as_view()),
    path("visits/<uuid:uuid>/photos", VisitPhotosView.as_view()),
    path("visits/<uuid:uuid>/answer", AnswerVisitView.as_view()),
    path("visits/<uuid:uuid>/explain", ExplainVisitView.as_view()),
    path("visits/<uuid:uuid>/look", LookAtVisitView.as_view()),
    path("visit-looks", VisitLooksView.as_view()),
    path("photos/<uuid:uuid>", PhotoView.as_view()),
    path("plans", PlansView.as_view()),
    path("plans/week", PlanWeekView.as_view()),
    path("plans/<uuid:uuid>/move", PlanMoveView.as_view()),
    path("plans/<uuid:uuid>/drop", PlanDropView.as_view()),
    path("calendar-feed", CalendarFeedView.as_view()),
    path("phones", PhonesView.as_view()),
    path("held-items/<int:pk>", HeldItemView.as_view()),
]
