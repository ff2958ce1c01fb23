"""Spreadsheets (电子表格): a list's rows in an .xlsx or a .csv, turned into the tree that they would be in YAML.

So everything after it, kinds, limits, origins, works as for rows typed in place; a node's line and column are those of
its cell. Columns are told by their headers: a field's name or label, or what `columns` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import nearby
from drafter.joined import parts
from drafter.nearby import Named
from drafter.place import Place, cell_name
from drafter.problems import Problem, did_you_mean, problem
from drafter.sheet_grid import MAX_BYTES, Cell, Grid, UnusableError
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, Source, is_empty
from drafter.structure import Field

if TYPE_CHECKING:
    from drafter.sheet_xlsx import Workbook

__all__ = [
    "EXTRA",
    "HEADER_ROWS",
    "SINGLES",
    "Books",
    "Rows",
    "Wanted",
    "in_cell",
    "is_installed",
    "keys",
    "rows",
    "singles",
    "split_cell",
    "wanted",
]

EXTRA = "xlsx"
"""What workbooks need, as it is installed: plan-drafter[xlsx]."""

HEADER_ROWS = 10
"""So many rows from the top may come before the header, such as the sheet's title."""
SINGLES = "基本信息"
"""The worksheet with the facts that are no lists, one a row."""
_SUFFIXES = (".xlsx", ".csv")
_FILE = re.compile(r".*\.(?:xlsx|csv|tsv|xls|xlsm|xlsb|xltx|ods|et|numbers)", re.IGNORECASE | re.DOTALL)
_NOT_THE_NAME = re.compile(r"\s|[*＊]|（必填）|\(必填\)")
_BESIDE_THE_FACTS = ("序号", "备注")
_TOTALS = ("合计", "总计", "小计")


Books = dict[Path, "Workbook"]
"""The workbooks that were opened for one plan: several lists may stand in one."""


class Wanted(NamedTuple):
    """Where a list's rows stand, as the facts say: nodes of the file, the sheet and the columns' headers."""

    file: Scalar
    sheet: Scalar | None = None
    columns: MappingNode | None = None


class Rows(NamedTuple):
    """A list's rows as a tree of `source`, the `field` they are to be held against, and what is wrong with the sheet.

    Of the cells at `faulty` all has been said. `field` is the list's own, without demands on columns that are missing.
    """

    source: Source
    node: Sequence
    field: Field
    problems: tuple[Problem, ...]
    faulty: frozenset[Place]


def is_installed() -> bool:
    """Whether the extra is there that reads and writes workbooks."""
    return find_spec("openpyxl") is not None


def wanted(node: Node) -> Wanted | None:
    """What is to be read where a list is a file's name or {file: …, sheet: …, columns: …}; None where it is neither."""
    if isinstance(node, Scalar):
        return Wanted(node) if _FILE.fullmatch(node.text.strip()) else None
    file = node.entries.get("file") if isinstance(node, MappingNode) else None
    if not isinstance(node, MappingNode) or not isinstance(file, Scalar) or is_empty(file):
        return None
    sheet, columns = node.entries.get("sheet"), node.entries.get("columns")
    return Wanted(
        file,
        sheet if isinstance(sheet, Scalar) and not is_empty(sheet) else None,
        columns if isinstance(columns, MappingNode) else None,
    )


def keys(each: Field) -> tuple[Field, ...]:
    """What {file: …, sheet: …, columns: …} may hold, for the list `each`."""
    columns = tuple(Field(field.name, "text", each.place, field.label) for field in each.fields)
    return (
        Field("file", "text", each.place, f"{each.label}的文件", required=True, example="任务.xlsx"),
        Field("sheet", "text", each.place, f"{each.label}的工作表"),
        Field("columns", "group", each.place, f"{each.label}的表头", fields=columns),
    )


