"""What a review records is where a reader looks for it: on the pages of the meeting, the team, the strategy."""

from __future__ import annotations

import json

from goldenthread.publish import Site
from tests.meaning.conftest import Make
from tests.meaning.test_review import REVIEW
from tests.pages import elements, named
from tests.written import ARCHIVE, HEAD, MEETING


def words(site: Site, address: str) -> str:
    """The words of a page, on one line."""
    (page,) = [page for page in site.pages if page.address == address]
    (whole,) = [one for one in elements(site.render(page).html) if "gt-page" in one.attributes.get("class", "").split()]
    return " ".join(whole.words.split())


def in_order(text: str, *parts: str) -> bool:
    """Whether these stand in a text one after the other."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def test_a_meeting_is_its_report_what_it_agreed_first(made: Make) -> None:
    page = words(made(REVIEW), "meetings/review/")
    assert in_order(page, "Minutes Approved at Second review", "with 1 correction")
    assert in_order(page, "What it agreed", "Name a visitor", "What support was asked for", "For Lake team", "A boat")
    assert in_order(page, "What was expected of it", "A plan of each team", "Partly met", "Met", "Second review")
    assert in_order(page, "What was to be brought", "Lake team received", "Hill team received late", "not received")
    assert in_order(
        page, "The lake", "Presented by Lake team", "Feedback on it", "effects, what", "What changed?", "Hill team"
    )
    assert in_order(page, "Visits did.", "Suggestions", "Write names.", "Regional office")
    assert in_order(page, "Participants", "a driver", "for Ben", "(Substitute)", "Plain team, 4 people")
    assert "answered for everybody" not in page


def test_a_team_has_a_sheet_of_its_own(made: Make) -> None:
    page = words(made(REVIEW), "groups/lake/")
    assert in_order(page, "Shore team", "Actions agreed", "Name a visitor", "Support that was asked for")
    assert in_order(page, "A boat", "Declined", "Strategies it carries out", "Visits", "What was found")
    assert in_order(page, "Presented or led", "The lake", "What was said about its presentations", "What changed?")
    assert "Feedback given to others" in words(made(REVIEW), "groups/hill/")


def test_a_strategy_is_teams_by_meetings(made: Make) -> None:
    page = words(made(REVIEW), "strategies/visits/")
    assert in_order(page, "First review", "Lake team", "Planned", "Name a visitor", "Done", "Hill team", "Nobody came")
    assert in_order(page, "Plain team", "Nothing recorded.", "Second review", "Lake team", "All named.")
    assert in_order(page, "Hill team", "Half of them.", "What stood in the way No boat")


def test_an_indicator_says_where_it_stands_and_what_was_moved(made: Make) -> None:
    page = words(made(REVIEW), "indicators/vacancy/")
    assert in_order(page, "28 per cent", "24 per cent", "31 per cent", "Payroll")
    assert in_order(page, "New: Target 24 per cent", "A freeze.")


def test_an_action_agreed_before_the_archive_says_so(made: Make) -> None:
    page = words(made(REVIEW), "actions/old-list/")
    assert in_order(page, "May 2014, before this archive begins", "First recorded, agreed before")


def test_done_is_not_achieved_until_somebody_saw_it(made: Make) -> None:
    page = words(made(REVIEW), "actions/name-visitors/")
    assert in_order(page, "All named.", "What was found about it", "Posts are visited", "Observed effect")
    wanted = REVIEW["meetings/review/meeting.md"].replace("owner: [lake, hill],", "owner: [lake, hill], outcome: Seen,")
    page = words(made({**REVIEW, "meetings/review/meeting.md": wanted}), "actions/name-visitors/")
    assert in_order(page, "The thread", "Outcome wanted", "Seen", "Observed effect", "Posts are visited")
    assert "has not been recorded" not in page
    unseen = REVIEW["meetings/second/meeting.md"].replace("kind: observed effect", "kind: reflection")
    page = words(
        made({**REVIEW, "meetings/review/meeting.md": wanted, "meetings/second/meeting.md": unseen}),
        "actions/name-visitors/",
    )
    assert "Whether it was reached has not been recorded." in page


def test_a_person_is_shown_only_as_far_as_the_edition_may(made: Make) -> None:
    people = "- {id: ana, name: Ana, group: lake, contact: ana at home}\n- {id: ben, name: Ben, audience: internal}\n"
    site = made({**REVIEW, "registers/people.yml": people})
    assert "people/ben/" not in {page.address for page in site.pages}
    assert "at home" not in words(site, "people/ana/")
    assert "First review" in words(site, "people/ana/")
    assert "Ben" not in words(site, "meetings/review/")


def test_what_was_renamed_is_found_at_its_old_address(made: Make) -> None:
    old = HEAD.replace("title: Review\n", "title: Review\nformerly: [reviu]\n")
    chart = {"meetings/review/flip-charts/ideas.md": "---\ntitle: Ideas\n---\n- x\n"}
    site = made({MEETING: f"{old}actions: [{{id: a, what: A, formerly: [b]}}]\n---\n", **chart})
    moved = {page.address: page for page in site.pages if page.moved}
    assert set(moved) == {"meetings/reviu/", "meetings/reviu/flip-charts/ideas/", "actions/b/"}
    links = [one for one in elements(site.render(moved["actions/b/"]).html) if one.tag == "a"]
    assert [link.attributes["href"] for link in links] == ["../a/"]


def test_every_page_says_in_machines_terms_what_it_is(made: Make) -> None:
    site = made(REVIEW)
    ours = named(site, "Ours")
    said = {page.address: json.loads(ours.structured(page))["@graph"] for page in ours.pages}
    assert said["meetings/review/"][0]["@type"] == "Event"
    assert said["meetings/review/"][0]["startDate"] == "2015-09-17"
    assert said["actions/name-visitors/"][0]["actionStatus"] == "https://schema.org/CompletedActionStatus"
    assert said["groups/lake/"][0]["parentOrganization"][0]["name"] == "Regional office"
    assert all(graph[0]["name"] and graph[0]["description"] for graph in said.values())
    assert all(graph[1]["itemListElement"][0] for graph in said.values())


def test_what_machines_read_cannot_end_its_element(made: Make) -> None:
    site = made({MEETING: HEAD.replace("Review", '"</script><b>&"') + "---\n"})
    (page,) = [page for page in site.pages if page.address == "meetings/review/"]
    text = named(site, "</script>").structured(page)
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == "</script><b>&"


def test_a_record_in_another_language_says_so_part_by_part(made: Make) -> None:
    french = f"{HEAD}language: fr\nsummary: Bonjour.\nactions: [{{id: a, what: Écrire}}]\n---\nAu revoir.\n"
    site = made({"archive.yml": ARCHIVE + "languages: [en, fr]\n", MEETING: french})
    spoken: dict[str, set[str]] = {}
    for page in site.pages:
        found = [one for one in elements(site.render(page).html) if one.attributes.get("lang") == "fr"]
        spoken[page.address] = {" ".join(one.words.split()) for one in found}
    assert {"Review", "Bonjour.", "Écrire", "Au revoir."} <= spoken["meetings/review/"]
    assert "Écrire" in spoken["actions/"]
    assert "Review" in spoken["meetings/"]
    assert spoken["meetings/other/"] == {"Review"}


def test_every_page_leads_to_its_neighbours_in_the_series(made: Make) -> None:
    series = {"registers/series.yml": "- {id: reviews, name: Reviews}\n"}
    three = {
        f"meetings/m{n}/meeting.md": f"---\ntitle: M{n}\ndate: 2015-0{n}-01\nseries: reviews\n"
        f"decisions: [{{id: d{n}, what: D{n}}}]\n---\n"
        for n in (1, 2, 3)
    }
    site = made({**series, **three})
    assert in_order(words(site, "meetings/m2/"), "Before M1", "After M3")
    assert in_order(words(site, "decisions/d2/"), "Before D1", "After D3")
    assert "Before" not in words(site, "meetings/m1/")


def test_letters_with_marks_stand_in_the_alphabet_where_readers_look_for_them(made: Make) -> None:
    names = {"zone": "Zone", "etude": "Étude", "farm": "farm", "east": "East", "oester": "Öster"}
    themes = "".join(f"- {{id: {id}, name: {name}}}\n" for id, name in names.items())
    terms = "".join(f"- {{id: {id}-term, name: {name}, note: A word.}}\n" for id, name in names.items())
    site = made({"registers/themes.yml": themes, "registers/glossary.yml": terms, MEETING: f"{HEAD}---\n"})
    for address in ("themes/", "glossary/"):
        assert in_order(words(site, address), "East", "Étude", "farm", "Öster", "Zone"), address


def test_what_others_than_its_teams_did_for_a_strategy_says_whose_it_is(made: Make) -> None:
    registers = {
        "registers/groups.yml": "- {id: lake, name: Lake team}\n- {id: office, name: The office}\n",
        "registers/strategies.yml": "- {id: s, name: S, group: lake}\n",
    }
    actions = "actions:\n- {id: count, what: Count them, owner: office, strategy: s}\n"
    updates = "updates:\n- {about: s, by: office, note: Half are counted.}\n"
    page = words(made({**registers, MEETING: f"{HEAD}{actions}{updates}---\n"}), "strategies/s/")
    others = page[page.index("Others") :]
    assert in_order(others, "Planned", "Count them", "The office", "Reported", "reported by The office", "Half are")


def test_a_person_who_was_not_simply_there_is_not_shown_as_if_they_had_been(made: Make) -> None:
    people = "- {id: ana, name: Ana}\n- {id: ben, name: Ben}\n- {id: cai, name: Cai}\n"
    came = "- {person: ana, attendance: apologies}\n  - {person: ben, attendance: substitute, substitute_for: cai}\n"
    came += "  - {person: cai, attendance: apologies}\n"
    site = made({"registers/people.yml": people, MEETING: f"{HEAD}participants:\n  {came}---\n"})
    assert "Apologies" in words(site, "people/ana/")
    assert "Substitute, for Cai" in words(site, "people/ben/")
    assert "Ben came instead, Apologies" in words(site, "people/cai/")


def test_a_life_in_one_line_leads_to_each_of_its_steps(made: Make) -> None:
    chart = {"meetings/review/flip-charts/sheet.md": "---\ntitle: Sheet\n---\n## HOUSING {#housing}\n"}
    agreed = f"{HEAD}actions: [{{id: survey, what: Survey, from: sheet#housing}}]\n---\n"
    later = "---\ntitle: Later\ndate: 2016-01-10\nupdates: [{about: survey, status: done}]\n---\n"
    site = made({MEETING: agreed, **chart, "meetings/later/meeting.md": later})
    page = next(page for page in site.pages if page.address == "actions/survey/")
    steps = [e for e in elements(site.render(page).html) if "gt-life" in e.within]
    assert [(e.words, e.attributes["href"]) for e in steps if e.tag == "a"] == [
        ("Raised", "../../meetings/review/flip-charts/sheet/#housing"),
        ("Agreed", "../../meetings/review/"),
        ("Done", "../../meetings/later/#update-later:survey"),
    ]


def test_a_series_says_what_each_meeting_opened_and_closed(made: Make) -> None:
    series = {"registers/series.yml": "- {id: s, name: S}\n"}
    first = f"{HEAD}series: s\nactions: [{{id: a, what: A}}, {{id: b, what: B}}]\n---\n"
    told = "updates: [{about: a, status: done}]\nactions: [{id: c, what: C}]\n"
    later = f"---\ntitle: Later\ndate: 2016-01-10\nseries: s\n{told}---\n"
    site = made({MEETING: first, **series, "meetings/later/meeting.md": later})
    page = next(page for page in site.pages if page.address == "series/s/")
    html = site.render(page).html.partition('id="gt-balance"')[2]
    assert [e.words for e in elements(html) if e.tag == "td"] == ["2", "0", "2", "1", "1", "2"]
    assert [float(e.attributes["height"]) > 0 for e in elements(html) if e.tag == "rect"] == [True, False, True, True]


def test_what_was_ranked_is_told_beside_what_was_done_and_achieved(made: Make) -> None:
    chart = (
        "---\ntitle: Sheet\ntheme: t\nranking: {method: dots, not_recorded: [2]}\n---\n## HOUSING {#housing rank=1}\n"
    )
    agreed = f"{HEAD}actions: [{{id: a, what: A, from: sheet#housing}}, {{id: b, what: B, from: sheet#housing}}]\n---\n"
    found = "findings: [{id: e, what: E, kind: observed effect, about: a}]\nupdates: [{about: a, status: done}]\n"
    later = f"---\ntitle: Later\ndate: 2016-01-10\n{found}---\n"
    files = {"meetings/review/flip-charts/sheet.md": chart, "meetings/later/meeting.md": later}
    site = made({"registers/themes.yml": "- {id: t, name: T}\n", MEETING: agreed, **files})
    said = "2 things came of it, 1 done, 1 effect found"
    assert said in words(site, "priorities/")
    assert f"HOUSINGPriority 1Sheet, 17 Sept 2015dots{said}" in words(site, "themes/t/")
    assert "not recordedPriority 2Sheet, 17 Sept 2015dots–" in words(site, "themes/t/")
