"""滚动: next year's folder from this year's, and a check that knows what is still last year's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter import pipeline, rolling
from drafter.problems import Problem
from drafter.rolling import Rolled
from drafter.source import parse
from drafter.structure import Structure
from tests.program import Run, harmless, listing
from tests.structures import structure_from

ROOT = Path(__file__).parent.parent
PLAN_ID = "annual-work-plan"


WritePlan = Callable[..., Path]


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """Runs the program in tmp_path; whatever it answers but 0, nothing on the disk may have changed."""
    return harmless(run, tmp_path)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The worked example of 2027, in a folder of its own."""
    folder = tmp_path / "2027"
    folder.mkdir()
    shutil.copy(ROOT / "examples" / PLAN_ID / "facts.yaml", folder)
    return folder


def stale(problems: tuple[Problem, ...]) -> list[tuple[str, str | None]]:
    """Code and path of the warnings and errors."""
    return [(found.code, found.path) for found in problems if found.severity != "info"]


# ---- the example ----------------------------------------------------------------------------------------------------

STALE = [
    ("N803", "依据文件[1].文号"),
    ("N803", "依据文件[2].文号"),
    *(("N801", f"目标[{number}].数值") for number in range(1, 8)),
    *(("N801", f"工作重点[{task}].措施[{number}]") for task in range(1, 6) for number in range(1, 4)),
    *(("N801", f"工作重点[6].措施[{number}]") for number in range(1, 5)),
    *(("N801", f"工作重点[7].措施[{number}]") for number in range(1, 4)),
    ("N801", "经费"),
    ("N801", "资金来源"),
    ("N801", "人员保障"),
    ("N801", "考核"),
    ("N801", "宣传安排"),
    ("N801", "其他保障[1].内容"),
]
"""Everything in the example that has a figure of 2027: two documents, seven targets, 22 measures, six arrangements."""

MOVED = {
    "年度: 2027": "年度: 2028",
    "时限: 2027年10月底前": "时限: 2028年10月底前",
    "时限: 2027年11月底前": "时限: 2028年11月底前",
    "时限: 2027年底前": "时限: 2028年底前",
    "时限: 2027年1月20日前": "时限: 2028年1月20日前",
    "成文日期: 2026年12月28日": "成文日期: 2027年12月28日",
}


def test_the_example_a_year_later(run: Run, plan: Path) -> None:
    """Its year, 14 deadlines and the date of signing move; `previous` is one line more; not another byte changes."""
    old = (plan / "facts.yaml").read_text("utf-8")
    status, out, err = run("roll", "2027", "2028", "--year", "2028")
    assert (status, err) == (0, "")
    expected = old
    for before, after in MOVED.items():
        expected = expected.replace(before, after)
    expected = expected.replace(f"structure: {PLAN_ID}\n", f"structure: {PLAN_ID}\nprevious: ../2027/facts.yaml\n")
    assert Path("2028/facts.yaml").read_text("utf-8") == expected
    assert (plan / "facts.yaml").read_text("utf-8") == old
    assert out.startswith(
        "已建好：2028（由2027年改为2028年）\n已带过来（125项事实、1个文件）：facts.yaml\n已改年份（16项）：\n"
    )
    assert "  第6行  年度  2027 → 2028\n" in out
    assert "  第135行  成文日期  2026年12月28日 → 2027年12月28日\n" in out
    assert "\n要更新（37项）：\n  第13行  依据文件[1].文号  青政发〔2026〕18号\n" in out
    assert out.endswith("没有带过来（0项）\n下一步：逐项更新 facts.yaml；还有哪些没有更新，用 drafter check 2028 看\n")


def test_check_lists_every_stale_fact_of_the_example_and_nothing_else(run: Run, plan: Path) -> None:
    """37 warnings, each at its place, no error: check still ends with 0, and roll told the same."""
    out = run("roll", plan, "2028", "--year", "2028").out
    problems = pipeline.check(Path("2028"))
    assert stale(problems) == STALE
    assert len(STALE) == 37
    lines = Path("2028/facts.yaml").read_text("utf-8").split("\n")
    for found in problems:
        assert found.place is not None
        value = found.message.partition("：“")[2].removesuffix("”").removesuffix("…")
        assert lines[found.place.line - 1][found.place.column - 1 :].startswith(value)
    told = re.findall(r"^  第(\d+)行  (\S+)", out.partition("要更新")[2], re.MULTILINE)
    warned = [found for found in problems if found.severity == "warning"]
    assert told == [(str(found.place and found.place.line), found.path) for found in warned]
    assert run("check", "2028").status == 0


def test_words_that_stay_are_no_news(run: Run, plan: Path) -> None:
    """Wording without figures is told as information only, short labels and names not at all; export says nothing."""
    run("roll", plan, "2028", "--year", "2028")
    told = [found.path for found in pipeline.check(Path("2028")) if found.code == "N804"]
    assert told[:3] == ["目的[2]", "依据文件[1].名称", "依据文件[2].名称"]
    assert "总体目标" in told
    assert not {path for path in told if path and re.search("谓语|简称|单位|指标|任务$", path)}
    assert "N804" not in run("check", "2028").out
    assert "N804" in run("check", "2028", "--severity", "info").out
    err = run("export", "2028", "-o", "x.txt").err
    assert err.count("N801") == 35
    assert "N804" not in err


