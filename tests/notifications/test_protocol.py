"""What a page may say, and what closes the line."""

from __future__ import annotations

import pytest

from notifications.live.protocol import BadMessage, Ping, Subscribe, read


def test_a_subscription_names_topics_once_and_where_to_go_on() -> None:
    text = '{"type":"subscribe","topics":["board","user.5","board"],"since":7,"epoch":"e"}'
    assert read(text) == Subscribe(("board", "user.5"), 7, "e")


def test_since_and_epoch_may_be_missing() -> None:
    assert read('{"type":"subscribe","topics":[]}') == Subscribe((), None, None)


def test_a_ping_needs_nothing_else() -> None:
    assert read('{"type":"ping"}') == Ping()


@pytest.mark.parametrize(
    "text",
    [
        None,
        "not json",
        "[]",
        '{"type":"shout"}',
        '{"type":"subscribe"}',
        '{"type":"subscribe","topics":[1]}',
        '{"type":"subscribe","topics":[""]}',
        '{"type":"subscribe","topics":["a\\u0000"]}',
        '{"type":"subscribe","topics":["board"],"since":-1}',
        '{"type":"subscribe","topics":["board"],"since":1.5}',
        '{"type":"subscribe","topics":["board"],"since":true}',
        '{"type":"subscribe","topics":["board"],"since":9007199254740992}',
        '{"type":"subscribe","topics":["board"],"epoch":7}',
        '{"type":"subscribe","topics":["' + "x" * 81 + '"]}',
        '{"type":"subscribe","topics":[' + ",".join(['"a"'] * 51) + "]}",
        '{"type":"ping","more":"' + "x" * 65536 + '"}',
    ],
)
def test_what_is_not_of_the_language_is_bad(text: str | None) -> None:
    with pytest.raises(BadMessage):
        read(text)
