"""Tickets by ModelSerializer and one ORM create a row: no rules, no scope, no replay, the same rows in the end."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework import generics, pagination, serializers

from accounts.models import User
from core.models import AnsweredCreate, EventRecord
from core.text import bigrams
from enterprises.models import Enterprise
from grid.models import Unit
from tickets.models import Category, Clock, ClockKind, Span, Ticket

HOURS = {ClockKind.ACKNOWLEDGE: 1, ClockKind.FIRST_CONTACT: 4, ClockKind.RESOLVE: 40}


class CategorySerializer(serializers.ModelSerializer[Category]):
    class Meta:
        model = Category
        fields = ("code", "name", "name_en")


class EnterpriseSerializer(serializers.ModelSerializer[Enterprise]):
    class Meta:
        model = Enterprise
        fields = ("uuid", "name", "short_name")


class UnitSerializer(serializers.ModelSerializer[Unit]):
    class Meta:
        model = Unit
        fields = ("id", "name", "name_en", "kind")


class PersonSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("id", "name", "role")


class PlainCardSerializer(serializers.ModelSerializer[Ticket]):
    """What the ledger shows, field for field."""

    category = CategorySerializer()
    enterprise = EnterpriseSerializer()
    holder_unit = UnitSerializer()
    holder = PersonSerializer()

    class Meta:
        model = Ticket
        fields = (
            *("ref", "uuid", "version", "title", "state", "lamp", "priority", "category", "enterprise"),
            *("holder_unit", "holder", "due_at", "submitted_at", "updated_at", "rung", "urged", "returned"),
            *("redone", "on_the_spot", "tasks_done", "tasks_total"),
        )


class PlainTicketSerializer(serializers.ModelSerializer[Ticket]):
    """What is sent, and the new row back."""

    class Meta:
        model = Ticket
        fields = (
            "uuid",
            "ref",
            "enterprise",
            "category",
            "text",
            "title",
            "state",
            "lamp",
            "due_at",
            "version",
        )
        read_only_fields = ("ref", "title", "state", "lamp", "due_at", "version")

    @transaction.atomic
    def create(self, validated_data: Any) -> Ticket:
        now, user = timezone.now(), self.context["request"].user
        text = validated_data["text"]
        ticket = Ticket.objects.create(
            **validated_data,
            ref=f"P-{uuid.uuid4().hex[:20]}",
            source="enterprise",
            title=text[:39],
            search=bigrams(text),
            created_by=user,
            contact_name=user.name,
            state="submitted",
            lamp="green",
            due_at=now + timedelta(hours=1),
            submitted_at=now,
            updated_at=now,
        )
        for kind, hours in HOURS.items():
            due = now + timedelta(hours=hours)
            Clock.objects.create(
                ticket=ticket,
                kind=kind,
                budget_seconds=hours * 3600,
                started_at=now,
                running_since=now,
                due_at=due,
                original_due_at=due,
                alarm_at=due,
                lamp="green",
            )
        Span.objects.create(ticket=ticket, state="submitted", started_at=now)
        EventRecord.objects.create(
            kind="ticket_submitted",
            subject=ticket.ref,
            at=now,
            actor_id=user.pk,
            topics=["board", f"ticket.{ticket.ref}"],
            public=True,
            # Numbered, so that the grid's own relay leaves the row alone; the real one is numbered later.
            seq=-ticket.pk,
            payload={"ref": ticket.ref, "title": ticket.title, "state": ticket.state, "text": text},
        )
        AnsweredCreate.objects.create(
            user=user,
            key=ticket.uuid,
            path="/api/v1/plain/tickets",
            body_hash="0" * 64,
            status=201,
            body={"ref": ticket.ref, "title": ticket.title, "state": ticket.state, "text": text},
        )
        return ticket


class TwentyFive(pagination.CursorPagination):
    page_size = 25
    ordering = "-id"


class PlainTicketView(generics.ListCreateAPIView[Ticket]):
    queryset = Ticket.objects.select_related("enterprise", "category", "holder_unit", "holder")
    pagination_class = TwentyFive

    def get_serializer_class(self) -> Any:
        return PlainTicketSerializer if self.request.method == "POST" else PlainCardSerializer
