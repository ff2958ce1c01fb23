"""源文件: YAML becomes a tree whose every node knows its place; what is wrong is told at its place, in Chinese."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.source import MAX_BYTES, MAX_DEPTH, Mapping, Node, Scalar, Sequence, Source, loose_key, parse, read


def found(source: Source) -> list[str]:
    """The problems as `line:column code`."""
    return [f"{each.place.line}:{each.place.column} {each.code}" for each in source.problems if each.place]


def told(text: str) -> str:
    """Message and hint of the only problem of `text`."""
    (problem,) = parse(text, "facts.yaml").problems
    return f"{problem.message} {problem.hint}"


Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node | None) -> Plain | None:
    """The tree without its places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) or "" for item in node.items]
        case Mapping():
            return {key: plain(value) or "" for key, value in node.entries.items()}
        case None:
            return None


# ---- the law of places ----------------------------------------------------------------------------------------------

VISIBLE = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff")
DOUBTFUL = ["青岚县", "0571", "1.10", "no", "~", "null", "12:30", "95%", "- 甲", "# 乙", "甲: 乙", "甲：乙", "{", ""]
TEXTS = st.sampled_from(DOUBTFUL) | st.text(VISIBLE, max_size=8)
NAMES = st.text(VISIBLE, min_size=1, max_size=6).filter(lambda name: name == name.strip())
TREES = st.dictionaries(
    NAMES,
    st.recursive(
        TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)
NEEDS_NO_QUOTES = re.compile(r"[一-龥A-Za-z0-9][一-龥A-Za-z0-9.%（）《》“”]*")


class Page:
    """Writes a tree as YAML as a person might, and notes for each node where it was put."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.text = ""

    def block(self, value: Plain, indent: int) -> Node:
        """Writes `value` from here to the end of a line."""
        if isinstance(value, str) or not value or (indent and self.chance.random() < 0.2):
            node = self.flow(value)
            self.text += self.chance.choice(["\n", "  # 注释\n", "\n\n"])
            return node
        line, column = self.here()
        start = len(self.text)
        return (
            self.mapping(value, indent, Mapping({}, {}, line, column, start))
            if isinstance(value, dict)
            else self.sequence(value, indent, Sequence([], line, column, start))
        )

    def mapping(self, entries: dict[str, Plain], indent: int, node: Mapping) -> Mapping:
        for number, (name, value) in enumerate(entries.items()):
            self.text += self.chance.choice(["", "# 注释\n"]) + " " * indent if number else ""
            node.keys[name] = self.scalar(name)
            self.text += ":"
            if isinstance(value, str) or not value:
                self.text += " " * self.chance.randint(1, 3)
            else:
                self.text += "\n" + " " * (indent + 2)
            node.entries[name] = self.block(value, indent + 2)
        return node

    def sequence(self, items: list[Plain], indent: int, node: Sequence) -> Sequence:
        for number, value in enumerate(items):
            self.text += " " * indent + "- " if number else "- "
            node.items.append(self.block(value, indent + 2))
        return node

    def flow(self, value: Plain) -> Node:
        """Writes `value` within the line: text, [list] or {mapping}."""
        if isinstance(value, str):
            return self.scalar(value)
        line, column = self.here()
        start = len(self.text)
        if isinstance(value, list):
            self.text += "["
            listed = Sequence([self.part(item) for item in value], line, column, start)
            self.text += "]"
            return listed._replace(end=len(self.text))
        mapped = Mapping({}, {}, line, column, start)
        self.text += "{"
        for name, inner in value.items():
            mapped.keys[name] = self.scalar(name)
            self.text += ": "
            mapped.entries[name] = self.part(inner)
        self.text += "}"
        return mapped._replace(end=len(self.text))

    def part(self, value: Plain) -> Node:
        node = self.flow(value)
        self.text += ", "
        return node

    def scalar(self, text: str) -> Scalar:
        line, column = self.here()
        start = len(self.text)
        bare = NEEDS_NO_QUOTES.fullmatch(text) is not None and self.chance.random() < 0.6
        if bare:
            self.text += text
        elif self.chance.random() < 0.5:
            self.text += "'" + text.replace("'", "''") + "'"
        else:
            self.text += '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return Scalar(text, line, column, start, len(self.text), quoted=not bare)

    def here(self) -> tuple[int, int]:
        """Line and column, from 1, of the next character."""
        return self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n")


@given(TREES, st.randoms(use_true_random=False))
def test_every_node_comes_back_from_where_it_was_written(tree: dict[str, Plain], chance: random.Random) -> None:
    """Whatever mapping of texts is written, in block or flow, quoted or not: the same texts, each at its own place."""
    page = Page(chance)
    written = page.block(tree, 0)
    source = parse(page.text, "facts.yaml")
    assert source.problems == []
    assert source.root == written


@given(TREES, st.randoms(use_true_random=False))
def test_line_endings_and_a_byte_order_mark_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Plain], chance: random.Random
) -> None:
    """A file saved by Notepad, with BOM and CRLF, is the same tree with the same places."""
    page = Page(chance)
    page.block(tree, 0)
    file = tmp_path_factory.getbasetemp() / "notepad.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + page.text.replace("\n", "\r\n").encode())
    assert read(file).root == parse(page.text, "facts.yaml").root


def test_columns_count_characters() -> None:
    """A rare character outside the basic plane is one column, as editors count."""
    root = parse("𠮷: {甲: 乙}\n", "facts.yaml").root
    assert isinstance(root, Mapping)
    group = root.entries["𠮷"]
    assert isinstance(group, Mapping)
    assert (group.column, group.keys["甲"].column, group.entries["甲"].column) == (4, 5, 8)


# ---- scalars stay text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "0571",
        "010",
        "1.10",
        "no",
        "true",
        "12:30",
        "2027-01-05",
        "~",
        "null",
        "1e3",
        "1,200",
        "<<",
        "注意：要",
        "甲#乙",
    ],
)
def test_a_scalar_stays_as_typed(typed: str) -> None:
    """YAML guesses nothing: no octal, no sexagesimal, no boolean, no date."""
    tree = plain(parse(f"值: {typed}\n列:\n  - {typed}\n", "facts.yaml").root)
    assert tree == {"值": typed, "列": [typed]}


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("甲: 一二\n  三四\n", "一二三四"),
        ("甲: 一二，\n  三四\n", "一二，三四"),
        ("甲: 完成95%\n  以上\n", "完成95%以上"),
        ("甲: annual\n  plan\n", "annual plan"),
        ("甲: 一段\n\n  二段\n", "一段\n二段"),
        ("甲: >\n  一二\n  三四\n\n  五六\n", "一二三四\n五六"),
        ('甲: "一二\n  三四"\n', "一二三四"),
        ("甲: '一''二\n  三四'\n", "一'二三四"),
        ('甲: "一\\t二\n  三四"\n', "一\t二 三四"),
        ("甲: 一二 # 注释\n", "一二"),
        ("甲: |\n  一\n  二\n", "一\n二\n"),
        ("甲: |-\n  一\n\n  二 三\n", "一\n\n二 三"),
        ('甲: "第一\\n第二"\n', "第一\n第二"),
    ],
)
def test_folded_lines_of_chinese_join_without_blanks(yaml: str, text: str) -> None:
    """A fold is a blank between Latin words only; `|` keeps its lines."""
    assert plain(parse(yaml, "facts.yaml").root) == {"甲": text}


# ---- what clerks type -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "problems"),
    [
        ("单位: 甲\n年度：2027\n目标: 乙\n", ["2:3 Y105"]),
        ("单位: 甲\n年度：2027\n", ["2:3 Y105"]),
        ("年度：2027\n单位: 甲\n", ["1:3 Y105"]),
        ("目标：\n  - 指标: 普及率\n", ["1:3 Y105"]),
        ("单位: 甲\n目标：\n  - 指标: 普及率\n", ["2:3 Y105"]),
        ("目标:\n  - 指标：普及率\n    数值: 95%\n", ["2:7 Y105"]),
        ("目标:\n  - 指标: 普及率\n    数值：95%\n", ["3:7 Y105"]),
        ("目标: {指标：普及率, 数值: 95%}\n", ["1:8 Y105"]),
        ("目标: {指标: 普及率, 数值：95%}\n", ["1:17 Y105"]),
        ("单位: 甲\n  年度：2027\n", ["2:5 Y105"]),
        ("措施:\n  - 新建\n    时限：2027\n    单位：甲\n", ["3:7 Y105", "4:7 Y105"]),
        ("单位：甲\n年度：2027\n目标：\n  - 指标：普及率\n", ["1:3 Y105", "2:3 Y105", "3:3 Y105", "4:7 Y105"]),
        ("单位: 甲\n年度:2027\n事项: 乙\n", ["2:3 Y111"]),
        ("单位:甲\n年度:2027\n", ["1:3 Y111", "2:3 Y111"]),
        ("目标:\n  - 指标:普及率\n    数值: 1\n", ["2:7 Y111"]),
        ("目标: {指标:普及率, 数值: 1}\n", ["1:8 Y111"]),
    ],
)
def test_a_wrong_colon_is_told_where_it_stands(yaml: str, problems: list[str]) -> None:
    """A full-width colon, or one without a blank after it, wherever it hides; the place is the colon's own."""
    assert found(parse(yaml, "facts.yaml")) == problems


def test_the_hint_for_a_wrong_colon_says_what_to_type() -> None:
    """The key with a half-width colon and a blank; quotation marks where it is part of a text."""
    assert "“年度: ”" in told("单位: 甲\n年度：2027\n")
    assert "引号" in told("单位: 甲\n年度：2027\n")
    assert "“年度: ”" in told("单位: 甲\n年度:2027\n")


@pytest.mark.parametrize(("typed", "place"), [("年度：2026", "1:3 Y105"), ("年度:2026", "1:3 Y111"), ("年度 2026", "")])
def test_a_file_that_is_one_text_may_be_a_mapping_with_a_wrong_colon(typed: str, place: str) -> None:
    """YAML takes `年度：2026` alone for a text; whoever wants a mapping there can ask why it is none."""
    source = parse(typed, "facts.yaml")
    assert isinstance(source.root, Scalar)
    problem = loose_key(source, source.root)
    assert (f"{problem.place.line}:{problem.place.column} {problem.code}" if problem and problem.place else "") == place


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("甲: 注意：要抓好\n", "注意：要抓好"),
        ("甲: 12:30开会\n", "12:30开会"),
        ("甲: 见 http://example.org\n", "见 http://example.org"),
        ('甲: "一，\n  注意：要"\n', "一，注意：要"),
        ("甲: |\n  注意：要\n", "注意：要\n"),
    ],
)
def test_a_colon_inside_a_text_is_left_alone(yaml: str, text: str) -> None:
    """Only what looks like a key of its own is doubted."""
    source = parse(yaml, "facts.yaml")
    assert (source.problems, plain(source.root)) == ([], {"甲": text})


