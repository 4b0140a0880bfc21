"""The problem ticket. Its state is written in one place only: tickets.actions._transition."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from grid.models import Unit, Visit
from tickets.querysets import TicketQuerySet
from tickets.rules.ladder import Colour
from tickets.rules.lifecycle import OPEN_STATES, State
from tickets.rules.sla import Lamp
from tickets.rules.supervising import TOP, RungState

STATES = [state.value for state in State]
LAMPS = [lamp.value for lamp in Lamp]
RUNG_STATES = [state.value for state in RungState]
COLOURS = ["", *(colour.value for colour in Colour)]
RUNNING = sorted(state.value for state in OPEN_STATES)


class Category(models.Model):
    """What a problem is about, on two levels: LAB, then LAB-RET."""

    code = models.CharField(primary_key=True, max_length=12)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    work_hours = models.PositiveSmallIntegerField(
        _("通常用时(小时)"), default=4, help_text=_("用于按工时均衡派单。")
    )
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("问题类别")
        verbose_name_plural = _("问题类别")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Priority(models.TextChoices):
    URGENT = "urgent", _("紧急")
    NORMAL = "normal", _("普通")
    LOW = "low", _("一般")


class Source(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业提交")
    VISIT = "visit", _("走访发现")
    COORDINATOR = "coordinator", _("代为登记")


class Outcome(models.TextChoices):
    SOLVED = "solved", _("已解决")
    PLANNED = "planned", _("计划解决")
    EXPLAINED = "explained", _("解释到位")
    UNSOLVABLE = "unsolvable", _("无法解决")


class Ticket(models.Model):
    """`holder_unit` leads and alone may resolve; `lead_unit` is the department the rule names behind it;
    `helper_units` take part beside them (sub-tasks, a shared cause, a joint meeting) and therefore see it."""

    uuid = models.UUIDField(unique=True)
    ref = models.CharField(max_length=24, unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    priority = models.CharField(max_length=6, choices=Priority, default=Priority.NORMAL)
    source = models.CharField(max_length=11, choices=Source)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=80)
    text = models.TextField()
    search = ArrayField(models.CharField(max_length=2), default=list)
    contact_name = models.CharField(max_length=60, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    state = models.CharField(max_length=9)
    state_before = models.CharField(max_length=9, blank=True)
    holder_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    policy = models.ForeignKey(
        "tickets.ClockPolicy", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    """The time policy its routing rule names; without one the most specific holds."""
    held_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    """Who would hold it, were that person not away; on return it goes back there."""
    waiting_since = models.DateTimeField(null=True)
    """In the unit's line: nobody is present with room. Given out oldest first."""
    routing_attempt = models.PositiveSmallIntegerField(default=1)
    helper_units = ArrayField(models.BigIntegerField(), default=list)
    cause = models.ForeignKey("CommonCause", on_delete=models.SET_NULL, null=True, related_name="tickets")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    public_reply = models.TextField(blank=True)
    on_the_spot = models.BooleanField(default=False)

    lamp = models.CharField(max_length=6, default=Lamp.NONE)
    due_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)
    rung_state = models.CharField(max_length=8, blank=True)
    rung_since = models.DateTimeField(null=True)
    supervised = models.CharField(max_length=6, blank=True)
    """The gravest open supervised notice."""
    urged = models.PositiveSmallIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)
    returned = models.PositiveSmallIntegerField(default=0)
    redone = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField(null=True)
    tasks_total = models.PositiveSmallIntegerField(default=0)
    tasks_done = models.PositiveSmallIntegerField(default=0)

    submitted_at = models.DateTimeField()
    occurred_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("工单")
        verbose_name_plural = _("工单")
        indexes = [
            models.Index(fields=["-id"], name="ticket_open", condition=Q(state__in=RUNNING)),
            models.Index(fields=["state", "due_at", "id"], name="ticket_board"),
            models.Index(fields=["enterprise", "-id"], name="ticket_enterprise"),
            models.Index(fields=["holder_unit", "state", "due_at"], name="ticket_unit"),
            models.Index(fields=["holder", "-id"], name="ticket_holder", condition=Q(state__in=RUNNING)),
            models.Index(fields=["holder", "-id"], name="ticket_desk"),
            models.Index(fields=["lamp", "-id"], name="ticket_lamp", condition=Q(state__in=RUNNING)),
            models.Index(fields=["lead_unit", "-id"], name="ticket_lead"),
            models.Index(
                fields=["holder_unit", "submitted_at", "id"],
                name="ticket_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(fields=["held_for"], name="ticket_held_for", condition=Q(held_for__isnull=False)),
            models.Index(fields=["submitted_at"], name="ticket_unrouted", condition=Q(state="submitted")),
            GinIndex(fields=["search"], name="ticket_search"),
            GinIndex(fields=["helper_units"], name="ticket_helpers", fastupdate=False),
            models.Index(OpClass(Reverse("ref"), name="text_pattern_ops"), name="ticket_number_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="ticket_state_known"),
            models.CheckConstraint(condition=Q(lamp__in=LAMPS), name="ticket_lamp_known"),
            models.CheckConstraint(condition=Q(rung_state__in=RUNG_STATES), name="ticket_rung_state_known"),
            models.CheckConstraint(condition=Q(supervised__in=COLOURS), name="ticket_supervised_known"),
            models.CheckConstraint(
                condition=Q(rung=0, rung_state="") | (Q(rung__range=(1, TOP)) & ~Q(rung_state="")),
                name="ticket_on_a_rung_or_not",
            ),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="ticket_priority_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["assigned", "handling", "redo"]) | Q(holder_unit__isnull=False),
                name="ticket_worked_on_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(waiting_since__isnull=True)
                | Q(state="assigned", holder__isnull=True, holder_unit__isnull=False),
                name="ticket_waits_for_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["resolved", "verifying"]) | ~Q(outcome=""), name="ticket_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
