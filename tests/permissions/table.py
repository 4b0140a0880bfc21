"""Who gets what from every address: one line a method, address and relation, one column a person.

Columns are people (tests/permissions/world.py says who is what); lines are what the row is to Ada: her own, her
team's, another team's. Figures are HTTP statuses: 404 is a hidden row and looks exactly like a missing one, 403 a
row that may be seen and not done this to. Lines of "any" do not hang on a row.
The columns: ada ben cleo finn dora lena eva adam nobody. A new address without a line fails.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.permissions.world import WHO

TABLE = """
GET   /absences                                                    any     200  200  200  200  200  200  403  200  401
POST  /absences                                                    any     201  201  201  201  201  201  403  201  401
POST  /absences/<uuid:uuid>/end                                    own     200  200  404  404  200  403  403  200  401
                                                                   team    403  200  404  404  200  403  403  200  401
                                                                   other   404  404  200  404  200  403  403  200  401
GET   /attachments/<uuid:uuid>                                     own     200  200  404  200  200  200  200  200  401
                                                                   team    200  200  404  404  200  200  404  200  401
                                                                   other   404  404  200  404  200  200  404  200  401
GET   /board                                                       any     200  200  200  200  200  200  403  200  401
GET   /calendar-feed                                               any     200  200  200  403  403  403  403  403  401
POST  /calendar-feed                                               any     200  200  200  403  403  403  403  403  401
DELETE /calendar-feed                                              any     204  204  204  403  403  403  403  403  401
GET   /calendars                                                   any     403  403  403  403  200  200  403  200  401
GET   /calendars/<slug:code>                                       any     403  403  403  403  200  200  403  200  401
PATCH /calendars/<slug:code>                                       any     403  403  403  403  200  403  403  200  401
POST  /calendars/<slug:code>/preview                               any     403  403  403  403  200  403  403  200  401
GET   /categories/suggest                                          any     200  200  200  200  200  200  200  200  401
GET   /causes                                                      any     200  200  200  200  200  200  403  200  401
POST  /causes                                                      any     403  403  403  403  201  201  403  403  401
GET   /causes/<str:ref>                                            any     200  200  200  200  200  200  403  200  401
POST  /causes/<str:ref>/answer                                     any     403  403  403  200  200  200  403  403  401
POST  /causes/<str:ref>/close                                      any     403  403  403  200  200  200  403  403  401
GET   /clock-policies                                              any     403  403  403  403  200  200  403  200  401
POST  /clock-policies                                              any     403  403  403  403  201  403  403  201  401
POST  /clock-policies/preview                                      any     403  403  403  403  200  403  403  200  401
PATCH /clock-policies/<int:pk>                                     any     403  403  403  403  200  403  403  200  401
GET   /clock-policies/<int:pk>/history                             any     403  403  403  403  200  200  403  200  401
GET   /clock-policies/<int:pk>/move                                any     403  403  403  403  200  403  403  200  401
POST  /clock-policies/<int:pk>/move                                any     403  403  403  403  200  403  403  200  401
POST  /clock-policies/<int:pk>/retire                              any     403  403  403  403  200  403  403  200  401
GET   /enterprises                                                 any     200  200  200  200  200  200  200  200  401
GET   /enterprises/<uuid:uuid>                                     own     200  200  404  200  200  200  200  200  401
                                                                   team    200  200  404  200  200  200  404  200  401
                                                                   other   404  404  200  200  200  200  404  200  401
POST  /enterprises/<uuid:uuid>/contacts/<int:contact_id>/reveal    own     200  200  404  404  200  200  200  200  401
                                                                   team    200  200  404  404  200  200  404  200  401
                                                                   other   404  404  200  404  200  200  404  200  401
POST  /enterprises/<uuid:uuid>/reports                             own     201  201  404  403  201  403  201  403  401
                                                                   team    201  201  404  403  201  403  404  403  401
                                                                   other   404  404  201  403  201  403  404  403  401
