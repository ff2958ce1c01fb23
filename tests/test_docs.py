"""The documentation is true: its example works as written, its tables name what there is and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import get_args

import docx
import pytest

from drafter.catalogue import CATALOGUE as STAGES
from drafter.expressions import FUNCTIONS
from drafter.filters import FILTERS, JINJA_FILTERS
from drafter.kinds import KINDS
from drafter.library import Library
from drafter.outline import Role
from drafter.problems import SEVERITY_NAMES
from drafter.proof.report import RULES
from drafter.proof.settings import load as load_settings
from drafter.structure_file import load

CATALOGUE = STAGES | RULES
ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
STRUCTURES = (DOCS / "structures.md").read_text("utf-8")
WORDING = (DOCS / "wording.md").read_text("utf-8")

Golden = Callable[[str | Path, str], None]


def part(text: str, title: str) -> str:
    """What stands under a heading, up to the next one of the same level or a higher one."""
    level, rest = re.split(rf"^(#+) {title}\n", text, flags=re.MULTILINE)[1:3]
    return re.split(rf"^#{{1,{len(level)}}} ", rest, flags=re.MULTILINE)[0]


def first_column(text: str) -> list[str]:
    """The words in code marks in the first column of the text's tables."""
    cells = re.findall(r"^\| (.*?) (?<!\\)\|", text, re.MULTILINE)
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def test_every_structure_of_ours_is_in_its_table() -> None:
    """The table of structures names those that come with the program, each with its own title."""
    table = part(STRUCTURES, "自带的结构")
    ours = Library((ROOT,)).structures()
    assert sorted(first_column(table)) == sorted(ours)
    for id_, path in ours.items():
        structure, _ = load(path, Library((ROOT,)))
        assert structure is not None
        assert re.search(rf"^\| `{id_}` \| {structure.title}", table, re.MULTILINE)


def first_table(text: str) -> str:
    """The text up to the end of its first table."""
    return re.split(r"(?<=\|)\n\n", text, maxsplit=1)[0]


# ---- the example ----------------------------------------------------------------------------------------------------

FACTS = """\
structure: safety-scheme
单位: 松岭中学
年度: 2027
事项: 校园消防安全整治
任务:
  - 名称: 排查火灾隐患
    做法: [逐栋登记教学楼、宿舍、食堂的隐患, 3月底前整改到位]
    牵头单位: 总务处
    完成时限: 2027年3月底前
  - 名称: 开展疏散演练
    做法: [每学期组织全校演练1次]
    牵头单位: 政教处
落款日期: 2027年2月20日
"""

PRINTED = """\
松岭中学2027年校园消防安全整治方案
为做好校园消防安全整治工作，结合我校实际，制定本方案。
一、工作任务
（一）排查火灾隐患。一是逐栋登记教学楼、宿舍、食堂的隐患。二是3月底前整改到位。（牵头单位：总务处；完成时限：2027年3月底前）
（二）开展疏散演练。每学期组织全校演练1次。（牵头单位：政教处）
二、工作要求
各牵头单位要把任务落实到人，两项任务逐项销号。
附件：校园消防安全整治任务分解表
松岭中学
2027年2月20日
附件
校园消防安全整治任务分解表
序号\t任务\t牵头单位\t完成时限
1\t排查火灾隐患\t总务处\t2027年3月底前
2\t开展疏散演练\t政教处\t
"""


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    """The documentation's three files, each under the name in its first line, in a folder of their own."""
    files = re.findall(
        r"^```(?:yaml|jinja)\n(?:# |\{# )(\S+)(?: #\})?\n(.*?)^```", STRUCTURES, re.MULTILINE | re.DOTALL
    )
    assert len(files) == 3
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(folder: Path, *args: str) -> str:
    """Runs the program in `folder` and returns its answer; it must succeed and have nothing to complain of."""
    command = [sys.executable, "-m", "drafter", *args]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=folder, env=os.environ)
    assert (ended.returncode, ended.stderr.decode()) == (0, "")
    return ended.stdout.decode()


