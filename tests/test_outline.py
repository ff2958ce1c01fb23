"""Outline: every line of other people's documents gets its role, whatever trap it holds, and no line is lost."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.document import Attachment, Heading, Paragraph, Table, Title, paragraphs, plain, printed
from drafter.lines import SourceLine
from drafter.outline import LEVELS, SURE, Outline, outline
from drafter.outline.document import outline_document
from drafter.readers import lines_text
from tests.outlines import CASES, Expected, as_source, expected, written

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("OUTLINE_CORPUS", ROOT.parent / "shared"))


def told(text: str) -> list[tuple[str, str]]:
    """The role of every line of a text, with the line's opening."""
    return [(line.role, line.text[:12]) for line in outline(as_source(text)).lines]


def roles(*lines: str) -> list[str]:
    """The roles of lines behind a title."""
    return [line.role for line in outline(as_source("\n".join(["青岚县水务局2027年工作计划", *lines]))).lines[1:]]


BODY = "坚持统筹推进，落实各项措施，全年完成投资1.2亿元，群众满意度达到95%以上。"

# ---- whole documents ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_documents_with_every_trap(case: Path, golden: Callable[[str | Path, str], None]) -> None:
    """Role, number and head of every line of our own set are as written down by hand."""
    found = outline(lines_text.read(case.read_bytes()))
    golden(case.with_suffix(".outline"), written(found))
    assert [Expected(line.role, line.number, line.head) for line in found.lines] == list(expected(case))


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_outline", SHARED / "tools" / "score_outline.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "tools" / "score_outline.py").exists(), reason="no corpus of public documents here")
@pytest.mark.parametrize("shelf", ["seeds", "corpus"])
def test_public_documents(shelf: str) -> None:
    """On public documents nearly every role is right, every heading at its level, and all of the text is there."""
    command = f'"{sys.executable}" -m drafter outline "{{file}}" --format json'
    total: dict[str, int] = {}
    for file in sorted((SHARED / shelf).glob("*.txt")):
        for key, value in _scorer().score(file, command, verbose=False).items():
            total[key] = total.get(key, 0) + value
    assert total["right"] / total["lines"] >= 0.97
    assert 2 * total["hit"] / (total["wanted"] + total["made"]) >= 0.98
    assert total["kept"] == total["size"]


# ---- one trap each --------------------------------------------------------------------------------------------------


_SHORT = {
    "paragraph": "P",
    "point": "O",
    "list_item": "L",
    "note": "N",
    "attachment": "A",
    "signature": "G",
    "date": "D",
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一、总体要求/@/二、工作重点/@", "1P1P"),
        ("一.总体要求/@/二.工作重点/@", "1P1P"),
        ("一　总体要求/@/二　工作重点/@", "1P1P"),
        ("第一章 总则/@/第二章 附则/@", "1P1P"),
        ("一、工作重点/1．建好水厂。@/2．管好河湖。@", "133"),
        ("一、工作重点/1．2027年底前建成水厂。/2．3月底前改造管网。", "1LL"),
        ("一、工作目标/1.38座水库完成除险加固。/2.改造管网。", "1LL"),
        ("一、工作目标/2.36亿元投资全部到位。/2.0版平台上线运行。", "1PP"),
        ("一、工作要求/（一）各单位要高度重视。@/（二）各科室应密切配合。@", "1LL"),
        ("一、总体要求以新发展理念为引领，统筹水安全和水资源，推动发展。/二、工作重点/@", "11P"),
        ("一、主要问题/一是投入不足。@/二是人手不够。@", "1OO"),
        ("一、主要问题/一是投入不足，二是人手不够，三是办法不多。", "1P"),
        ("一、主要问题/统一是前提。@/之一是投入不足。@", "1PP"),
        ("一、主要做法/首先，摸清底数。@/其次，分类施策。@", "1OO"),
        ("一、工作重点/@/责任单位：工程科/（水资源科牵头，办公室配合）", "1PNN"),
        ("一、工作重点/@/附件：1.任务清单/2.责任清单/青岚县水务局/2027年1月8日", "1PAAGD"),
        ("一、工作重点/@/青岚县水务局/二〇二七年一月八日", "1PGD"),
        ("一、工作重点/@/——政府主导，社会参与。@/• 巡查河道/① 建库/② 修渠", "1PLLLL"),
        ("工作目标/@/工作措施/@", "1P1P"),
        ("凝聚共识、压实责任，/以统筹推动治水合力/@/项目带动、群策群力，/以投入夯实供水基础/@", "11P11P"),
    ],
)
def test_one_trap(text: str, wanted: str) -> None:
    """What breaks a parser that only looks for numbers at the head of a line does not break this one."""
    found = roles(*text.replace("@", BODY).split("/"))
    assert "".join(_SHORT.get(role, role[-1]) for role in found) == wanted