GET   /enterprises/export                                          any     200  200  200  200  200  200  200  200  401
POST  /held-items/<int:pk>                                         own     403  200  403  403  200  403  403  403  401
                                                                   team    403  403  403  403  200  403  403  403  401
                                                                   other   403  404  403  403  200  403  403  403  401
GET   /ground                                                      any     200  200  200  200  200  200  403  200  401
GET   /inbox                                                       any     200  200  200  200  200  200  200  200  401
POST  /inbox/read                                                  any     200  200  200  200  200  200  200  200  401
GET   /mails                                                       any     403  403  403  403  200  403  403  200  401
GET   /ladder                                                      any     403  403  403  403  200  200  403  200  401
GET   /ladder/versions                                             any     403  403  403  403  200  200  403  200  401
POST  /ladder/versions                                             any     403  403  403  403  200  403  403  200  401
GET   /me                                                          any     200  200  200  200  200  200  200  200  401
PATCH /me                                                          any     200  200  200  200  200  200  200  200  401
GET   /meetings                                                    any     200  200  200  200  200  200  403  200  401
POST  /meetings                                                    any     403  403  403  403  201  201  403  403  401
GET   /meetings/<uuid:uuid>                                        own     200  200  404  200  200  200  403  200  401
                                                                   team    200  200  404  404  200  200  403  200  401
                                                                   other   404  404  200  404  200  200  403  200  401
PATCH /meetings/<uuid:uuid>                                        own     403  403  404  403  200  200  403  403  401
                                                                   team    403  403  404  404  200  200  403  403  401
                                                                   other   404  404  403  404  200  200  403  403  401
POST  /meetings/<uuid:uuid>/cancel                                 own     403  403  404  403  200  200  403  403  401
                                                                   team    403  403  404  404  200  200  403  403  401
                                                                   other   404  404  403  404  200  200  403  403  401
POST  /meetings/<uuid:uuid>/decide                                 own     403  403  404  403  200  200  403  403  401
                                                                   team    403  403  404  404  200  200  403  403  401
                                                                   other   404  404  403  404  200  200  403  403  401
POST  /meetings/<uuid:uuid>/hold                                   own     403  403  404  403  200  200  403  403  401
                                                                   team    403  403  404  404  200  200  403  403  401
                                                                   other   404  404  403  404  200  200  403  403  401
GET   /meta                                                        any     200  200  200  200  200  200  200  200  401
GET   /overview                                                    any     403  403  403  403  200  200  403  200  401
GET   /plates                                                      any     200  200  200  200  200  200  403  200  401
GET   /plans                                                       any     200  200  200  200  200  200  403  200  401
POST  /plans                                                       own     201  201  403  403  201  201  403  403  401
                                                                   team    403  201  403  403  201  201  403  403  401
                                                                   other   403  403  201  403  201  201  403  403  401
POST  /plans/week                                                  any     200  200  200  403  200  200  403  403  401
POST  /plans/<uuid:uuid>/drop                                      own     204  204  404  404  204  204  403  403  401
                                                                   team    403  204  404  404  204  204  403  403  401
                                                                   other   404  404  204  404  204  204  403  403  401
POST  /plans/<uuid:uuid>/move                                      own     200  200  404  404  200  200  403  403  401
                                                                   team    403  200  404  404  200  200  403  403  401
                                                                   other   404  404  200  404  200  200  403  403  401
GET   /phones                                                      any     403  200  403  403  200  200  403  200  401
GET   /photos/<uuid:uuid>                                          own     200  200  404  404  200  200  404  200  401
                                                                   team    200  200  404  404  200  200  404  200  401
                                                                   other   404  404  200  404  200  200  404  200  401