def test_a_structure_written_from_the_docs_works(scheme: Path) -> None:
    """The third structure, typed from the docs into a folder outside the checkout, goes the whole road, no Python."""
    shown = run(scheme, "structures", "safety-scheme")
    assert shown.startswith("safety-scheme  安全工作方案\n学校、企业安排一项安全工作\n")
    assert "    {{ 名称 }}（逐项：任务）\n" in shown
    assert "  * 单位（单位名称）：全称或规范化简称\n" in shown
    run(scheme, "new", "safety-scheme", "plan")
    (scheme / "plan" / "facts.yaml").write_text(FACTS, "utf-8")
    assert run(scheme, "check", "plan") == "没有发现问题\n"
    assert run(scheme, "fill", "plan") == PRINTED
    run(scheme, "export", "plan", "-o", "plan.docx")
    word = docx.Document(str(scheme / "plan.docx"))
    assert [text.text for text in word.paragraphs if text.text] == [
        line for line in PRINTED.splitlines() if "\t" not in line
    ]
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        line.split("\t") for line in PRINTED.splitlines() if "\t" in line
    ]


def test_an_optional_fact_brings_its_sentence(scheme: Path) -> None:
    """The docs' promise about 经费: with it the sentence is there, without it it is not (see above)."""
    (scheme / "facts.yaml").write_text(FACTS + "经费: 12万元\n", "utf-8")
    assert "制定本方案。所需经费12万元列入年度预算。\n" in run(scheme, "fill", ".")


# ---- the keys of the structure language -----------------------------------------------------------------------------

_WHOLE = """\
title: 简报
about: 一周一期
heading: 简报
facts:
  任务: {kind: list, item: {名称: text}}
sections:
  - text: 简报
"""

WITH_AN_UNKNOWN_KEY = {
    "顶层的键": _WHOLE + "zzz: 1\n",
    "事实": _WHOLE.replace("item:", "zzz: 1, item:"),
    "章节": _WHOLE.replace("text: 简报", "{text: 简报, zzz: 1}"),
    "要点": _WHOLE.replace("text: 简报", "points: {each: 任务, text: '{{ 名称 }}', zzz: 1}"),
}
TABLES = {
    "顶层的键": part(STRUCTURES, "顶层的键"),
    "事实": first_table(part(STRUCTURES, "事实")),
    "章节": first_table(part(STRUCTURES, "章节")),
    "要点": part(STRUCTURES, "要点"),
}

IN_PROSE = {
    "责任说明": (_WHOLE.replace("text: 简报", "{text: 简报, note: {parts: 甲, zzz: 1}}"), part(STRUCTURES, "责任说明")),
    "编号": (_WHOLE + "numbering: [{mark: 一、, zzz: 1}]\n", part(STRUCTURES, "编号")),
    "附件": (_WHOLE + "attachments: [{title: 表, text: 甲, zzz: 1}]\n", part(STRUCTURES, "附件")),
    "表格": (_WHOLE.replace("text: 简报", "table: {each: 任务, columns: [名称], zzz: 1}"), part(STRUCTURES, "表格")),
    "每一栏": (
        _WHOLE.replace("text: 简报", "table: {each: 任务, columns: [{title: 名称, zzz: 1}]}"),
        part(STRUCTURES, "表格"),
    ),
    "署名": (_WHOLE + "signature: {organ: 甲, zzz: 1}\n", part(STRUCTURES, "顶层的键")),
    "预计字数": (_WHOLE.replace("text: 简报", "{text: 简报, length: {zzz: 1}}"), part(STRUCTURES, "章节")),
}


def accepted_keys(folder: Path, text: str) -> list[str]:
    """The keys that the loader itself offers in place of the unknown key `zzz`."""
    (folder / "plan.yaml").write_text(text, "utf-8")
    _, problems = load(folder / "plan.yaml", Library((folder,)))
    (unknown,) = [found for found in problems if found.code == "S201"]
    assert unknown.hint is not None
    return unknown.hint.removeprefix("可以写 ").split("、")


