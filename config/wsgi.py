"""HTTP: every page and the whole API, served by granian."""

import os

from django.core.wsgi import get_wsgi_application

from config.parents import die_with_parent
from core.tally import tally

die_with_parent()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
tally.keep_writing()