def test_what_was_renewed_or_is_rightly_unchanged_is_quiet(run: Run, plan: Path) -> None:
    """A changed figure is no longer told, and neither is one listed by number, by name, or with all that it is in."""
    run("roll", plan, "2028", "--year", "2028")
    file = Path("2028/facts.yaml")
    text = file.read_text("utf-8").replace("数值: 95%", "数值: 96.5%").replace("占总分的40%", "占总分的45%")
    paths = (
        "目标[1].数值",
        "目标[全县用水总量].数值",
        "依据文件",
        "工作重点[抓好水库除险加固和管护]",
        "工作重点[4].措施",
        "经费",
    )
    listed = "unchanged:\n" + "".join(f"  - {path}\n" for path in paths)
    file.write_text(text + listed, "utf-8")
    gone = {"目标[4].数值", "考核", "目标[1].数值", "目标[6].数值", "经费"}
    left = [
        (code, path)
        for code, path in STALE
        if path not in gone and not path.startswith(("依据文件", "工作重点[2]", "工作重点[4]"))
    ]
    assert stale(pipeline.check(Path("2028"))) == left


def test_items_are_found_again_in_another_order(run: Run, plan: Path) -> None:
    """A target in another place is known by its name; a new one that happens to have an old figure is new."""
    run("roll", plan, "2028", "--year", "2028")
    file = Path("2028/facts.yaml")
    text = file.read_text("utf-8")
    first = "  - 指标: 小型病险水库除险加固\n    谓语: 完成\n    数值: 3座\n    时限: 2028年10月底前\n"
    new = "  - {指标: 新建泵站, 谓语: 完成, 数值: 3座, 时限: 2028年10月底前}\n"
    assert first in text
    text = text.replace(first, new).replace("\n工作重点:\n", f"{first}\n工作重点:\n", 1)
    file.write_text(text, "utf-8")
    targets = [path for _, path in stale(pipeline.check(Path("2028"))) if path and path.startswith("目标")]
    assert targets == [f"目标[{number}].数值" for number in range(2, 9)]


@pytest.mark.parametrize("id_", sorted(path.parent.name for path in (ROOT / "examples").glob("*/facts.yaml")))
def test_every_example_rolls(tmp_path: Path, run: Run, id_: str) -> None:
    """Whatever the structure: next year's folder has no errors, and check tells what roll has listed."""
    shutil.copytree(ROOT / "examples" / id_, tmp_path / "old")
    ran = run("roll", "old", "new", "--year", "2099")
    assert (ran.status, ran.err) == (0, "")
    found = [problem.code for problem in pipeline.check(Path("new")) if problem.severity != "info"]
    in_text = found.count("N805")  # a year in what the clerk typed, such as a part of the title
    assert set(found) <= {"N801", "N802", "N803", "N805"}
    assert f"\n要更新（{len(found) - in_text}项）" in ran.out


# ---- a small structure for the rest ---------------------------------------------------------------------------------

STRUCTURE = """\
title: 计划
about: 试验
heading: "{{ 单位 }}{{ 年度 }}年计划"
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  基年: year
  普及率: percent
  依据: basis
  负责人: person
  时限: deadline
  阶段: period
  成文日期: date
  说明: paragraph
  状态: {kind: choice, choices: [草案1, 送审稿]}
  图: picture
  任务: {kind: list, item: {名称: {required: true}, 数: quantity, 时限: deadline}}
  联系: {kind: group, fields: {电话: text}}
sections:
  - text: "{{ 基年 }}。{{ 普及率 }}。{{ 依据 }}。{{ 负责人 }}。{{ 时限 }}。{{ 阶段 }}。{{ 状态 }}。{{ 联系.电话 }}。"
  - text: "{{ 说明 }}"
  - each: 任务
    text: "{{ 名称 }}。{{ 数 }}。{{ 时限 }}。"
  - pictures: 图
signature: {organ: "{{ 单位 }}", date: "{{ 成文日期 }}"}
"""
FACTS = "单位: 甲局\n年度: 2027\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Structure:
    """The small structure, loaded."""
    return structure_from(STRUCTURE, tmp_path_factory.mktemp("small"))


def later(structure: Structure, raw: str, year: int, at: str = "next/facts.yaml") -> Rolled:
    """A facts file's text rolled to `year`."""
    plain = re.sub("\r\n?", "\n", raw.removeprefix("\ufeff"))
    return rolling.rolled(parse(plain, "last/facts.yaml"), raw, structure, year, Path(at))


def rolled_plan(write_plan: WritePlan, run: Run, facts: str, year: int = 2028) -> Path:
    """The small structure's plan in `last`, rolled into `next`; returns the new facts file."""
    folder = write_plan(STRUCTURE)
    (folder / "last").mkdir()
    (folder / "facts.yaml").unlink()
    (folder / "last" / "facts.yaml").write_bytes(f"structure: plan\n{facts}".encode())
    ran = run("roll", "last", "next", "--year", str(year))
    assert ran.status == 0, ran
    return folder / "next" / "facts.yaml"


