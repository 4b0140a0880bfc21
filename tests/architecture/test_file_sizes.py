"""A file that fits on a few screens is read; the walls keep it that way."""

import statistics

from tests.architecture.tree import code_files, lines_of

WALL = 300
MEDIAN = 60
NINE_OF_TEN = 160


def test_no_file_is_longer_than_the_wall() -> None:
    too_long = {str(file): lines_of(file) for file in code_files() if lines_of(file) > WALL}

    assert not too_long, f"Split by what the parts are about: {too_long}"


def test_most_files_are_short() -> None:
    lengths = [lines_of(file) for file in code_files() if lines_of(file)]

    assert statistics.median(lengths) <= MEDIAN
    assert statistics.quantiles(lengths, n=10)[-1] <= NINE_OF_TEN
