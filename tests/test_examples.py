"""Every structure with its example through every writer: found by themselves, so a new structure is tested at once."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.table import Table

import drafter
from drafter import pipeline
from drafter.document import Document, Heading, Point, plain, printed
from drafter.library import Library
from drafter.problems import Problem
from drafter.writers import WRITERS

ROOT = Path(__file__).parent.parent
STRUCTURES = tuple(Library((ROOT,)).structures())
GOLDEN_SUFFIX = {"text": "txt", "markdown": "md"}

Golden = Callable[[str, str], None]


@cache
def made(id_: str) -> tuple[Document, tuple[Problem, ...]]:
    """The example's document and what was found."""
    draft, problems = pipeline.make(ROOT / "examples" / id_)
    return draft.document, problems


def outline(document: Document) -> str:
    """One line for each block: its role, its number and how it begins."""
    lines = []
    for block in document.blocks:
        role = type(block).__name__ + (str(block.level) if isinstance(block, Heading) else "")
        number = block.number if isinstance(block, (Heading, Point)) else ""
        words = " / ".join(plain(text).replace("\t", "|") for text in printed(block)).removeprefix(number)
        lines.append(f"{role:<15} {number or '-':<4} {words[:20]}\n")
    return "".join(lines)


def test_every_structure_has_an_example() -> None:
    """A structure comes with a worked example, and no example is left of a structure that is gone."""
    assert sorted(folder.name for folder in (ROOT / "examples").iterdir()) == sorted(STRUCTURES)


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_example_is_without_fault(id_: str) -> None:
    """An example shows how it is done: no error, no warning, and every fact printed."""
    assert drafter.check(ROOT / "examples" / id_) == ()
    assert made(id_)[1] == ()


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_outline_is_as_accepted(id_: str, golden: Golden) -> None:
    """The example's outline is the accepted one: tests/golden/<id>.outline."""
    golden(f"{id_}.outline", outline(made(id_)[0]))


@pytest.mark.parametrize("format_", GOLDEN_SUFFIX)
@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_text_is_as_accepted(id_: str, format_: str, golden: Golden) -> None:
    """The example's full text and Markdown are the accepted ones: tests/golden/<id>.txt and .md."""
    golden(f"{id_}.{GOLDEN_SUFFIX[format_]}", pipeline.render(made(id_)[0], format_).decode())


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_word_document_opened_again_has_the_same_text(id_: str, tmp_path: Path) -> None:
    """python-docx reads from the exported file what the text writer prints: every paragraph, every cell, in order."""
    file = drafter.export(drafter.draft(ROOT / "examples" / id_), tmp_path / "plan.docx")
    lines: list[str] = []
    for block in docx.Document(str(file)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        elif block.text:  # an empty paragraph is the space that GB/T 9704 leaves
            lines.append(block.text.replace("\n", ""))  # a long title is broken over lines
    assert lines == pipeline.render(made(id_)[0], "text").decode().splitlines()


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_word_document_has_its_properties(id_: str) -> None:
    """Title, author and subject of the file are the document's, and no clock or user is in it."""
    data = pipeline.render(made(id_)[0], "docx")
    properties = docx.Document(io.BytesIO(data)).core_properties
    own = made(id_)[0].properties
    assert (properties.title, properties.author, properties.subject) == (own.title, own.author, own.subject)
    assert own.title == "".join(map(plain, printed(made(id_)[0].blocks[0])))


_DIGESTS = """
import hashlib, json, sys
from pathlib import Path
from drafter import pipeline
from drafter.writers import WRITERS
documents = {id_: pipeline.make(Path(sys.argv[1], id_))[0].document for id_ in sys.argv[2:]}
print(json.dumps({
    f"{id_} {name}": [hashlib.sha256(pipeline.render(document, name)).hexdigest() for _ in range(2)]
    for id_, document in documents.items() for name in WRITERS
}))
"""


def test_identical_facts_give_identical_bytes(tmp_path: Path) -> None:
    """Every format, twice in a process and in processes with other hash seeds, time zones and folders: the same."""
    answers = []
    for seed, zone, folder in (("1", "Asia/Shanghai", tmp_path), ("20", "America/Lima", ROOT)):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", _DIGESTS, str(ROOT / "examples"), *STRUCTURES]
        ended = subprocess.run(command, capture_output=True, check=True, env=env, cwd=folder)
        answers.append(json.loads(ended.stdout))
    here = {
        f"{id_} {name}": [hashlib.sha256(pipeline.render(made(id_)[0], name)).hexdigest()] * 2
        for id_ in STRUCTURES
        for name in WRITERS
    }
    assert len(here) == len(STRUCTURES) * len(WRITERS)
    assert answers == [here, here]


# What the published material that mechanism-experience restates says in figures and names: none of it may be lost.
_FIGURES = """
    2处 6个 165个 377个 第十批 55部 第五批 第十九届 30余处 5000余条 1.27万元 2022年 870余亿元 164个 104个 127家
    921.25亿元 500余亿元 104.05平方公里 101万人 265个 10余个 50余名 270余人 180余万人次 1000余种 5300.9万人次 1个工作日
    468个 17个 157个
"""
_NAMES = """
    “同心五共” 同心共建 同心共铸 同心共享 同心共融 同心共治 “两区一典范一基地” “四新” “四化” “两个纳入” “七进+N”
    “聚民族同心之力，推动各民族共同团结奋斗，共同繁荣发展” “同心”文化 “绝壁天渠”陈列馆 “同心”展览馆 奢香博物馆
    海雀现场教学基地 “互联网+民族团结” “四个不摘” “龙头企业+基地+合作社” “菜篮子” “茅台王子·明亮少年” “十四五” “双5A”
    “五减” 减开办环节 减开办材料 减开办跑腿 减开办费用 减开办误差 “交房即办证” “便民服务5+2周末办事不打烊”
    “民族团结食堂” “一中心一张网十联户” “五级” 全国第十批民族团结进步示范市 第五批国家档案文献遗产目录 《守望·撒麻》
    第十九届群星奖 “中国民族文化艺术之乡” “深化商事制度改革和落实事中事后监管工作” 国务院通报表扬 文朝荣 杨晓珍 彝文古籍
    黔西市新仁乡苗族歌舞 黔西市化屋村 百里杜鹃 织金洞 毕节—广州 广州市 遵义市 昭通市 泸州市 粤港澳大湾区 赤水河流域
    脱贫不稳定户 边缘易致贫户 突发严重困难户 农林牧渔业总产值 旅游总收入 国家级民主法治示范村（社区） 法治文化公园
"""


@pytest.mark.parametrize("figure", _FIGURES.split())
def test_the_experience_keeps_every_figure(figure: str) -> None:
    """Every figure of the material, with its unit, is in the example's text; 6个 is not found in 16个."""
    text = pipeline.render(made("mechanism-experience")[0], "text").decode()
    assert re.search(rf"(?<![\d.]){re.escape(figure)}", text)


@pytest.mark.parametrize("name", _NAMES.split())
def test_the_experience_keeps_every_name(name: str) -> None:
    """Every award, every place and every quoted name of the material is in the example's text."""
    assert name in pipeline.render(made("mechanism-experience")[0], "text").decode()