def test_numbers_that_run_on() -> None:
    """Second-level numbers that never start anew stay second-level."""
    lines = [
        "一、供水",
        f"（一）建水厂。{BODY}",
        f"（二）改管网。{BODY}",
        "二、治水",
        f"（三）护河道。{BODY}",
        f"（四）清淤泥。{BODY}",
    ]
    assert roles(*lines) == ["heading1", "heading2", "heading2"] * 2


def test_the_same_number_at_two_levels() -> None:
    """一、 that counts anew inside 三、 is a level below it."""
    inner = [f"一、筹备阶段。{BODY}", f"二、实施阶段。{BODY}"]
    lines = ["一、目标", BODY, "二、范围", BODY, "三、步骤", *inner, "四、要求", BODY]
    assert [role for role in roles(*lines) if role in LEVELS] == [*["heading1"] * 3, *["heading2"] * 2, "heading1"]


def test_a_notice_and_what_it_issues() -> None:
    """Signature and date stand before the second title, and nothing of the second document is lost in the first."""
    found = told(
        "青岚县水务局\n关于印发2027年工作要点的通知\n各科室、局属各单位：\n现将《2027年工作要点》印发给你们，请认真贯彻执行。\n"
        f"青岚县水务局\n2027年1月8日\n2027年工作要点\n一、供水\n{BODY}"
    )
    assert [role for role, _ in found] == [
        *("title", "title", "salutation", "paragraph", "signature", "date", "title", "heading1", "paragraph")
    ]


def test_a_page_around_a_document() -> None:
    """Trails, counters, related links and pictures of a web page are noise, wherever they stand."""
    noise = [
        "首页 > 工作动态 > 正文",
        "3",
        "IMG_0231.JPG",
        "第1页 共3页",
        "此处隐藏300字",
        "上一篇：没有了",
        "【打印本页】",
    ]
    for line in noise:
        assert ("noise", line[:12]) in told(f"2027年工作计划\n一、供水\n{BODY}\n{line}\n二、治水\n{BODY}")


def test_a_table_of_contents_is_no_heading() -> None:
    """Headings that only announce others are noise."""
    found = told(f"2027年工作计划\n目  录\n一、供水……1\n二、治水……3\n一、供水\n{BODY}\n二、治水\n{BODY}")
    assert [role for role, _ in found] == ["title", *["noise"] * 3, *["heading1", "paragraph"] * 2]


def test_lines_that_a_printer_broke() -> None:
    """A heading goes on below as a heading, a paragraph as a paragraph, also across the number of a page."""
    lines = (
        ("title", "青岚县水务局2027年工作总结"),
        ("paragraph", "今年以来，全局上下紧紧围绕县委、县政府中心工作，坚持统筹推进供"),
        ("paragraph", "水和治水，农村自来水普及率稳步提高，水旱灾害防御取得明显成效，群"),
        ("noise", "- 1 -"),
        ("paragraph", "众满意度进一步提升。"),
        ("heading1", "一、坚持项目带动，以更大的力度加快城乡供水一体化工程建设并取得新"),
        ("heading1", "成效"),
        ("paragraph", "全年新建水厂两座，改造老旧管网四十公里，新增供水人口一万二千人，"),
        ("paragraph", "水质合格率稳步提高，供水保证率达到国家标准。"),
    )
    found = outline(as_source("\n".join(text for _, text in lines)))
    assert [line.role for line in found.lines] == [role for role, _ in lines]


