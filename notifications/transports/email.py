"""The way by mail."""

from __future__ import annotations

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError
from django.utils import translation

from accounts.models import Role
from core.events import event_class
from core.registry import registry
from notifications.models import Delivery
from notifications.transports.failures import PermanentFailure, TemporaryFailure


def send_mail(delivery: Delivery) -> None:
    """Mail the event's text in the recipient's language. The delivery's id is in Message-ID, so doubles show."""
    person = delivery.recipient
    if not person.is_active or not person.email:
        raise PermanentFailure("the recipient has no address")
    with translation.override(person.language):
        subject, text = _text(delivery)
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
            [code for code, _ in error.recipients.values()]
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
