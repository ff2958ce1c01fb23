"""The contenders: the same content as a .docx, by docxtpl, by plain python-docx, and the least that any way must do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

COLUMNS = ("任务", "措施", "牵头单位", "责任单位", "完成时限")

Content = dict[str, Any]


def docxtpl_template() -> bytes:
    """A Word template with docxtpl's tags: loops over chapters, headings, paragraphs and table rows."""
    from docx import Document

    document = Document()
    for style, text in _template_lines():
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


def _template_lines() -> Iterator[tuple[str, str]]:
    yield "Title", "{{ 单位 }}{{ 年度 }}年工作计划"
    yield "Normal", "{%p for c in 章 %}"
    yield "Heading 1", "{{ c.名称 }}"
    yield "Normal", "{%p for s in c.节 %}"
    yield "Heading 2", "{{ s.名称 }}"
    yield "Normal", "{%p for d in s.段落 %}"
    yield "Normal", "{{ d }}"
    yield "Normal", "{%p endfor %}"
    yield "Normal", "{%p endfor %}"
    yield "Normal", "{%p endfor %}"
    yield "Heading 1", "任务分解"


def docxtpl(content: Content, template: bytes) -> bytes:
    """docxtpl, escaping as it must to keep & and < in the facts."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    document.render(content, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def python_docx(content: Content) -> bytes:
    """python-docx used well: styles as objects, cells by row."""
    from docx import Document

    document = Document()
    styles = {name: document.styles[name] for name in ("Title", "Heading 1", "Heading 2", "Normal")}
    for style, text in _lines(content):
        document.add_paragraph(text, styles[style])
    table = document.add_table(rows=0, cols=len(COLUMNS))
    for row in (dict(zip(COLUMNS, COLUMNS, strict=True)), *content["任务"]):
        for cell, title in zip(table.add_row().cells, COLUMNS, strict=True):
            cell.text = row[title]
    for text in (content["单位"], content["日期"]):
        document.add_paragraph(text, styles["Normal"])
    return _saved(document)


def _lines(content: Content) -> Iterator[tuple[str, str]]:
    yield "Title", f"{content['单位']}{content['年度']}年工作计划"
    for chapter in content["章"]:
        yield "Heading 1", chapter["名称"]
        for section in chapter["节"]:
            yield "Heading 2", section["名称"]
            for paragraph in section["段落"]:
                yield "Normal", paragraph
    yield "Heading 1", "任务分解"


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
