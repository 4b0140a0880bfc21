#!/usr/bin/env python
"""Django's command line for the enterprise service grid."""

import os
import sys

SIGNS_NOTHING = ("deadline",)
"""Commands that compute from what they are given: they need no database, and no key either."""


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in SIGNS_NOTHING:
        os.environ.setdefault("SECRET_KEY", "signs-nothing")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
