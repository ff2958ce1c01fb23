"""`drafter new`: every structure's scaffold, values given with --set, the worked example, and the schema beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from drafter import facts as fact_reading
from drafter import pipeline, scaffold
from drafter.library import Library
from drafter.problems import errors
from drafter.schema import schema
from drafter.source import Mapping, Node, Scalar, Sequence, parse
from drafter.structure import Field, Structure
from drafter.structure_file import load
from tests.program import Run
from tests.structures import structure_from

ROOT = Path(__file__).parent.parent
LIBRARY = Library((ROOT,))
STRUCTURES = tuple(LIBRARY.structures())
PLAN_ID = "annual-work-plan"


WritePlan = Callable[..., Path]


def structure(id_: str) -> Structure:
    """A structure of the library."""
    loaded, problems = load(LIBRARY.structures()[id_], LIBRARY)
    assert loaded is not None
    assert not problems
    return loaded


def _asked(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields that somebody must fill in: a scaffold has nothing of those that are computed."""
    return tuple(field for field in fields if not field.computed)


class Missing(NamedTuple):
    """A required fact that an untouched scaffold lacks: its key's line, its path and its label."""

    line: int
    path: str
    label: str


def missing(fields: tuple[Field, ...], lines: Iterator[tuple[int, str]], path: str = "") -> Iterator[Missing]:
    """Walks fields and lines together: a required single value, or list of them, lacks something at its key."""
    for field in _asked(fields):
        line = next(number for number, text in lines if text.strip().removeprefix("- ") == f"{field.name}:")
        here = f"{path}{field.name}"
        if field.required and not field.fields:
            yield Missing(line, here, field.label)
        if field.fields:
            count = max(1, field.at_least or 1) if field.is_list else 1
            for number in range(1, count + 1):
                inner = f"{here}[{number}]." if field.is_list else f"{here}."
                found = list(missing(field.fields, lines, inner))
                yield from found if field.required else ()


def missing_in(id_: str, text: str) -> list[Missing]:
    """Every required fact that the scaffold `text` leaves open."""
    return list(missing(structure(id_).facts, iter(list(enumerate(text.split("\n"), start=1)))))


# ---- an untouched scaffold ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", STRUCTURES)
def test_check_names_every_missing_fact_at_its_key(run: Run, id_: str) -> None:
    """After `new`, check names exactly the required facts, each with the line where its key stands, and exits 1."""
    assert run("new", id_, "plan").status == 0
    expected = missing_in(id_, Path("plan/facts.yaml").read_text("utf-8"))
    assert expected
    status, out, _ = run("check", "plan", "--format", "json")
    problems = json.loads(out)["problems"]
    assert status == 1
    assert {found["code"] for found in problems} == {"F101"}
    assert [(found["line"], found["path"]) for found in problems] == [(each.line, each.path) for each in expected]
    assert [found["message"] for found in problems] == [f"缺少必填的“{each.label}”" for each in expected]


@pytest.mark.parametrize("id_", STRUCTURES)
def test_export_refuses_an_untouched_scaffold_unless_with_gaps(run: Run, id_: str) -> None:
    """Without --gaps nothing is written; with it 【待补：标签】 stands for every missing fact and for nothing else."""
    run("new", id_, "plan")
    labels = {each.label for each in missing_in(id_, Path("plan/facts.yaml").read_text("utf-8"))}
    before = sorted(Path("plan").iterdir())
    refused = run("export", "plan")
    assert (refused.status, refused.out) == (1, "")
    assert sorted(Path("plan").iterdir()) == before
    exported = run("export", "plan", "--gaps", "-o", "draft.txt")
    text = Path("draft.txt").read_text("utf-8")
    assert exported.status == 0
    assert exported.err == f"还有{text.count('【待补：')}处没有填，文中写成了【待补：……】\n"
    assert set(re.findall(r"【待补：([^】]*)】", text)) == labels
    assert run("fill", "plan", "--gaps").out == text


