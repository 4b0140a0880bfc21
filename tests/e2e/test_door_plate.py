"""From the printed plate to the visit: the desk's real QR code, read by the phone's camera and out of a photo."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.entrance import Entrance
from tests.e2e.pages.phone import VisitForm

CAMERA = """
(picture) => {
  const plate = new Image()
  plate.src = `data:image/png;base64,${picture}`
  navigator.mediaDevices.getUserMedia = async () => {
    await plate.decode()
    const sheet = Object.assign(document.createElement('canvas'), { width: 640, height: 640 })
    const pen = sheet.getContext('2d')
    const draw = () => {
      pen.fillStyle = '#888'; pen.fillRect(0, 0, 640, 640)
      pen.save(); pen.translate(320, 320); pen.rotate(0.2); pen.drawImage(plate, -170, -170, 340, 340); pen.restore()
      setTimeout(draw, 100)
    }
    draw()
    return sheet.captureStream(10)
  }
}
"""
"""The lens of a machine that has none: it looks at the printed plate, a little askew."""


@pytest.fixture
def plate(entrance: Entrance) -> tuple[str, bytes]:
    """The enterprise's id, and its plate as it comes out of the printer."""
    firm = entrance.caller("enterprise").get("/me")["enterprise"]
    page = entrance.page("coordinator", f"/desk/plates?search={firm['short_name']}")
    printed = page.locator(f"[data-plate='{firm['id']}'] svg")
    expect(printed).to_be_visible()
    return firm["id"], printed.screenshot()


def test_a_photo_of_the_plate_opens_the_visit(entrance: Entrance, plate: tuple[str, bytes]) -> None:
    page = entrance.page("cadre", "/m/visit")
    page.get_by_role("link", name="扫门牌").click()
    page.locator("input[type=file]").set_input_files(
        FilePayload(name="plate.png", mimeType="image/png", buffer=plate[1])
    )
    opened(page, plate[0])


def test_the_camera_sees_the_plate_and_opens_the_visit(entrance: Entrance, plate: tuple[str, bytes]) -> None:
    page = entrance.page("cadre", "/m/visit")
    page.evaluate(CAMERA, base64.b64encode(plate[1]).decode())
    page.get_by_role("link", name="扫门牌").click()
    opened(page, plate[0])


def test_the_phones_own_camera_app_opens_the_same_visit(entrance: Entrance, plate: tuple[str, bytes]) -> None:
    opened(entrance.page("cadre", f"/m/door/{plate[0]}"), plate[0])


def opened(page: Page, firm: str) -> None:
    page.wait_for_url(re.compile(f"/m/visit/{firm}$"))
    VisitForm(page)
