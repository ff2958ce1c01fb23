"""Capture: a plan folder made from somebody else's document prints that document again, character for character."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import pipeline, reading
from drafter import source as yaml_source
from drafter.capture import CANDIDATES, Capture, capture
from drafter.capturing import Heads, captured, entries_of, printed_lines
from drafter.capturing.marks import Counted, counted
from drafter.document import Document, Heading, Point, Signature, Table, Title
from drafter.outline import outline
from drafter.problems import DraftError, Problem, errors
from drafter.saving import create
from tests.outlines import CASES, as_source

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("OUTLINE_CORPUS", ROOT.parent / "shared"))
PUBLIC = [file for shelf in ("seeds", "corpus") for file in sorted((SHARED / shelf).glob("*.txt"))]
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir())

Captor = Callable[..., Capture]


def unsound(plan: Path) -> list[Problem]:
    """The errors of a plan's facts, structure and wording; slips of its author are the proofreader's to say."""
    return [found for found in errors(pipeline.check(plan)) if not found.code.startswith("P")]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Where the plan folder goes."""
    return tmp_path / "plan"


@pytest.fixture
def caught(tmp_path: Path, plan: Path) -> Captor:
    """Captures a text, writes the folder, and holds what it prints against the text."""

    def catch(text: str, as_id: str | None = None) -> Capture:
        file = tmp_path / "source.txt"
        file.write_bytes(dedent(text).encode())
        made = capture(file, plan, as_id)
        create(plan, made.files)
        if as_id is None:
            assert_same(file, plan)
        return made

    return catch


def assert_same(file: Path, plan: Path) -> None:
    """What the plan prints is the file's text, noise and blank lines aside; `check` has no error to tell."""
    wanted = [line.text for line in reading.outline(file).lines if line.role != "noise"]
    assert printed_lines(drawn(plan)) == wanted
    assert not unsound(plan)


def drawn(plan: Path) -> Document:
    """The plan's document."""
    return pipeline.make(plan)[0].document


def blocks(plan: Path, kind: type) -> list[object]:
    """The plan's blocks of a kind."""
    return [block for block in drawn(plan).blocks if isinstance(block, kind)]


def facts(plan: Path) -> str:
    """The facts file without its head."""
    return (plan / "facts.yaml").read_text("utf-8").partition("\nstructure: ")[2].partition("\n")[2]


# ---- the law: what went in comes out -------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_trap_comes_back(case: Path, plan: Path) -> None:
    """Our own set of difficult documents prints again exactly, and none of its lines had to be taken more plainly."""
    made = capture(case, plan)
    create(plan, made.files)
    assert_same(case, plan)
    assert made.is_own
    assert made.plainer == ()


@pytest.mark.skipif(not PUBLIC, reason="no corpus of public documents here")
@pytest.mark.parametrize("case", PUBLIC, ids=lambda case: case.stem)
def test_public_documents_come_back(case: Path, plan: Path) -> None:
    """Public documents print again exactly."""
    create(plan, capture(case, plan).files)
    assert_same(case, plan)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_exported_example_comes_back(example: str, tmp_path: Path, plan: Path) -> None:
    """A Word document of ours, captured, prints what it says."""
    file = tmp_path / "exported.docx"
    file.write_bytes(pipeline.render(drawn(ROOT / "examples" / example), "docx"))
    create(plan, capture(file, plan).files)
    assert_same(file, plan)
    told = pipeline.render(drawn(ROOT / "examples" / example), "text").decode()
    assert pipeline.render(drawn(plan), "text").decode() == told  # every cell in its column


