"""Proving on the command line that a public site holds nothing that its records withhold.

In: a site, its records, and where the full report goes. Out: problems. Guaranteed: what is printed names files of the
site and places in the records, never the words; the full report is never written into the site.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.cli.report import say, say_problems, told
from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.language import N_
from goldenthread.model.archive import Archive
from goldenthread.problem import Problem, has_errors
from goldenthread.progress import PROOF, Progress
from goldenthread.read.files import list_files

if TYPE_CHECKING:
    from goldenthread.verify.leaks import Proof

REPORT = "proof.json"
"""Where a site says how much of it was looked through: counts of what is published, and nothing of what is not."""


def prove(site: Path, records: Path, as_of: date | None, report: Path | None) -> tuple[Problem, ...]:
    """Look through a site for what its records withhold; the problems, which have been told."""
    if report is not None and report.resolve().is_relative_to(site.resolve()):
        wrong = N_("{file} would be published with the site, and it names what is withheld; put it elsewhere")
        raise click.BadParameter(told(wrong, file=report), param_hint="--report")
    archive, problems = compile_archive(records)
    if has_errors(problems):
        say_problems(problems, str(records))
        say(N_("What these records withhold cannot be known until their errors are mended."))
        return problems
    proof = _proof(site, archive, records, as_of, Progress())
    say_problems(proof.problems, str(site))
    if report is not None:
        report.write_text(json.dumps(proof.in_full(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _say_counts(proof)
    return proof.problems


def proven_before(
    staged: Path, archive: Archive, records: Path, as_of: date | None, progress: Progress
) -> tuple[Problem, ...]:
    """Look through a public site that is not published yet, and write into it how much was; the problems."""
    proof = _proof(staged, archive, records, as_of, progress)
    if not has_errors(proof.problems):
        (staged / REPORT).write_text(json.dumps(proof.in_short(), indent=1) + "\n", encoding="utf-8")
        _say_counts(proof)
    return proof.problems


def _proof(site: Path, archive: Archive, records: Path, as_of: date | None, progress: Progress) -> Proof:
    from goldenthread.verify.leaks import leaks, sought  # noqa: PLC0415 - few builds prove anything, and it loads slowly

    public = edition_of(archive, "public", as_of).archive
    looked_for = sought(archive, public, loader(records), list_files(records)[0])
    return leaks(site, looked_for, progress.counting(PROOF))


def _say_counts(proof: Proof) -> None:
    counted = N_(
        "{files} files looked through for what the records withhold: {texts} texts, {pictures} pictures; {planted} "
        "wrappings planted as a test."
    )
    say(counted, files=proof.files, texts=proof.texts, pictures=proof.pictures, planted=proof.planted)