def test_where_a_heading_runs_in_its_words_are_told() -> None:
    """`head` has the heading's words where the line goes on after them, and nothing where it does not."""
    found = outline(as_source(f"2027年工作计划\n一、总体要求\n（一）建好水厂。{BODY}\n（二）改造管网。{BODY}")).lines
    assert [(line.number, line.head) for line in found] == [
        (None, None),
        ("一、", None),
        ("（一）", "建好水厂"),
        ("（二）", "改造管网"),
    ]


def test_styles_of_a_word_file_count() -> None:
    """Lines that a file itself shows as headings are headings without any number, at the file's levels."""
    lines = [
        SourceLine("2027年工作计划", 1, style="title"),
        SourceLine("供水", 2, level=1),
        SourceLine(BODY, 3),
        SourceLine("水厂", 4, level=2),
        SourceLine(BODY, 5),
        SourceLine("治水", 6, level=1),
        SourceLine(BODY, 7),
    ]
    found = [line.role for line in outline(lines).lines if line.role in LEVELS]
    assert found == ["heading1", "heading2", "heading1"]


# ---- laws -----------------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        *(
            "一",
            "二",
            "三",
            "（一）",
            "、",
            "。",
            "：",
            "；",
            "，",
            ".",
            "1",
            "2",
            " ",
            "\t",
            "|",
            "-",
            "—",
            "*",
            "#",
            "\u3000",
        ),
        *("一是", "二是", "附件", "2027年1月8日", "青岚县水务局", "工作计划", "各位代表：", BODY),
    ]
)
_LINES = st.lists(st.one_of(st.lists(_PIECES, max_size=8).map("".join), st.text(max_size=30)), max_size=25)


@given(_LINES)
@example(["（一）2027年1月8日", "一一一一一是2027年1月8日", "一一2027年1月8日"])
def test_no_line_is_lost(lines: list[str]) -> None:
    """Whatever the text, every line that is not blank comes back as it is, in order, with a role and a confidence."""
    source = as_source("\n".join(lines))
    found = outline(source).lines
    assert [line.text for line in found] == [line.text for line in source]
    assert [line.place for line in found] == [line.number for line in source]
    assert all(0 < line.confidence <= 1 for line in found)
    assert all(line.reason for line in found if line.confidence < SURE)
    assert all(line.number is None or line.number in line.text for line in found)
    heads = [entry["head"] for entry in json.loads(json.dumps(outline(source).as_json()))["lines"]]
    assert all(head is None or head in line.text for head, line in zip(heads, found, strict=True))
    whole = [line for line, following in pairwise([*found, None]) if line and not (following and following.goes_on)]
    assert all(line.head is None or line.head in line.text for line in whole)


@given(_LINES)
def test_no_word_is_lost_on_the_way_to_a_document(lines: list[str]) -> None:
    """Every letter and figure of lines that are neither noise nor about the document stands in its blocks."""
    found = outline(as_source("\n".join(lines)))
    made = "".join(plain(text) for _, text in paragraphs(outline_document(found)))
    kept = [line for line in found.lines if line.role not in ("noise", "meta", "attachment") and not line.row]
    for line in kept:
        for word in "".join(char if char.isalnum() else " " for char in line.text).split():
            assert word in made


def _calls(lines: tuple[SourceLine, ...]) -> int:
    count = 0

    def counting(_: Any, event: str, __: Any) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counting)
    try:
        outline(lines)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "lines",
    [
        ["一、供水", f"（一）建水厂。{BODY}", BODY, "1.登记；", "2.整改。"],
        ["一、供水", "一、治水", "二、节水", "一、护水"],
        ["供水", BODY, "3", "治水，", "节水"],
        ["青岚县水务局", "2027年1月8日", "附件1", "2027年工作计划"],
        ["一是抓供水。", "三是抓治水。", "首先，", "9", "9"],
        ["9"],
    ],
)
def test_time_grows_with_the_text(lines: list[str]) -> None:
    """Four times the text takes about four times the steps, also where nothing fits together."""
    once, four_times = as_source("\n".join(lines * 100)), as_source("\n".join(lines * 400))
    assert _calls(four_times) <= 4.6 * _calls(once)


# ---- as a document --------------------------------------------------------------------------------------------------