@pytest.mark.parametrize("id_", STRUCTURES)
def test_a_scaffold_explains_every_fact_in_the_structures_order(run: Run, id_: str) -> None:
    """Keys stand in the structure's order; above each its label, whether it must be given, its help and example."""
    run("new", id_, "plan")
    lines = Path("plan/facts.yaml").read_text("utf-8").split("\n")
    root = parse("\n".join(lines), "").root
    assert isinstance(root, Mapping)
    facts = structure(id_).facts
    assert list(root.entries) == ["structure", *(field.name for field in _asked(facts))]
    for field in _all_fields(facts):
        line = next(number for number, text in enumerate(lines) if text.strip().removeprefix("- ") == f"{field.name}:")
        comment = lines[line - 1].strip()
        need = "必填" if field.required else "选填"
        assert comment.startswith(f"# {field.label}（{need}，")
        assert field.help.rstrip("。") in comment
        assert f"例：{field.example}" in comment or not field.example


def _all_fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Every field once by name: of two with the same name the first, as the scaffold's lines are searched."""
    seen: set[str] = set()
    for field in _asked(fields):
        for each in (field, *_all_fields(field.fields)):
            if each.name not in seen:
                seen.add(each.name)
                yield each


def test_a_scaffold_gives_the_sections_guidance(run: Run) -> None:
    """What the structure says of writing a section stands before the first fact that the section uses."""
    run("new", PLAN_ID, "plan")
    text = Path("plan/facts.yaml").read_text("utf-8")
    guidance = (
        "# 【写法】工作目标：先总说，再逐项写指标、数值、时限。领导先看这一章，年底也按这一章对账\n# 总体目标（选填"
    )
    assert guidance in text


def test_guidance_of_a_section_without_facts_stands_at_the_first_below_it(run: Run) -> None:
    """A chapter that is only a heading over others explains itself where they begin."""
    run("new", PLAN_ID, "plan")
    assert "# 【写法】保障措施：每条一段，写做什么、谁来做、多久一次\n# 领导机构" in Path("plan/facts.yaml").read_text(
        "utf-8"
    )


def test_guidance_of_an_optional_section_stands_at_its_fact(run: Run) -> None:
    """A closing written only if 下一步 is given explains itself there, not at the first fact that it also prints."""
    run("new", "mechanism-experience", "report")
    text = Path("report/facts.yaml").read_text("utf-8")
    assert "# 【写法】一段话，写今后的打算；登载用的可以不写\n# 下一步（选填" in text


def test_guidance_of_a_closing_stands_at_a_fact_of_its_own(write_plan: WritePlan, run: Run) -> None:
    """Not at the unit's name, which the title and the opening print before it; a computed fact need not be typed."""
    facts = "{单位: {kind: organ, required: true}, 时限: deadline, 甲: money, 合计: {kind: money, computed: 甲 + 甲}}"
    opening = "{heading: 开头, text: '{{ 单位 }}办好活动', help: 一句}"
    closing = "{heading: 要求, text: '{{ 单位 }}{{ 时限 }}报送{{ 合计 }}', help: 两句}"
    head = "title: 试验\nabout: 试验\nheading: '{{ 单位 }}方案'"
    write_plan(f"{head}\nfacts: {facts}\nsections: [{opening}, {closing}]\n")
    run("new", "plan", "new")
    text = Path("new/facts.yaml").read_text("utf-8")
    assert "# 【写法】开头：一句\n# 单位" in text
    assert "# 【写法】要求：两句\n# 时限" in text
    assert "合计" not in text


_NESTED = """\
    title: 试验
    about: 试验
    heading: 试验
    facts:
      部分: {kind: list, item: {名称: {required: true}, 条目: {kind: list, item: {内容: text}}}}
    sections:
      - each: 部分
        heading: "{{ 名称 }}"
        sections: [{each: 条目, text: "{{ 内容 }}", help: 每条一段}]
"""


def test_guidance_inside_a_list_stands_before_the_list(write_plan: WritePlan, run: Run) -> None:
    """A section repeated over a list inside another one's items: no key of its own, so it speaks at the outer list."""
    write_plan(_NESTED)
    run("new", "plan", "new")
    assert "# 【写法】每条一段\n# 部分（选填" in Path("new/facts.yaml").read_text("utf-8")


def test_a_scaffold_has_as_many_items_as_are_asked_for(run: Run) -> None:
    """A list of at least two has two empty items, the first explained and the others bare."""
    run("new", "mechanism-experience", "report")
    text = Path("report/facts.yaml").read_text("utf-8")
    assert text.count("  - 名称:\n") == 2
    assert text.count("# 名称（必填") == 1
    assert text.count("      - 要点:\n") == 4


