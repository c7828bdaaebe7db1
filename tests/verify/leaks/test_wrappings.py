"""Words are found in whatever way they are written or packed; and what holds none is not said to."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageEnhance

from goldenthread.source import NOWHERE
from goldenthread.verify.leaks import planted
from goldenthread.verify.leaks.phrases import Phrases, Public, Withheld
from goldenthread.verify.leaks.pictures import look, shows
from goldenthread.verify.leaks.reading import Reading
from tests.verify.leaks.wrappings import WRAPPINGS

WORDS = "Maren Ödegard keeps the key"
ASCII = ("a page of a PDF",)


def found(phrases: Phrases, data: bytes) -> list[str]:
    hits: list[Withheld] = []
    Reading(lambda text: hits.extend(phrases.found_in(text)), lambda _: None).through(data)
    return [one.words for one in hits]


def looking_for(*words: str, public: str = "") -> Phrases:
    made = Phrases()
    for one in words:
        made.add(Withheld(one, "text", NOWHERE), Public([public]))
    return made


@pytest.mark.parametrize("name", WRAPPINGS)
def test_words_are_found_in_a_wrapping(name: str) -> None:
    words = WORDS.replace("Ö", "O") if name in ASCII else WORDS
    phrases = looking_for(words)
    assert found(phrases, WRAPPINGS[name](words))
    assert not found(phrases, WRAPPINGS[name]("Somebody else may have the other"))


def test_there_are_more_than_forty_wrappings() -> None:
    assert len(WRAPPINGS) > 40


@pytest.mark.parametrize(
    "words", ["会議の秘密", "รายงานลับ", "سري للغاية", "строго тайно", "vertraulich", "תוכנית סודית"]
)
def test_words_of_any_script_are_found_within_others(words: str) -> None:
    assert found(looking_for(words), f"«{words}»".encode())
    if ord(words[0]) > 0x0DFF:
        assert found(looking_for(words), f"会{words}会".encode())


def test_a_part_of_a_long_text_is_found() -> None:
    text = "Nobody at the depot had been told that the van would be sold before the winter came"
    assert found(looking_for(text), b"<p>told that the van would be sold before\xe2\x80\xa6")


def test_what_the_public_edition_says_too_is_not_looked_for() -> None:
    assert not found(looking_for("the van would be sold", public="So the van would be sold."), b"the van would be sold")
    assert found(looking_for("the van would be sold", public="sold be would van the"), b"the van would be sold")


def test_words_that_cannot_be_told_from_others_are_counted() -> None:
    assert looking_for("yes", "to", "12").short == {" yes ", " to ", " 12 "}


def test_a_search_that_is_blind_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert planted.unseen()[0] == ()
    monkeypatch.setattr(Reading, "through", lambda self, data: self.take(data.decode("latin-1")))
    assert "gzip" in planted.unseen()[0]


def drawn(seed: int) -> Image.Image:
    chance = random.Random(seed)
    return Image.frombytes("RGB", (12, 9), chance.randbytes(324)).resize((640, 480), Image.Resampling.BICUBIC)


def stored(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize("width", [120, 480, 1200])
def test_a_picture_is_found_in_other_sizes_and_formats(format: str, width: int) -> None:
    original = look(stored(drawn(1), "JPEG", quality=92))
    copy = ImageEnhance.Brightness(drawn(1)).enhance(1.02).resize((width, width * 3 // 4))
    seen = look(stored(copy, format))
    assert original
    assert seen
    assert shows(seen, [original], [])
    assert not shows(seen, [original], [seen])
    other = look(stored(drawn(2), format))
    assert other
    assert not shows(other, [original], [])
