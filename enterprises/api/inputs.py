"""What may be sent about the register."""

from __future__ import annotations

from rest_framework import serializers

from core.api.inputs import CreateInput, Input, Text, Whole
from enterprises.models import ProductionState


class ProductionInput(Input):
    """Where production stands on one day."""

    expected_staff = Whole(max_value=1_000_000)
    returned_staff = Whole(max_value=1_000_000)
    capacity_percent = Whole(max_value=150)
    state = serializers.ChoiceField(choices=ProductionState.choices)


class ReportInput(ProductionInput, CreateInput):
    reported_on = serializers.DateField()


class RevealInput(Input):
    """Looking at a number needs a reason that somebody else can understand later."""

    reason = Text(min_length=4, max_length=200)
