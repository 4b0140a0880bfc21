"""What goes out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from core.events import event_class
from notifications.models import Delivery


class InboxItemSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    event_seq = serializers.IntegerField()
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    data = serializers.DictField()  # type: ignore[assignment]


class InboxPageSerializer(serializers.Serializer[Any]):
    next = serializers.CharField(allow_null=True)
    results = InboxItemSerializer(many=True)
    unread = serializers.IntegerField()


class InboxCountSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField()


class MailSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    to = serializers.CharField()
    subject = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    text = serializers.CharField()


def inbox_item(delivery: Delivery, *, public: bool) -> dict[str, Any]:
    """One entry; an enterprise reads the public part of what happened."""
    event = delivery.event
    payload = event.payload
    if public:
        payload = event_class(event.kind).public_payload(payload)
    return {
        "id": delivery.pk,
        "event_seq": event.seq,
        "kind": event.kind,
        "at": event.at,
        "read_at": delivery.read_at,
        "data": payload,
    }
