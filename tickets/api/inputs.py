"""The bodies that come in, one a verb. A field the verb does not know is refused by name."""

from __future__ import annotations

from rest_framework import serializers as s

from core.api.inputs import CreateInput, Input, Moment, Text, Whole
from tickets.models import CommentKind, NoticeColour, Outcome, Priority
from tickets.rules.subtasks import MOST_DAYS

DECISIONS = ["granted", "refused"]
TAGS = ("fast", "polite", "professional", "solved", "slow", "unclear", "unsolved", "passed_around")


class OpenTicketInput(CreateInput):
    enterprise = s.UUIDField(required=False)
    category = Text(max_length=12)
    text = Text(min_length=5)
    title = Text(max_length=80, required=False, allow_blank=True)
    priority = s.ChoiceField(choices=Priority.choices, required=False)
    visit = s.UUIDField(required=False)
    on_the_spot = s.BooleanField(required=False)
    public_reply = Text(required=False, allow_blank=True)
    contact_name = Text(max_length=60, required=False, allow_blank=True)
    contact_phone = Text(max_length=20, required=False, allow_blank=True)
    occurred_at = Moment(required=False)


class EmptyInput(Input):
    pass


class ReasonInput(Input):
    reason = Text(max_length=1000)


class OptionalReasonInput(Input):
    reason = Text(max_length=1000, required=False, allow_blank=True)


class TextInput(Input):
    text = Text()


class OptionalTextInput(Input):
    text = Text(required=False, allow_blank=True)


class CategoriseInput(Input):
    category = Text(max_length=12)


class AssignInput(Input):
    unit = Whole(min_value=1)
    person = Whole(min_value=1, required=False, allow_null=True)
    reason = Text(max_length=1000, required=False, allow_blank=True)


class HandOverInput(Input):
    unit = Whole(min_value=1, required=False, allow_null=True)
    reason = Text(max_length=1000)


class RuleObjectionInput(Input):
    decision = s.ChoiceField(choices=DECISIONS)
    unit = Whole(min_value=1, required=False, allow_null=True)
    reason = Text(max_length=1000)


class RecordContactInput(Input):
    how = s.ChoiceField(choices=["phone", "visit", "message", "meeting"])
    text = Text()


class AskExtensionInput(Input):
    due_at = Moment()
    reason = Text(max_length=1000)


class DecideExtensionInput(Input):
    decision = s.ChoiceField(choices=DECISIONS)
    reason = Text(max_length=1000, required=False, allow_blank=True)


class HoldInput(Input):
    review_on = s.DateField()
    reason = Text(max_length=1000)


class ResolveInput(Input):
    outcome = s.ChoiceField(choices=Outcome.choices)
    public_reply = Text()


class RateInput(Input):
    score = Whole(min_value=1, max_value=5)
    tags = s.ListField(child=s.ChoiceField(choices=TAGS), required=False, max_length=8)
    text = Text(max_length=1000, required=False, allow_blank=True)


class MergeInput(Input):
    into = Text(max_length=24)
    reason = Text(max_length=1000)


class GiveSubtaskInput(Input):
    unit = Whole(min_value=1)
    person = Whole(min_value=1, required=False, allow_null=True)
    text = Text(max_length=1000)
    days = Whole(min_value=1, max_value=MOST_DAYS, required=False, allow_null=True)


class JoinCauseInput(Input):
    cause = Text(max_length=24)


class RuleRungInput(Input):
    decision = s.ChoiceField(choices=DECISIONS)
    reason = Text(max_length=1000)


class SuperviseInput(Input):
    colour = s.ChoiceField(choices=NoticeColour.choices)
    text = Text(max_length=1000)


class CommentInput(CreateInput):
    kind = s.ChoiceField(choices=CommentKind.choices)
    text = Text()


class AttachInput(CreateInput):
    file = s.FileField()
    comment = s.UUIDField(required=False)


class FileInput(CreateInput):
    """A file whose bytes were uploaded under the same uuid."""

    ticket = s.UUIDField()
    name = Text(max_length=200)
    sha256 = Text(min_length=64, max_length=64)