def split_cell(text: str) -> list[str]:
    """The items of a list that stands in one cell: one a line."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def in_cell(node: Scalar, *, joined: bool) -> Sequence:
    """The list that stands in one cell; where it may be `joined`, one line of it may be several items."""
    texts = split_cell(node.text)
    if joined and len(texts) == 1:
        texts = [text.strip() for text in parts(texts[0]) if text.strip()]
    items: list[Node] = [node._replace(text=text) for text in texts]
    return Sequence(items, node.line, node.column)


def rows(each: Field, from_: Wanted, source: Source, path: str, tree: Path, books: Books) -> Rows | tuple[Problem, ...]:
    """The rows that the facts in `source` want for the list `each`, or why there are none."""
    place = source.place(from_.file)
    named = nearby.find(from_.file.text, source.file, tree, place, path)
    if isinstance(named, Problem):
        return (named,)
    labels = _labels(each, from_.columns)
    try:
        grid = _grid(named, each, from_, labels, place, path, books)
    except UnusableError as error:
        return (_unusable(named, error),)
    if isinstance(grid, Problem):
        return (grid,)
    return _Reading(each, grid, Source(named.shown, sheet=grid.name), labels, path).rows(source, from_.columns)


def _unusable(named: Named, error: UnusableError) -> Problem:
    name = Path(named.shown).name
    return problem("X703", Place(named.shown, error.row or 1, 1), name=name, reason=str(error), advice=error.advice)


# ---- the sheet ------------------------------------------------------------------------------------------------------


def _plain(words: str) -> str:
    """A header's words without what is added to them: blanks, line breaks, marks of what is required."""
    return _NOT_THE_NAME.sub("", words)


def _labels(each: Field, columns: MappingNode | None) -> dict[str, Field]:
    """The list's fields by the headers that they may have."""
    fields = each.fields or (each,)
    known = {_plain(field.label): field for field in fields} | {_plain(field.name): field for field in fields}
    headers = _given(columns)
    known = {words: field for words, field in known.items() if field.name not in headers}
    return known | {_plain(headers[field.name]): field for field in fields if field.name in headers}


def _given(columns: MappingNode | None) -> dict[str, str]:
    """The headers that `columns` names, by field."""
    entries = columns.entries.items() if columns else ()
    return {name: node.text for name, node in entries if isinstance(node, Scalar) and not is_empty(node)}


def _titles(each: Field, columns: MappingNode | None) -> list[str]:
    """The headers that are looked for."""
    given = _given(columns)
    return [given.get(field.name, field.label) for field in each.fields or (each,)]


def _grid(
    named: Named, each: Field, from_: Wanted, labels: Mapping[str, Field], place: Place, path: str, books: Books
) -> Grid | Problem:
    """The cells that are wanted. UnusableError where the file has none that can be read."""
    suffix = Path(named.shown).suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnusableError("不是 .xlsx 或 .csv", "用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”")
    if suffix == ".csv":
        if from_.sheet:
            words = {"name": Path(named.shown).name, "sheet": from_.sheet.text}
            return problem("X704", place, path, hint="CSV 文件没有工作表，删去 sheet", **words)
        from drafter import sheet_csv

        def fitness(grid: Grid) -> int:
            return max((len(found) for _, found in _headers(grid, labels)), default=0)

        return sheet_csv.read(_content(named), fitness)
    if not is_installed():
        return problem("X717", place, path, name=Path(named.shown).name, extra=EXTRA)
    from drafter import sheet_xlsx

    workbook = books.get(named.path) or books.setdefault(named.path, sheet_xlsx.opened(_content(named)))
    sheet = _sheet(workbook.sheets, workbook.hidden, each, from_.sheet)
    if sheet is None:
        names = [name for name in workbook.sheets if name not in workbook.hidden]
        if from_.sheet is None:
            return problem("X705", place, path, name=Path(named.shown).name, sheets="、".join(names), label=each.label)
        hint = did_you_mean(from_.sheet.text, names) or "工作簿里有：" + "、".join(names)
        words = {"name": Path(named.shown).name, "sheet": from_.sheet.text}
        return problem(
            "X704", place._replace(line=from_.sheet.line, column=from_.sheet.column), path, hint=hint, **words
        )
    return sheet_xlsx.grid(workbook, sheet)


def _content(named: Named) -> bytes:
    data = nearby.content(named, MAX_BYTES)
    if isinstance(data, str):
        raise UnusableError(f"读不出来：{data}", "关闭正在使用它的程序，或者检查权限")
    if len(data) > MAX_BYTES:
        raise UnusableError(f"超过了 {MAX_BYTES // 1024 // 1024} MB 的上限", "只留下要用的表，另存一份")
    return data