TYPED = {
    "年度": st.just("2027"),
    "时限": st.sampled_from(
        ["2027年11月底前", "2028年底前", "2030年6月底前", "2027年2月28日前", "长期坚持", "11月底前"]
    ),
    "阶段": st.sampled_from(["2027年1月至6月", "2026年10月至2027年3月", "2026—2030年", "2027—2028学年"]),
    "成文日期": st.sampled_from(["2026年12月28日", "2027年1月  日", "2026年3月1日", "2028年2月29日"]),
    "说明": st.sampled_from(["2027年新建3座", "落实2026年要求", "《2027年要点》青政发〔2027〕1号", "平稳有序"]),
    "依据": st.sampled_from(
        ["《关于2027年工作的通知》（青政发〔2027〕2号）", "{名称: 2027年要点, 文号: 青政发〔2027〕2号}"]
    ),
}
MOVES = {
    "年度": {"2027"},
    "时限": {"2027年11月底前", "2027年2月28日前"},
    "阶段": {"2027年1月至6月", "2026年10月至2027年3月", "2027—2028学年"},
    "成文日期": {"2026年12月28日", "2027年1月  日"},
}
QUOTES = st.sampled_from(["{}", "'{}'", '"{}"', "{{value: {}, source: 2027年月报}}", '{{value: "{}", note: 2027年}}'])
COMMENTS = st.sampled_from(["", "  # 2027年12月核对", "\n# 2027年的注释\n", "\n\n", "   "])


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """A facts file in a clerk's own manner, and the same with the years that belong to the plan one later."""
    parts = [("# 2027年计划\nstructure: plan" + draw(COMMENTS),) * 2, ("单位: 甲局",) * 2]
    for name in draw(st.permutations(["年度", *draw(st.sets(st.sampled_from(sorted(set(TYPED) - {"年度"}))))])):
        value = draw(TYPED[name])
        manner = "{}" if value.startswith("{") else draw(QUOTES)
        comment = draw(COMMENTS)
        moves = value in MOVES.get(name, ())
        after = re.sub("20(26|27|28)", lambda found: str(int(found[0]) + 1), value) if moves else value
        parts.append((f"{name}: {manner.format(value)}{comment}", f"{name}: {manner.format(after)}{comment}"))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    last = draw(st.sampled_from(["\n", ""]))
    old, new = (mark + ("\n".join(each) + last).replace("\n", end) for each in zip(*parts, strict=True))
    return old, new


def without_previous(text: str) -> str:
    """The text without the line that roll adds."""
    return re.sub(r"(?:\r\n|\n)previous: [^\r\n]*", "", text)


@given(files())
def test_all_outside_the_moved_years_is_byte_identical(small: Structure, file: tuple[str, str]) -> None:
    """Comments, blanks, quotation marks, line ends, the byte order mark, free text, sources and notes."""
    old, new = file
    rolled = later(small, old, 2028)
    assert without_previous(rolled.text) == new
    assert rolled.text.count("previous: ../last/facts.yaml") == 1
    assert rolled.last == 2027


@given(files())
def test_rolling_twice_moves_by_two(small: Structure, file: tuple[str, str]) -> None:
    """Year by year or at once: the same file, but for long tasks that come due in between and then are that year's."""
    assume("2028年底前" not in file[0])
    once = later(small, file[0], 2028, "middle/facts.yaml")
    plain = re.sub("\r\n?", "\n", once.text.removeprefix("\ufeff"))
    twice = rolling.rolled(parse(plain, "middle/facts.yaml"), once.text, small, 2029, Path("next/facts.yaml"))
    assert without_previous(twice.text) == without_previous(later(small, file[0], 2029).text)
    assert twice.text.count("previous: ") == 1
    assert "previous: ../middle/facts.yaml" in twice.text


def test_a_day_that_the_new_year_lacks_is_left_for_the_clerk(write_plan: WritePlan, run: Run) -> None:
    """29 February stays as it was, is listed among what must be renewed, and check tells it."""
    file = rolled_plan(write_plan, run, "单位: 甲局\n年度: 2028\n时限: 2028年2月29日前\n", 2029)
    assert "时限: 2028年2月29日前\n" in file.read_text("utf-8")
    assert stale(pipeline.check(file)) == [("N802", "时限")]


def test_dates_that_stay_are_listed(write_plan: WritePlan, run: Run) -> None:
    """A task of two years and a programme keep their years; the clerk sees it, and check has nothing to say."""
    folder = write_plan(STRUCTURE)
    (folder / "last").mkdir()
    text = f"structure: plan\n{FACTS}时限: 2028年底前\n阶段: 2026—2030年\n"
    (folder / "last" / "facts.yaml").write_text(text, "utf-8")
    out = run("roll", "last", "next", "--year", "2028").out
    assert "\n年份照旧（2项）：\n  第5行  时限  2028年底前\n  第6行  阶段  2026—2030年\n要更新（0项）\n" in out
    assert stale(pipeline.check(folder / "next")) == []


def test_a_structure_without_a_year_takes_that_of_its_dates(tmp_path: Path, run: Run) -> None:
    """The implementation scheme has no 年度: most of its deadlines say 2027."""
    shutil.copytree(ROOT / "examples" / "implementation-scheme", tmp_path / "2027")
    assert "（由2027年改为2028年）" in run("roll", "2027", "2028", "--year", "2028").out
    text = Path("2028/facts.yaml").read_text("utf-8")
    assert "\n成文日期: 2027年12月30日\n" in text
    assert "\n    时间: 2028年11月至12月\n" in text
    assert "2027年春季学期开学前完成" in text  # free text is nobody's but the clerk's
    assert ("N801", "任务[1].措施[1].内容") in stale(pipeline.check(Path("2028")))


