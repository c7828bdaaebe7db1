"""The page of a flip chart: its rounds told apart, its lines on its photo, and its photo at any size."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import examine
from tests.browser.grey import runs, told_by_colour_alone, without_colour
from tests.browser.harness import SCHEMES, Visitor, show
from tests.browser.keys import wait_until_drawn
from tests.browser.paper import lay_out, print_out, written
from tests.browser.size import targets

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHARTS = "/meetings/2026-05-21-repairs-that-stay-mended/flip-charts/"
SIXTY, SIX, FOUR_ROUNDS = f"{CHARTS}one-by-one/", f"{CHARTS}van-door/", f"{CHARTS}stay-mended/"
UNBOXED = "/meetings/2025-02-27-empty-homes/flip-charts/empty-homes/"


def status(page: Page) -> str:
    return page.locator(".gt-rounds [role=status]").inner_text()


def button(page: Page, group: str, name: str) -> Locator:
    return page.get_by_role("group", name=group).get_by_role("button", name=name)


def pressed(page: Page) -> list[str]:
    """What the pressed buttons say, without the tick before and the sign of a pen."""
    return [words.lstrip("▲◆✚") for words in page.locator(".gt-rounds [aria-pressed=true]").all_inner_texts()]


def lines(page: Page) -> int:
    """How many lines are seen in their own words or with words of theirs in another pen."""
    return page.locator(":is(.gt-line, .gt-block > h3):visible:not([data-gt-faint])").count()


# Rounds


def test_a_chart_is_shown_as_it_stood_after_a_round(visit: Visitor) -> None:
    seen = visit(FOUR_ROUNDS)
    page = seen.page
    assert status(page) == "31 lines, all rounds"
    button(page, "As it stood after", "round 1").click()
    assert status(page) == f"{lines(page)} of 31 lines, as after round 1"
    assert page.url.endswith("?after=1")
    assert pressed(page) == ["round 1", "blue pen"]
    paper = page.locator(".gt-paper").inner_text()
    assert "FTF 4 IN 5" in paper
    assert [words for words in ("NOW 41 OF 60", "35 + 5", "PRIORITY 1", "ASK FOR A TIME") if words in paper] == []
    button(page, "As it stood after", "round 3").click()
    assert "NOW 41 OF 60" in page.locator(".gt-paper").inner_text()
    page.go_back()
    assert status(page).endswith("as after round 1")
    page.go_back()
    assert status(page) == "31 lines, all rounds"
    assert page.locator(".gt-paper [hidden]:not(.gt-absent)").count() == 0
    assert seen.faults == []


def test_one_round_is_shown_and_what_it_stands_under_is_kept_in_grey(visit: Visitor) -> None:
    seen = visit(SIXTY)
    page = seen.page
    for pen in ("black pen", "blue pen"):
        button(page, "Show", pen).click()
    assert page.url.endswith("?rounds=3")
    assert status(page) == "11 of 67 lines: round 3"
    assert page.locator(".gt-line:visible").count() == 11
    kept = page.locator(".gt-line", has_text="4 CISTERN")
    assert kept.locator(".gt-run:visible").all_text_contents() == ["◆[red pen: NO FLOAT VALVE]"]
    expect(kept.locator(".gt-absent")).to_be_attached()
    ink = page.evaluate("getComputedStyle(document.querySelector('.gt-note')).color")
    assert kept.locator(".gt-words").evaluate("one => getComputedStyle(one).color") == ink
    expect(page.locator("[data-faint]")).to_be_visible()
    button(page, "Show", "red pen").click()
    assert status(page) == "0 of 67 lines: no round is shown"
    assert page.locator(".gt-block:visible").count() == 0
    assert seen.faults == []


def test_rounds_are_chosen_by_keys_and_the_choice_is_told(visit: Visitor) -> None:
    page = visit(SIX).page
    wait_until_drawn(page)
    page.locator("#gt-transcript").evaluate("one => one.parentElement.focus()")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.only") == "2":
            break
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "false"
    assert status(page) == "5 of 6 lines, as after round 1"


@pytest.mark.parametrize(
    ("asked", "told"),
    {
        "?after=2": "29 of 31 lines, as after round 2",
        "?rounds=1,3": "27 of 31 lines: round 1, 3",
        "?rounds=": "0 of 31 lines: no round is shown",
        "?after=7": "31 lines, all rounds · The address asks for a round that this chart does not have.",
        "?rounds=1,x": "31 lines, all rounds · The address asks for a round that this chart does not have.",
        "?rounds=4,3,2,1": "31 lines, all rounds",
    }.items(),
)
def test_the_address_says_what_is_shown(visit: Visitor, asked: str, told: str) -> None:
    seen = visit(FOUR_ROUNDS + asked)
    assert status(seen.page) == told
    assert lines(seen.page) == int(told.partition(" ")[0])
    assert seen.faults == []


def test_a_line_that_the_address_points_at_is_seen_whatever_is_chosen(visit: Visitor) -> None:
    page = visit(f"{FOUR_ROUNDS}?after=1#why-day-28").page
    expect(page.locator("#why-day-28")).to_be_in_viewport()
    assert page.url.endswith("/#why-day-28")
    assert status(page) == "31 lines, all rounds"


def test_without_scripts_every_round_shows_and_no_button(visit: Visitor) -> None:
    page = visit(f"{FOUR_ROUNDS}?after=1", javascript=False).page
    assert page.locator(":is(.gt-line, .gt-block > h3):visible").count() == 31
    assert page.locator("#gt-content button:visible").count() == 0


def test_on_paper_every_round_shows_whatever_is_chosen(visit: Visitor) -> None:
    page = visit(f"{FOUR_ROUNDS}?rounds=2").page
    printed = print_out(page, "A4")
    lay_out(page, "A4")
    found = written(page)
    assert len(found.lines) == 31
    assert found.missing(printed) == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")
    assert status(page).endswith(": round 2")
    assert page.locator(".gt-line:visible").count() < 20


# Boxes


def marked(page: Page) -> list[str]:
    """The words of the line that is marked, with its pens, and of its box."""
    box = page.locator(".gt-on-photo [data-gt-marked]").get_attribute("aria-label")
    return [page.locator(".gt-paper [data-gt-marked] > .gt-words").text_content() or "", box or ""]


def at(page: Page) -> str:
    focused: str = page.evaluate("document.activeElement.id")
    return focused


def test_a_line_pointed_at_is_marked_on_the_photo_and_a_box_in_the_transcript(visit: Visitor) -> None:
    seen = visit(SIXTY)
    page = seen.page
    page.locator(".gt-sheet").scroll_into_view_if_needed()
    page.locator(".gt-line", has_text="6 STOPCOCK").hover()
    assert marked(page) == ["6 STOPCOCK, LIME ST ▲[blue pen: ✓]", "6 STOPCOCK, LIME ST ✓"]
    page.locator(".gt-on-photo a[aria-label^='5 OVERFLOW']").hover()
    assert marked(page)[1].startswith("5 OVERFLOW")
    page.locator("h1").hover()
    assert page.locator("[data-gt-marked]").count() == 0
    assert seen.faults == []


def test_a_box_leads_to_its_line_and_the_line_to_its_box_by_keys(visit: Visitor) -> None:
    seen = visit(SIXTY)
    page = seen.page
    wait_until_drawn(page)
    page.locator(".gt-photo a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "60 REPAIRS CLOSED 2–6 MARCH"
    for _ in range(50):
        page.keyboard.press("ArrowDown")
    box = at(page)
    words = page.locator(f"#{box}").get_attribute("aria-label") or ""
    assert words.startswith("45 LIGHT")
    line = page.locator(".gt-line", has_text="45 LIGHT")
    expect(line).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{line.get_attribute('id')}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"On the photo: {words}"
    page.keyboard.press("Enter")
    assert at(page) == box
    expect(page.locator(f"#{box}")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Its words as a transcript", "all boxes are one stop"
    assert seen.faults == []


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_on_a_phone_a_line_leads_to_its_box_and_back(visit: Visitor, javascript: bool) -> None:
    seen = visit(SIX, width=360, javascript=javascript)
    page = seen.page
    line = page.locator(".gt-line", has_text="PHOTO, THEN CLOSE")
    line.get_by_role("link", name="On the photo: PHOTO, THEN CLOSE").click()
    box = page.locator(".gt-on-photo a:target")
    expect(box).to_be_in_viewport()
    assert box.locator("rect").evaluate("one => getComputedStyle(one).strokeWidth") == "4px"
    box.click()
    expect(line).to_be_in_viewport()
    assert page.url.endswith(f"#{line.get_attribute('id')}")
    assert seen.faults == []


def test_the_box_of_a_line_that_is_not_shown_is_not_shown(visit: Visitor) -> None:
    page = visit(f"{SIX}?after=1").page
    assert page.locator(".gt-on-photo a:visible").count() == 5


@pytest.mark.parametrize("rounds", ["1", "2", "1,2"])
def test_a_box_that_is_shown_is_a_stop_of_tab_whichever_rounds_are_chosen(visit: Visitor, rounds: str) -> None:
    page = visit(f"{SIX}?rounds={rounds}").page
    stops = page.locator(".gt-on-photo a[tabindex='0']")
    expect(stops).to_have_count(page.locator(".gt-on-photo").count())
    for stop in stops.all():
        expect(stop).to_be_visible()


def test_a_box_that_was_the_stop_and_goes_hands_it_on(visit: Visitor) -> None:
    page = visit(SIX).page
    first = page.locator(".gt-on-photo a[tabindex='0']").first.get_attribute("data-gt-away")
    assert first is None
    for button in page.locator("[data-gt-rounds] button[data-only]").all():
        button.click()
        shown = page.locator(".gt-on-photo a:visible").count()
        assert page.locator(".gt-on-photo a[tabindex='0']:visible").count() == bool(shown)
        button.click()


def test_photo_and_transcript_scroll_on_their_own_where_it_is_wide(visit: Visitor) -> None:
    page = visit(SIXTY).page
    pane = page.get_by_role("region", name="Transcript")
    assert pane.evaluate("one => one.scrollHeight > one.clientHeight && one.clientHeight < innerHeight")
    pane.focus()
    page.keyboard.press("End")
    expect(page.locator(".gt-line", has_text="60 FLOORBOARD")).to_be_in_viewport()
    assert page.evaluate("scrollY") < 900
    assert page.get_by_role("region", name="Photo", exact=True).evaluate("one => one.tabIndex") == 0
    narrow = visit(SIXTY, width=360).page.get_by_role("region", name="Transcript")
    assert narrow.evaluate("one => one.scrollHeight <= one.clientHeight")


# The photo over the page


def test_a_photo_opens_over_the_page_and_the_focus_returns(visit: Visitor) -> None:
    seen = visit(SIXTY)
    page = seen.page
    wait_until_drawn(page)
    link = page.locator("a[data-gt-photo]")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Photo 1 of 1")
    expect(dialog).to_be_visible()
    image = dialog.locator("img")
    expect(image).to_have_attribute("alt", link.locator("img").get_attribute("alt") or "")
    image.evaluate("one => one.decode()")
    fitting = image.evaluate("one => one.width")
    for _ in range(9):
        page.keyboard.press("+")
    assert dialog.locator(".gt-lightbox-buttons [role=status]").inner_text() == "600 %"
    assert image.evaluate("one => one.width >= one.naturalWidth")
    expect(dialog.get_by_role("button", name="Larger")).to_be_disabled()
    place = "one => one.scrollTop"
    before = dialog.locator(".gt-lightbox-view").evaluate(place)
    page.keyboard.press("PageDown")
    page.wait_for_timeout(200)
    assert dialog.locator(".gt-lightbox-view").evaluate(place) > before
    page.keyboard.press("0")
    assert image.evaluate("one => one.width") == fitting
    full = dialog.get_by_role("link", name="Open full size").get_attribute("href") or ""
    assert full.endswith("/photos/one-by-one.jpg")
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(link).to_be_focused()
    assert seen.faults == []


def test_arrows_and_buttons_lead_through_the_photos_of_a_page(visit: Visitor) -> None:
    seen = visit("/photos/")
    page = seen.page
    count = page.locator("a[data-gt-photo]").count()
    page.locator("a[data-gt-photo]").nth(1).click()
    dialog = page.locator(".gt-lightbox")
    captions = [dialog.locator(".gt-lightbox-caption").inner_text()]
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name=f"Photo 3 of {count}")).to_be_visible()
    captions.append(dialog.locator(".gt-lightbox-caption").inner_text())
    dialog.get_by_role("button", name="Previous").click()
    dialog.get_by_role("button", name="Previous").click()
    expect(page.get_by_role("dialog", name=f"Photo 1 of {count}")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog", name=f"Photo {count} of {count}")).to_be_visible()
    assert len(set(captions)) == 2
    assert dialog.locator("[role=status]", has_text=f"Photo {count} of {count}").count() == 1, "which it is, is told"
    expect(dialog.locator(".gt-lightbox-caption")).to_have_attribute("role", "status")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).not_to_be_visible()
    assert seen.faults == []


def test_without_scripts_a_photo_is_a_link_to_its_largest_file(visit: Visitor) -> None:
    page = visit(SIX, javascript=False).page
    page.locator("a[data-gt-photo] img").click()
    page.wait_for_url("**/photos/van-door.jpg")


# All states


STATES = {
    "all rounds": (SIXTY, ""),
    "one round": (f"{SIXTY}?rounds=3", ""),
    "as after one": (f"{FOUR_ROUNDS}?after=1", ""),
    "a box marked": (f"{SIX}#gt-box-van-door", ""),
    "a photo": (SIXTY, "document.querySelector('a[data-gt-photo]').click()"),
    "a photo of many": ("/photos/", "document.querySelectorAll('a[data-gt-photo]')[2].click()"),
    "no photo": ("/meetings/2026-01-27-halwende-review/flip-charts/through-the-freeze/?after=1", ""),
}


@pytest.mark.parametrize("state", STATES)
def test_a_chart_has_no_faults_in_any_state(visit: Visitor, state: str) -> None:
    path, script = STATES[state]
    seen = visit(path)
    page = seen.page
    if script:
        page.evaluate(script)
        page.locator(".gt-lightbox img").evaluate("one => one.decode()")
    for width in (1280, 360):
        for scheme in SCHEMES:
            show(page, width, scheme)
            found = examine(page, colours=scheme != "light").lines
            assert [line for line in found if "(cannot say: " not in line] == [], (width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.getAnimations().length") == 0
    assert seen.faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_chosen_on_a_chart_is_large_enough(visit: Visitor, width: int) -> None:
    page = visit(SIX, width=width).page
    assert targets(page).faults == []
    page.locator("a[data-gt-photo]").click(position={"x": 5, "y": 5})
    measured = targets(page)
    assert measured.measured == 5
    assert measured.faults == []


@pytest.mark.parametrize("chart", [SIXTY, FOUR_ROUNDS, UNBOXED])
def test_a_round_is_understood_without_colours(visit: Visitor, chart: str) -> None:
    page = visit(chart).page
    without_colour(page)
    assert told_by_colour_alone(runs(page)) == []
    shown = page.locator(".gt-rounds [data-only]")
    names = [words.strip() for words in shown.all_inner_texts()]
    assert len(set(names)) == len(names) > 1
    last = shown.last
    borders = [last.evaluate("one => getComputedStyle(one).borderStyle")]
    last.click()
    borders.append(last.evaluate("one => getComputedStyle(one).borderStyle"))
    assert borders == ["solid", "dashed"]
