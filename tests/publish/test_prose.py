"""Prose: Markdown that people typed, as markup that is safe on a public page."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.model.fields import Prose, Ref
from goldenthread.publish import prose
from goldenthread.publish.prose import DEFAULT_EXTENSIONS, Writer
from tests.pages import elements
from tests.properties.effort import tried


def html(text: str, *extensions: str) -> str:
    def resolve(ref: Ref) -> tuple[str, str] | None:
        return {"survey": ("../survey/", "The survey"), "ana": ("", "Ana")}.get(ref.target)

    return str(Writer((*DEFAULT_EXTENSIONS, *extensions)).html(Prose(text), resolve))


def tags(text: str, *extensions: str) -> list[str]:
    return [element.tag for element in elements(html(text, *extensions))]


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "Words <img src=x onerror=alert(1)> and more",
        '<div class="x">A block\n\nof it</div>',
        "<!-- a comment -->",
        "<svg/onload=alert(1)>",
    ],
)
def test_html_that_is_typed_is_shown_as_it_is_typed(typed: str) -> None:
    assert set(tags(typed)) <= {"p"}
    assert "".join(element.words for element in elements(html(typed))) == typed.replace("\n\n", "")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "&#106;avascript:x",
        "file:///x",
    ],
)
def test_an_address_that_could_do_something_leads_nowhere(address: str) -> None:
    found = [element.attributes for element in elements(html(f"[press]({address})")) if element.tag == "a"]
    assert [one for one in found if "href" in one] == []


@pytest.mark.parametrize("address", ["https://council.example/a?b=1&c=2", "http://x.example", "mailto:clerk@x.example"])
def test_an_address_that_only_leads_somewhere_stays(address: str) -> None:
    (link,) = [element for element in elements(html(f"[there]({address})")) if element.tag == "a"]
    assert link.attributes["href"] == address
    assert link.attributes["rel"] == "noopener noreferrer"


def test_a_mention_is_a_link_with_its_own_words_or_the_title() -> None:
    found = [element for element in elements(html("[[survey]], [[survey|ours]]")) if element.tag == "a"]
    assert [link.words for link in found] == ["The survey", "ours"]
    assert {link.attributes["href"] for link in found} == {"../survey/"}
    assert {link.attributes["data-relation"] for link in found} == {"mentions"}


def test_a_mention_that_is_quoted_is_a_plain_link() -> None:
    writer = Writer()
    quoted = str(writer.html(Prose("[[survey]]"), lambda ref: ("../survey/", "The survey"), own=False))
    assert 'href="../survey/"' in quoted
    assert "data-relation" not in quoted


def test_a_mention_of_what_has_no_page_is_words() -> None:
    assert html("[[ana]], [[ana|she]], [[gone|it]]") == "<p>Ana, she, it</p>"


@pytest.mark.parametrize("typed", ["`[[survey]]`", "    [[survey]]", "```\n[[survey]]\n```"])
def test_a_mention_inside_code_stays_as_it_is(typed: str) -> None:
    assert "[[survey]]" in html(typed)
    assert "a" not in tags(typed)


def test_headings_begin_below_those_of_the_page() -> None:
    assert tags("# One\n\n## Two\n\n### Three") == ["h3", "h4", "h5"]
    assert tags("###### Deep") == ["h3"]
    assert tags("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5") == ["h3", "h4", "h5", "h6", "h6"]


def test_a_table_scrolls_on_its_own() -> None:
    found = elements(html("a | b\n:- | -:\n1 | 2"))
    assert [element.tag for element in found][:2] == ["div", "table"]
    assert found[0].attributes == {"class": "gt-table", "tabindex": "0"}
    assert not [element for element in found if "style" in element.attributes]


def test_pictures_of_elsewhere_are_left_out() -> None:
    assert "img" not in tags("![a photo](https://tracker.example/pixel.png)")


def test_an_extension_that_reads_files_is_not_used() -> None:
    assert html("--8<-- '/etc/hostname'", "pymdownx.snippets") == html("--8<-- '/etc/hostname'")
    assert [one.attributes for one in elements(html("words {style='position: fixed'}", "attr_list"))] == [{}]


def test_notes_at_the_foot_do_not_share_their_ids() -> None:
    writer = Writer()
    texts = [str(writer.html(Prose(f"A{n}[^1]\n\n[^1]: note {n}"), lambda ref: None)) for n in (1, 2)]
    ids = [element.attributes["id"] for text in texts for element in elements(text) if "id" in element.attributes]
    assert len(ids) == len(set(ids)) == 4


PIECES = (
    *(
        "word",
        "Éa",
        "ø",
        "中文",
        "عربي",
        "q2",
        "9",
        "x_y",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n\n\n",
        ". ",
        ", ",
        ": ",
        "; ",
        "! ",
        "? ",
    ),
    *(
        "- ",
        "-",
        "– ",
        "— ",
        "(",
        ") ",
        "'",
        '"',
        "’",
        "‘",
        "“",
        "”",
        "…",
        "%",
        "/",
        "http://",
        "www.",
        "@",
        "&",
        "<",
        ">",
    ),
    *(
        "*",
        "**",
        "_",
        "~",
        "`",
        "#",
        "1. ",
        "+ ",
        "> ",
        "    ",
        "\t",
        "|",
        "[",
        "]",
        "\\",
        "=",
        "---",
        ":\n",
        "\u00a0",
        "\u2028",
        "\r",
    ),
)


@settings(tried, max_examples=10 * tried.max_examples)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_text_without_a_mark_comes_out_as_the_parser_has_it(text: str) -> None:
    whole = Writer()
    whole._is_ours = False
    assert Writer().html(Prose(text), nowhere) == whole.html(Prose(text), nowhere)


def test_the_comparison_sees_a_mark_that_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "_PLAIN", re.compile(r"[^<>&]*"))
    with pytest.raises(AssertionError):
        test_text_without_a_mark_comes_out_as_the_parser_has_it()


def test_most_notes_have_no_mark() -> None:
    plain = Writer()
    plain._markdown = cast(Any, None)  # it would be asked
    said = plain.html(Prose("It was said, “well”: 3 of 4 (75%) came – and\nmore may.\n\nThey won't.\n"), nowhere)
    assert said == "<p>It was said, “well”: 3 of 4 (75%) came – and\nmore may.</p>\n<p>They won't.</p>"


@pytest.mark.parametrize("extension", ["smarty", "nl2br", "pymdownx.smartsymbols"])
def test_what_gives_more_signs_a_meaning_is_asked_of_all_text(extension: str) -> None:
    assert not Writer((*DEFAULT_EXTENSIONS, extension))._is_ours
    assert not Writer(configs={"abbr": {"glossary": {"XX": "Two"}}})._is_ours


def nowhere(ref: Ref) -> None:
    return None


def test_no_prose_is_no_markup() -> None:
    assert html("  \n") == ""