@pytest.mark.parametrize(
    ("yaml", "problems"),
    [
        ("目标:\n\t指标: 1\n", ["2:1 Y106"]),
        ("目标:\n  - 指标: 1\n\t数值: 2\n", ["3:1 Y106"]),
        ("单位: 甲\n　年度: 2027\n", ["2:1 Y114"]),
        ("单位: 甲\n\xa0年度: 2027\n", ["2:1 Y114"]),
        ("目标:\n　　指标: 1\n　　数值: 2\n", ["2:1 Y114", "3:1 Y114"]),
        ("目标:\n　- 甲\n　- 乙\n", ["2:1 Y114", "3:1 Y114"]),
        ("甲: 1\n  乙: 2\n", ["2:3 Y104"]),
        ("甲:\n    乙: 1\n  丙: 2\n", ["3:3 Y104"]),
    ],
)
def test_wrong_indentation_is_told_where_it_begins(yaml: str, problems: list[str]) -> None:
    """Tabs, full-width and no-break blanks look right on the screen; the file says which it is."""
    assert found(parse(yaml, "facts.yaml")) == problems


@pytest.mark.parametrize(
    ("yaml", "problems"),
    [
        ("措施: 新建\n  - 改造\n  - 修复\n", ["2:3 Y117", "3:3 Y117"]),
        ("措施:\n  - 新建\n    - 改造\n", ["3:5 Y117"]),
        ("措施:\n  - 新建\n  -改造\n", ["3:3 Y119"]),
        ("甲: 气温为\n  -3度\n", []),
        ("甲: 一号楼 #二单元\n", ["1:8 Y118"]),
        ("甲: 一号楼 # 注释\n", []),
        ("甲: 一号楼#二单元\n", []),
    ],
)
def test_what_yaml_would_swallow_is_told(yaml: str, problems: list[str]) -> None:
    """Items indented too far, a dash without its blank, a # that was meant as text."""
    assert found(parse(yaml, "facts.yaml")) == problems