def _sheet(sheets: Mapping[str, str], hidden: frozenset[str], each: Field, named: Scalar | None) -> str | None:
    """The sheet that is named; else the only one to be seen; else the one named like the list."""
    if named:
        return next((name for name in sheets if name.strip() == named.text.strip()), None)
    seen = [name for name in sheets if name not in hidden]
    if len(seen) == 1:
        return seen[0]
    return next((name for name in seen if _plain(name) in (_plain(each.name), _plain(each.label))), None)


def _headers(grid: Grid, labels: Mapping[str, Field]) -> Iterator[tuple[int, dict[int, Field]]]:
    """The rows near the top that hold known headers, with the fields by column."""
    for number in range(1, HEADER_ROWS + 1):
        cells = grid.rows.get(number, {})
        found = {column: labels[_plain(cell.text)] for column, cell in cells.items() if _plain(cell.text) in labels}
        if found:
            yield number, found


# ---- rows -----------------------------------------------------------------------------------------------------------


class _Reading:
    """One sheet held against one list."""

    def __init__(self, each: Field, grid: Grid, source: Source, labels: Mapping[str, Field], path: str) -> None:
        self.each = each
        self.grid = grid
        self.source = source
        self.labels = labels
        self.path = path
        self.problems: list[Problem] = []
        self.faulty: set[Place] = set()

    def note(self, code: str, row: int, column: int, *, hint: str | None = None, **words: object) -> Place:
        place = Place(self.source.file, row, column, self.source.sheet)
        self.problems.append(problem(code, place, self.path, hint=hint, **words))
        return place

    def rows(self, facts: Source, columns: MappingNode | None) -> Rows | tuple[Problem, ...]:
        header, found = max(_headers(self.grid, self.labels), key=lambda row: len(row[1]), default=(0, {}))
        if not header:
            wanted = "、".join(dict.fromkeys(_titles(self.each, columns)))
            self.note("X706", 1, 1, limit=HEADER_ROWS, label=self.each.label, columns=wanted)
            return tuple(self.problems)
        misnamed = tuple(self.misnamed(facts, columns, header))
        if misnamed:
            return misnamed
        known = self.known(header, found)
        missing = self.missing(header, set(known))
        items = [self.item(number, known) for number in self.numbers(header, known)]
        fields = tuple(
            field._replace(required=field.required and field.name not in missing) for field in self.each.fields
        )
        node = Sequence(items, header, min(known.values()))
        return Rows(self.source, node, self.each._replace(fields=fields), tuple(self.problems), frozenset(self.faulty))

    def known(self, header: int, found: Mapping[int, Field]) -> dict[str, int]:
        """The column of every field that has one; what is to say about the other headers is noted."""
        known: dict[str, int] = {}
        for column, cell in sorted(self.grid.rows[header].items()):
            field = found.get(column)
            if field is None:
                self.unknown(header, column, cell)
            elif field.name in known:
                self.note("X709", header, column, key=cell.text, first=cell_name(header, known[field.name]))
            else:
                known[field.name] = column
                if not field.is_scalar and not (field.item and field.item.is_scalar):
                    self.note("X715", header, column, label=field.label)
        return known

    def unknown(self, header: int, column: int, cell: Cell) -> None:
        if _plain(cell.text) not in _BESIDE_THE_FACTS:
            key = " ".join(cell.text.split())
            self.note("X708", header, column, key=key, hint=did_you_mean(_plain(cell.text), self.labels))

    def misnamed(self, facts: Source, columns: MappingNode | None, header: int) -> Iterator[Problem]:
        """Headers that `columns` names and that are not there."""
        headers = {_plain(cell.text): cell.text for cell in self.grid.rows[header].values()}
        for node in columns.entries.values() if columns else ():
            if isinstance(node, Scalar) and not is_empty(node) and _plain(node.text) not in headers:
                hint = did_you_mean(_plain(node.text), headers) or "表头有：" + "、".join(headers)
                yield problem("X711", facts.place(node), self.path, header=node.text, hint=hint)

    def missing(self, header: int, known: set[str]) -> set[str]:
        """The names of required fields that have no column; one problem for all of them."""
        fields = [field for field in self.each.fields if field.required and field.name not in known]
        if fields:
            words = "、".join(field.label for field in fields)
            self.note("X707", header, 1, columns=words)
        return {field.name for field in fields}

    def numbers(self, header: int, known: Mapping[str, int]) -> Iterator[int]:
        """The rows below the header that are items: not blank, and no totals."""
        columns = set(known.values())
        headed = set(self.grid.rows[header])
        outside: dict[int, int] = {}
        for number, cells in sorted(self.grid.rows.items()):
            if number <= header:
                continue
            for column in cells.keys() - headed:
                outside.setdefault(column, number)
            first = cells[min(cells)]
            if _plain(first.text) in _TOTALS:
                self.note("X712", number, first.column, value=first.text)
            elif columns & cells.keys():
                if number in self.grid.hidden:
                    self.note("X713", number, min(cells))
                yield number
        code = "X716" if self.grid.name else "X714"
        for column, number in sorted(outside.items()):
            self.note(code, number, column)

    def item(self, number: int, known: Mapping[str, int]) -> Node:
        """A row: a group of its cells, or its only cell for a list of single values."""
        if not self.each.fields:
            return self.scalar(number, next(iter(known.values())))
        place = number, min(known.values())
        keys = {name: Scalar(name, number, column) for name, column in known.items()}
        return MappingNode({name: self.scalar(number, column) for name, column in known.items()}, keys, *place)

    def scalar(self, row: int, column: int) -> Scalar:
        cell = self.grid.cell(row, column)
        if cell is None:
            return Scalar("", row, column, quoted=True)
        if cell.fault and Place(self.source.file, cell.row, cell.column, self.source.sheet) not in self.faulty:
            self.faulty.add(self.note("X710", cell.row, cell.column, fault=cell.fault, advice=cell.advice))
        return Scalar(cell.text or (cell.fault and "?") or "", cell.row, cell.column, quoted=True)


