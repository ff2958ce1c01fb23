"""The contenders: the same text as a .docx, by docxtpl, by plain python-docx, and the least that any way must do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from works import COLUMNS, Content, Work


def yaml_data(facts: Path, *, fast: bool = True) -> Content:
    """The facts as plain data: by libyaml, or as `yaml.safe_load` reads them, which most scripts call."""
    import yaml

    return yaml.load(facts.read_text("utf-8"), yaml.CSafeLoader if fast else yaml.SafeLoader)  # noqa: S506  # both safe


def docxtpl_template(work: Work) -> bytes:
    """A Word template with docxtpl's tags: the work's text, and a loop over the table's rows."""
    from docx import Document

    document = Document()
    for style, text in work.lines:
        document.add_paragraph(text, style)
    table = document.add_table(rows=4, cols=len(COLUMNS))
    for cell, title in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = title
    table.rows[1].cells[0].text = "{%tr for t in 任务 %}"
    for cell, title in zip(table.rows[2].cells, COLUMNS, strict=True):
        cell.text = "{{ t." + title + " }}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for text in ("{{ 单位 }}", "{{ 日期 }}"):
        document.add_paragraph(text)
    return _saved(document)


def docxtpl(content: Content, template: bytes) -> bytes:
    """docxtpl, escaping as it must to keep & and < in the facts."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    document.render(content, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def python_docx(work: Work) -> Callable[[], bytes]:
    """python-docx used well: texts filled beforehand, styles as objects, cells by row."""
    from docx import Document
    from jinja2 import Template

    content: dict[str, Any] = work.content
    lines = [(style, Template(text).render(content)) for style, text in work.lines]

    def write() -> bytes:
        document = Document()
        styles = {name: document.styles[name] for name in ("Title", "Heading 1", "Heading 2", "Normal")}
        for style, text in lines:
            document.add_paragraph(text, styles[style])
        table = document.add_table(rows=0, cols=len(COLUMNS))
        for row in (dict(zip(COLUMNS, COLUMNS, strict=True)), *content["任务"]):
            for cell, title in zip(table.add_row().cells, COLUMNS, strict=True):
                cell.text = row[title]
        for text in (content["单位"], content["日期"]):
            document.add_paragraph(text, styles["Normal"])
        return _saved(document)

    return write


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def limit(ours: bytes) -> Callable[[], bytes]:
    """The least: the same XML joined from its pieces and deflated (zlib 6), fixed parts copied as they are."""
    import zlib

    with zipfile.ZipFile(io.BytesIO(ours)) as package:
        xml = package.read("word/document.xml").decode()
        rest = b"".join(package.read(name) for name in package.namelist() if name != "word/document.xml")
    pieces = [f"{piece}</w:p>" for piece in xml.split("</w:p>")]

    def write() -> bytes:
        body = "".join(pieces).encode()
        compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
        return rest[:1] + compressor.compress(body) + compressor.flush()

    return write
