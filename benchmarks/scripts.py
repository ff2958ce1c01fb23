"""Whole-process contenders: python scripts.py docxtpl|floor PLAN FOLDER OUT"""

from __future__ import annotations

import sys
from pathlib import Path


def docxtpl(folder: Path, out: Path) -> None:
    """What a script of one's own does: read the data, fill the template, save."""
    import json

    import contenders

    content = json.loads((folder / "content.json").read_text("utf-8"))
    out.write_bytes(contenders.docxtpl(content, (folder / "template.docx").read_bytes()))


def floor(plan: Path, out: Path) -> None:
    """The least a Python process can do: read the YAML, join strings, deflate, write the file."""
    import zlib

    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse((plan / "facts.yaml").read_text("utf-8"), Loader=loader)
    values = [event.value for event in events if isinstance(event, yaml.ScalarEvent)]
    paragraph = "<w:p><w:pPr><w:pStyle w:val='Normal'/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>"
    out.write_bytes(zlib.compress("".join([paragraph % value for value in values]).encode(), 6))


if __name__ == "__main__":
    what, plan, folder, out = sys.argv[1], *map(Path, sys.argv[2:5])
    docxtpl(folder, out) if what == "docxtpl" else floor(plan, out)
