"""Problems as programs read them: JSON, annotations of GitHub, the code quality report of GitLab, SARIF 2.1.0.

In: problems whose paths begin where the command was given. Out: one text for standard output. Guaranteed: what a record
says cannot leave the place it is quoted in; no path is absolute that need not be.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from goldenthread import __version__
from goldenthread.problem import Problem

Printer = Callable[[Sequence[Problem]], str]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def _path(found: Problem) -> str:
    """The path of a problem's file from where the command was given."""
    whole = Path(found.at.path).absolute()
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole).as_posix()


def _said(found: Problem) -> str:
    return f"{found.message} - {found.mend}"


def _json(problems: Sequence[Problem]) -> str:
    told = [
        {
            "path": _path(found),
            "line": found.at.line,
            "column": found.at.column,
            "level": found.level,
            "code": found.code,
            "title": found.explanation.title,
            "message": found.message,
            "mend": found.mend,
            "fixable": found.explanation.fixable,
        }
        for found in problems
    ]
    return _dumped({"problems": told})


def _github(problems: Sequence[Problem]) -> str:
    """https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands"""
    return "\n".join(_annotation(found) for found in problems)


def _annotation(found: Problem) -> str:
    facts = {
        "file": _path(found),
        "line": str(found.at.line),
        "col": str(found.at.column),
        "title": f"{found.code} {found.explanation.title}",
    }
    named = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in facts.items())
    return f"::{found.level} {named}::{_escaped(_said(found))}"


def _escaped(words: str, also: str = "") -> str:
    """Words that end no line and no property of a workflow command."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{also}" else c for c in words)


def _gitlab(problems: Sequence[Problem]) -> str:
    """https://docs.gitlab.com/ci/testing/code_quality/"""
    severity = {"error": "major", "warning": "minor"}
    told = [
        {
            "description": _said(found),
            "check_name": found.code,
            "fingerprint": print_,
            "severity": severity[found.level],
            "location": {"path": _path(found), "lines": {"begin": found.at.line}},
        }
        for found, print_ in zip(problems, _fingerprints(problems), strict=True)
    ]
    return _dumped(told)


def _sarif(problems: Sequence[Problem]) -> str:
    """https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""
    rules = list({found.code: found.explanation for found in problems}.values())
    number = {rule.code: index for index, rule in enumerate(rules)}
    driver = {
        "name": "goldenthread",
        "semanticVersion": __version__,
        "rules": [
            {
                "id": rule.code,
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": rule.why},
                "defaultConfiguration": {"level": rule.level},
            }
            for rule in rules
        ],
    }
    results = [
        {
            "ruleId": found.code,
            "ruleIndex": number[found.code],
            "level": found.level,
            "message": {"text": _said(found)},
            "locations": [_location(found)],
            "partialFingerprints": {"goldenthread/v1": print_},
        }
        for found, print_ in zip(problems, _fingerprints(problems), strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _location(found: Problem) -> Mapping[str, Any]:
    path = _path(found)
    uri = Path(path).as_uri() if Path(path).is_absolute() else quote(path)
    region = {"startLine": found.at.line, "startColumn": found.at.column}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def _fingerprints(problems: Sequence[Problem]) -> list[str]:
    """What tells problems apart, and stays when lines above them change."""
    seen = Counter[str]()
    found = []
    for one in problems:
        words = "\0".join((one.code, _path(one), *(f"{name}={value}" for name, value in one.facts)))
        seen[words] += 1
        found.append(hashlib.sha256(f"{words}\0{seen[words]}".encode("utf-8", "replace")).hexdigest())
    return found


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


PRINTERS: Mapping[str, Printer] = {"json": _json, "github": _github, "gitlab": _gitlab, "sarif": _sarif}
"""What prints problems for programs, by the name of the format."""
