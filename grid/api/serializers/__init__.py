"""The grid as the API shows it; class names are the names of the schema's components."""

from grid.api.serializers.me import MeSerializer, TodaySerializer
from grid.api.serializers.register import EnterpriseDetailSerializer, EnterpriseRowSerializer
from grid.api.serializers.units import UnitDetailSerializer, UnitRefSerializer, UnitRowSerializer
from grid.api.serializers.visits import (
    ReceivedPhotoSerializer,
    VisitDetailSerializer,
    VisitLookSerializer,
    VisitRowSerializer,
    VisitTemplateSerializer,
)

__all__ = [
    "EnterpriseDetailSerializer",
    "EnterpriseRowSerializer",
    "MeSerializer",
    "ReceivedPhotoSerializer",
    "TodaySerializer",
    "UnitDetailSerializer",
    "UnitRefSerializer",
    "UnitRowSerializer",
    "VisitDetailSerializer",
    "VisitLookSerializer",
    "VisitRowSerializer",
    "VisitTemplateSerializer",
]
