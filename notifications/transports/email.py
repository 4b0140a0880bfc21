"""The way by mail."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Role
from core.events import event_class
from core.registry import registry
from notifications.models import Delivery
from notifications.transports.failures import PermanentFailure, TemporaryFailure


def send_mail(together: Sequence[Delivery]) -> None:
    """Mail what happened in the recipient's language: one event, or a digest of several for the same person.
    The first delivery's id is in Message-ID, so doubles show."""
    delivery = together[0]
    person = delivery.recipient
    if not person.is_active or not person.email:
        raise PermanentFailure("the recipient has no address")
    with translation.override(person.language):
        subject, text = _text(delivery) if len(together) == 1 else _digest(together)
    message = EmailMessage(
        subject,
        text,
        to=[person.email],
        headers={"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        codes = (
            [code for code, _said in error.recipients.values()]
            if isinstance(error, smtplib.SMTPRecipientsRefused)
            else [error.smtp_code]
        )
        failure = PermanentFailure if all(500 <= code < 600 for code in codes) else TemporaryFailure
        raise failure(str(error)) from error
    except (BadHeaderError, UnicodeError) as error:
        raise PermanentFailure(str(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryFailure(str(error)) from error


def message_id(delivery: Delivery) -> str:
    """The same for every try of one delivery."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<delivery-{delivery.pk}.{int(delivery.event.at.timestamp())}@{host}>"


def _digest(together: Sequence[Delivery]) -> tuple[str, str]:
    """What came while nobody worked: a line each, and one link."""
    lines = [_text(delivery)[0] for delivery in together]
    subject = _("%(count)d 件事等您处理") % {"count": len(lines)}
    head = _("%(name)s,您好!\n\n非工作时间里有以下事项,时限照常计算:") % {"name": together[0].recipient.name}
    foot = _("打开企业服务网格查看:%(link)s") % {"link": settings.PUBLIC_URL}
    return str(subject), "\n".join([str(head), "", *(f"· {line}" for line in lines), "", str(foot)])


def _text(delivery: Delivery) -> tuple[str, str]:
    event = delivery.event
    message = registry.messages.get(event.kind)
    if message is None:
        raise PermanentFailure(f"no text for {event.kind}")
    public = delivery.recipient.role == Role.CONTACT
    payload = event_class(event.kind).public_payload(event.payload) if public else event.payload
    facts = {
        **payload,
        "subject": event.subject,
        "name": delivery.recipient.name,
        "link": settings.PUBLIC_URL,
    }
    return message.render(facts)
