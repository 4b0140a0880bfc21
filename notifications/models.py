"""Who is told, by which channel, and whether it arrived."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import EventRecord
from notifications.querysets import DeliveryQuerySet


class Channel(models.TextChoices):
    INBOX = "inbox", _("站内")
    EMAIL = "email", _("邮件")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已送达")
    DEAD = "dead", _("发送失败")


class Delivery(models.Model):
    """One event to one person by one channel, once. The inbox is the deliveries of that channel."""

    event = models.ForeignKey(EventRecord, on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel)
    state = models.CharField(max_length=7, choices=DeliveryState)
    send_after = models.DateTimeField()
    digest = models.BooleanField(default=False)
    """Held back until working time: it leaves together with all others that wait for the same person."""
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient", "channel"], name="delivered_once"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="delivery_channel_known"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
        ]
        indexes = [
            models.Index(fields=["send_after"], name="delivery_waiting", condition=Q(state="waiting")),
            models.Index(fields=["-id"], name="delivery_dead", condition=Q(state="dead")),
            models.Index(fields=["recipient", "-id"], name="inbox", condition=Q(channel="inbox")),
            models.Index(
                fields=["recipient"], name="inbox_unread", condition=Q(channel="inbox", read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.recipient_id} by {self.channel}"
