"""What is said about a ticket: to the enterprise, among staff, and by the enterprise in the end."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from grid.models import Unit
from tickets.models.ticket import Ticket
from tickets.querysets import AttachmentQuerySet


class CommentKind(models.TextChoices):
    PUBLIC = "public", _("公开答复")
    STAGE = "stage", _("阶段答复")
    SUPPLEMENT = "supplement", _("企业补充")
    INTERNAL = "internal", _("内部备注")


class Comment(models.Model):
    """A public reply and an internal note are different things; the kind decides who reads it."""

    uuid = models.UUIDField(unique=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=10, choices=CommentKind)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("沟通记录")
        verbose_name_plural = _("沟通记录")
        indexes = [models.Index(fields=["ticket", "id"], name="comment_ticket")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CommentKind.values), name="comment_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


class Attachment(StoredFile):
    """A photo or a PDF; on an internal note it is internal too."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="attachments")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="attachments")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        indexes = [models.Index(fields=["ticket", "id"], name="attachment_ticket")]


class Rating(models.Model):
    """The enterprise's judgement: 5 very satisfied … 1 very dissatisfied; each time a ticket is closed, one and one
    follow-up (追评). They are numbered through its whole life."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="ratings")
    number = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    tags = ArrayField(models.CharField(max_length=30), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("评价")
        verbose_name_plural = _("评价")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="rating_numbered_once"),
            models.CheckConstraint(condition=Q(score__range=(1, 5), number__gte=1), name="rating_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.score}"


class RequestKind(models.TextChoices):
    EXTENSION = "extension", _("延期")
    OBJECTION = "objection", _("异议退回")


class TicketRequest(models.Model):
    """A request beside the state: more time, or another unit. One of a kind is open at a time."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=9, choices=RequestKind)
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    """The unit that objected: it does so once."""
    proposed_due_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=7, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("申请")
        verbose_name_plural = _("申请")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "kind"], condition=Q(decision=""), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "granted", "refused"]), name="request_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"