GET   /routing-rules                                               any     403  403  403  403  200  200  403  200  401
POST  /routing-rules                                               any     403  403  403  403  201  403  403  201  401
PATCH /routing-rules/<int:pk>                                      any     403  403  403  403  200  403  403  200  401
GET   /routing-rules/<int:pk>/history                              any     403  403  403  403  200  200  403  200  401
POST  /routing-rules/dry_run                                       any     403  403  403  403  200  200  403  200  401
PUT   /routing-rules/order                                         any     403  403  403  403  200  403  403  200  401
GET   /standing-in                                                 any     200  200  200  200  200  200  403  200  401
GET   /subtasks                                                    any     200  200  200  200  200  200  403  200  401
POST  /subtasks/<uuid:uuid>/accept                                 own     403  403  404  200  403  403  404  403  401
                                                                   team    403  403  404  404  200  403  404  403  401
                                                                   other   404  404  403  404  200  403  404  403  401
POST  /subtasks/<uuid:uuid>/cancel                                 own     200  200  404  403  200  200  404  403  401
                                                                   team    403  200  404  404  200  200  404  403  401
                                                                   other   404  404  200  404  200  200  404  403  401
POST  /subtasks/<uuid:uuid>/finish                                 own     403  403  404  200  403  403  404  403  401
                                                                   team    403  403  404  404  200  403  404  403  401
                                                                   other   404  404  403  404  200  403  404  403  401
POST  /subtasks/<uuid:uuid>/return                                 own     403  403  404  200  403  403  404  403  401
                                                                   team    403  403  404  404  200  403  404  403  401
                                                                   other   404  404  403  404  200  403  404  403  401
POST  /subtasks/<uuid:uuid>/send_back                              own     200  200  404  403  200  200  404  403  401
                                                                   team    403  200  404  404  200  200  404  403  401
                                                                   other   404  404  200  404  200  200  404  403  401
GET   /sync                                                        any     200  200  200  200  200  200  403  200  401
POST  /sync/items                                                  any     200  200  200  200  200  200  200  200  401
GET   /tickets                                                     any     200  200  200  200  200  200  200  200  401
POST  /tickets                                                     own     201  201  404  403  201  403  201  403  401
                                                                   team    201  201  404  403  201  403  404  403  401
                                                                   other   404  404  201  403  201  403  404  403  401
GET   /tickets/<str:ref>                                           own     200  200  404  200  200  200  200  200  401
                                                                   team    200  200  404  404  200  200  404  200  401
                                                                   other   404  404  200  404  200  200  404  200  401
GET   /tickets/<str:ref>/alike                                     own     200  200  404  200  200  200  403  200  401
                                                                   team    200  200  404  404  200  200  403  200  401
                                                                   other   404  404  200  404  200  200  403  200  401
POST  /tickets/<str:ref>/attachments                               own     201  201  404  201  201  201  201  201  401
                                                                   team    201  201  404  404  201  201  404  201  401
                                                                   other   404  404  201  404  201  201  404  201  401
GET   /tickets/<str:ref>/clocks/<str:kind>/ledger                  own     200  200  404  200  200  200  200  200  401
                                                                   team    200  200  404  404  200  200  404  200  401
                                                                   other   404  404  200  404  200  200  404  200  401
POST  /tickets/<str:ref>/comments                                  own     201  201  404  201  201  201  201  201  401
                                                                   team    201  201  404  404  201  201  404  201  401
                                                                   other   404  404  201  404  201  201  404  201  401
GET   /tickets/<str:ref>/timeline                                  own     200  200  404  200  200  200  200  200  401
                                                                   team    200  200  404  404  200  200  404  200  401
                                                                   other   404  404  200  404  200  200  404  200  401
