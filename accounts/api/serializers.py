"""People as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import Role


class PersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
