"""What each change does to the clocks and to the ladder: one row a change, read by the code and by people.

Nothing else moves a clock. A change without a row here (an internal note, a photo) moves none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tickets.rules.vocabulary import Effect


class Does(StrEnum):
    """What happens to the clocks of a kind."""

    GOES_ON = "goes_on"
    BEGINS = "begins"
    BEGINS_ANEW = "begins_anew"
    RESTS = "rests"
    RUNS_AGAIN = "runs_again"
    IS_MET = "is_met"
    STOPS = "stops"


class Climbs(StrEnum):
    """What happens to the ladder."""

    STAYS = "stays"
    RESTS = "rests"
    ONE_UP = "one_up"
    STEPS_DOWN = "steps_down"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change. Stage replies, the duty of a rung and the answer to a notice are `duties`."""

    acknowledge: Does = Does.GOES_ON
    first_contact: Does = Does.GOES_ON
    resolve: Does = Does.GOES_ON
    stage: Does = Does.GOES_ON
    duties: Does = Does.GOES_ON
    ladder: Climbs = Climbs.STAYS


D, C = Does, Climbs
EFFECTS: dict[Effect, Change] = {
    Effect.NONE: Change(),
    # A new holder has its own time to acknowledge; the promise to the enterprise and the rung stay.
    Effect.START: Change(acknowledge=D.BEGINS_ANEW),
    Effect.ACKNOWLEDGED: Change(acknowledge=D.IS_MET, stage=D.BEGINS),
    Effect.CONTACTED: Change(first_contact=D.IS_MET),
    # While somebody else is awaited nothing runs but stage replies (a firm on hold hears something every five
    # working days) and the duties of those who supervise.
    Effect.PAUSE: Change(
        acknowledge=D.RESTS, first_contact=D.RESTS, resolve=D.RESTS, stage=D.BEGINS, ladder=C.RESTS
    ),
    Effect.RESUME: Change(acknowledge=D.RUNS_AGAIN, first_contact=D.RUNS_AGAIN, resolve=D.RUNS_AGAIN),
    # Late is late, also when nobody had looked: what is met after its due moment is missed.
    Effect.RESOLVED: Change(
        acknowledge=D.IS_MET,
        first_contact=D.IS_MET,
        resolve=D.IS_MET,
        stage=D.STOPS,
        duties=D.STOPS,
        ladder=C.STEPS_DOWN,
    ),
    # Half the time, one rung up. Also a closed ticket that is reopened.
    Effect.REDO: Change(acknowledge=D.BEGINS_ANEW, resolve=D.BEGINS_ANEW, ladder=C.ONE_UP),
    # Ended: closed, declined, withdrawn, or merged (the ticket that is kept keeps its own clocks and rung).
    Effect.STOP: Change(
        acknowledge=D.STOPS,
        first_contact=D.STOPS,
        resolve=D.STOPS,
        stage=D.STOPS,
        duties=D.STOPS,
        ladder=C.STEPS_DOWN,
    ),
}
"""Three changes are no verb's: a stage reply begins the stage clock anew; a granted extension, a moved policy and
a changed calendar set the resolve clock's budget under a new version, which is the one that rungs are fired for."""