GET   /tickets/export                                              any     200  200  200  200  200  200  200  200  401
GET   /today                                                       any     200  200  200  200  200  200  403  200  401
GET   /units                                                       any     200  200  200  200  200  200  403  200  401
GET   /units/<int:pk>                                              any     200  200  200  200  200  200  403  200  401
PUT   /units/<int:pk>/members/<int:user>/capacity                  any     403  204  403  403  204  403  403  204  401
POST  /uploads                                                     any     201  201  201  201  201  201  201  201  401
HEAD  /uploads/<uuid:uuid>                                         own     200  404  404  404  404  404  404  404  401
                                                                   team    404  200  404  404  404  404  404  404  401
                                                                   other   404  404  200  404  404  404  404  404  401
PATCH /uploads/<uuid:uuid>                                         own     204  404  404  404  404  404  404  404  401
                                                                   team    404  204  404  404  404  404  404  404  401
                                                                   other   404  404  204  404  404  404  404  404  401
GET   /visit-looks                                                 any     403  200  403  403  200  200  403  200  401
GET   /visit-reports                                               any     200  200  200  200  200  200  403  200  401
GET   /visit-reports/export                                        any     200  200  200  200  200  200  403  200  401
GET   /visit-template                                              any     200  200  200  200  200  200  403  200  401
GET   /visit-templates                                             any     403  403  403  403  403  403  403  200  401
POST  /visit-templates                                             any     403  403  403  403  403  403  403  201  401
GET   /visit-templates/<int:number>                                any     403  403  403  403  403  403  403  200  401
PUT   /visit-templates/<int:number>                                any     403  403  403  403  403  403  403  200  401
POST  /visit-templates/<int:number>/drop                           any     403  403  403  403  403  403  403  204  401
POST  /visit-templates/<int:number>/publish                        any     403  403  403  403  403  403  403  200  401
POST  /visit-templates/read                                        any     403  403  403  403  403  403  403  200  401
GET   /visits                                                      any     200  200  200  200  200  200  200  200  401
POST  /visits                                                      own     201  201  404  403  201  201  403  403  401
                                                                   team    201  201  404  403  201  201  404  403  401
                                                                   other   404  404  201  403  201  201  404  403  401
GET   /visits/<uuid:uuid>                                          own     200  200  404  404  200  200  403  200  401
                                                                   team    200  200  404  404  200  200  403  200  401
                                                                   other   404  404  200  404  200  200  403  200  401
PATCH /visits/<uuid:uuid>                                          own     200  200  404  404  200  403  403  403  401
                                                                   team    403  200  404  404  200  403  403  403  401
                                                                   other   404  404  200  404  200  403  403  403  401
POST  /visits/<uuid:uuid>/answer                                   own     403  403  403  403  403  403  200  403  401
                                                                   team    403  403  403  403  403  403  404  403  401
                                                                   other   403  403  403  403  403  403  404  403  401
POST  /visits/<uuid:uuid>/explain                                  own     200  403  404  404  403  403  403  403  401
                                                                   team    403  200  404  404  403  403  403  403  401
                                                                   other   404  404  200  404  403  403  403  403  401
POST  /visits/<uuid:uuid>/look                                     own     403  200  403  403  200  403  403  403  401
                                                                   team    403  403  403  403  200  403  403  403  401
                                                                   other   403  404  403  403  200  403  403  403  401
POST  /visits/<uuid:uuid>/photos                                   own     201  201  404  404  201  403  403  403  401
                                                                   team    403  201  404  404  201  403  403  403  401
                                                                   other   404  404  201  404  201  403  403  403  401
GET   /visits/export                                               any     200  200  200  200  200  200  200  200  401
"""


@dataclass(frozen=True)
class Line:
    method: str
    path: str
    relation: str
    expected: dict[str, int]


def lines(text: str = TABLE) -> list[Line]:
    """The table, read."""
    found, subject = [], ("", "")
    for row in text.strip().splitlines():
        if not row.strip():
            continue
        words = row.split()
        if words[0] in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"):
            subject, words = (words[0], words[1]), words[2:]
        relation, statuses = words[0], [int(word) for word in words[1:]]
        found.append(Line(*subject, relation, dict(zip(WHO, statuses, strict=True))))
    return found
