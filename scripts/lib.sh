# Shared by the scripts of this folder, which source it: the project's own
# Python environment, made once and remade when what it is made of changes.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv

# MkDocs and Material each announce the end of MkDocs 1; the locks pin it.
export NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true
# What Python and the templates compile to is kept: every command then starts in half the time.
unset PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Sets $python to the first Python that is new enough and can make environments.
find_python() {
    local candidate version lacking=
    for candidate in python3 python3.13 python3.12 python3.11; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null) || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            python=$candidate
            return
        fi
        lacking=${lacking:-$version}
    done
    if [[ $lacking ]]; then
        fail "Python $lacking is here, but without its module 'venv' or 'ensurepip'." \
            "Install it (on Debian and Ubuntu: apt install python$lacking-venv) and run this again."
    fi
    fail "Golden Thread needs Python 3.11 or newer; $(python3 --version 2>/dev/null || echo 'no python3') was found." \
        "Install it (on Debian and Ubuntu: apt install python3 python3-venv; elsewhere from python.org) and run this again."
}

# The environment holds absolute paths, so a project that was moved needs a new one.
fingerprint() {
    "$python" - "$root" "$@" <<'PYTHON'
import hashlib, pathlib, sys

digest = hashlib.sha256(f"{sys.version}\n{sys.base_prefix}\n{sys.argv[1]}".encode())
for name in sys.argv[2:]:
    digest.update(pathlib.Path(sys.argv[1], name).read_bytes())
print(digest.hexdigest())
PYTHON
}

# Says whether the environment still runs, without importing the project itself:
# a slip in its code is no reason to install everything anew.
venv_works() {
    "$venv/bin/python" - 2>/dev/null <<'PYTHON' && [[ -x $venv/bin/goldenthread && -x $venv/bin/mkdocs ]]
from importlib.metadata import version

import pip, yaml

for name in ("mkdocs", "mkdocs-material", "pydantic", "mkdocs-goldenthread"):
    version(name)
PYTHON
}

# install_lock LOCK: what pip says goes to a log, a counter to a terminal.
install_lock() {
    local lock=$1 log=$venv/install.log line count=0 total
    total=$(grep -c '==' "$root/$lock")
    say "Installing $total packages from $lock (a minute or two, only this once) ..."
    if ! "$venv/bin/python" -m pip install --require-hashes --only-binary :all: -r "$root/$lock" 2>&1 |
        tee "$log" |
        while IFS= read -r line; do
            [[ -t 1 && $line =~ ^(Collecting|Requirement already) ]] || continue
            count=$((count + 1))
            printf '\r  %d of about %d ' "$count" "$total"
        done; then
        tail -n 20 "$log" >&2
        fail "the packages could not be installed; see the lines above. Is there a connection to the network?"
    fi
    if [[ -t 1 ]]; then printf '\r  done                  \n'; fi
}

# What scripts/build needs. The stamp is written last, so that a run which was
# broken off leaves none, and the next one starts anew.
prepare_build() {
    local stamp=$venv/build.stamp key
    command -v git >/dev/null || fail "git is missing. Install it (on Debian and Ubuntu: apt install git) and run this again."
    find_python
    key=$(fingerprint requirements/build.txt pyproject.toml)
    if [[ -f $stamp && $(<"$stamp") == "$key" ]] && venv_works; then return; fi

    say "Making the environment .venv with $("$python" --version) ..."
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "the environment could not be made; see the lines above."
    install_lock requirements/build.txt
    "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable "$root" >>"$venv/install.log" 2>&1 || {
        tail -n 20 "$venv/install.log" >&2
        fail "the project could not be installed into its environment; see the lines above."
    }
    printf '%s\n' "$key" >"$stamp"
}

# What scripts/test needs besides, in the same environment.
prepare_test() {
    local stamp=$venv/test.stamp key
    prepare_build
    key=$(fingerprint requirements/test.txt)
    if [[ -f $stamp && $(<"$stamp") == "$key" ]]; then return; fi
    install_lock requirements/test.txt
    printf '%s\n' "$key" >"$stamp"
}

# What scripts/fuzz needs besides, in the same environment.
prepare_fuzz() {
    local stamp=$venv/fuzz.stamp key
    prepare_test
    key=$(fingerprint requirements/fuzz.txt)
    if [[ -f $stamp && $(<"$stamp") == "$key" ]]; then return; fi
    install_lock requirements/fuzz.txt
    printf '%s\n' "$key" >"$stamp"
}