_SNIPPETS = (
    """\
一、总体要求|二、工作目标|（一）建好水厂。新建2座，6月底前完工。|（二）管好河湖|1.改造管网。改造40公里。
1、抓好落实；|2、抓好{{ x }}落实。|3.|附件：1.任务表|附件1|附件|青岚县水务局|2027年1月8日|各科室：
青岚县水务局2027年工作要点|（责任单位：工程科；完成时限：6月底前）|责任单位：工程科|一是投入不足。
二是人手不够。|一是甲乙丙丁；二是甲乙丙丁。|第一部分 总体|~|null|- x|# y|a: b|"x"|{% if %}|【|“引|。。
（征求意见稿）|①甲项工作；|②乙项工作。|——坚持统一。|{#|*|&a|12:30|0571|'|凝聚共识、压实责任，|以统筹推动治水
序号\t任务\t单位|1\t建厂\t工程科|正文一段。（牵头单位：甲科；配合单位：乙科）|关于印发《2027年方案》的通知
（此件公开发布）|特此报告。|none|一、 总体要求 以实干为先|（一)水厂
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
_ANY = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)
_OFFICIAL = st.text(alphabet="一二三、（）1.2①附件：；。，年月日 是要{}%#《》“”计划总结局", min_size=1, max_size=16)


@settings(max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(_SNIPPETS), _ANY, _OFFICIAL), min_size=1, max_size=14))
def test_any_lines_come_back(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    """Whatever lines a text has, the plan made of them prints these lines."""
    found = outline(as_source("\n".join(lines)))
    wanted = [entry.text for entry in entries_of(found)]
    folder = tmp_path_factory.mktemp("plan")

    def draw(structure: str, facts: str) -> Document | None:
        (folder / "structures").mkdir(exist_ok=True)
        (folder / "structures" / "own.yaml").write_bytes(structure.encode())
        (folder / "facts.yaml").write_bytes(facts.encode())
        assert not unsound(folder)
        return drawn(folder)

    made = captured(found, Heads("own", "自己的结构", "试一试"), draw)
    assert made is not None
    assert printed_lines(made.document) == wanted


# ---- what is lifted -------------------------------------------------------------------------------------------------

POINTS = """\
    青岚县水务局2027年工作要点
    局属各单位：
    2027年全县水务工作要点如下。
    一、聚焦供水保障，提升服务能力
    1．建好农村水厂。新建2座。（牵头单位：工程科；完成时限：6月底前）
    2．改造老旧管网。改造40公里。（牵头单位：供水科；完成时限：11月底前）
    二、聚焦河湖管护，改善水域环境
    3．清理河道。一是清理垃圾；二是拆除违建。
    青岚县水务局
    2027年1月8日
    """


def test_headings_tasks_units_and_deadlines_are_facts(caught: Captor, plan: Path) -> None:
    """Title, unit, year, headings, tasks with unit and deadline, points and date have facts of their own."""
    caught(POINTS)
    assert facts(plan) == dedent("""
        # 印在标题里，全称或规范化简称
        单位: 青岚县水务局

        # 四位数字，印在标题里
        年度: 2027

        # 主送机关或称谓，不写冒号
        称谓: 局属各单位

        引言: 2027年全县水务工作要点如下。

        板块:
          - 标题: 聚焦供水保障，提升服务能力
            事项:
              - 标题: 建好农村水厂
                正文: 新建2座。
                牵头单位: 工程科
                完成时限: 6月底前
              - 标题: 改造老旧管网
                正文: 改造40公里。
                牵头单位: 供水科
                完成时限: 11月底前
          - 标题: 聚焦河湖管护，改善水域环境
            事项:
              - 标题: 清理河道
                措施:
                  - 清理垃圾
                  - 拆除违建

        成文日期: 2027年1月8日
        """)
    structure = (plan / "structures" / "plan.yaml").read_text("utf-8")
    assert 'heading: "{{ 单位 }}{{ 年度 }}年工作要点"' in structure
    assert "- mark: 1．\n    run_on: true" in structure
    assert 'signature:\n  organ: "{{ 单位 }}"' in structure


def test_next_year_by_two_facts(caught: Captor, plan: Path) -> None:
    """A captured folder is a plan like any other: another year in the facts is another year in the title."""
    caught(POINTS)
    path = plan / "facts.yaml"
    path.write_text(path.read_text("utf-8").replace("年度: 2027", "年度: 2028"), "utf-8")
    assert printed_lines(drawn(plan))[0] == "青岚县水务局2028年工作要点"


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("一、", Counted("一、", 1)),
        ("（十二）", Counted("（一）", 12)),
        ("3．", Counted("1．", 3)),
        ("（4）", Counted("（1）", 4)),
        ("(4)", Counted("(1)", 4)),
        ("第二部分　", Counted("第一部分　", 2)),
        ("⑤", Counted("①", 5)),
        ("三是", Counted("一是", 3)),
        ("1.1", None),
        ("01.", Counted("01.", 1)),
        ("一十、", None),
        ("•", None),
        ("", None),
    ],
)
def test_marks(printed: str, wanted: Counted | None) -> None:
    """A mark is the program's to print if it prints just this one; else it belongs to the words."""
    assert counted(printed) == wanted


def test_wrong_numbers_stay_as_they_are(caught: Captor, plan: Path) -> None:
    """A number that is missing, or comes twice, is not mended: it becomes part of the heading's words."""
    caught("""\
        松岭县供销社2027年工作计划
        一、重点任务
        （一）抓好农资供应。储备化肥2.1万吨。
        （三）抓好网点建设。改造村级服务社36个。
        （三）抓好冷链物流。建成冷库5000立方米。
        二、工作要求
        1.加强领导。成立专班。
        """)
    heads = [(head.number, head.lines[0][0].text) for head in blocks(plan, Heading) if isinstance(head, Heading)]
    assert heads == [
        ("一、", "重点任务"),
        ("（一）", "抓好农资供应"),
        ("", "（三）抓好网点建设"),
        ("", "（三）抓好冷链物流"),
        ("二、", "工作要求"),
        ("1.", "加强领导"),
    ]


def test_jinja_and_yaml_in_a_text_stay_text(caught: Captor, plan: Path) -> None:
    """Braces and what YAML would read differently are characters like any other."""
    caught("""\
        关于{{ 单位 }}的说明
        一、工作目标 {% raw %}
        "引号": 值 # 不是注释，& * ! | > 也不是。
        二、12:30
        ~
        """)
    assert "{{ 单位 }}" in facts(plan)


def test_tables_points_signature(caught: Captor, plan: Path) -> None:
    """Tables are tables, points are points, and their own stops stay where they are not alike."""
    caught("""\
        云汀市滨湖区2027年工作方案
        一、主要问题
        一是投入不足;
        二是人手不够.
        二、任务分工
        序号\t任务\t牵头部门
        1\t加装监测设备\t管网部
        2\t改造泵站\t生产部
        附件：任务清单
        云汀市滨湖区水务局
        2027年1月8日
        （联系人：沈佳）
        """)
    assert [block.number for block in blocks(plan, Point) if isinstance(block, Point)] == ["一是", "二是"]
    (table,) = blocks(plan, Table)
    assert isinstance(table, Table)
    assert [column.kind for column in table.columns] == ["serial", "text", "text"]
    assert len(blocks(plan, Signature)) == 1


def test_a_notice_and_attachments(caught: Captor, plan: Path) -> None:
    """A notice in front of a plan is the structure's notice; attachments listed and printed alike are attachments."""
    caught("""\
        青岚县水务局关于印发2027年工作方案的通知
        局属各单位：
        现将2027年工作方案印发给你们，请认真贯彻落实。
        青岚县水务局
        2027年1月8日
        青岚县水务局2027年工作方案
        为做好2027年各项工作，结合实际，制定本方案。
        一、工作目标
        新建水厂2座，改造管网40公里，完成投资1.2亿元。
        """)
    assert len(blocks(plan, Title)) == 2
    assert "notice:" in (plan / "structures" / "plan.yaml").read_text("utf-8")


def test_attachments_status_remark(caught: Captor, plan: Path) -> None:
    """Attachments that are listed as they are titled are the structure's; their numbers count anew."""
    caught("""\
        青岚县水务局2027年工作方案
        （征求意见稿）
        各科室：
        为做好2027年工作，制定本方案。
        一、工作目标
        新建水厂2座，改造管网40公里，完成投资1.2亿元。
        附件：1.重点任务分解表
        2.领导小组名单
        青岚县水务局
        2027年1月8日
        （联系人：沈佳）
        附件1
        重点任务分解表
        序号\t任务\t牵头单位
        1\t新建水厂\t工程科
        2\t改造管网\t供水科
        附件2
        领导小组名单
        一、组长
        李明，局长。
        """)
    kinds = [type(block).__name__ for block in drawn(plan).blocks]
    assert kinds == [
        *("Title", "Salutation", "Paragraph", "Heading", "Paragraph", "AttachmentList", "Signature", "Date", "Remark"),
        *("Attachment", "Table", "Attachment", "Heading", "Paragraph"),
    ]
    assert [head.number for head in blocks(plan, Heading) if isinstance(head, Heading)] == ["一、", "一、"]


def test_candidates_say_what_may_go_stale(caught: Captor, plan: Path) -> None:
    """Figures, dates, documents and units inside paragraphs are listed with fact, paragraph and character."""
    made = caught("""\
        青岚县水务局2027年工作计划
        一、工作目标
        按照《青岚县供水条例》（青政发〔2026〕18号），由县水务局牵头，2027年6月底前新建管网126公里。
        """)
    found = {(each.text, each.kind) for each in made.candidates if each.path == "工作目标"}
    assert {
        ("《青岚县供水条例》（青政发〔2026〕18号）", "文件"),
        ("2027年6月底前", "日期"),
        ("县水务局", "单位"),
        ("126公里", "数字"),
    } == found
    text = facts(plan).partition("工作目标: ")[2]
    assert all(text[each.character - 1 :].startswith(each.text) for each in made.candidates if each.path == "工作目标")
    assert yaml_source.read(plan / CANDIDATES).problems == []


# ---- structures that are there already ------------------------------------------------------------------------------


def test_a_structure_that_prints_the_same_is_used(caught: Captor, plan: Path, tmp_path: Path) -> None:
    """Last year's captured structure, put where the plans are, takes this year's document of the same make."""
    caught(POINTS)
    (plan / "structures").rename(tmp_path / "structures")
    later = tmp_path / "later.txt"
    later.write_text(dedent(POINTS).replace("2027", "2028").replace("40公里", "55公里"), "utf-8")
    made = capture(later, tmp_path / "2028")
    assert (made.structure.id, made.is_own) == ("plan", False)
    create(tmp_path / "2028", made.files)
    assert not (tmp_path / "2028" / "structures").exists()
    assert_same(later, tmp_path / "2028")


def test_the_structure_that_was_asked_for(caught: Captor, plan: Path) -> None:
    """With `--as`, facts go where that structure has a place for them, and what it has none for stays as a comment."""
    made = caught(POINTS, "annual-key-points")
    assert made.structure.id == "annual-key-points"
    text = (plan / "facts.yaml").read_text("utf-8")
    for kept in ("单位: 青岚县水务局", "任务: 建好农村水厂", "牵头单位: 工程科", "完成时限: 11月底前"):
        assert kept in text
    assert "# 2027年全县水务工作要点如下。" in text
    assert [line.text for line in made.lost if "工作要点如下" in line.text]


# ---- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("青岚县水务局2027年工作计划\n\n全年\x7f计划", "R612", 3),
        ("青岚县水务局2027年工作计划\n全年\u200e\x80计划", "R612", 2),
        ("\n \n", "R609", 1),
    ],
)
def test_what_no_facts_file_can_hold(caught: Captor, text: str, code: str, line: int) -> None:
    """Control characters are named with their line, and nothing is dropped in silence."""
    with pytest.raises(DraftError) as told:
        caught(text)
    assert [(each.code, each.place and each.place.line) for each in told.value.problems] == [(code, line)]


