"""The files behind `/admin/` of an internal edition: the page with forms, what it is told, and its script from npm.

In: where the repository is, and a cache. Out: each file by its address. Guaranteed: what is taken from the package is
what our lock says, to the bit; the page asks no host but the git host.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.exceptions import PluginError

from goldenthread.cache import Cache
from goldenthread.mkdocs_plugin.config import GoldenThreadConfig
from goldenthread.publish.forms import Repository, configuration, forms_page

FOLDER = "admin/"
PACKAGE = "@sveltia/cms"
_FONTS = {
    "material-symbols-outlined:vf@5.3.7/latin-wght": "material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2",
    "source-sans-3:vf@5.3.0/latin-wght": "source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
    "noto-mono@5.3.0/latin-400": "noto-mono-latin-400-normal-DiC8lJru.woff2",
}
"""The fonts of the page: what its script calls each on another host, and the file that is the same in the package."""
_STATUS = "sveltia-cms/status.json"
_NO_TROUBLE = {"status": {"indicator": "none"}, "result": {"status_overall": {"status_code": 100}}}
"""What the page is told where it would ask a third host whether the git host is in trouble."""
_ELSEWHERE = {
    "https://unpkg.com/@sveltia/cms": "sveltia-cms",
    "https://www.githubstatus.com/api/v2/status.json": _STATUS,
    "https://status-api.hostedstatus.com/1.0/status/5b36dc6502d06804c08349f7": _STATUS,
    **{
        f"https://cdn.jsdelivr.net/fontsource/fonts/{name}-normal.woff2": f"sveltia-cms/{file}"
        for name, file in _FONTS.items()
    },
}
"""What the script would fetch from other hosts, and where it lies beside the page instead."""
SCRIPT = "sveltia-cms.js"
TAKEN: Mapping[str, str] = {
    SCRIPT: "dist/sveltia-cms.js",
    "sveltia-cms/package.json": "package.json",
    "sveltia-cms/LICENSE.txt": "LICENSE.txt",
    **{f"sveltia-cms/{file}": f"npm/assets/{file}" for file in _FONTS.values()},
    **{
        f"sveltia-cms/{name}.LICENSE.txt": f"npm/assets/{name}.LICENSE.txt"
        for name in ("material-symbols-outlined", "source-sans-3", "noto-mono")
    },
}
"""The files beside the page, and where each is in the package."""
_PATIENCE = 300


def repository_of(options: GoldenThreadConfig, configuration: str | None, records: Path) -> Repository | None:
    """Where the forms write, as they are switched on; `None` where there are none. A public edition never has any."""
    host = options.admin
    if not host or options.edition != "internal":
        return None
    above = Path(configuration).resolve() if configuration else Path.cwd() / "mkdocs.yml"
    root = next((one for one in above.parents if (one / ".git").exists()), above.parent)
    folder = records.resolve()
    if not folder.is_relative_to(root):
        raise PluginError(f"admin: the records ({folder.name}) are not in the repository ({root.name}); put them there")
    return Repository(
        backend=host["backend"],
        repo=host["repo"],
        branch=host.get("branch", "main"),
        folder=folder.relative_to(root).as_posix(),
        api=host.get("api", ""),
        signing_in=host.get("signing_in", ""),
    )


def admin_files(repository: Repository, language: str, cache: Cache) -> Mapping[str, bytes]:
    """Each file by its address; raises `PluginError`, saying what to do, where the package cannot be had."""
    told = json.dumps(configuration(repository, language), ensure_ascii=False, indent=1)
    return {
        f"{FOLDER}index.html": forms_page(repository, language).encode(),
        f"{FOLDER}config.json": f"{told}\n".encode(),
        f"{FOLDER}{_STATUS}": json.dumps(_NO_TROUBLE).encode(),
        **{f"{FOLDER}{name}": made for name, made in _package(cache).items()},
    }


def with_forms(headers: str) -> str:
    """The headers of a site that has forms: what they forbid, every page forbids in its own head, `/admin/` less so."""
    lines = headers.splitlines()
    policy = next(line for line in lines if "Content-Security-Policy:" in line)
    ancestors = policy.rpartition("; ")[2]
    kept = f"{policy.partition(':')[0]}: {ancestors}"
    made = (kept if line == policy else line for line in lines)
    return "".join(f"{line}\n" for line in made).replace(
        "Cross-Origin-Opener-Policy: same-origin\n", "Cross-Origin-Opener-Policy: same-origin-allow-popups\n"
    )


def _package(cache: Cache) -> dict[str, bytes]:
    """What is taken from the package, fetched when it is asked for first."""
    version, integrity = locked()
    keys = {name: hashlib.sha256(f"{integrity} {inside}".encode()).hexdigest() for name, inside in TAKEN.items()}
    kept = {name: cache.get(key) for name, key in keys.items()}
    found = {name: value for name, value in kept.items() if value is not None}
    if len(found) < len(keys):
        found = _unpacked(fetched(version, integrity))
        for name, value in found.items():
            cache.put(keys[name], value)
        cache.keep(keys.values())
    return {**found, SCRIPT: _at_home(found[SCRIPT])}


def locked() -> tuple[str, str]:
    """The version of the package, and what its lock says its bytes are."""
    lock = json.loads((resources.files(__package__) / "sveltia" / "package-lock.json").read_text("utf-8"))
    entry = lock["packages"][f"node_modules/{PACKAGE}"]
    return entry["version"], entry["integrity"]


def fetched(version: str, integrity: str) -> bytes:
    """The package as npm gives it, if it is what the lock says."""
    npm = shutil.which("npm")
    if not npm:
        raise _missing(version, "npm is not installed (on Debian and Ubuntu: sudo apt install npm)")
    with TemporaryDirectory() as folder:
        command = [npm, "pack", f"{PACKAGE}@{version}", "--ignore-scripts", "--loglevel=error"]
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False, encoding="utf-8"
            )
        except subprocess.TimeoutExpired:
            raise _missing(version, "npm did not answer") from None
        packed = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or not packed:
            raise _missing(version, f"npm said: {_said(done.stderr)}")
        made = packed.read_bytes()
    if f"sha512-{base64.b64encode(hashlib.sha512(made).digest()).decode()}" != integrity:
        raise _missing(version, "what npm gave is not what our lock says; do not use it")
    return made


def _said(errors: str) -> str:
    """What npm says went wrong: it says numbers before, and where it came about after."""
    lines = (line.removeprefix("npm error").strip() for line in errors.splitlines())
    return next((line for line in lines if line and line.split()[0] not in ("code", "syscall", "errno")), "nothing")


def _missing(version: str, why: str) -> PluginError:
    return PluginError(
        f"admin: the forms need {PACKAGE} {version} from npm, and it could not be fetched. {why}. Mend that and build "
        "again (once it is there, no network is needed), or take 'admin' out of the options of goldenthread"
    )


def _unpacked(packed: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        members = {name: archive.extractfile(f"package/{inside}") for name, inside in TAKEN.items()}
        return {name: member.read() for name, member in members.items() if member}


def _at_home(script: bytes) -> bytes:
    for address, beside in _ELSEWHERE.items():
        script = script.replace(address.encode(), beside.encode())
    return script.rpartition(b"\n//# sourceMappingURL=")[0] or script
