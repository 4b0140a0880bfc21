"""The tables every app leans on: the event log, the feed's head, answered creates, phones and their receipts."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class EventRecord(models.Model):
    """Outbox, timeline and audit in one append-only row. `seq` is given by the relay, gap-free, at dispatch."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    topics = ArrayField(models.CharField(max_length=80))
    notify = ArrayField(models.BigIntegerField(), default=list)
    public = models.BooleanField()
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=36, blank=True)
    seq = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="event_waiting", condition=models.Q(seq__isnull=True)),
            models.Index(fields=["subject", "-id"], name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Feed(models.Model):
    """One row: the highest published seq, and the epoch that a restore renews."""

    epoch = models.UUIDField(default=uuid.uuid4)
    head = models.BigIntegerField(default=0)
    ticked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="feed_is_one_row")]

    def __str__(self) -> str:
        return f"{self.epoch} at {self.head}"


class Heartbeat(models.Model):
    """The last moment at which a process, a loop or the workers' queue got something done, and its figures."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    # The database knows the default too: during a deploy, processes of the release before still write rows.
    facts = models.JSONField(default=dict, db_default={})

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"


class Tally(models.Model):
    """A count that all processes add to, by its labels as sorted JSON. For metrics; see core.tally."""

    name = models.CharField(max_length=60)
    labels = models.CharField(max_length=300)
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "labels"], name="tallied_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.labels} {self.value}"


class AnsweredCreate(models.Model):
    """The first answer to a create, kept so that the same request again gets the same answer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    path = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"


class FileState(models.TextChoices):
    RECEIVED = "received"
    READY = "ready"
    REJECTED = "rejected"


class StoredFile(models.Model):
    """Bytes somebody sent: their hash is kept, only the rendition made from them is served."""

    uuid = models.UUIDField(unique=True)
    original_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=FileState, default=FileState.RECEIVED)
    original = models.CharField(max_length=120)
    rendition = models.CharField(max_length=120, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.original_name


class Device(models.Model):
    """One installation of the browser app for one user: the last number it used, and what it says still waits there.

    `uuid` is made by the device and known to nobody else.
    """

    uuid = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    agent = models.CharField(max_length=200, blank=True)
    last_seq = models.BigIntegerField(default=0)
    gaps = models.PositiveIntegerField(default=0)
    unsent = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    oldest_unsent_at = models.DateTimeField(null=True)
    clock_offset_seconds = models.IntegerField(null=True)
    reported_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "uuid"], name="device_of_user")]
        indexes = [models.Index(fields=["uuid"], name="device_uuid")]

    def __str__(self) -> str:
        return f"{self.uuid} of {self.user_id}"


class ReceiptOutcome(models.TextChoices):
    STORED = "stored"
    REFUSED = "refused"
    HELD = "held"


class Receipt(models.Model):
    """What became of one numbered item of a device, written in the item's own transaction.

    What was not stored keeps its payload here until somebody settles it, so that no word of it is lost.
    """

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="receipts")
    seq = models.BigIntegerField()
    item = models.UUIDField()
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=7, choices=ReceiptOutcome)
    answer = models.JSONField(encoder=DjangoJSONEncoder)
    payload = models.JSONField(null=True)
    after = models.UUIDField(null=True)
    offset_seconds = models.IntegerField(null=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "seq"], name="receipt_number"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=ReceiptOutcome.values), name="receipt_outcome_known"
            ),
        ]
        indexes = [
            models.Index(fields=["item"], name="receipt_item"),
            models.Index(
                fields=["device", "seq"],
                name="receipt_unsettled",
                condition=models.Q(settled_at__isnull=True) & ~models.Q(outcome="stored"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item}: {self.outcome}"


class Upload(models.Model):
    """Bytes on their way in, piece by piece; `offset` says how many are safely here."""

    uuid = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    size = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "uuid"], name="upload_of_user")]
        indexes = [models.Index(fields=["touched_at"], name="upload_touched")]

    def __str__(self) -> str:
        return f"{self.uuid}: {self.offset} of {self.size}"