def test_a_report_without_any_date_is_copied(tmp_path: Path, run: Run) -> None:
    """Nothing tells its year: nothing moves, and that is said."""
    shutil.copytree(ROOT / "examples" / "mechanism-experience", tmp_path / "old")
    out = run("roll", "old", "new", "--year", "2028").out
    assert out.startswith("已建好：new（看不出原来是哪一年，年份一处也没有改；用于2028年）\n")
    assert "\n已改年份（0项）\n" in out
    old = Path("old/facts.yaml").read_text("utf-8")
    assert without_previous(Path("new/facts.yaml").read_text("utf-8")) == old


# ---- what is not carried over ---------------------------------------------------------------------------------------


def test_facts_that_the_structure_no_longer_knows_become_comments(write_plan: WritePlan, run: Run) -> None:
    """At the top, in a group, in an item, over several lines; everything around them stays."""
    facts = (
        FACTS
        + "旧项: |\n  第一行\n\n  第二行\n# 注释\n联系:\n  传真: 1234\n  电话: 5678\n旧表:\n- 甲\n- 乙: 1\n\n任务:\n"
        + "  - 名称: 排查\n    旧字段:\n      - 一\n    数: 3处\n"
    )
    folder = write_plan(STRUCTURE)
    (folder / "last").mkdir()
    (folder / "last" / "facts.yaml").write_text(f"structure: plan\n{facts}", "utf-8")
    status, out, err = run("roll", "last", "next", "--year", "2028")
    assert (status, err) == (0, "")
    assert Path("next/facts.yaml").read_text("utf-8") == (
        "structure: plan\nprevious: ../last/facts.yaml\n单位: 甲局\n年度: 2028\n# 旧项: |\n#   第一行\n\n#   第二行\n"
        "# 注释\n联系:\n  # 传真: 1234\n  电话: 5678\n# 旧表:\n# - 甲\n# - 乙: 1\n\n任务:\n"
        "  - 名称: 排查\n    # 旧字段:\n    #   - 一\n    数: 3处\n"
    )
    told = re.findall(r"第(\d+)行  (\S+)  现在的结构里没有这一项，在新文件里成了注释", out)
    assert told == [("5", "旧项"), ("11", "联系.传真"), ("13", "旧表"), ("19", "任务[1].旧字段")]


@pytest.mark.parametrize("written", ["联系: {电话: 12, 传真: 34}\n", "任务:\n  - 旧字段: 1\n    名称: 排查\n"])
def test_an_unknown_fact_among_others_on_its_line_stays_and_is_told(
    write_plan: WritePlan, run: Run, written: str
) -> None:
    """A comment there would swallow its neighbours: the clerk must take it out, and the error is shown at once."""
    folder = write_plan(STRUCTURE)
    (folder / "last").mkdir()
    (folder / "last" / "facts.yaml").write_text(f"structure: plan\n{FACTS}{written}", "utf-8")
    status, out, err = run("roll", "last", "next", "--year", "2028")
    assert status == 0
    assert "现在的结构里没有这一项，还留在新文件里，请自己删去" in out
    assert written in Path("next/facts.yaml").read_text("utf-8")
    assert "错误 F102" in err


def test_last_years_unchanged_is_decided_anew(write_plan: WritePlan, run: Run) -> None:
    """What was unchanged in 2027 is told again in 2028; the old list stays as a comment; previous moves on."""
    facts = FACTS + "previous: ../2026/facts.yaml\nunchanged:\n- 普及率  # 定了\n普及率: 95%\n"
    file = rolled_plan(write_plan, run, facts)
    assert file.read_text("utf-8") == (
        "structure: plan\n单位: 甲局\n年度: 2028\nprevious: ../last/facts.yaml\n"
        "# unchanged:\n# - 普及率  # 定了\n普及率: 95%\n"
    )
    assert stale(pipeline.check(file)) == [("N801", "普及率")]


def test_a_file_in_one_pair_of_brackets(write_plan: WritePlan, run: Run) -> None:
    """A facts file that is one flow mapping gets its previous inside."""
    folder = write_plan(STRUCTURE)
    (folder / "last").mkdir()
    (folder / "last" / "facts.yaml").write_text("{structure: plan, 单位: 甲局, 年度: 2027}", "utf-8")
    assert run("roll", "last", "next", "--year", "2028").status == 0
    text = Path("next/facts.yaml").read_text("utf-8")
    assert text == '{structure: plan, previous: "../last/facts.yaml", 单位: 甲局, 年度: 2028}'


# ---- files ----------------------------------------------------------------------------------------------------------

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)


