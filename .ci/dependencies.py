#!/usr/bin/env python3
"""Checks every dependency's licence and oldest Rust.

    cargo metadata --locked --format-version 1 > FILE; .ci/dependencies.py FILE

The licences that may be used are those of `deny.toml`; the oldest Rust is the package's `rust-version`.
"""

import json
import re
import sys
from pathlib import Path


def allowed_licences():
    text = (Path(__file__).parent.parent / "deny.toml").read_text()
    block = re.search(r"^allow = \[(.*?)\]", text, re.S | re.M)
    return set(re.findall(r'"([^"]+)"', block.group(1)))


def is_allowed(expression, allowed):
    """Whether an SPDX expression leaves a choice of allowed licences; `/` is an old `OR`."""
    tokens = re.findall(r"[()]|[^\s()/]+|/", expression)
    position = 0

    def peek():
        return tokens[position] if position < len(tokens) else None

    def take():
        nonlocal position
        position += 1
        return tokens[position - 1]

    def choice():
        result = both()
        while peek() in ("OR", "/"):
            take()
            result = both() or result
        return result

    def both():
        result = licence()
        while peek() == "AND":
            take()
            result = licence() and result
        return result

    def licence():
        if peek() == "(":
            take()
            result = choice()
            take()
            return result
        name = take()
        if peek() == "WITH":
            take()
            name += " WITH " + take()
        return name in allowed

    return choice()


def version(text):
    parts = [int(part) for part in text.split(".")]
    return parts + [0] * (3 - len(parts))


def main():
    metadata = json.loads(Path(sys.argv[1]).read_text())
    allowed = allowed_licences()
    root = next(p for p in metadata["packages"] if p["id"] == metadata["resolve"]["root"])
    problems = []
    for package in metadata["packages"]:
        name = "{name} {version}".format(**package)
        if not is_allowed(package["license"] or "none", allowed):
            problems.append(f"{name} has the licence {package['license']}: not in deny.toml")
        oldest = package["rust_version"]
        if oldest and version(oldest) > version(root["rust_version"]):
            problems.append(f"{name} needs Rust {oldest}: the package promises {root['rust_version']}")
    print("\n".join(problems) or f"{len(metadata['packages'])} packages, all allowed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