@pytest.mark.parametrize("title", TABLES)
def test_the_tables_have_every_key_and_no_other(tmp_path: Path, title: str) -> None:
    """The keys in a table of the docs are exactly those that the loader takes at that place."""
    assert sorted(first_column(TABLES[title])) == sorted(accepted_keys(tmp_path, WITH_AN_UNKNOWN_KEY[title]))


@pytest.mark.parametrize(("text", "told"), IN_PROSE.values(), ids=IN_PROSE.keys())
def test_keys_without_a_table_are_explained_in_words(tmp_path: Path, text: str, told: str) -> None:
    """Every key of the smaller parts stands in the section about them, in code marks or in an example."""
    for key in accepted_keys(tmp_path, text):
        assert re.search(rf"`{key}[`:]|\b{key}: ", told), key


def test_the_table_of_kinds_is_complete() -> None:
    """The kinds of facts in the docs are exactly the kinds there are."""
    kinds = first_column(first_table(part(STRUCTURES, "事实").removeprefix(TABLES["事实"]).lstrip()))
    assert sorted(kinds) == sorted(KINDS)


@pytest.mark.parametrize("words", ["95%", "98.5%", "2.3亿元", "450万元", "126公里", "30余处", "2027年6月", "长期坚持"])
def test_the_values_in_the_table_of_kinds_pass(words: str) -> None:
    """What the table gives as an example of a kind is a value of that kind."""
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", part(STRUCTURES, "事实").removeprefix(TABLES["事实"]), re.MULTILINE)
    (kind,) = [re.findall(r"`(\w+)`", cell)[0] for cell, told in rows if re.search(rf"(?:如 |、){words}(?:$|、)", told)]
    test = KINDS[kind].test
    assert test is not None
    assert test(words) is None


def test_every_function_of_expressions_is_explained() -> None:
    """The table of functions has those that the program knows and no other."""
    named = re.findall(r"`(\w+)\(", part(STRUCTURES, "算出来的事实").partition("| 算法")[2])
    assert named == list(FUNCTIONS)


def test_the_filters_in_the_docs_are_the_filters_there_are() -> None:
    """Every filter in the docs exists, and every filter that exists is in the docs."""
    told = part(WORDING, "过滤器")
    own = re.findall(r"\\\| (\w+)", told)
    others = re.findall(r"`(\w+)`", told[told.index("另有") :])
    mentioned = re.findall(r"`(\w+)\(", told)
    assert set(own + others + mentioned) == set(FILTERS) | set(JINJA_FILTERS)


# ---- the proofreader ------------------------------------------------------------------------------------------------


def test_the_settings_in_the_docs_work(tmp_path: Path) -> None:
    """proof.yaml typed from the docs, block by block, and the word lists of its table are read without a problem."""
    page = (DOCS / "proof.md").read_text("utf-8").partition("## 字数")[0]
    blocks = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "proof.yaml").write_text("".join(blocks), "utf-8")
    rows = re.findall(r"^\| `(words/\w+\.yaml)` \| `(.*?)` \|", page, re.MULTILINE)
    (tmp_path / "words").mkdir()
    for name, line in rows:
        (tmp_path / name).write_text(line + "\n", "utf-8")
    settings = load_settings(Library((tmp_path,)))
    assert settings.problems == ()
    assert [level for _, level in settings.severities] == ["off", "error", "info"]
    assert (len(settings.silences), len(rows)) == (2, 6)
    assert all(len(words) == 1 for words in settings.words)


def test_the_families_in_the_docs_are_all_there_are() -> None:
    """The table of families has every letter and digit that a rule's code begins with, P9 apart."""
    told = re.findall(r"^\| (P\d) \|", (DOCS / "proof.md").read_text("utf-8"), re.MULTILINE)
    assert told == sorted({code[:2] for code in RULES} - {"P9"})