def test_files_that_facts_name_come_along_and_others_are_told(write_plan: WritePlan, run: Run) -> None:
    """Pictures, layout and schema are copied; exports and notes stay behind; what is out of reach is named."""
    folder = write_plan(STRUCTURE)
    (folder / "facts.yaml").unlink()
    old = folder / "last"
    for name in ("图/一.png", "图/二.png", "旧稿/甲.docx", "导出.docx", ".drafter/exports.json", "facts.schema.json"):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_bytes(PNG)
    (old / "版式.yaml").write_text("body: {size: 三号}\n", "utf-8")
    (folder / "版式2.yaml").write_text("body: {size: 三号}\n", "utf-8")
    facts = f"structure: plan\nlayout: 版式.yaml\n{FACTS}图: {{文件: 图/一.png, 说明: 样子}}\n说明: ../版式2.yaml\n"
    (old / "facts.yaml").write_text(facts, "utf-8")
    status, out, err = run("roll", "last", "plans/next", "--year", "2028")
    assert (status, err) == (0, "")
    assert sorted(listing(folder / "plans" / "next")) == [
        "facts.schema.json",
        "facts.yaml",
        "图",
        "图/一.png",
        "版式.yaml",
    ]
    assert (folder / "plans/next/图/一.png").read_bytes() == PNG
    assert '"const": "plan"' in (folder / "plans/next/facts.schema.json").read_text("utf-8")
    assert out.partition("没有带过来（4项）：\n")[2].split("\n下一步")[0].split("\n") == [
        "  第7行  ../版式2.yaml  在别的文件夹里，从新文件夹照这个路径找不到，请改路径",
        "  图/二.png  还在原来的文件夹里",
        "  导出.docx  还在原来的文件夹里",
        "  旧稿/  还在原来的文件夹里",
    ]
    assert "previous: ../../last/facts.yaml\n" in (folder / "plans/next/facts.yaml").read_text("utf-8")


def test_what_both_years_reach_by_the_same_words_is_not_listed(write_plan: WritePlan, run: Run) -> None:
    """A shared file beside both folders is found from the new one, though that is not there yet."""
    folder = write_plan(STRUCTURE)
    for name, text in (("common/unit.yaml", "说明: 平稳有序\n"), ("last/facts.yaml", "")):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, "utf-8")
    (folder / "last/facts.yaml").write_text(f"structure: plan\nuse: ../common/unit.yaml\n{FACTS}", "utf-8")
    ran = run("roll", "last", "next", "--year", "2028")
    assert (ran.status, ran.err) == (0, "")
    assert "没有带过来（0项）\n" in ran.out
    assert run("check", "next").out == "没有发现问题\n"


def test_a_fact_cannot_bring_the_old_facts_back(write_plan: WritePlan, run: Run) -> None:
    """A text that is the name of a file made anew copies nothing over it."""
    file = rolled_plan(write_plan, run, FACTS + "说明: facts.yaml\n联系: {电话: facts.schema.json}\n")
    assert "年度: 2028\n" in file.read_text("utf-8")


def test_a_plans_own_structure_comes_along(write_plan: WritePlan, run: Run) -> None:
    """Structure and wording that lie in the plan's folder are found from the new one too."""
    folder = write_plan(STRUCTURE)
    own = folder / "office" / "2027"
    own.mkdir(parents=True)
    (folder / "structures").rename(own / "structures")
    (own / "facts.yaml").write_text(f"structure: plan\n{FACTS}", "utf-8")
    assert run("roll", "office/2027", "office/2028", "--year", "2028").status == 0
    assert (folder / "office/2028/structures/plan.yaml").read_text("utf-8") == STRUCTURE
    assert run("check", "office/2028") == (0, "没有发现问题\n", "")


def test_the_plans_own_word_lists_and_proof_settings_come_along(write_plan: WritePlan, run: Run) -> None:
    """What the proofreader finds in the plan's folder without its being named: next year's text is read by the same."""
    folder = write_plan(STRUCTURE)
    (folder / "facts.yaml").unlink()
    (folder / "last" / "words").mkdir(parents=True)
    (folder / "last/facts.yaml").write_text(f"structure: plan\n{FACTS}", "utf-8")
    (folder / "last/words/organs.yaml").write_text("[办公室]\n", "utf-8")
    (folder / "last/proof.yaml").write_text("rules: {P203: off}\n", "utf-8")
    out = run("roll", "last", "next", "--year", "2028").out
    assert "facts.yaml、proof.yaml、words/organs.yaml\n" in out
    assert (folder / "next/words/organs.yaml").read_text("utf-8") == "[办公室]\n"
    assert "没有带过来（0项）\n" in out


def test_a_new_folder_inside_the_old_one(write_plan: WritePlan, run: Run) -> None:
    """It finds the structures above it; nothing is copied, and it is not listed as left behind."""
    folder = write_plan(STRUCTURE, FACTS)
    status, out, _ = run("roll", ".", "2028", "--year", "2028")
    assert status == 0
    assert sorted(listing(folder / "2028")) == ["facts.yaml"]
    assert "previous: ../facts.yaml\n" in (folder / "2028/facts.yaml").read_text("utf-8")
    assert "2028/  " not in out


def test_a_structure_that_changed_on_the_way(write_plan: WritePlan, run: Run) -> None:
    """From the new folder another version is found: what it lacks becomes a comment, what it minds is shown at once."""
    folder = write_plan(STRUCTURE)
    (folder / "facts.yaml").unlink()
    changed = (
        STRUCTURE.replace("  基年: year\n", "").replace("{{ 基年 }}。", "").replace("普及率: percent", "普及率: money")
    )
    for name, text in (("a", STRUCTURE), ("b", changed)):
        (folder / name / "structures").mkdir(parents=True)
        (folder / name / "structures" / "plan.yaml").write_text(text, "utf-8")
    (folder / "a" / "2027").mkdir()
    (folder / "a/2027/facts.yaml").write_text(f"structure: plan\n{FACTS}基年: 2020\n普及率: 95%\n", "utf-8")
    status, out, err = run("roll", "a/2027", "b/2028", "--year", "2028")
    assert status == 0
    assert "\n# 基年: 2020\n普及率: 95%\n" in Path("b/2028/facts.yaml").read_text("utf-8")
    assert "第5行  基年  现在的结构里没有这一项，在新文件里成了注释\n" in out
    assert err.replace("\\", "/").startswith("b/2028/facts.yaml:6:6: 错误 F104 “普及率”的“95%”不是金额")