# ---- single facts ---------------------------------------------------------------------------------------------------

_SINGLES = Field(
    SINGLES,
    "table",
    Place("", 1, 1),
    SINGLES,
    fields=tuple(
        Field(name, "text", Place("", 1, 1), name, required=name in ("事实", "内容"))
        for name in ("事实", "内容", "来源", "说明")
    ),
)


def singles(named: Named, fields: Iterable[Field], place: Place, books: Books) -> tuple[Source, frozenset[Place]]:
    """The facts of a worksheet with one fact a row (columns 事实 and 内容, maybe 来源), as they would be in YAML.

    Of the cells at the places returned all has been said.
    """
    source = Source(named.shown)
    sheet = Scalar(SINGLES, place.line, place.column) if Path(named.shown).suffix.lower() != ".csv" else None
    wanted = Wanted(Scalar(named.shown, 1, 1), sheet)
    labels = _labels(_SINGLES, None)
    try:
        grid = _grid(named, _SINGLES, wanted, labels, place, "", books)
    except UnusableError as error:
        grid = _unusable(named, error)
    if isinstance(grid, Problem):
        source.problems.append(grid._replace(path=None))
        return source, frozenset()
    source.sheet = grid.name
    found = _Reading(_SINGLES, grid, source, labels, "").rows(source, None)
    problems = found.problems if isinstance(found, Rows) else found
    source.problems += [each._replace(path=None) for each in problems]
    if not isinstance(found, Rows):
        return source, frozenset()
    names = {_plain(word): field.name for field in fields for word in (field.label, field.name)}
    source.root = _as_facts(found.node, names, source)
    return source, found.faulty


def _as_facts(node: Sequence, names: Mapping[str, str], source: Source) -> MappingNode:
    """The rows as the mapping that they would be in YAML; a fact that stands there twice is a problem."""
    facts = MappingNode({}, {}, node.line, node.column)
    for row in node.items:
        assert isinstance(row, MappingNode)  # noqa: S101  # made above
        key, value = row.entries.get("事实"), row.entries.get("内容")
        if not isinstance(key, Scalar) or not isinstance(value, Scalar) or is_empty(key):
            continue
        name = names.get(_plain(key.text), key.text)
        if name in facts.keys:
            source.problems.append(problem("Y107", source.place(key), key=name, line=facts.keys[name].line))
            continue
        facts.entries[name] = _with_source(value, row)
        facts.keys[name] = value if is_empty(value) else key
    return facts


def _with_source(value: Scalar, row: MappingNode) -> Node:
    """The value, with the source that the row names."""
    told = row.entries.get("来源")
    if not isinstance(told, Scalar) or is_empty(told) or is_empty(value):
        return value
    entries: dict[str, Node] = {"value": value, "source": told}
    return MappingNode(entries, {"value": value, "source": told}, value.line, value.column)
