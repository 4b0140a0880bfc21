"""The rows of the life cycle's table that are about working together: sub-tasks and shared causes."""

from tickets.rules.vocabulary import WORKING, Effect, Part, Row, Same, State, a_row

S, P, E = State, Part, Effect

ROWS: tuple[Row, ...] = (
    a_row(
        "give_subtask",
        {S.ACCEPTED, *WORKING, S.ON_HOLD},
        Same.STAY,
        {P.HOLDER, P.COORDINATOR, P.LEADER},
        needs=("unit", "optional_person", "text", "optional_days"),
    ),
    a_row(
        "join_cause",
        {S.SUBMITTED, S.ACCEPTED, *WORKING, S.ON_HOLD},
        Same.STAY,
        {P.HOLDER, P.COORDINATOR},
        needs=("cause",),
    ),
    a_row(
        "leave_cause",
        {S.SUBMITTED, S.ACCEPTED, *WORKING, S.ON_HOLD},
        Same.STAY,
        {P.HOLDER, P.COORDINATOR},
        reason=True,
    ),
    a_row(
        "answer_in_common",
        {S.SUBMITTED, S.ACCEPTED, *WORKING},
        S.RESOLVED,
        {P.SYSTEM},
        E.RESOLVED,
        ("outcome", "public_reply"),
    ),
)