def test_a_structure_that_asks_for_more_since_does_not_stop_the_roll(write_plan: WritePlan, run: Run) -> None:
    """Last year's plan was right when it was made: what the structure minds now is carried as typed, and told."""
    folder = write_plan(STRUCTURE)
    (folder / "last").mkdir()
    (folder / "facts.yaml").unlink()
    facts = f"structure: plan\n{FACTS}普及率: 95%\n状态: 草案1\n负责人: 李明\n"
    (folder / "last" / "facts.yaml").write_text(facts, "utf-8")
    changed = STRUCTURE.replace("普及率: percent", "普及率: money").replace("说明: paragraph", "说明: {required: true}")
    assert changed.count("money") == 1
    assert changed.count("required: true}\n") > STRUCTURE.count("required: true}\n")
    (folder / "structures" / "plan.yaml").write_text(changed, "utf-8")
    status, out, err = run("roll", "last", "next", "--year", "2028")
    assert status == 0
    assert "\n普及率: 95%\n状态: 草案1\n" in Path("next/facts.yaml").read_text("utf-8")
    assert "第4行  年度  2027 → 2028\n" in out
    assert "新文件夹里还有上面这些错误，先改好\n" in out
    told = err.replace("\\", "/")
    assert "next/facts.yaml:5:6: 错误 F104 “普及率”的“95%”不是金额" in told
    assert "next/facts.yaml:1:1: 错误 F101 缺少必填的“说明”" in told
    assert "last/" not in told


# ---- refused --------------------------------------------------------------------------------------------------------

_REFUSED: dict[str, tuple[list[str], int, str]] = {
    "in use": (["2027", "used", "--year", "2028"], 2, "里已经有文件，什么也没有写"),
    "itself": (["2027", "2027", "--year", "2028"], 2, "里已经有文件，什么也没有写"),
    "a file": (["2027", "used/file", "--year", "2028"], 2, "是文件，请换一个文件夹名"),
    "a file's name": (["2027", "2028.docx", "--year", "2028"], 2, "“2028.docx”是文件名，这里要写文件夹名"),
    "the same year": (["2027", "2028", "--year", "2027"], 2, "--year 2027 不比原来的年度（2027年）晚"),
    "an earlier year": (["2027", "2028", "--year", "2026"], 2, "例如 --year 2028"),
    "no year": (["2027", "2028", "--year", "28"], 2, "--year 要写四位数字的年份，这里是“28”"),
    "a far year": (["2027", "2028", "--year", "20288"], 2, "--year 要写四位数字的年份"),
    "words": (["2027", "2028", "--year", "明年"], 2, "明年"),
    "year left out": (["2027", "2028"], 2, "--year"),
    "nothing there": (["2026", "2028", "--year", "2028"], 2, "没有“2026”这个文件或文件夹"),
    "no plan": (["used", "2028", "--year", "2028"], 1, "Y101"),
    "errors, and nothing made": (["faulty", "2028", "--year", "2028"], 1, "“faulty”有错误，什么也没有写"),
    "errors": (["faulty", "2028", "--year", "2028"], 1, "faulty/facts.yaml:5:5: 错误 F104 “年度”的“27”"),
    "no structure there": (["own/2027", "2028", "--year", "2028"], 2, "从“2028”找不到结构“mine”"),
}


@pytest.mark.parametrize(("args", "status", "message"), _REFUSED.values(), ids=_REFUSED.keys())
def test_what_roll_refuses(run: Run, plan: Path, args: list[str], status: int, message: str) -> None:
    """Exit 2 for the command line, 1 for the old plan's own errors; nothing is written, stdout stays empty."""
    folder = plan.parent
    (folder / "used").mkdir()
    (folder / "used" / "file").write_text("", "utf-8")
    (folder / "faulty").mkdir()
    text = (plan / "facts.yaml").read_text("utf-8")
    (folder / "faulty" / "facts.yaml").write_text(text.replace("年度: 2027", "年度: 27"), "utf-8")
    for name, words in (("structures/mine.yaml", STRUCTURE), ("2027/facts.yaml", f"structure: mine\n{FACTS}")):
        (folder / "own" / name).parent.mkdir(parents=True)
        (folder / "own" / name).write_text(words, "utf-8")
    ended = run("roll", *args)
    assert (ended.status, ended.out) == (status, "")
    assert message in ended.err.replace("\\", "/")


# ---- previous and unchanged -----------------------------------------------------------------------------------------