# ---- problems -------------------------------------------------------------------------------------------------------

_LETTERS = {
    "Y": "读文件",
    "F": "事实",
    "S": "结构",
    "W": "措辞",
    "L": "版式和底版",
    "R": "读别的文档",
    "T": "写成的文字",
    "X": "别的文件里的事实",
    "P": "校对",
    "N": "还是上一年的",
}

_INTRODUCTION = """\
# 问题一览

每个问题有一个固定的编号。`drafter check` 这样报告：文件、行号、列号、轻重、编号、说明，下一行是提示。

    facts.yaml:12:9: 错误 F102 没有“目标植”这一项
      提示：是否想写“目标值”？

有“错误”就不能起草、导出，“警告”“信息”只是提醒；
P 开头的是[校对](proof.md)发现的，有“错误”也照样导出。下文〔〕里的字，报告里换成具体的内容。
"""


_BLANKS = {
    "count": "几",
    "example": "举例",
    "fault": "哪里不对",
    "field": "字段",
    "first": "一个键",
    "found": "别的东西",
    "given": "另一种文稿",
    "guess": "，看起来是〔编码〕",
    "heading": "标题",
    "id": "结构ID",
    "key": "名称",
    "kind": "种类",
    "label": "事实",
    "least": "几",
    "limit": "几",
    "line": "几",
    "long": "长的标题",
    "mark": "符号",
    "most": "几",
    "name": "名称",
    "number": "几",
    "owner": "事实",
    "pattern": "写法",
    "reason": "原因",
    "second": "另一个键",
    "short": "短的标题",
    "size": "大小",
    "title": "文稿",
    "value": "内容",
    "wanted": "是什么样",
    "char": "字符",
    "advice": "怎么改",
    "bottom": "几",
    "characters": "几",
    "drop": "几",
    "left": "几毫米×几毫米",
    "lines": "几",
    "needed": "几",
    "part": "部件",
    "pitch": "几",
    "room": "几",
    "source": "标准",
    "standard": "标准的值",
    "tag": "标记",
    "target": "文件",
    "columns": "各栏",
    "file": "文件",
    "header": "表头",
    "sheet": "工作表",
    "sheets": "各个工作表",
    "above": "上一级",
    "announced": "几项",
    "code": "编号",
    "date": "日期",
    "expected": "应有的序数",
    "instead": "正确的写法",
    "item": "一项任务",
    "known": "键",
    "listed": "一个名称",
    "more": "",
    "new": "新的写法",
    "office": "职务",
    "one": "一种写法",
    "other": "另一种写法",
    "others": "几",
    "own": "本文的年度",
    "page": "另一个名称",
    "parts": "各项",
    "quote": "原文",
    "sentence": "句子",
    "signed": "年份",
    "since": "",
    "so": "",
    "some": "几",
    "told": "前面的序数",
    "total": "总数",
    "what": "事项",
    "whose": "本单位",
    "year": "年份",
    "inner": "另一种标点",
    "note": "备注",
}


def filled(words: str) -> str:
    """A message of the catalogue with a word in 〔〕 for each blank."""
    told = {blank: name if "〔" in name or not name else f"〔{name}〕" for blank, name in _BLANKS.items()}
    return words.format_map(defaultdict(lambda: "〔……〕", told))


def problems_page() -> str:
    """docs/problems.md: the whole catalogue, by letter."""
    parts = [_INTRODUCTION]
    for letter, entries in groupby(_sorted(CATALOGUE), _letter):
        parts.append(f"\n## {letter}　{_LETTERS[letter]}\n")
        for code in entries:
            entry = CATALOGUE[code]
            parts.append(f"\n### {code}　{filled(entry.message)}\n\n{SEVERITY_NAMES[entry.severity]}。")
            parts.append(f"提示：{filled(entry.hint)}\n" if entry.hint not in ("", "{example}", "{advice}") else "\n")
            source = getattr(entry, "source", "")
            parts.append(f"\n依据：{source}。\n" if source else "")
            parts += [_shown("错", entry.wrong), _shown("对", entry.right)]
    return "".join(parts)


