"""What only the composition root knows: which scope, topics, projections, reactions and sweeps there are."""

from __future__ import annotations


def wire() -> None:
    """Fill core's registry. Called once, when every app is loaded."""