_PREVIOUS = {
    "nowhere": ("../lost/facts.yaml", "没有这个文件", "写上一年的 facts.yaml 相对于本文件夹的路径"),
    "a slip": ("../last/fact.yaml", "没有这个文件", "是否想写“facts.yaml”？"),
    "itself": ("facts.yaml", "它就是本文件", ""),
    "its folder": (".", "它就是本文件", ""),
    "absolute": ("/etc/facts.yaml", "要写相对的路径，不从盘符或“/”开始", ""),
    "a drive": ("D:\\2027\\facts.yaml", "要写相对的路径，不从盘符或“/”开始", ""),
    "a share": ("\\\\server\\2027\\facts.yaml", "要写相对的路径，不从盘符或“/”开始", ""),
    "broken": ("../broken/facts.yaml", "它的第2行有错：“年度”后面用了全角冒号“：”", ""),
    "no facts": ("../broken/note.txt", "它不是事实文件", ""),
    "words": ("../broken/words.txt", "它不是事实文件", ""),
    "of the same year": ("../same/facts.yaml", "那是2028年的，不早于本年度（2028年）", ""),
    "a list": ("[../last/facts.yaml]", "要写一个文件名", ""),
    "too long": ("x" * 5000, "没有这个文件", ""),
}


@pytest.mark.parametrize(("name", "reason", "hint"), _PREVIOUS.values(), ids=_PREVIOUS.keys())
def test_a_previous_that_cannot_be_used(write_plan: WritePlan, run: Run, name: str, reason: str, hint: str) -> None:
    """One error at its place; check ends with 1, and a draft is still to be had."""
    file = rolled_plan(write_plan, run, FACTS + "普及率: 95%\n")
    for path, text in (
        ("broken/facts.yaml", "structure: plan\n年度：2026\n"),
        ("broken/note.txt", "年度：2026\n"),
        ("broken/words.txt", "[甲]\n"),
        ("same/facts.yaml", "structure: plan\n年度: 2028\n"),
    ):
        (file.parent.parent / path).parent.mkdir(exist_ok=True)
        (file.parent.parent / path).write_text(text, "utf-8")
    text = file.read_text("utf-8").replace("previous: ../last/facts.yaml", f"previous: {name}")
    file.write_text(text, "utf-8")
    (found,) = pipeline.check(file)
    assert (found.code, found.severity, found.path) == ("N811", "error", "previous")
    assert found.place is not None
    assert (found.place.line, found.place.column) == (2, 11)
    assert reason in found.message
    assert hint in (found.hint or "")
    assert run("check", "next").status == 1
    assert run("fill", "next").status == 0


@pytest.mark.parametrize("name", ["../last", "..\\last\\facts.yaml", "'../last/facts.yaml'", "{value: }"])
def test_previous_may_be_written_in_several_ways(write_plan: WritePlan, run: Run, name: str) -> None:
    """A folder for its facts file, a backslash for a slash."""
    file = rolled_plan(write_plan, run, FACTS + "普及率: 95%\n")
    file.write_text(file.read_text("utf-8").replace("../last/facts.yaml", name), "utf-8")
    expected = [("N811", "previous")] if name.startswith("{") else [("N801", "普及率")]
    assert stale(pipeline.check(file)) == expected


@pytest.mark.parametrize("empty", ["", "~", "[]"])
def test_an_empty_previous_is_none(write_plan: WritePlan, run: Run, empty: str) -> None:
    """A key that somebody emptied compares with nothing and is no fault."""
    file = rolled_plan(write_plan, run, FACTS + "普及率: 95%\n")
    file.write_text(file.read_text("utf-8").replace("../last/facts.yaml", empty), "utf-8")
    assert pipeline.check(file) == ()


@pytest.mark.parametrize(
    ("listed", "reason", "hint"),
    [
        ("- 普及律", "没有对应的事实，或者那一项没有填", "是否想写“普及率”？"),
        ("- 任务[排察].数", "没有对应的事实", "是否想写“任务[排查].数”？"),
        ("- 任务[3].数", "没有对应的事实", "是否想写“任务[1].数”？"),
        ("- 阶段", "没有对应的事实", ""),
        ("- 任务[1", "没有对应的事实", ""),
        ("- [甲]", "要写成路径", ""),
        ("- {甲: 乙}", "要写成路径", ""),
        ("普及律", "没有对应的事实", "是否想写“普及率”？"),
    ],
)
def test_a_path_that_names_nothing(write_plan: WritePlan, run: Run, listed: str, reason: str, hint: str) -> None:
    """A warning at its place with what was probably meant."""
    file = rolled_plan(write_plan, run, FACTS + "普及率: 95%\n任务: [{名称: 排查, 数: 3处}]\n")
    listed = listed if not listed.startswith("-") else f"\n  {listed}"
    file.write_text(f"{file.read_text('utf-8')}unchanged: {listed}\n", "utf-8")
    problems = pipeline.check(file)
    assert ("N801", "普及率") in stale(problems)
    found = next(found for found in problems if found.code == "N812")
    assert found.severity == "warning"
    assert found.place is not None
    assert file.read_text("utf-8").split("\n")[found.place.line - 1][found.place.column - 1 :] in listed
    assert reason in found.message
    assert hint in (found.hint or "")


@pytest.mark.parametrize(
    "listed", ["普及率", "[普及率]", "\n- 普及率\n-\n- 任务[排查]", "\n  - '普及率'\n  - 任务[1].数"]
)
def test_unchanged_may_be_one_path_or_several(write_plan: WritePlan, run: Run, listed: str) -> None:
    """A single path, a list, an item still empty."""
    file = rolled_plan(write_plan, run, FACTS + "普及率: 95%\n任务: [{名称: 排查, 数: 3处}]\n")
    file.write_text(f"{file.read_text('utf-8')}unchanged: {listed}\n", "utf-8")
    expected = [] if "任务" in listed else [("N801", "任务[1].数")]
    assert stale(pipeline.check(file)) == expected


