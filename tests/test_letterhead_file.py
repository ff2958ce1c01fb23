"""底版 from anywhere: what is refused and why, the tags in it, and how commands and facts name it."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.cli.program import run
from drafter.document import Document, Paragraph, Properties, Run, Title
from drafter.layout import GBT9704
from drafter.writers import letterhead as letterhead_writer
from drafter.writers.letterhead_package import MAX_FILE, MAX_MEMBERS
from drafter.writers.letterhead_places import opened
from tests.letterheads import (
    BODY,
    MAIN,
    NAMESPACES,
    OFFICE,
    SECTION,
    W,
    letterhead,
    paragraph,
    parts,
    relationships,
    said,
    tree,
)
from tests.packages import zipped
from tests.soundness import faults

STRUCTURE = """\
title: 简报
about: 试验
heading: "{{ 单位 }}简报"
facts:
  单位: {required: true}
  电话: text
  联系: {kind: group, fields: {姓名: person, 手机: text}}
  事项: {kind: list, item: text}
  说明: paragraph
sections: [{text: "情况如下。"}]
"""
FACTS = """\
单位: 青岚县<水务局>&"本部"
联系: {姓名: 张三, 手机: 138}
事项: [甲, 乙, 丙]
说明: |
  第一行
  第二行
"""


@pytest.fixture
def plan(write_plan: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder, the current one."""
    folder = write_plan(STRUCTURE, FACTS)
    monkeypatch.chdir(folder)
    return folder


Export = Callable[..., tuple[int, str]]