@pytest.mark.parametrize(
    ("yaml", "problems"),
    [
        ("措施: [新建管网1,200公里, 改造]\n", ["1:11 Y121"]),
        ("措施: [1,200,300]\n", ["1:7 Y121", "1:11 Y121"]),
        ("措施: [新建管网1, 200公里]\n", []),
        ("年份: [2026,2027]\n", []),
        ("措施: ['新建管网1',200]\n", []),
        ("措施: [甲科,乙科]\n", []),
        ("甲: {名称: 清淤,疏浚, 时限: 2027年}\n", ["1:12 Y121"]),
        ("甲: {经费: 1,200万元}\n", ["1:11 Y121"]),
        ("甲: {名称: , 时限: }\n", []),
        ("甲: {名称: 清淤,\n  时限 : 2027年}\n", []),
    ],
)
def test_a_comma_that_parts_a_value_is_told(yaml: str, problems: list[str]) -> None:
    """In [ ] and { } it makes two of one: 1,200 would be printed as 1 and 200."""
    assert found(parse(yaml, "facts.yaml")) == problems


def test_a_comma_in_a_number_is_no_missing_colon() -> None:
    """In { } a number's second half is nobody's name; of a long value only what is beside the comma is shown."""
    text = told("甲: {内容: 新建食堂六处、改造敬老院共计1,200所，新增护理型床位, 时限: 6月}\n")
    assert "“堂六处、改造敬老院共计1,200所，新增护理型床位”断成了两项" in text
    assert "另一项的名称" not in text
    assert "“疏浚”是另一项的名称时" in told("甲: {名称: 清淤,疏浚, 时限: 6月}\n")