def test_new_makes_the_folder_and_says_what_to_do_next(run: Run) -> None:
    """An absent folder, also deep down, and an empty one are filled with two files; the next step can be typed."""
    Path("空 文件夹").mkdir()
    for folder, typed in (("plans/2027/水务", str(Path("plans/2027/水务"))), ("空 文件夹", '"空 文件夹"')):
        status, out, err = run("new", PLAN_ID, folder)
        assert (status, err) == (0, "")
        assert out == f"已建好：{Path(folder)}\n下一步：填写 facts.yaml，然后检查：drafter check {typed}\n"
        assert sorted(path.name for path in Path(folder).iterdir()) == ["facts.schema.json", "facts.yaml"]
        assert list(Path(folder).parent.iterdir()) == [Path(folder)] or folder == "空 文件夹"
    assert sorted(path.name for path in Path().iterdir()) == ["plans", "空 文件夹"]


def test_new_uses_the_structures_above_the_folder(run: Run) -> None:
    """A structure in a folder above the new plan is found from there."""
    Path("office/structures").mkdir(parents=True)
    Path("office/structures/brief.yaml").write_text(_STRUCTURE, "utf-8")
    assert run("new", "brief", "office/2027").status == 0
    assert "structure: brief\n" in Path("office/2027/facts.yaml").read_text("utf-8")
    assert run("new", "brief", "2027").status == 2


# ---- values on the command line -------------------------------------------------------------------------------------

_STRUCTURE = """\
title: 简报
about: 一周一期
heading: "{{ 标题 }}"
facts:
  标题: {required: true}
  单位: {kind: organ}
  附记: paragraph
  要点: {kind: list, item: text}
  任务:
    kind: list
    item:
      名称: {required: true}
      牵头: text
      做法: {kind: list, item: {做法名: text, 数: quantity}}
  联系: {kind: group, fields: {电话: text, 地址: {kind: group, fields: {楼: text}}}}
sections:
  - text: "{{ 标题 }}"
"""

PATHS = (
    "标题",
    "附记",
    "要点[2]",
    "任务[1].名称",
    "任务[1].牵头",
    "任务[2].做法[1].做法名",
    "任务[1].做法[2].数",
    "联系.电话",
    "联系.地址.楼",
)

_MARKS = st.text(st.sampled_from("#:：-[]{}&*!|>'\"%@`,，?？~=\\<. \u3000“”。0aA年度\u00e9😀"), min_size=1, max_size=12)
_LINES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=20)
VALUES = st.one_of(_MARKS, _LINES.filter(str.isprintable))


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Structure:
    """A structure with a fact at every kind of place."""
    return structure_from(_STRUCTURE, tmp_path_factory.mktemp("structure"))


def text_at(node: Node | None, path: str) -> str | None:
    """The text that stands at a path of a facts file."""
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        if name:
            assert isinstance(node, Mapping)
            node = node.entries.get(name)
        else:
            assert isinstance(node, Sequence)
            node = node.items[int(number) - 1]
    return node.text if isinstance(node, Scalar) else None


@given(st.dictionaries(st.sampled_from(PATHS), VALUES, min_size=1))
@example(dict.fromkeys(PATHS, "年度：2027"))
@example(dict.fromkeys(PATHS, "年度:2027"))
@example(dict.fromkeys(PATHS, "- 一 # 二: 三"))
@example(dict.fromkeys(PATHS, "\u3000首行空两格\u3000"))
@example(dict.fromkeys(PATHS, "~"))
def test_set_values_arrive_exactly_as_typed(brief: Structure, given_values: dict[str, str]) -> None:
    """Any printable line put into a scaffold, anywhere, reads back as the same text, and its neighbours stay empty."""
    text = scaffold.facts_text(brief, given_values)
    source = parse(text, "facts.yaml")
    assert not source.problems
    for path, value in given_values.items():
        assert text_at(source.root, path) == value
    empty = [path for path in PATHS if path not in given_values and "2]" not in path]
    assert all(text_at(source.root, path) == "" for path in empty)


