"""Copies of a picture, made smaller, packed again or turned, are said to be near; other pictures and papers are not."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from parsers.facts import FileFacts, Role, Segment
from parsers.ocr.likeness import look_of
from pipeline.likeness import near, near_pictures, shared_pictures
from pipeline.state import FileState
from tests.parsers.scanning import ORDER, PLAN, page, photograph
from tests.pipeline.making import judged
from tests.pipeline.test_remarking import school

CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "packed again": lambda image: Image.open(io.BytesIO(_jpeg(image, 50))),
    "smaller": lambda image: image.resize((image.width * 3 // 5, image.height * 3 // 5)),
    "on its side": lambda image: image.transpose(Image.Transpose.ROTATE_90),
    "upside down": lambda image: image.transpose(Image.Transpose.ROTATE_180),
    "darker": lambda image: image.point([value * 4 // 5 for value in range(256)] * len(image.getbands())),
}


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def other_photograph() -> Image.Image:
    """People before a board."""
    image = Image.new("RGB", (1600, 1200), (190, 180, 160))
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 100, 1400, 620), fill=(30, 70, 50))
    for at in range(6):
        draw.ellipse((120 + 240 * at, 640, 260 + 240 * at, 800), fill=(220, 180, 150))
        draw.rectangle((100 + 240 * at, 800, 280 + 240 * at, 1200), fill=(40 * at, 40, 90))
    return image


def look(image: Image.Image) -> str:
    """As the child that reads scans takes it."""
    return look_of(image)


PICTURES = {"photograph": photograph(), "people": other_photograph(), "plan": page(PLAN), "order": page(ORDER * 4)}


def seen(*looks: str, role: Role = "annex") -> FileFacts:
    """A file of such pages."""
    return FileFacts("jpeg", len(looks), (), (Segment((1,), role),), looks=looks)


@pytest.mark.parametrize("change", sorted(CHANGES))
@pytest.mark.parametrize("name", ["photograph", "people", "order"])
def test_a_copy_of_a_picture_is_near(name: str, change: str) -> None:
    """However it was changed on its way."""
    role: Role = "document" if name == "order" else "annex"
    one, two = look(PICTURES[name]), look(CHANGES[change](PICTURES[name]))
    assert near(seen(one, role=role), seen(two, role=role))


def test_different_pictures_and_papers_are_not_near() -> None:
    """Two photographs, two papers; a page with hardly anything on it is near nothing."""
    looks = [look(image) for image in PICTURES.values()]
    assert not any(near(seen(one), seen(other)) for i, one in enumerate(looks) for other in looks[:i])
    assert look(Image.new("L", (1200, 1700), 250)) == ""
    assert not near(seen(""), seen(""))
    assert not near(seen(), seen())
    assert not near(seen(looks[0]), seen(looks[0], looks[1]))


def file(number: int, name: str, *looks: str) -> FileState:
    """A photograph as derived."""
    return FileState(number, 1, "k", str(number), name, "image/jpeg", 1, f"{number:064x}", seen(*looks))


def test_a_photograph_sent_twice_is_said_once_and_the_same_bytes_elsewhere() -> None:
    """What has the same bytes is told by another remark."""
    one, two = look(photograph()), look(CHANGES["smaller"](photograph()))
    files = [file(1, "a.jpg", one), file(2, "b.jpg", two), file(3, "c.jpg", look(other_photograph()))]
    (found,) = near_pictures(files)
    assert (found.code, found.params) == ("near_picture", {"file": "b.jpg", "other": "a.jpg"})
    assert list(near_pictures([files[0], replace(files[0], name="d.jpg")])) == []


def copy() -> str:
    """The look of the photograph packed again."""
    return look(CHANGES["packed again"](photograph()))


def test_a_photograph_of_another_school_is_said_to_both() -> None:
    """Each is told the other's file and number."""
    both = [school(n, one) for n, one in ((17, file(1, "a.jpg", look(photograph()))), (18, file(2, "b.jpg", copy())))]
    found = shared_pictures(tuple(judged(both).values()))
    assert {place: [finding.params["other"] for finding in of] for place, of in found.items()} == {
        0: ["b.jpg"],
        1: ["a.jpg"],
    }
