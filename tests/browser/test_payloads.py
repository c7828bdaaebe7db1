"""Payloads in every field and file of a proposal: what is not refused is words, in every page, search and export."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.harness import serve
from tests.browser.kinds import RECORDED
from tests.browser.payloads.building import Trial, told_of, tried, watched
from tests.browser.payloads.exports import exports
from tests.browser.payloads.files import FILES
from tests.browser.payloads.opening import ASKED, Opener, exports_of, pages_of
from tests.browser.payloads.placed import CANARY, NAMES, wrongly
from tests.browser.payloads.words import WORDS
from tests.browser.planted import page
from tests.docs.hazards import TESTS, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SEED = 20261127
EVIL = "<img src=https://evil.example/x.png>"
RUNS = "<img src=data:, onerror=ran()>"


PLANTED = (
    (RUNS, "a script ran"),
    (RUNS, "in the page: img onerror=ran()"),
    ("<script>alert(1)</script>", "a dialog: 1"),
    ("<script>open('about:blank')</script>", "a window opened"),
    ("<script>new WebSocket('wss://evil.example/')</script>", "foreign request: wss://evil.example/"),
    ("<a id=a href=/ids.txt download>x</a><script>a.click()</script>", "a download"),
    ("<meta http-equiv=refresh content='60;url=/ids.txt'>", "in the page: a meta refresh"),
    (EVIL, "foreign request: https://evil.example/x.png"),
    ("<a href=javascript:ran()>x</a>", "in the page: a href=javascript:ran()"),
    ("<script>location = '/ids.txt'</script>", "it went to "),
    ("<div><template shadowrootmode=open>x</template></div>", "in the page: a tree of its own"),
    ("<base href=https://evil.example/>", "in the page: another base"),
    ("<iframe srcdoc='<script>parent.ran()</script>'></iframe>", "a script ran"),
    ("<form action=https://evil.example/></form>", "in the page: form action=https://evil.example/"),
)
"""What a payload could do, and what is noted then."""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """One copy of each field; `scripts/assure payloads` places more of them, and opens all pages."""
    return tried(tmp_path_factory.mktemp("payloads"), 1, SEED)


@pytest.fixture
def plant(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., list[str]]]:
    """`plant("<p>Words</p>")` opens a page whose content that is, and gives what was noted."""
    (tmp_path / "ids.txt").write_text("")
    with serve(tmp_path) as address, ExitStack() as stack:
        openers = {policy: stack.enter_context(Opener(browser, address, policy)) for policy in (True, False)}

        def grow(content: str, policy: bool = False, head: str = "") -> list[str]:
            (tmp_path / "index.html").write_text(page(content, head), "utf-8")
            opener = openers[policy]
            opener.faults.clear()
            opener.open("/")
            opener.page.wait_for_timeout(50)
            opener.look()
            return opener.faults

        yield grow


def test_there_are_more_than_120_payloads_each_of_a_hazard() -> None:
    words = [text for row in WORDS.values() for text in row.values()]
    assert len({*NAMES, *FILES}) == len(words) + len(FILES) and len(set(words)) == len(words)
    assert len(words) + len(FILES) + len(ASKED) >= 120
    assert {*WORDS, *(one.row for one in FILES.values())} < {
        name for name in read(TESTS / "hazards.toml") if name[0] in "ABCDEFG"
    }


def test_a_payload_is_refused_with_code_and_place_or_published(trial: Trial) -> None:
    assert wrongly(trial.placed) == []
    assert sum(bool(trial.placed.refused[name]) for name in FILES) > 20
    assert len(trial.placed.stands) > 110


def test_a_build_reads_nothing_beside_its_records_and_asks_no_host(trial: Trial) -> None:
    assert trial.watched.status == 0, trial.watched.said
    assert trial.watched.watched >= 2
    assert trial.watched.files == trial.watched.sockets == ()
    assert [Path(name).stem for name in trial.watched.programs] == ["pagefind"]
    assert list(told_of(CANARY, trial.site)) == []
    assert not [*trial.site.parent.rglob("*.ran")]


@pytest.mark.parametrize(("policy", "count"), [(True, 28), (False, 8)])
def test_no_payload_does_anything_in_a_browser(browser: Browser, trial: Trial, policy: bool, count: int) -> None:
    """A page of each of many kinds; and of some without the policy, which is not all that holds."""
    choice = random.Random(SEED)
    kinds = (sorted(trial.site.glob(where)) for where in RECORDED.values())
    chosen = [choice.choice(kind) for kind in kinds if kind]
    chosen = choice.sample(chosen, count)
    pages = [address for path, address in pages_of(trial.site) if path in chosen]
    words = choice.sample([text for row in WORDS.values() for text in row.values()], 3)
    with serve(trial.site) as address, Opener(browser, address, policy) as opener:
        for path in pages:
            opener.open(path)
        for path in choice.sample(exports_of(trial.site), 3):
            opener.take(path)
        for one in words:
            opener.search(one)
        opener.type(words[0])
        opener.filter("/actions/", words[1])
        opener.open(choice.choice(ASKED))
    assert opener.faults == []
    assert opener.words > len(pages) == count


def test_no_payload_is_more_than_a_value_in_an_export(trial: Trial) -> None:
    read = dict(exports(trial.site))
    assert len(read) > 50
    assert {path: fault for path, fault in read.items() if fault} == {}


def test_words_alone_are_no_fault(plant: Callable[..., list[str]]) -> None:
    assert plant("<p>&lt;img src=x onerror=ran()&gt; and <a href='https://evil.example/'>a link</a></p>") == []


def test_what_is_planted_is_noted(plant: Callable[..., list[str]]) -> None:
    noted = {content: [*plant(content)] for content, _ in PLANTED}
    missed = [(one, noted[one]) for one, fault in PLANTED if not any(fault in found for found in noted[one])]
    assert missed == []


def test_what_the_policy_forbids_is_noted(plant: Callable[..., list[str]]) -> None:
    head = "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'; img-src 'self'\">"
    noted = plant(RUNS + EVIL, policy=True, head=head)
    assert any("policy: script-src-attr forbids inline" in found for found in noted)
    assert any("policy: img-src forbids https://evil.example/x.png" in found for found in noted)
    assert not any("a script ran" in found for found in noted)


def test_what_a_build_reads_or_asks_is_noted(tmp_path: Path) -> None:
    records = tmp_path / "a" / "records"
    records.mkdir(parents=True)
    outside = records.parent / "outside.txt"
    outside.write_text(CANARY)
    script = f"open({str(outside)!r}); import socket, os; os.system('true')\n"
    script += "socket.socket().connect_ex(('127.0.0.1', 9))"
    done = watched(["-c", script], tmp_path, records.parent, records)
    assert done.files == (str(outside.resolve()),)
    assert len(done.sockets) == 2 and done.programs


def test_words_of_a_file_outside_are_found_in_a_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<p>{CANARY}</p>")
    (tmp_path / "other.html").write_text("<p>nothing</p>")
    assert list(told_of(CANARY, tmp_path)) == ["index.html"]