def test_too_much_text(caught: Captor) -> None:
    """More than a facts file takes is one clear problem."""
    with pytest.raises(DraftError) as told:
        caught("青岚县水务局2027年工作计划\n" + "坚持统筹推进，落实各项措施。\n" * 70_000)
    assert [each.code for each in told.value.problems] == ["R613"]


# ---- the command ----------------------------------------------------------------------------------------------------


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The program as a user runs it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "drafter", *args]
    return subprocess.run(
        command, capture_output=True, check=False, text=True, encoding="utf-8", cwd=cwd, env=environment
    )


def test_the_report(tmp_path: Path) -> None:
    """The report says what was chosen and why, what became of the text, and every line that was left out."""
    text = "首页 > 工作动态 > 正文\n" + dedent(POINTS)
    (tmp_path / "要点.txt").write_text(text, "utf-8")
    done = run("capture", "要点.txt", "plan", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for told in ("照这份文档新写的“plan”", "最接近的是 annual-key-points", "成为单独事实的", "第1行 首页 > 工作动态"):
        assert told in done.stdout
    filled = run("fill", "plan", cwd=tmp_path)
    assert filled.stdout == dedent(POINTS)


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (["source.txt", "used"], 2, "里已经有文件"),
        (["source.txt", "source.txt/x"], 2, "是文件"),
        (["nothing.txt", "plan"], 2, "没有“nothing.txt”"),
        (["used", "plan"], 2, "是文件夹"),
        (["source.xyz", "plan"], 2, "不会读"),
        (["source.txt", "plan", "--as", "anual-key-points"], 2, "annual-key-points"),
        (["broken.docx", "plan"], 1, "R6"),
    ],
)
def test_refusals(tmp_path: Path, args: list[str], status: int, told: str) -> None:
    """A wrong command line ends with 2, a file that cannot be read with 1; nothing is written, nothing lost."""
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine.txt").write_text("mine", "utf-8")
    for name in ("source.txt", "source.xyz"):
        (tmp_path / name).write_text(dedent(POINTS), "utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and no more")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run("capture", *args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (status, "")
    assert told in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


# ---- what structures can say for it ---------------------------------------------------------------------------------


def test_opening_no_title_and_points_with_their_own_stops(write_plan: Callable[..., Path]) -> None:
    """Paragraphs above the title, a document without one, points that bring their stops, a blank for a stop."""
    folder = write_plan(
        """\
        title: 说明
        about: 说明
        heading: none
        opening: "{{ 题前 }}"
        facts:
          题前: paragraph
          做法: {kind: list, item: paragraph}
          任务: {kind: list, item: {标题: {required: true}, 正文: text}}
        sections:
          - points: {each: 做法, mark: 1., stop: none}
          - {each: 任务, heading: "{{ 标题 }}", run_in: true, stop: " ", text: "{{ 正文 }}"}
        """,
        """\
        题前: 内部资料
        做法: [建厂;, 修渠]
        任务: [{标题: 供水, 正文: 建厂}]
        """,
    )
    assert printed_lines(drawn(folder)) == ["内部资料", "1.建厂;", "2.修渠", "一、供水 建厂"]
    assert blocks(folder, Title) == []