def test_an_outline_becomes_a_document() -> None:
    """Titles, headings with their paragraphs, tables and attachments are the blocks they are in our own drafts."""
    source = [
        *as_source(f"青岚县水务局\n2027年工作计划\n一、供水\n（一）建好水厂。{BODY}\n（二）改造管网。{BODY}"),
        SourceLine("任务\t时限", 6, row=1),
        SourceLine("建水厂\t6月底", 7, row=1),
        *as_source(f"青岚县水务局\n2027年1月8日\n附件1\n任务清单\n{BODY}"),
    ]
    made = outline_document(outline(source), "计划.docx")
    titles = [block for block in made.blocks if isinstance(block, Title)]
    assert [plain(line) for line in titles[0].lines] == ["青岚县水务局", "2027年工作计划"]
    headings = [block for block in made.blocks if isinstance(block, Heading)]
    assert [(each.level, each.number, plain(each.lines[0]), each.stop, plain(each.body)) for each in headings] == [
        (1, "一、", "供水", "", ""),
        (2, "（一）", "建好水厂", "。", BODY),
        (2, "（二）", "改造管网", "。", BODY),
    ]
    table = next(block for block in made.blocks if isinstance(block, Table))
    assert [plain(text) for text in printed(table)] == ["任务\t时限", "建水厂\t6月底"]
    attachment = next(block for block in made.blocks if isinstance(block, Attachment))
    assert (attachment.number, plain(attachment.title)) == (1, "任务清单")
    last = made.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text[0].origin is not None
    assert last.text[0].origin.wording is not None
    assert last.text[0].origin.wording.file == "计划.docx"


# ---- the command ----------------------------------------------------------------------------------------------------


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """The command, as a user runs it."""
    command = [sys.executable, "-m", "drafter", "outline", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_json_is_what_the_contract_says(tmp_path: Path) -> None:
    """One object with the title and an entry for every line that is not blank."""
    file = tmp_path / "计划.txt"
    file.write_text(f"2027年工作计划\n\n  一、供水\n（一）建好水厂。{BODY}\n（二）改造管网。{BODY}\n", "utf-8")
    done = run(file, "--format", "json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["title"] == "2027年工作计划"
    assert [list(line) for line in answer["lines"]] == [["text", "role", "number", "head", "confidence"]] * 4
    assert [(line["text"], line["role"]) for line in answer["lines"]][1] == ("一、供水", "heading1")


def test_the_report_names_what_is_doubtful(tmp_path: Path) -> None:
    """People see roles in Chinese, levels by indentation, and why a line is not sure."""
    file = tmp_path / "计划.txt"
    file.write_text(
        f"2027年工作计划\n一、总体要求以新发展理念为引领，统筹水安全和水资源，推动高质量发展。\n二、供水\n{BODY}\n",
        "utf-8",
    )
    done = run(file)
    assert done.returncode == 0
    assert "一级标题 一、总体要求 | 以新发展理念" in done.stdout
    assert "标题和正文连在一起，没有标点隔开" in done.stdout
    assert "共4行，其中1行没有把握" in done.stdout


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("计划.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff", 1, "R606"),
        ("计划.docx", b"PK\x03\x04 nothing", 1, "R601"),
        ("空白.txt", b" \n\n", 1, "R609"),
        ("计划.pdf", b"%PDF-1.7", 2, "不会读"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: bytes, status: int, words: str) -> None:
    """A bad file is status 1 with its problem, a wrong kind of file status 2; never a traceback."""
    (tmp_path / name).write_bytes(data)
    done = run(tmp_path / name)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_problem_is_json_too(tmp_path: Path) -> None:
    """With --format json a bad file is the problems object on stdout."""
    (tmp_path / "计划.docx").write_bytes(b"nothing")
    done = run(tmp_path / "计划.docx", "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["problems"][0]["code"] == "R601"


def test_no_such_file_is_the_command_lines_fault(tmp_path: Path) -> None:
    """An absent path or a folder is status 2."""
    assert run(tmp_path / "没有.txt").returncode == 2
    assert run(tmp_path).returncode == 2


def test_an_empty_outline() -> None:
    """No lines, no roles, no title."""
    assert outline(()) == Outline("", ())