@pytest.fixture
def export(plan: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    """Exports the plan in a letterhead of these bytes to out.docx: exit status and what was said."""

    def ran(data: bytes, *options: str) -> tuple[int, str]:
        (plan / "底版.docx").write_bytes(data)
        status = run(["export", ".", "-o", "out.docx", "--letterhead", "底版.docx", *options])
        return status, "".join(capsys.readouterr())

    return ran


# ---- files that will not do -----------------------------------------------------------------------------------------


def changed(**replaced: str | bytes) -> bytes:
    """A letterhead with parts replaced or added; `__` stands for `/`, `_dot_` for a dot."""
    names = {name.replace("__", "/").replace("_dot_", "."): data for name, data in replaced.items()}
    return zipped({**parts(), **names})


def with_type(name: str, kind: str, data: str | bytes = b"x") -> bytes:
    """A letterhead with one more part of that content type."""
    own = parts()
    row = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    own["[Content_Types].xml"] = str(own["[Content_Types].xml"]).replace("</Types>", row)
    return zipped({**own, name: data})


def linked(kind: str, target: str) -> bytes:
    """A letterhead whose document is related to something outside."""
    own = parts()
    row = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    own["word/_rels/document.xml.rels"] = str(own["word/_rels/document.xml.rels"]).replace("</Relationships>", row)
    return zipped(own)


def field(instruction: str) -> bytes:
    """A letterhead with a field, its instruction split over runs."""
    half = len(instruction) // 2
    runs = "".join(
        f"<w:r>{each}</w:r>"
        for each in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText>{instruction[:half]}</w:instrText>",
            f"<w:instrText>{instruction[half:]}</w:instrText>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return letterhead(f"{BODY}<w:p>{runs}</w:p>")


def encrypted() -> bytes:
    """A .docx with a password: an OLE container with the stream EncryptedPackage."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def with_password() -> bytes:
    """A ZIP whose members are marked as encrypted."""
    data = bytearray(letterhead())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def bomb() -> bytes:
    """A small file that unfolds to 200 MB."""
    return zipped({**parts(), "word/media/image9.png": bytes(200 * 1024 * 1024)})


def lying_bomb() -> bytes:
    """A bomb whose directory declares small sizes."""
    data = bytearray(zipped({**parts(), "word/media/image9.png": bytes(60 * 1024 * 1024)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset : start + offset + 4] = (1000).to_bytes(4, "little")
            start = data.find(signature, start + 4)
    return bytes(data)


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
MACROS = "application/vnd.ms-office.vbaProject"

REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "L522 底版不能用：它不是 .docx"),
    "text": ("正文".encode, "L522 底版不能用：它不是 .docx"),
    "cut off": (lambda: letterhead()[:-200], "L522 底版不能用：它不是 .docx，或者已经损坏"),
    "damaged inside": (lambda: letterhead().replace(b"PK\x03\x04", b"PK\x03\x05", 1), "L522 "),
    "an old .doc": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1000), "L522 底版不能用：它是旧的 .doc"),
    "another zip": (lambda: zipped({"a.txt": "甲"}), "L522 底版不能用：它不是 .docx"),
    "a workbook": (
        lambda: zipped(
            {name: str(part).replace("wordprocessingml", "spreadsheetml") for name, part in parts().items()}
        ),
        "L522 底版不能用：它不是 Word 文档",
    ),
    "strict": (
        lambda: changed(
            word__document_dot_xml=str(parts()[MAIN]).replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml")
        ),
        "L522 底版不能用：它是“严格的 Open XML 文档”",
    ),
    "encrypted": (encrypted, "L523 底版加了密码"),
    "a zip with a password": (with_password, "L523 底版加了密码"),
    "huge": (lambda: bytes(MAX_FILE + 1), "L524 底版有20 MB"),
    "a bomb": (bomb, "L524 底版解开有200 MB"),
    "a bomb of high ratio": (
        lambda: zipped({**parts(), "word/media/a.png": bytes(9_000_000)}),
        "L524 底版解开以后是原来的",
    ),
    "a lying bomb": (lying_bomb, "L52"),
    "too much markup": (
        lambda: zipped(parts(BODY + "<w:p/>" * 2_000_000), zipfile.ZIP_STORED),
        "L524 底版里的文字和标记有11 MB",
    ),
    "too many parts": (
        lambda: zipped({**parts(), **{f"word/media/{number}.png": b"" for number in range(MAX_MEMBERS)}}),
        "L524 底版里有1011个部件",
    ),
    "macros": (lambda: with_type("word/vbaProject.bin", MACROS), "L525 底版里有宏或控件（word/vbaProject.bin）"),
    "macros by another name": (lambda: with_type("word/other.bin", MACROS), "L525 底版里有宏或控件（word/other.bin）"),
    "a .docm renamed": (
        lambda: changed(
            **{
                "[Content_Types]_dot_xml": str(parts()["[Content_Types].xml"]).replace(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    "application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            }
        ),
        "L525 ",
    ),
    "a control": (
        lambda: with_type("word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", "<a/>"),
        "L525 ",
    ),
    "a template on the net": (
        lambda: linked("attachedTemplate", "http://x.example/t.dotm"),
        "L526 底版连着外面的文件（http://x.example",
    ),
    "a linked picture": (lambda: linked("image", "file:///C:/logo.png"), "L526 "),
    "a link to a file": (lambda: linked("hyperlink", "file://server/share/x.exe"), "L526 "),
    "a field that fetches": (
        lambda: field(' INCLUDETEXT "C:\\\\x.docx" '),
        "L526 底版连着外面的文件（INCLUDETEXT 域）",
    ),
    "a field that runs": (lambda: field(" ddeauto cmd "), "L526 底版连着外面的文件（DDEAUTO 域）"),
    "a field in short": (
        lambda: letterhead(f'{BODY}<w:p><w:fldSimple w:instr=" DDE x y "/></w:p>'),
        "L526 底版连着外面的文件（DDE 域）",
    ),
    "entities": (
        lambda: changed(word__footer1_dot_xml=f"{DOCTYPE}<w>&b;</w>"),
        "L527 底版的 word/footer1.xml 里有实体声明",
    ),
    "entities in UTF-16": (
        lambda: changed(word__footer1_dot_xml=DOCTYPE.replace("1.0", "1.0").encode("utf-16")),
        "L527 ",
    ),
    "another encoding": (
        lambda: changed(word__footer1_dot_xml=b'<?xml version="1.0" encoding="utf-7"?><a/>'),
        "L522 底版不能用：word/footer1.xml 的编码不合规定",
    ),
    "not XML": (lambda: changed(word__document_dot_xml="<w:document>"), "L522 底版不能用：它已经损坏"),
    "a part missing": (
        lambda: zipped({name: part for name, part in parts().items() if "header2" not in name}),
        "L522 ",
    ),
    "names twice": (lambda: zipped({**parts(), "WORD/document.xml": b""}), "L522 "),
    "relations of nothing": (lambda: changed(word___rels__nothing_dot_xml_dot_rels=relationships([])), "L522 "),
    "signed": (
        lambda: changed(
            _rels___dot_rels=str(parts()["_rels/.rels"]).replace(
                "</Relationships>",
                '<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
                'digital-signature/origin" Target="word/footer1.xml"/></Relationships>',
            )
        ),
        "L522 底版不能用：它有数字签名",
    ),
    "our own bookmark": (
        lambda: letterhead(f'<w:p><w:bookmarkStart w:id="1" w:name="_drafter_body"/></w:p>{BODY}'),
        "L522 底版不能用：里面已有名为 _drafter_body 的书签",
    ),
    "a place in a text box": (
        lambda: letterhead(f"<w:p><w:r><w:pict><w:txbxContent>{BODY}</w:txbxContent></w:pict></w:r></w:p>"),
        "L530 {{ body }} 不能放在文本框里",
    ),
    "two places in one paragraph": (
        lambda: letterhead(paragraph("{{ body }}{{ body }}")),
        "L530 {{ body }} 要单独成段",
    ),
    "no place": (lambda: letterhead(paragraph("正文")), "L528 底版里没有放正文的位置"),
    "two places": (lambda: letterhead(BODY + paragraph("{{ body }}")), "L529 底版里有2处 {{ body }}"),
    "a place with other words": (lambda: letterhead(paragraph("正文：{{ body }}")), "L530 {{ body }} 要单独成段"),
    "a place in the header": (lambda: letterhead(header="{{ body }}"), "L530 {{ body }} 不能放在页眉、页脚或脚注里"),
    "a place in a table": (
        lambda: letterhead(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{BODY}</w:tc></w:tr></w:tbl><w:p/>"),
        "L530 {{ body }} 不能放在表格里",
    ),
    "a place in a control": (
        lambda: letterhead(f"<w:sdt><w:sdtContent>{BODY}</w:sdtContent></w:sdt>"),
        "L530 {{ body }} 不能放在内容控件里",
    ),
    "a narrow page": (
        lambda: letterhead(section=SECTION.replace('w:left="1701"', 'w:left="9000"')),
        "L522 底版不能用：放正文的那一节太窄",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_will_not_do(plan: Path, export: Export, name: str) -> None:
    """Each is a clear problem at the file, exit status 1, and nothing is written."""
    make, words = REFUSED[name]
    before = {path.name for path in plan.iterdir()} | {"底版.docx"}
    status, told_ = export(make())
    assert status == 1, told_
    assert re.search(r"^底版\.docx:\d+:1: 错误 " + re.escape(words), told_, re.MULTILINE), told_
    assert {path.name for path in plan.iterdir()} == before


def test_a_plain_link_is_no_fault() -> None:
    """The unit's address on the net and its mailbox may be links."""
    for target in ("https://www.example.cn", "mailto:a@example.cn", "#正文"):
        assert opened(linked("hyperlink", target), "底版.docx")[0]


def test_several_faults_are_told_at_once() -> None:
    """Macros and links to other files, each with its own line."""
    own = parts()
    own["word/vbaProject.bin"] = b"x"
    types = str(own["[Content_Types].xml"]).replace("</Types>", '<Default Extension="bin" ContentType="x/y"/></Types>')
    row = f'<Relationship Id="rId9" Type="{OFFICE}/image" Target="file:///a.png" TargetMode="External"/>'
    links = str(own["word/_rels/document.xml.rels"]).replace("</Relationships>", f"{row}</Relationships>")
    found, problems = opened(
        zipped({**own, "[Content_Types].xml": types, "word/_rels/document.xml.rels": links}), "底版.docx"
    )
    assert found is None
    assert {problem.code for problem in problems} == {"L525", "L526"}


LETTERHEAD = letterhead()
PLAIN = Document((Title(((Run("计划"),),)), Paragraph((Run("一段话。"),))), Properties("计划"))
changes = st.lists(st.tuples(st.integers(0, len(LETTERHEAD) - 1), st.integers(0, 255)), min_size=1, max_size=3)


@settings(max_examples=300, deadline=None)
@given(changes)
def test_a_file_damaged_anywhere_never_breaks_the_program(changed_bytes: list[tuple[int, int]]) -> None:
    """Whatever bytes of a letterhead are others: it is refused with a problem, or the draft goes in."""
    own = bytearray(LETTERHEAD)
    for position, value in changed_bytes:
        own[position] = value
    found, problems = opened(bytes(own), "底版.docx")
    assert (found is None) is bool(problems)
    if found:
        assert said(letterhead_writer.write(PLAIN, GBT9704, found))[0] == "计划"


def test_tags_are_filled_everywhere(plan: Path, export: Export) -> None:
    """In the body, in headers, split over runs; as text, never as markup; a list joined, a filter applied."""
    pytest.importorskip("docxtpl")
    split = "<w:p><w:r><w:t>{{ 单</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>位 }}敬上</w:t></w:r></w:p>"
    lines = split + BODY + paragraph("{{ 事项 }}：{{ 事项 | count_cn }}项，{{ 联系.姓名 }}") + paragraph("{{ 说明 }}")
    (plan / "proof.yaml").write_text("rules: {P104: off}\n", "utf-8")  # the quotation marks are straight on purpose
    status, words = export(letterhead(lines, header="：{{ 单位 }}"))
    assert (status, words) == (0, "已导出：out.docx\n")
    data = (plan / "out.docx").read_bytes()
    assert said(data)[0] == '青岚县<水务局>&"本部"敬上'
    assert "甲、乙、丙：三项，张三" in said(data)
    assert "第一行第二行" in said(data)
    header = "".join(tree(data, "word/header1.xml").itertext())
    assert header == '青岚县水务局：青岚县<水务局>&"本部"'
    assert faults(data) == []
    export(letterhead(lines, header="：{{ 单位 }}"), "--force")
    assert (plan / "out.docx").read_bytes() == data


def test_a_fact_that_looks_like_a_tag_is_text(plan: Path, export: Export) -> None:
    """Facts are filled in once; braces in them mean nothing, in tags as in the draft."""
    pytest.importorskip("docxtpl")
    facts = plan / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + '电话: "{{ body }}{{ 7*7 }}{% x %}"\n', "utf-8")
    status, _ = export(letterhead(paragraph("{{ 电话 }}") + BODY))
    assert status == 0
    assert said((plan / "out.docx").read_bytes())[0] == "{{ body }}{{ 7*7 }}{% x %}"


def test_an_optional_fact_that_was_not_given_leaves_a_blank(plan: Path, export: Export) -> None:
    """The place stays empty, and a warning says so."""
    pytest.importorskip("docxtpl")
    status, words = export(letterhead(paragraph("电话：{{ 电话 }}。") + BODY))
    assert status == 0
    assert "底版.docx:1:1: 警告 L533 {{ 电话 }} 的事实没有填" in words
    assert said((plan / "out.docx").read_bytes())[0] == "电话：。"


def test_a_gap_is_shown_as_one(plan: Path, export: Export) -> None:
    """With --gaps a tag shows the gap of a missing required fact."""
    pytest.importorskip("docxtpl")
    (plan / "facts.yaml").write_text("structure: plan\n", "utf-8")
    assert export(letterhead(paragraph("{{ 单位 }}") + BODY), "--gaps")[0] == 0
    assert said((plan / "out.docx").read_bytes())[0] == "【待补：单位】"


def test_a_fact_printed_in_the_letterhead_is_not_lost(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fact that only the letterhead prints is no unprinted fact."""
    pytest.importorskip("docxtpl")
    facts = plan / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "电话: 0571-12345678\nletterhead: 底版.docx\n", "utf-8")
    (plan / "底版.docx").write_bytes(letterhead(BODY))
    run(["check", "."])
    assert "0571-12345678" in capsys.readouterr().out
    (plan / "底版.docx").write_bytes(
        letterhead(BODY + paragraph("{{ 电话 }}{{ 事项 }}{{ 说明 }}{{ 联系.姓名 }}{{ 联系.手机 }}"))
    )
    assert run(["check", "."]) == 0
    assert "F117" not in capsys.readouterr().out


TAGS: Mapping[str, tuple[str, str]] = {
    "undeclared": ("{{ 单伟 }}", "错误 W302 用了没有声明的事实“单伟”\n  提示：是否想写“单位”？"),
    "an unknown field": ("{{ 联系.电话 }}", "错误 W303 “联系”没有“电话”这个字段"),
    "an unknown filter": ("{{ 单位 | uper }}", "错误 W304 没有“uper”这个过滤器"),
    "a group": ("{{ 联系 }}", "错误 W309 “联系”是一组字段"),
    "not closed": ("{{ 单位", "错误 L532 底版里不能用 {{ 单位：“{{”没有“}}”收尾"),
    "nothing": ("{{ }}", "错误 W301 "),
    "a loop": ("{% for 项 in 事项 %}", "错误 L532 底版里不能用 {% for 项 in 事项 %}"),
    "a comment": ("{# 说明 #}", "错误 L532 底版里不能用 {# 说明 #}"),
    "a call": ("{{ 单位.upper() }}", "错误 W30"),
    "an attribute": ("{{ 单位.__class__ }}", "错误 W303 "),
    "computing": ("{{ 1000 * 1000 }}", "错误 W305 "),
    "an unknown name of jinja": ("{{ self }}", "错误 W302 "),
    "a filter that does not fit": ("{{ 单位 | year(1) }}", "错误 W307 这里填不出来"),
    "a tag of docxtpl": ("{{r 单位 }}", "错误 W301 "),
}


@pytest.mark.parametrize("name", TAGS)
def test_tags_that_cannot_be(plan: Path, export: Export, name: str) -> None:
    """Each is a problem at its paragraph; nothing is written; check says the same as export."""
    pytest.importorskip("docxtpl")
    tag, words = TAGS[name]
    status, told_ = export(letterhead(BODY + paragraph(tag.replace("&", "&amp;").replace("<", "&lt;"))))
    assert status == 1
    assert f"底版.docx:2:1: {words}" in told_
    assert not (plan / "out.docx").exists()


@pytest.mark.parametrize(
    "hidden",
    [
        '<w:p><w:pPr><w:pStyle w:val="{{ 9 ** 9 ** 9 }}"/></w:pPr></w:p>',
        "<w:p><w:r><w:instrText>{{ 单位.__class__ }}</w:instrText></w:r></w:p>",
        "<w:p><w:r><w:t>{</w:t></w:r></w:p><w:p><w:r><w:t>{ 7 * 7 }}</w:t></w:r></w:p>",
    ],
)
def test_tags_hidden_where_no_text_is(plan: Path, export: Export, hidden: str) -> None:
    """docxtpl would fill them wherever they stand; the sandbox lets only facts and filters through."""
    pytest.importorskip("docxtpl")
    status, words = export(letterhead(BODY + paragraph("{{ 单位 }}") + hidden))
    assert status == 1
    assert "L532" in words
    assert not (plan / "out.docx").exists()


def test_a_file_that_docxtpl_cannot_fill(plan: Path, export: Export) -> None:
    """A table without its grid is beyond docxtpl, but not beyond us."""
    pytest.importorskip("docxtpl")
    damaged = f"<w:tbl><w:tr><w:tc>{paragraph('格')}</w:tc></w:tr></w:tbl>"
    status, words = export(letterhead(BODY + damaged + paragraph("{{ 单位 }}")))
    assert status == 1
    assert "L522 底版不能用：里面的标记填不了" in words
    assert export(letterhead(BODY + damaged + paragraph("单位")))[0] == 0


def test_tags_in_endnotes_are_never_filled(plan: Path, export: Export) -> None:
    """docxtpl passes endnotes over: better a problem than braces in print."""
    note = f"<w:endnotes {NAMESPACES}><w:endnote w:id='1'>{paragraph('{{ 单位 }}')}</w:endnote></w:endnotes>"
    own = parts()
    row = f'<Relationship Id="rId9" Type="{OFFICE}/endnotes" Target="endnotes.xml"/></Relationships>'
    own["word/_rels/document.xml.rels"] = str(own["word/_rels/document.xml.rels"]).replace("</Relationships>", row)
    status, words = export(zipped({**own, "word/endnotes.xml": note}))
    assert status == 1
    assert "L532 底版里不能用 {{ 单位 }}：尾注里的标记填不了" in words


def test_tags_without_docxtpl(plan: Path, export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, a tag is a problem that says what to install, and {{ body }} is none."""
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    status, words = export(letterhead(BODY + paragraph("{{ 单位 }}")))
    assert status == 1
    assert "底版.docx:2:1: 错误 L531 底版里有要填的 {{ 单位 }}" in words
    assert "pip install plan-drafter[letterhead]" in words
    assert not (plan / "out.docx").exists()
    assert export(letterhead())[0] == 0


# ---- the command line and the facts ---------------------------------------------------------------------------------


def test_facts_may_name_the_letterhead(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`letterhead:` beside the facts; a file on the command line wins."""
    (plan / "甲.docx").write_bytes(letterhead(paragraph("甲") + BODY))
    (plan / "乙.docx").write_bytes(letterhead(paragraph("乙") + BODY))
    facts = plan / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "letterhead: 甲.docx\n", "utf-8")
    assert run(["export", ".", "-o", "out.docx"]) == 0
    assert said((plan / "out.docx").read_bytes())[0] == "甲"
    assert run(["export", ".", "-o", "out.docx", "--letterhead", "乙.docx", "--force"]) == 0
    assert said((plan / "out.docx").read_bytes())[0] == "乙"
    capsys.readouterr()
    facts.write_text(facts.read_text("utf-8").replace("甲.docx", "丙.docx"), "utf-8")
    assert run(["check", "."]) == 1
    assert "facts.yaml:8:13: 错误 L521 没有找到底版“丙.docx”" in capsys.readouterr().out


def test_check_tells_which_styles_are_the_units(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As information: the unit's heading 1 is used instead of the layout's."""
    (plan / "底版.docx").write_bytes(letterhead())
    facts = plan / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "letterhead: 底版.docx\n", "utf-8")
    assert run(["check", ".", "--severity", "info"]) == 0
    assert re.findall("信息 L534 底版里有样式 (.*?)，", capsys.readouterr().out) == ["heading 1"]


@pytest.mark.parametrize("format_", ["markdown", "text", "html"])
def test_a_letterhead_is_for_word(plan: Path, export: Export, format_: str) -> None:
    """Other formats have no use for it: a fault of the command line."""
    status, words = export(letterhead(), "--to", format_)
    assert status == 2
    assert "--letterhead 只能用于 Word 和 PDF" in words


def test_a_layout_and_a_letterhead_together(plan: Path, export: Export) -> None:
    """The layout gives the look of the styles that the unit's file lacks; the page is the file's."""
    (plan / "layout.yaml").write_text("page: {left: 40}\nheading2: {bold: true}\ndigits: Arial\n", "utf-8")
    assert export(letterhead())[0] == 0
    data = (plan / "out.docx").read_bytes()
    (heading,) = (
        style for style in tree(data, "word/styles.xml").iter(f"{W}style") if style.get(f"{W}styleId") == "Heading2"
    )
    assert heading.find(f".//{W}b").get(f"{W}val") is None
    assert tree(data).find(f".//{W}pgMar").get(f"{W}left") == "1701"
