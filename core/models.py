"""The tables every app leans on: the event log, the feed's head, and answered creates."""

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