@given(VALUES.filter(lambda value: value.strip() != ""))
def test_a_value_that_was_set_prints_as_typed(brief: Structure, value: str) -> None:
    """What was set arrives in the facts as typed, blanks around it aside: no YAML kind of value is made of it."""
    read = fact_reading.read(parse(scaffold.facts_text(brief, {"标题": value}), ""), brief)
    assert not errors(read.problems)
    assert read.values["标题"] == value.strip()


@pytest.mark.parametrize(
    "value",
    [
        "0571",
        "1.10",
        "no",
        "12:30",
        "2027-01-05",
        "null",
        "1e3",
        "0x10",
        "yes",
        "1_000",
        "=",
        "a=b",
        "95%",
        "“增”＋‘减’",
    ],
)
def test_set_on_the_command_line(run: Run, value: str) -> None:
    """The shell's text goes into the file, through the program, and out of it as the same text."""
    assert run("new", PLAN_ID, "plan", "--set", f"工作重点[3].任务={value}", "--set", f"单位={value}").status == 0
    source = parse(Path("plan/facts.yaml").read_text("utf-8"), "")
    assert text_at(source.root, "工作重点[3].任务") == value
    assert run("fill", "plan", "--gaps").out.split("\n")[0] == f"{value}【待补：年度】年工作计划"


# ---- the example ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_example_is_copied_whole(run: Run, id_: str) -> None:
    """`new --example` gives the example's facts, pointed at the schema; they check clean at once."""
    status, out, _ = run("new", id_, "plan", "--example")
    assert status == 0
    assert out.endswith("下一步：导出：drafter export plan\n")
    ours = (ROOT / "examples" / id_ / "facts.yaml").read_text("utf-8")
    assert Path("plan/facts.yaml").read_text("utf-8") == scaffold.EDITOR_LINE + ours
    status, out, err = run("check", "plan")
    assert (status, out.split("\n")[0], err) == (0, "没有发现问题", "")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("单位", "单位: 青岚县水务局", "单位: 松岭县水务局"),
        ("目标[2].数值", "    数值: 1.2万亩", "    数值: 1.5万亩"),
        ("目的[1]", "  - 做好全年水务工作", "  - 做好全年水务工作、开好局"),
        ("工作重点[7].责任单位[3]", "行政审批科]", "行政审批科（窗口）]"),
        ("考核", "考核: 科室和直属单位年度绩效考核，占总分的40%", '考核: "年度考核: 40%"'),
    ],
)
def test_the_example_with_a_value_of_ones_own(run: Run, path: str, old: str, new: str) -> None:
    """`--example --set` changes that value in its place and not a character besides."""
    value = new.strip().removeprefix(f"{path.split('.')[-1]}:").strip(' -"]')
    assert run("new", PLAN_ID, "plan", "--example", "--set", f"{path}={value}").status == 0
    before = (ROOT / "examples" / PLAN_ID / "facts.yaml").read_text("utf-8")
    assert before.count(old) == 1
    assert Path("plan/facts.yaml").read_text("utf-8") == scaffold.EDITOR_LINE + before.replace(old, new)


def test_the_example_with_a_fact_that_it_leaves_out(run: Run) -> None:
    """An optional fact that the example does not give is added to it, where the structure has it."""
    assert run("new", PLAN_ID, "plan", "--example", "--set", "事项=供水保障").status == 0
    assert "\n年度: 2027\n事项: 供水保障\n目的:\n" in Path("plan/facts.yaml").read_text("utf-8")
    assert run("fill", "plan").out.startswith("青岚县水务局2027年供水保障工作计划\n")


# ---- the schema -----------------------------------------------------------------------------------------------------


