"""Photos on pages: the copies that fit, the part that shows a quoted line, and nothing of what may not be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import normpath

import pytest
from lxml import html
from PIL import Image, ImageDraw

from goldenthread.compile import edition_of, loader
from goldenthread.media.copies import LONGEST_PART
from goldenthread.publish import Site, publish
from goldenthread.publish.addresses import photo_address
from tests.written import CHART, HEAD, MEETING, Compile, Compiled

Files = dict[str, str | bytes]
PHOTO = "meetings/review/photos/sheet.jpg"
AGREED = (
    "actions: [{id: survey, what: Survey}]\nsupport: [{id: van, what: A van, for: team, from: staffing#vans}]\n"
    "decisions: [{id: rule, what: A rule, from: staffing#rules}]\n"
    "findings: [{id: lesson, what: A lesson, kind: lesson, from: staffing#lessons}]\n"
)
LINES = """\
## HOUSING {#housing rank=1 box="0.1 0.1 0.3 0.05"}
- SURVEY THE POSTS {#posts action=survey box="0.1 0.2 0.5 0.1"}
- A VAN {#vans box="0.1 0.3 0.2 0.1"}
- A RULE {#rules box="0.1 0.4 0.2 0.1"}
- A LESSON {#lessons box="0.1 0.5 0.2 0.1"}
- WHO PAYS? {.question #who-pays box="0.1 0.6 0.2 0.1"}
- NO BOX {#unboxed}
"""


def sheet(size: tuple[int, int] = (1500, 2000)) -> bytes:
    """A grey sheet with a red field where the line about the posts stands."""
    image = Image.new("RGB", size, "grey")
    box = [round(part * side) for part, side in zip((0.1, 0.2, 0.6, 0.3), size * 2, strict=True)]
    ImageDraw.Draw(image).rectangle(box, "red")
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def records(lines: str = LINES, head: str = "", photo: bytes | None = None) -> Files:
    chart = f"---\ntitle: Staffing\nphotos: [sheet.jpg]\nalt: A sheet\nranking: {{method: dots}}\n{head}---\n{lines}"
    groups = {"registers/groups.yml": "- {id: team, name: Team}\n"}
    return {**groups, MEETING: f"{HEAD}{AGREED}---\n", CHART: chart, PHOTO: photo or sheet()}


def site(result: Compiled) -> Site:
    return publish(edition_of(result.archive), loader(result.root))


def page(made: Site, address: str) -> html.HtmlElement:
    (found,) = (one for one in made.pages if one.address == address)
    return html.fromstring(made.render(found).html)


def assets(made: Site) -> dict[str, bytes]:
    return {asset.address: asset.make() or b"" for asset in made.assets}


def rasters(files: dict[str, bytes]) -> Iterator[tuple[str, Image.Image]]:
    for address, data in files.items():
        if address.endswith((".jpg", ".webp")):
            with Image.open(BytesIO(data)) as image:
                yield address, image.convert("RGB")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    from tests.written import compiled, write

    root = tmp_path_factory.mktemp("records")
    write(root, records())
    result = compiled(root)
    assert result.told == []
    return site(result)


def test_a_photo_is_offered_in_the_widths_and_formats_it_has(made: Site) -> None:
    (picture,) = page(made, "meetings/review/flip-charts/staffing/").xpath("//picture")
    (source,), (image,) = picture.xpath(".//source"), picture.xpath(".//img")
    folder = "../../photos/sheet"
    assert source.get("srcset") == f"{folder}~480.webp 480w, {folder}~960.webp 960w, {folder}.webp 1500w"
    assert image.get("srcset") == f"{folder}~480.jpg 480w, {folder}~960.jpg 960w, {folder}.jpg 1500w"
    assert (image.get("src"), image.get("width"), image.get("height")) == (f"{folder}.jpg", "1500", "2000")
    assert source.get("type") == "image/webp"
    assert source.get("sizes") == image.get("sizes") != ""


def offered(made: Site) -> Iterator[tuple[str, tuple[int, int]]]:
    """The address of each picture on each page, with the width and height told of it; 0 where none is."""
    for recorded in made.pages:
        for image in html.fromstring(made.render(recorded).html).iter("img", "source"):
            for part in filter(None, (image.get("srcset") or "").split(", ")):
                url, _, width = part.partition(" ")
                yield normpath(recorded.address + url), (int(width.rstrip("w") or 0), 0)
            if image.tag == "img":
                told = (int(image.get("width") or 0), int(image.get("height") or 0))
                yield normpath(recorded.address + str(image.get("src"))), told


def test_each_picture_on_a_page_has_a_file_of_the_size_told_and_each_file_a_page(made: Site) -> None:
    sizes = {address: image.size for address, image in rasters(assets(made))}
    named = dict.fromkeys(address for address, _ in offered(made))
    for address, told in offered(made):
        assert [own for own, said in zip(sizes[address], told, strict=True) if said] == [one for one in told if one]
    assert set(named) == set(sizes)


THINGS = {
    "actions/survey/": ("posts", "SURVEY THE POSTS"),
    "support/van/": ("vans", "A VAN"),
    "decisions/rule/": ("rules", "A RULE"),
    "findings/lesson/": ("lessons", "A LESSON"),
    "questions/who-pays/": ("who-pays", "WHO PAYS?"),
}


@pytest.mark.parametrize("address", THINGS)
def test_what_came_from_a_line_shows_it_as_it_stands_on_the_photo(made: Site, address: str) -> None:
    line, words = THINGS[address]
    (figure,) = page(made, address).xpath("//figure[contains(@class, 'gt-crop')]")
    (link,), (image,) = figure.xpath("a"), figure.xpath(".//img")
    assert link.get("href") == f"../../meetings/review/flip-charts/staffing/#{line}"
    assert image.get("src") == f"../../meetings/review/flip-charts/staffing/{line}.jpg"
    assert image.get("alt") == words
    assert figure.getparent().xpath("p[@class='gt-quote']")


def test_a_priority_shows_its_heading_and_lines(made: Site) -> None:
    images = page(made, "priorities/review/staffing/housing/").xpath("//figure//img/@alt")
    assert images == ["HOUSING", "SURVEY THE POSTS", "A VAN", "A RULE", "A LESSON", "WHO PAYS?"]


def test_a_part_shows_the_line_with_a_small_margin_and_no_more(made: Site) -> None:
    files = assets(made)
    for kind in ("jpg", "webp"):
        with Image.open(BytesIO(files[f"meetings/review/flip-charts/staffing/posts.{kind}"])) as image:
            rgb = image.convert("RGB")
        assert max(rgb.size) <= LONGEST_PART
        red = [(x, y) for x in range(rgb.width) for y in range(rgb.height) if is_red(rgb.getpixel((x, y)))]
        left, right = min(x for x, _ in red), max(x for x, _ in red)
        top, bottom = min(y for _, y in red), max(y for _, y in red)
        assert len(red) > 0.7 * rgb.width * rgb.height
        assert 2 <= left <= 20
        assert 2 <= rgb.width - 1 - right <= 20
        assert 2 <= top <= 20
        assert 2 <= rgb.height - 1 - bottom <= 20


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[0] > 180 and pixel[1] < 90)


def test_a_part_of_a_small_photo_is_not_made_larger(archive: Compile) -> None:
    files = assets(site(archive(records(photo=sheet((150, 200))))))
    with Image.open(BytesIO(files["meetings/review/flip-charts/staffing/posts.jpg"])) as image:
        assert image.size[0] <= 150 * 0.52
    assert "meetings/review/photos/sheet~480.jpg" not in files


def test_where_a_line_is_internal_there_is_no_part_and_no_trace_of_a_box(archive: Compile) -> None:
    result = archive(records(f"{LINES}- SECRET {{audience=internal}}\n"))
    assert result.told == [f"{CHART}:2:1 GT803"]
    public = site(result)
    assert [address for address in assets(public) if address.endswith((".jpg", ".webp"))] == []
    for recorded in public.pages:
        shown = public.render(recorded).html
        assert "<img" not in shown
        assert "gt-crop" not in shown
    assert "Box(" not in repr(public.book.archive)


def test_without_a_photo_that_can_be_shown_the_line_stands_alone(archive: Compile) -> None:
    result = archive(records(photo=b"no photo"))
    assert result.told == [f"{PHOTO}:1:1 GT702"]
    assert not page(site(result), "actions/survey/").xpath("//figure//img")


def test_of_several_photos_the_part_is_of_the_one_named(archive: Compile) -> None:
    green = BytesIO()
    Image.new("RGB", (400, 400), "lime").save(green, "JPEG")
    lines = LINES.replace('box="0.1 0.2', 'box="other.jpg 0.1 0.2')
    lines = re.sub(r'box="(?=0)', 'box="sheet.jpg ', lines)
    files = {**records(lines), "meetings/review/photos/other.jpg": green.getvalue()}
    files[CHART] = str(files[CHART]).replace("[sheet.jpg]", "[sheet.jpg, other.jpg]")
    shown = dict(rasters(assets(site(archive(files)))))
    assert shown["meetings/review/flip-charts/staffing/posts.jpg"].getpixel((50, 10)) == (0, 255, 1)


# Consent


def fingerprint(image: Image.Image) -> int:
    """Which neighbours are brighter: alike for alike pictures, whatever their size and format."""
    small = image.convert("L").resize((9, 8), Image.Resampling.BOX)
    pixels = list(small.tobytes())
    return sum((pixels[y * 9 + x] < pixels[y * 9 + x + 1]) << (y * 8 + x) for y in range(8) for x in range(8))


def portrait() -> Image.Image:
    """Somebody, in a colour that nothing else has."""
    image = Image.radial_gradient("L").resize((800, 600)).convert("RGB")
    ImageDraw.Draw(image).rectangle((100, 300, 500, 500), (255, 0, 255))
    return image


def same(image: Image.Image) -> bool:
    """Whether a picture has the portrait's colour, or looks like it."""
    small = image.resize((40, 40), Image.Resampling.BOX)
    pixels = [small.getpixel((x, y)) for x in range(40) for y in range(40)]
    loud = [p for p in pixels if isinstance(p, tuple) and p[0] > 180 and p[1] < 90 and p[2] > 180]
    return bool(loud) or (fingerprint(image) ^ fingerprint(portrait())).bit_count() < 10


@pytest.mark.parametrize(("consent", "seen"), [("yes", True), ("no", False)])
def test_nobody_is_seen_who_has_not_agreed(archive: Compile, consent: str, seen: bool) -> None:
    out = BytesIO()
    portrait().save(out, "JPEG", quality=90)
    photos = "photos: [{photo: ana-at-work.jpg, alt: Secretly at work, caption: Secretly, people: ana}]\n"
    files = {
        **records(),
        MEETING: f"{HEAD}{AGREED}{photos}---\n",
        "meetings/review/photos/ana-at-work.jpg": out.getvalue(),
        "registers/people.yml": f"- {{id: ana, name: Ana, photo_consent: {consent}}}\n",
    }
    public = site(archive(files))
    published = assets(public)
    looked = [same(image) for _, image in rasters(published)]
    assert any(looked) == seen
    assert len(looked) > 10
    told = "\n".join([*published, *(public.render(one).html for one in public.pages)])
    assert ("ecretly" in told, "at-work" in told) == (seen, seen)


def test_two_photos_that_differ_only_in_their_ending_have_addresses_of_their_own() -> None:
    names = ["a.jpg", "a.png", "a", "a.webp", "a.jpeg", "a-480.jpg"]
    copies = [(width, kind) for width in (0, 480, 960) for kind in ("jpg", "webp")]
    addresses = [photo_address("m", name, *copy) for name in names for copy in copies if name != "a"]
    assert len(set(addresses)) == len(addresses)
    assert photo_address("m", "scan").endswith("/scan.jpg")
