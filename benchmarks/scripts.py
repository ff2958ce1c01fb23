"""Whole-process contenders: python scripts.py docxtpl|safe_load|floor PLAN TEMPLATE OUT"""

from __future__ import annotations

import sys
from pathlib import Path


def docxtpl(facts: Path, template: Path, out: Path, *, fast: bool) -> None:
    """What a script of one's own does: read the facts, fill the template, save."""
    import contenders

    out.write_bytes(contenders.docxtpl(contenders.yaml_data(facts, fast=fast), template.read_bytes()))


def floor(facts: Path, out: Path) -> None:
    """The least a Python process can do: read the YAML, join strings, deflate, write the file."""
    import zlib

    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(facts.read_text("utf-8"), Loader=loader)
    values = [event.value for event in events if isinstance(event, yaml.ScalarEvent)]
    paragraph = "<w:p><w:pPr><w:pStyle w:val='Normal'/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>"
    out.write_bytes(zlib.compress("".join([paragraph % value for value in values]).encode(), 6))


if __name__ == "__main__":
    what, facts, template, out = sys.argv[1], *map(Path, sys.argv[2:5])
    floor(facts, out) if what == "floor" else docxtpl(facts, template, out, fast=what == "docxtpl")