@pytest.mark.parametrize(
    ("yaml", "problems"),
    [
        ("甲: 1\n乙: 2\n甲: 3\n", ["3:1 Y107"]),
        ("组:\n  甲: 1\n  甲: 2\n  甲: 3\n", ["3:3 Y107", "4:3 Y107"]),
        ("组: {甲: 1, 甲: 2}\n", ["1:11 Y107"]),
    ],
)
def test_a_key_written_twice_is_never_swallowed(yaml: str, problems: list[str]) -> None:
    """YAML would let the last one win in silence."""
    assert found(parse(yaml, "facts.yaml")) == problems


def test_a_key_written_twice_names_the_first_place() -> None:
    """The message holds the line of the first one."""
    assert "“甲”写了两次，前一次在第1行" in told("甲: 1\n乙: 2\n甲: 3\n")


# ---- what YAML itself refuses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "place", "reason"),
    [
        ("标题: 关于: 计划\n", "1:7", "两个“: ”"),
        ("甲: %5\n", "1:4", "引号"),
        ("甲: @乙\n", "1:4", "引号"),
        ("甲: *重点\n", "1:4", "引号"),
        ("甲: !重点\n", "1:4", "引号"),
        ("甲: >95%\n", "1:4", "引号"),
        ("甲: - 乙\n", "1:4", "另起一行"),
        ('甲: "C:\\d"\n', "1:7", "单引号"),
        ("甲: {{ 单位 }}计划\n", "1:5", "花括号"),
        ("甲: [一, 二\n乙: 三\n", "2:2", "方括号"),
        ("甲: {一: 二\n乙: 三\n", "2:2", "花括号"),
        ('甲: 1\n乙: "二\n丙: 三\n丁: 四\n', "2:4", "引号没有配对"),
    ],
)
def test_a_scanner_error_is_put_in_plain_chinese(yaml: str, place: str, reason: str) -> None:
    """Where it is, and what to mend; never libyaml's English."""
    source = parse(yaml, "facts.yaml")
    assert found(source) == [f"{place} Y104"]
    assert reason in source.problems[0].message
    assert not re.search("[a-z]{3}", source.problems[0].message)


@pytest.mark.parametrize(
    ("yaml", "problem", "word"),
    [
        ("甲: &a 乙\n", "1:4 Y108", "&a"),
        ("甲: &a [一, 二]\n乙: *a\n", "1:4 Y108", "&a"),
        ("甲: *a\n", "1:4 Y108", "*a"),
        ("甲: !!python/object:os.system 乙\n", "1:4 Y108", "!!python/object:os.system"),
        ("甲: !!map {乙: 1}\n", "1:4 Y108", "!!map"),
        ("甲: !a 乙\n", "1:4 Y108", "!a"),
        ("甲: 1\n---\n乙: 2\n", "2:1 Y113", "---"),
        ("---\n---\n乙: 2\n", "2:1 Y113", "---"),
        ("? [甲]\n: 乙\n", "1:3 Y116", "名称: 值"),
    ],
)
def test_yaml_that_clerks_do_not_need_is_refused(yaml: str, problem: str, word: str) -> None:
    """Anchors, aliases, tags, a second document, a list for a key."""
    source = parse(yaml, "facts.yaml")
    assert found(source) == [problem]
    assert word in source.problems[0].message