def _sorted(codes: Iterable[str]) -> list[str]:
    return sorted(codes, key=lambda code: ([*_LETTERS].index(_letter(code)), code))


def _letter(code: str) -> str:
    return code[0]


def _shown(label: str, words: str) -> str:
    """An example, indented so that every character stands as it is."""
    return f"\n{label}：\n\n" + "".join(f"    {line}\n" for line in words.split("\n"))


def test_the_page_of_problems_is_the_catalogue(golden: Golden) -> None:
    """docs/problems.md has every code with severity, words, hint and examples; `pytest --accept` writes it anew."""
    page = problems_page()
    assert re.findall(r"^### (\w\d{3})", page, re.MULTILINE) == _sorted(CATALOGUE)
    golden(DOCS / "problems.md", page)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_of_the_catalogue_is_raised_somewhere(code: str) -> None:
    """The catalogue has no words for what no checker finds."""
    sources = [path for path in (ROOT / "drafter").rglob("*.py") if not path.name.startswith("catalogue")]
    assert any(f'"{code}"' in path.read_text("utf-8") for path in sources)


@pytest.mark.parametrize("page", sorted([*DOCS.glob("*.md"), ROOT / "README.md"]), ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page leads to a file of the repository."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


# ---- outline ---------------------------------------------------------------------------------------------------------

OUTLINED = """\
首页 > 工作动态 > 正文
青岚县水务局2027年工作要点
一、总体要求以统筹水安全和水资源为主线，全面提升供水保障能力。
二、重点任务
（一）建好农村水厂。新建2座，6月底前完工。
（二）改造老旧管网。改造40公里。
责任单位：工程科
"""


def test_the_outline_shown_is_what_the_program_says(tmp_path: Path) -> None:
    """The report in the documentation is the program's own, and its table names every role."""
    told = (DOCS / "outline.md").read_text("utf-8")
    (tmp_path / "要点.txt").write_text(OUTLINED, "utf-8")
    command = [sys.executable, "-m", "drafter", "outline", str(tmp_path / "要点.txt")]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    assert f"```text\n{done.stdout}```" in told
    named = set(re.findall(r"`([a-z_]+[1-4]?)`", part(told, "每一行可能是什么")))
    roles = set(get_args(Role))
    assert named - {"head"} == roles - {"heading2", "heading3"}


# ---- capture ---------------------------------------------------------------------------------------------------------

CAPTURED = """\
首页 > 工作动态 > 正文
青岚县水务局2027年工作要点
2027年全县水务工作要点如下。
一、聚焦供水保障，提升服务能力
1．建好农村水厂。新建2座，新增供水人口1.2万人。（牵头单位：工程科；完成时限：6月底前）
2．改造老旧管网。改造40公里。（牵头单位：供水科；完成时限：11月底前）
二、聚焦河湖管护，改善水域环境
3．清理河道。一是清理垃圾；二是拆除违建。
青岚县水务局
2027年1月8日
"""


def test_the_capture_shown_is_what_the_program_does(tmp_path: Path) -> None:
    """Report and facts in the documentation are the program's own."""
    told = (DOCS / "capture.md").read_text("utf-8")
    (tmp_path / "要点.txt").write_text(CAPTURED, "utf-8")
    command = [sys.executable, "-m", "drafter", "capture", "要点.txt", "要点"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, capture_output=True, check=True, text=True, encoding="utf-8", cwd=tmp_path, env=environment
    )
    assert f"```text\n{done.stdout}```" in told
    facts = (tmp_path / "要点" / "facts.yaml").read_text("utf-8")
    assert f"```yaml\n{facts[facts.index('structure:') :]}```" in told
