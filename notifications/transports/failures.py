"""How a delivery can fail."""


class TemporaryFailure(Exception):
    """Not now; the same delivery may succeed later."""


class PermanentFailure(Exception):
    """Not ever, unless somebody changes something."""
