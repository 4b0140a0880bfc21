"""The ground as the API shows it. All points are WGS-84; a page converts where its tiles ask for another datum."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

DATUMS = ("wgs84", "gcj02")


class TeamGroundSerializer(serializers.Serializer[Any]):
    unit = serializers.IntegerField()
    ring = serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))


class StreetGroundSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    lat = serializers.FloatField()
    lon = serializers.FloatField()
    teams = TeamGroundSerializer(many=True)


class TileSourceSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    datum = serializers.ChoiceField(choices=DATUMS)
    attribution = serializers.CharField()


class GroundSerializer(serializers.Serializer[Any]):
    streets = StreetGroundSerializer(many=True)
    tiles = TileSourceSerializer(allow_null=True)
