"""The page of a flip chart: votes, labels, rounds, and the boxes of its lines on its photos."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image

from tests.pages import Element, elements
from tests.written import CHART, HEAD, MEETING

Pages = Callable[[Mapping[str, str | bytes]], dict[str, str]]


def jpeg(colour: str) -> bytes:
    """A photo of nothing but a colour."""
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "JPEG")
    return out.getvalue()


JPEG, OTHER = jpeg("white"), jpeg("grey")
PAGE = "meetings/review/flip-charts/staffing/"
PENS = """pens:
  first: {colour: black, by: everyone, round: 1, default: yes}
  second: {colour: red, by: everyone, round: 2}
  third: {colour: lilac, by: everyone, round: 3}
  later: {colour: blue, by: unknown}
"""


def chart(pages: Pages, body: str, head: str = "", meeting: str = "", **photos: bytes) -> str:
    """The page of a chart."""
    files = {
        MEETING: f"{HEAD}{meeting}---\nMinutes.\n",
        CHART: f"---\ntitle: Staffing\nalt: A sheet\n{head}---\n{body}\n",
    }
    return pages(files | {f"meetings/review/photos/{name}.jpg": data for name, data in photos.items()})[PAGE]


def of_class(html: str, name: str) -> list[Element]:
    return [one for one in elements(html) if name in one.attributes.get("class", "").split()]


def words(found: list[Element]) -> list[str]:
    return [" ".join(one.words.split()) for one in found]


def test_votes_are_numbers_where_they_stand_and_beside_the_rank_with_how_many_voted(pages: Pages) -> None:
    head = PENS + "ranking: {method: dots, by: everyone, voters: 14}\n"
    body = "## HOUSING [FIRST]{.third rank=1 votes=17} {#housing}\n- KEYS {votes=1}\n- RENT [DOTS]{.third votes=0}\n"
    html = chart(pages, body, head)
    assert words(of_class(html, "gt-votes")) == ["17 votes", "1 vote", "0 votes", "17 votes"]
    assert "Method: dots · by everyone · 14 voted" in html


def test_the_votes_of_the_whole_line_count_for_a_rank_in_it(pages: Pages) -> None:
    files = {
        MEETING: f"{HEAD}---\nMinutes.\n",
        CHART: f"---\ntitle: S\n{PENS}ranking: {{method: dots}}\n---\n## A [1]{{rank=1}} {{#a votes=5}}\n",
    }
    made = pages(files)
    assert words(of_class(made["priorities/"], "gt-votes")) == ["5 votes"]
    own = words(of_class(made["priorities/review/staffing/a/"], "gt-votes"))
    assert own == ["5 votes", "5 votes"], "beside the rank, and where the chart is quoted"
    assert "voted" not in made["priorities/"]


def test_a_chart_says_how_it_was_ranked_even_if_no_rank_was_written_down(pages: Pages) -> None:
    html = chart(pages, "- KEYS {votes=3}\n", "ranking: {method: two dots each, voters: 9}\n")
    assert "Method: two dots each · 9 voted" in html
    assert "gt-ranking" not in {name for one in elements(html) for name in one.attributes.get("class", "").split()}


def test_a_label_that_the_words_do_not_say_stands_beside_them(pages: Pages) -> None:
    html = chart(
        pages, "WHEN {label=timescale}\nOUTCOME: {label=outcome}\nWHOLE {label=who}\n- SOON [T. KORRE]{label=who}\n"
    )
    assert words(of_class(html, "gt-sic")) == ["[Timescale]", "[Who]", "[Who]"]


def test_each_line_and_run_of_words_says_its_rounds(pages: Pages) -> None:
    body = "- A [B]{.second}\n- [C]{.third}\n- D {.second}\n- E [F]{.later}\n- G {.later}\n"
    html = chart(pages, body, PENS)
    assert [one.attributes.get("data-round") for one in of_class(html, "gt-run")] == ["2", "3", None]
    lines = [(one.attributes.get("data-rounds"), one.attributes.get("data-own")) for one in of_class(html, "gt-line")]
    assert lines == [("1 2", "1"), ("3", "1"), ("2", "2"), (None, None), (None, None)]
    assert [one.attributes["data-upto"] for one in elements(html) if "data-upto" in one.attributes] == ["1", "2", "3"]


def test_the_legend_says_which_pens_are_always_shown(pages: Pages) -> None:
    html = chart(pages, "- A\n- B {.second}\n- C {.later}\n- D {.third}\n", PENS)
    said = words(of_class(html, "gt-pens-round"))
    assert said == ["Round 1", "Round 2", "Round 3", "Round not recorded: always shown"]


def test_a_chart_of_one_round_has_nothing_to_choose(pages: Pages) -> None:
    html = chart(pages, "- A\n- B {.later}\n", PENS)
    assert [one for one in elements(html) if "gt-rounds" in one.within] == []
    assert "data-round" not in html
    assert "always shown" not in html


def test_a_box_lies_on_its_own_photo_and_leads_to_its_line(pages: Pages) -> None:
    body = '## KEYS {#keys box="a.jpg 0.1 0.2 0.3 0.04"}\n- RENT & DUES {#rent box="b.jpg 0.5 0 0.25 1"}\n- NONE\n'
    html = chart(pages, body, "photos: [a.jpg, b.jpg]\n", a=JPEG, b=JPEG)
    boxes = [one for one in elements(html) if one.attributes.get("id", "").startswith("gt-box-")]
    assert [(one.attributes["href"], one.attributes["aria-label"]) for one in boxes] == [
        ("#keys", "KEYS"),
        ("#rent", "RENT & DUES"),
    ]
    rects = [one.attributes for one in elements(html) if one.tag == "rect"]
    assert [[rect[name] for name in ("x", "y", "width", "height")] for rect in rects] == [
        ["100", "200", "300", "40"],
        ["500", "0", "250", "1000"],
    ]
    assert len(of_class(html, "gt-on-photo")) == 2
    assert [one.attributes["href"] for one in of_class(html, "gt-to-photo")] == ["#gt-box-keys", "#gt-box-rent"]


def test_a_box_leaves_no_trace_where_its_photo_is_not_shown(pages: Pages) -> None:
    body = '- RENT {#rent box="b.jpg 0.5 0 0.25 1"}\n- KEYS {#keys box="a.jpg 0.5 0 0.25 1"}\n'
    withheld = "photos:\n  - {photo: b.jpg, alt: The same sheet, audience: internal}\n"
    html = chart(pages, body, "photos: [a.jpg, b.jpg]\n", withheld, a=JPEG, b=OTHER)
    assert [one.attributes["href"] for one in of_class(html, "gt-to-photo")] == ["#gt-box-keys"]
    assert "b.jpg" not in html
    assert "gt-box-rent" not in html


def test_a_photo_says_what_stands_under_it_over_the_page(pages: Pages) -> None:
    html = chart(pages, "- A\n", "photos: [a.jpg]\n", a=JPEG)
    link = next(one for one in elements(html) if "data-gt-photo" in one.attributes)
    assert (link.attributes["href"], link.attributes["data-gt-photo"]) == ("../../photos/a.jpg", "A sheet")
    assert [one.tag for one in elements(html)].count("dialog") == 1
    assert "dialog" not in {one.tag for one in elements(chart(pages, "- A\n"))}


def test_an_arrow_is_a_relation_in_words(pages: Pages) -> None:
    html = chart(pages, "- KEYS {leads_to=staffing#rent}\n- RENT {#rent}\n")
    led = [one for one in elements(html) if one.tag == "a" and one.attributes.get("data-relation") == "leads to"]
    assert [one.words for one in led] == ["RENT"]
    assert led[0].attributes["href"].endswith("#rent")
    assert "Leads to" in html