def test_unchanged_without_previous_does_nothing_and_is_told(write_plan: WritePlan) -> None:
    """Nothing is compared, so nothing can be spared."""
    folder = write_plan(STRUCTURE, FACTS + "普及率: 95%\nunchanged: 普及率\n")
    (found,) = pipeline.check(folder)
    assert (found.code, found.path) == ("N812", "unchanged")
    assert "没有写 previous" in found.message


# ---- what counts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("普及率: 95%", ["N801"]),
        ("普及率: {value: 95%, source: 月报}", ["N801"]),
        ("任务: [{名称: 排查, 数: 3处, 时限: 长期坚持}]", ["N801"]),
        ("任务: [{名称: 排查}, {名称: 排查, 数: 3处}]", ["N801"]),
        ("说明: 全年检查12次", ["N801"]),
        ("说明: 落实《2030年远景规划》", ["N804"]),
        ("说明: 青政发〔2026〕18号", ["N803"]),
        ("说明: 《“十五五”规划》", ["N803"]),
        ("依据: 《办法》（青政发〔2026〕18号）", ["N803"]),
        ("依据: {名称: 办法, 文号: 青政发〔2026〕18号}", ["N803"]),
        ("时限: 11月底前", []),
        ("时限: 长期坚持", []),
        ("时限: 2030年底前", []),
        ("时限: 2028年底前", []),
        ("时限: 2026年11月底前", ["N802", "N805"]),
        ("阶段: 2026—2030年", []),
        ("阶段: 2021—2025年", ["N802"]),
        ("成文日期: 2026年3月1日", ["N802"]),
        ("基年: 2020", []),
        ("状态: 草案1", []),
        ("负责人: {姓名: 李明, 职务: 第2中队队长}", []),
        ("联系: {电话: 0571}", ["N801"]),
        ("说明: 平稳有序", ["N804"]),
    ],
)
def test_what_counts_as_last_years(write_plan: WritePlan, run: Run, facts: str, expected: list[str]) -> None:
    """Figures, times that are over, documents, texts with figures; not names, choices, years, far or timeless dates."""
    file = rolled_plan(write_plan, run, f"{FACTS}{facts}\n")
    found = {problem.code for problem in pipeline.check(file) if problem.code.startswith("N")}
    assert found == set(expected) - {"N805"}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("举办2027年培训", [2027]),
        ("完成2026年和2027年任务", [2026, 2027]),
        ("举办2028年培训，2030年建成", []),
        ("落实《2027年工作要点》和青政发〔2027〕1号文件", []),
        ("落实2026—2030年规划，自2025年起实施", []),
        ("比2027年增长8%，由2027年的88%提高到95%", []),
        ("2027年以来新增3座，执行2021年版标准", []),
        ("开展“2027年春雷”行动", []),
    ],
)
def test_years_in_the_text(write_plan: WritePlan, run: Run, text: str, years: list[int]) -> None:
    """A year before the plan's is told at its fact, unless it is a document's, a programme's, or looked back on."""
    file = rolled_plan(write_plan, run, f"{FACTS}说明: 以前的\n")
    file.write_text(file.read_text("utf-8").replace("以前的", text), "utf-8")
    found = [problem for problem in pipeline.check(file) if problem.severity != "info"]
    assert [(each.code, each.path) for each in found] == [("N805", "说明")] * len(years)
    assert [int(re.findall(r"“(\d+)年", each.message)[0]) for each in found] == years
    file.write_text(file.read_text("utf-8") + "unchanged: 说明\n", "utf-8")
    assert stale(pipeline.check(file)) == []


def test_a_year_that_the_wording_brings(write_plan: WritePlan, run: Run) -> None:
    """Last year's number typed into a structure or a template is told where it stands, however often it prints."""
    file = rolled_plan(write_plan, run, FACTS)
    structure = file.parent.parent / "structures" / "plan.yaml"
    text = structure.read_text("utf-8").replace('text: "{{ 说明 }}"', 'text: "对照2027年{{ 单位 }}的安排。"')
    structure.write_text(text, "utf-8")
    (found,) = [each for each in pipeline.check(file) if each.code == "N805"]
    assert (found.path, found.hint) == (None, "措辞里写死的年份，改成由事实来填，如 {{ 年度 }}")
    assert found.place is not None
    assert found.place.file.endswith("plan.yaml")


def test_a_plan_without_previous_is_checked_as_before(write_plan: WritePlan) -> None:
    """Years are told only of a plan that knows its last year."""
    assert pipeline.check(write_plan(STRUCTURE, FACTS + "说明: 举办2020年培训\n")) == ()


def test_last_years_structure_may_be_gone(write_plan: WritePlan, run: Run) -> None:
    """The old file is read as text: another structure, unknown keys, other shapes stop nothing."""
    file = rolled_plan(write_plan, run, FACTS + "普及率: 95%\n任务: [{名称: 排查, 数: 3处}]\n")
    old = file.parent.parent / "last" / "facts.yaml"
    old.write_text("structure: gone\n年度: [2027]\n普及率: 95%\n任务: 排查\n别的: {甲: 乙}\n联系: 无\n", "utf-8")
    assert stale(pipeline.check(file)) == [("N801", "普及率")]
