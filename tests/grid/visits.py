"""A visit as a phone would send it, and the questions as an administrator would."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from enterprises.models import Enterprise


def visit_body(visited: Enterprise, **more: Any) -> dict[str, Any]:
    """A visit of just now, at the gate, with a few answers."""
    return {
        "enterprise": str(visited.uuid),
        "template_version": 1,
        "occurred_at": timezone.now().isoformat(),
        "lat": 30.3095,
        "lon": 120.3235,
        "accuracy_m": 12.5,
        "answers": {"plan_ready": "done", "missing_workers": 94, "labour_causes": ["transport"]},
        "people_met": [{"name": "王经理", "title": "人事"}],
        "production": {
            "expected_staff": 386,
            "returned_staff": 121,
            "capacity_percent": 40,
            "state": "partial",
        },
        "summary": "缺工 94 人,请协助组织包车。",
        **more,
    }


def questions(*more: dict[str, Any]) -> dict[str, Any]:
    """A small template: a loan, and when it falls due if there is one."""
    due = {
        "id": "due_on",
        "kind": "date",
        "label": "到期日",
        "label_en": "Due on",
        "required": True,
        "show_if": {"question": "loan", "test": "equals", "value": True},
    }
    loan = {"id": "loan", "kind": "bool", "label": "有到期贷款", "label_en": "A loan falls due"}
    section = {"id": "money", "title": "看资金", "title_en": "Money", "fields": [loan, due, *more]}
    return {"title": "走访记录", "title_en": "Visit", "sections": [section]}