def test_an_alias_bomb_ends_at_its_first_anchor() -> None:
    """Ten levels of ten aliases would be ten thousand million texts."""
    lines = ["a0: &a0 [一]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 11)]
    assert found(parse("\n".join(lines), "facts.yaml")) == ["1:5 Y108"]


@pytest.mark.parametrize(
    "yaml",
    [
        "".join("  " * level + "甲:\n" for level in range(5000)),
        "- " * 5000 + "甲",
        "甲: " + "[" * 5000,
        "甲: " + "[" * 5000 + "]" * 5000,
        "甲: " + "{甲: " * 5000,
    ],
    ids=["block", "lists", "open brackets", "brackets", "braces"],
)
def test_nesting_5000_deep_is_one_problem(yaml: str) -> None:
    """The parser stops where no plan would ever go, long before Python's own limit."""
    source = parse(yaml, "facts.yaml")
    assert [problem.code for problem in source.problems] == ["Y109"]
    assert str(MAX_DEPTH) in source.problems[0].message


@pytest.mark.parametrize(
    ("yaml", "problem", "char"),
    [
        ("甲: 一\x07\n", "1:5 Y110", "U+0007"),
        ("甲: 一\n乙: |\n  二\x00三\n", "3:4 Y110", "U+0000"),
        ("甲: 一\x85二\n", "1:5 Y110", "U+0085"),
        ("甲: 一\u2028二\n", "1:5 Y110", "U+2028"),
        ("甲: 一\ufffe二\n", "1:5 Y110", "U+FFFE"),
        ('甲: "一\\u0007二"\n', "1:4 Y110", "U+0007"),
        ('甲: "一\\0二"\n', "1:4 Y110", "U+0000"),
        ('甲: "一\\x01二"\n', "1:4 Y110", "U+0001"),
        ('甲: "一\\L二"\n', "1:4 Y110", "U+2028"),
        ('"甲\\x06": 一\n', "1:1 Y110", "U+0006"),
    ],
)
def test_control_characters_are_refused_raw_and_escaped(yaml: str, problem: str, char: str) -> None:
    """They would end in Word as an unreadable file, and wording marks its facts with them."""
    source = parse(yaml, "facts.yaml")
    assert found(source) == [problem]
    assert char in source.problems[0].message


# ---- whole files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "---\n# 注\n...\n"])
def test_a_file_without_content_is_empty(text: str) -> None:
    """Comments and document marks are no content."""
    assert found(parse(text, "facts.yaml")) == ["1:1 Y112"]


@pytest.mark.parametrize(
    ("data", "problems", "word"),
    [
        ("年度: 2027\n单位: 青岚县\n".encode("gbk"), ["1:1 Y102"], "看起来是 GBK（ANSI）"),
        ("# plan\nabc: 青岚县\n".encode("gbk"), ["2:6 Y102"], "看起来是 GBK（ANSI）"),
        ("单位: 甲\n".encode("utf-16"), ["1:1 Y102"], "看起来是 UTF-16"),
        ("甲: 一\n乙: 二".encode() + b"\xff\n", ["2:5 Y102"], "文件不是 UTF-8 编码"),
        ("\ufeff甲: 一\r\n乙: 二\r\n".encode(), [], ""),
        ("甲: 一\r乙: 二\r".encode(), [], ""),
        (b"\xef\xbb\xbf", ["1:1 Y112"], "文件是空的"),
    ],
    ids=["gbk", "gbk later", "utf-16", "broken utf-8", "bom and crlf", "cr", "only a bom"],
)
def test_encodings(tmp_path: Path, data: bytes, problems: list[str], word: str) -> None:
    """UTF-8 with or without BOM and any line ending is read; of anything else the likely encoding is named."""
    file = tmp_path / "facts.yaml"
    file.write_bytes(data)
    source = read(file, "facts.yaml")
    assert found(source) == problems
    assert all(problem.message.endswith(word) for problem in source.problems)
    assert problems or plain(source.root) == {"甲": "一", "乙": "二"}


@pytest.mark.parametrize(("size", "problems"), [(MAX_BYTES, []), (10 * 1024 * 1024, ["1:1 Y103"])])
def test_a_file_of_10_mb_is_refused(tmp_path: Path, size: int, problems: list[str]) -> None:
    """Up to the limit a file is read, above it nobody wrote it by hand."""
    file = tmp_path / "facts.yaml"
    file.write_bytes("甲: ".encode() + b"1" * (size - len("甲: ".encode())))
    assert found(read(file, "facts.yaml")) == problems


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """A folder of that name, or no file at all."""
    assert found(read(tmp_path)) == ["1:1 Y115"]
    assert found(read(tmp_path / "nothing.yaml", "facts.yaml")) == ["1:1 Y115"]