def validator(of: Structure) -> Draft202012Validator:
    """A validator for the structure's facts files."""
    made = schema(of)
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_schema_accepts_the_example(id_: str) -> None:
    """The schema is valid draft 2020-12 and accepts the example's facts as an editor reads them."""
    facts = yaml.safe_load((ROOT / "examples" / id_ / "facts.yaml").read_text("utf-8"))
    assert list(validator(structure(id_)).iter_errors(facts)) == []
    assert schema(structure(id_))["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_schema_refuses_unknown_keys(id_: str) -> None:
    """A key that the structure does not know is refused at every depth, and so is another structure's id."""
    facts = yaml.safe_load((ROOT / "examples" / id_ / "facts.yaml").read_text("utf-8"))
    check = validator(structure(id_))
    for mapping in list(_mappings(facts)):
        mapping["目标植"] = "95%"
        assert not check.is_valid(facts)
        del mapping["目标植"]
    assert check.is_valid(facts)
    assert not check.is_valid(facts | {"structure": "another"})


def _mappings(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _mappings(inner)


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_schema_complains_of_a_scaffold_only_where_check_does(run: Run, id_: str) -> None:
    """In an untouched scaffold an editor underlines what is required and missing, and no optional fact."""
    run("new", id_, "plan")
    first, *_ = Path("plan/facts.yaml").read_text("utf-8").split("\n")
    assert first == "# yaml-language-server: $schema=facts.schema.json"
    written = json.loads(Path("plan/facts.schema.json").read_text("utf-8"))
    facts = yaml.safe_load(Path("plan/facts.yaml").read_text("utf-8"))
    complaints = {_path(error.absolute_path) for error in Draft202012Validator(written).iter_errors(facts)}
    told = {found.path for found in pipeline.check(Path("plan"))}
    assert {re.sub(r"\[\d+\]$", "", path) for path in complaints} == told


def _path(steps: Any) -> str:
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


_KINDS = """\
title: 简报
about: 一周一期
heading: 简报
facts:
  年度: year
  状态: {kind: choice, choices: [征求意见稿, '2027', '1.5', 'true']}
  依据: basis
  电话: text
  要点: {kind: list, item: text, at_least: 2}
  任务: {kind: list, item: {名称: {required: true}, 做法: {kind: list, item: text}}}
  联系: {kind: group, fields: {电话: {required: true}}}
sections:
  - text: 简报
"""


@pytest.mark.parametrize(
    ("facts", "accepted"),
    [
        ("年度: 2027", True),
        ("年度: '2027'", True),
        ("年度: {value: 2027, source: 会议纪要, note: 待核}", True),
        ("年度: {value: 2027, source: , note: }", True),
        ("年度: {source: 会议纪要}", False),
        ("年度: {value: 2027, sourse: 会议纪要}", False),
        ("年度: [2027]", False),
        ("电话: 0571", True),
        ("电话: no", True),
        ("状态: 征求意见稿", True),
        ("状态: 2027", True),
        ("状态: 1.5", True),
        ("状态: true", True),
        ("状态: 送审稿", False),
        ("依据: 《办法》", True),
        ("依据: {名称: 办法, 文号: 青政发〔2026〕18号}", True),
        ("依据: {名称: 办法, 文号: }", True),
        ("依据: {名称: {value: 办法, source: 网站}}", True),
        ("依据: {value: {名称: 办法}, source: 网站}", True),
        ("依据: {文号: 青政发〔2026〕18号}", False),
        ("要点: [一, 二]", True),
        ("要点: [一]", False),
        ("要点: 一", False),
        ("要点: [ , ]", True),
        ("要点: []", True),
        ("任务: [{名称: 甲, 做法: }]", True),
        ("任务: [{名称: 甲, 做法: [ , ]}]", True),
        ("任务: [{名称: , 做法: [ , ]}]", True),
        ("任务: [{做法: [一]}]", False),
        ("联系: {电话: 0571}", True),
        ("联系: {电话: }", True),
        ("联系: 0571", False),
        ("邮箱: a@b", False),
        ("previous: ../2026/facts.yaml", True),
        ("previous:", True),
        ("unchanged: [任务, 年度]", True),
        ("unchanged: 年度", True),
        ("unchanged: [ , ]", True),
    ],
)
def test_the_schema_accepts_what_the_loader_accepts(tmp_path: Path, facts: str, accepted: bool) -> None:
    """Editor and program agree: each of these facts is fine with both or with neither."""
    plan = structure_from(_KINDS, tmp_path)
    text = f"structure: plan\n{facts.replace('[ , ]', '[null, null]')}\n"
    source = parse(text, "facts.yaml")
    found = [*source.problems, *fact_reading.read(source, plan).problems]
    assert (not errors(found)) is accepted
    assert validator(plan).is_valid(yaml.safe_load(text)) is accepted
