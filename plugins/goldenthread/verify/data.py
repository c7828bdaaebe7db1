"""The data of a built site, held against their own description.

In: the folder of a site. Out: problems. Guaranteed: each file that `data/datapackage.json` names has the size and the
SHA-256 that it says, and the digest by which the edition is cited is that of `data/archive.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from goldenthread.problem import Problem, problem
from goldenthread.source import Place

DESCRIPTION = "data/datapackage.json"


def altered(site: Path) -> Iterator[Problem]:
    """The files that are not as they are described; where there is no description, none."""
    path = site / DESCRIPTION
    if not path.is_file():
        return
    try:
        described = json.loads(path.read_bytes())
        said = [(one["path"], one["bytes"], one["hash"]) for one in described["resources"]]
        digests = {name: digest for name, _, digest in said}
        agreed = digests["archive.json"] == f"sha256:{described['digest']}"
    except (ValueError, KeyError, TypeError):
        yield problem("GT920", Place(DESCRIPTION), target=DESCRIPTION)
        return
    if not agreed:
        yield problem("GT920", Place(DESCRIPTION), target="data/archive.json")
    for name, size, digest in said:
        file = path.with_name(Path(name).name)
        if (size, digest) != _seen(file):
            yield problem("GT920", Place(DESCRIPTION), target=f"data/{file.name}")


def _seen(file: Path) -> tuple[int, str]:
    """The size and the digest of a file; those of an empty one where there is none."""
    if not file.is_file():
        return 0, f"sha256:{sha256().hexdigest()}"
    with file.open("rb") as opened:
        digest = file_digest(opened, "sha256").hexdigest()
        return opened.tell(), f"sha256:{digest}"
