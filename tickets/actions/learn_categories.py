"""Learning from the zone's own closed tickets which texts belong to which category."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from core.database import hold
from tickets.models import CategoryModel, Ticket
from tickets.rules.classifier import as_data, pairs_of
from tickets.rules.learning import learn
from tickets.rules.lifecycle import State

MOST_TEXTS = 5000
FEWEST_TEXTS = 50
FEWEST_OF_A_CLASS = 5
KEPT_VERSIONS = 10


@transaction.atomic
def learn_categories(*, at: datetime) -> CategoryModel | None:
    """A new version learnt from the newest closed tickets, with its measured accuracy; None when they are too few."""
    hold("learning")
    rows = Ticket.objects.filter(state=State.CLOSED).order_by("-id").values_list("text", "category_id")
    samples = [(pairs_of(text), category) for text, category in rows[:MOST_TEXTS]]
    number = Counter(category for _, category in samples)
    samples = [one for one in samples if number[one[1]] >= FEWEST_OF_A_CLASS]
    if len(samples) < FEWEST_TEXTS:
        return None

    lesson = learn(samples)

    last = CategoryModel.objects.aggregate(last=Max("version"))["last"] or 0
    CategoryModel.objects.filter(version__lte=last + 1 - KEPT_VERSIONS).delete()
    return CategoryModel.objects.create(
        version=last + 1,
        trained_at=at,
        texts=lesson.texts,
        wordings=lesson.wordings,
        accuracy=lesson.accuracy,
        accuracy_new=lesson.accuracy_new,
        among_three_new=lesson.among_three_new,
        threshold=lesson.threshold,
        weights=as_data(lesson.model),
    )
