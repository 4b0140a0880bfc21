"""/metrics for Prometheus: how things stand, read from the database when asked, and what all processes counted.

One web process answers for all: progress, queues and sockets are rows, and counts are added up in a table. A
database that does not answer is itself a figure.
"""

from __future__ import annotations

import hmac
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from config.figures import Figures, figures
from core.api.insiders import from_here
from core.models import Tally
from core.tally import BUCKETS

KIND = "text/plain; version=0.0.4; charset=utf-8"
COUNTS = {
    "http_requests": "Answered requests",
    "tasks": "Finished background tasks",
    "deliveries": "Tries to send a delivery, by how they ended",
}
TIMES = {
    "http_seconds": "How long requests took in the web process",
    "task_seconds": "How long background tasks took",
}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For this machine, and for whoever brings METRICS_TOKEN as a bearer; everybody else finds nothing here."""
    if not (from_here(request) or _has_token(request)):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Grid())
    return HttpResponse(generate_latest(registry), content_type=KIND)


def _has_token(request: HttpRequest) -> bool:
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(
        sent.encode(), settings.METRICS_TOKEN.encode()
    )


class Grid(Collector):
    """Everything that is shown, in one pass."""

    def collect(self) -> Iterator[Metric]:
        try:
            found = figures()
            rows = list(Tally.objects.values_list("name", "labels", "value"))
        except Error:
            yield _gauge("database_up", "Whether the database answers", 0)
            return
        yield _gauge("database_up", "Whether the database answers", 1)
        yield from _present(found)
        yield from _counted((name, json.loads(labels), value) for name, labels, value in rows)


def _present(found: Figures) -> Iterator[Metric]:
    yield _gauge("outbox_events", "Events that were recorded and not yet numbered", found.outbox_length)
    yield _gauge("outbox_age_seconds", "Age of the oldest of them", found.outbox_age)
    yield _gauge("feed_head", "Highest number given to an event", found.head)
    yield _gauge("head_lag_events", "How far the slowest live process is behind the feed", found.head_lag)
    yield _gauge("sockets", "Open pages", found.sockets)
    yield _gauge("timers_due", "Clocks whose alarm is past and not yet acted on", found.timers_due)
    yield _gauge("timer_lag_seconds", "How long the most overdue of them waits", found.timer_lag)
    yield _gauge("mails_waiting", "Mails to be sent", found.mails_waiting)
    yield _gauge("dead_letters", "Deliveries that were given up", found.dead_letters)
    yield _gauge("canary_wait_seconds", "How long the last canary waited for a worker", found.canary_wait)
    yield _gauge("disk_free_bytes", "Free space where uploads are kept", found.disk_free)
    if found.backup_age is not None:
        yield _gauge("backup_age_seconds", "Age of the newest backup in VAR_DIR/backups", found.backup_age)
    age = GaugeMetricFamily("grid_progress_age_seconds", "Since when it got nothing done", labels=["name"])
    for name, seconds in found.ages.items():
        age.add_metric([name], seconds)
    yield age
    build = GaugeMetricFamily("grid_build_info", "The running build", labels=["build"])
    build.add_metric([settings.BUILD], 1)
    yield build


def _counted(rows: Iterable[tuple[str, dict[str, str], float]]) -> Iterator[Metric]:
    by_name: dict[str, list[tuple[dict[str, str], float]]] = defaultdict(list)
    for name, labels, value in rows:
        by_name[name].append((labels, value))
    for name, help_text in COUNTS.items():
        if found := by_name.get(name):
            family = CounterMetricFamily(f"grid_{name}", help_text, labels=sorted(found[0][0]))
            for labels, value in found:
                family.add_metric([labels[label] for label in sorted(labels)], value)
            yield family
    for name, help_text in TIMES.items():
        if found := by_name.get(f"{name}_bucket"):
            yield _histogram(name, help_text, found, by_name[f"{name}_sum"])


def _histogram(name: str, help_text: str, buckets: list[Any], sums: list[Any]) -> Metric:
    known = sorted(sums[0][0])
    family = HistogramMetricFamily(f"grid_{name}", help_text, labels=known)
    total = {tuple(labels[label] for label in known): value for labels, value in sums}
    hits: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for labels, value in buckets:
        hits[tuple(labels[label] for label in known)][labels["le"]] = value
    bounds = [*map(str, BUCKETS), "+Inf"]
    for key, hit in hits.items():
        running = itertools.accumulate(hit.get(bound, 0.0) for bound in bounds)
        family.add_metric(list(key), list(zip(bounds, running, strict=True)), total.get(key, 0.0))
    return family


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"grid_{name}", help_text, value=value)
