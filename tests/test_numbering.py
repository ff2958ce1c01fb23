"""序数: what is printed before headings and points, and how headings are counted."""

from __future__ import annotations

import pytest

from drafter.numbering import (
    DEFAULT_SCHEME,
    MAX_CHINESE,
    NO_MARK,
    Counters,
    chinese,
    circled,
    digits_in_chinese,
    heading_number,
    mark,
    number_of,
    point_number,
)

NUMERALS = {
    0: "零",
    2: "二",
    10: "十",
    12: "十二",
    20: "二十",
    99: "九十九",
    100: "一百",
    105: "一百零五",
    110: "一百一十",
    1000: "一千",
    1005: "一千零五",
    1050: "一千零五十",
    1100: "一千一百",
    9999: "九千九百九十九",
}


@pytest.mark.parametrize(("number", "words"), NUMERALS.items())
def test_chinese_numerals(number: int, words: str) -> None:
    """As they are counted aloud: 十二, not 一十二; 零 for each gap; 〇 never."""
    assert chinese(number) == words


def test_every_numeral_reads_back_as_its_number() -> None:
    """number_of is the inverse of chinese, from 0 to 9999."""
    assert [number_of(chinese(number)) for number in range(MAX_CHINESE + 1)] == list(range(MAX_CHINESE + 1))


@pytest.mark.parametrize(
    "words",
    ["", "百", "十百", "一百十", "百一", "一二", "一百零", "零一", "一零", "二〇二七", "万", "两", "一百一百"],
)
def test_what_is_no_numeral_is_none(words: str) -> None:
    """Only what `chinese` could have written is a number."""
    assert number_of(words) is None


@pytest.mark.parametrize("number", [-1, MAX_CHINESE + 1])
def test_numbers_beyond_the_table_are_errors(number: int) -> None:
    """Nothing is printed wrong in silence."""
    with pytest.raises(ValueError, match=str(number)):
        chinese(number)


def test_years_take_their_digits_one_by_one() -> None:
    """GB/T 15835-2011: 〇, neither ○ nor 零."""
    assert digits_in_chinese("2027") == "二〇二七"


@pytest.mark.parametrize(("number", "char"), [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿")])
def test_circled_numbers(number: int, char: str) -> None:
    """Unicode has them in three places; here they are one row."""
    assert circled(number) == char


@pytest.mark.parametrize("number", [0, 51])
def test_there_are_fifty_circled_numbers(number: int) -> None:
    """No other sign takes their place."""
    with pytest.raises(ValueError, match=str(number)):
        circled(number)


@pytest.mark.parametrize(
    ("style", "first", "second", "twelfth"),
    [
        ("一、", "一、", "二、", "十二、"),
        ("（一）", "（一）", "（二）", "（十二）"),
        ("1.", "1.", "2.", "12."),
        ("（1）", "（1）", "（2）", "（12）"),
        ("①", "①", "②", "⑫"),
        ("一是", "一是", "二是", "十二是"),
        ("一要", "一要", "二要", "十二要"),
        ("第一，", "第一，", "第二，", "第十二，"),
        ("第一部分　", "第一部分　", "第二部分　", "第十二部分　"),
        ("——", "——", "——", "——"),
        ("none", "", "", ""),
    ],
)
def test_a_style_prints_its_marks(style: str, first: str, second: str, twelfth: str) -> None:
    """一, 1 or ① in the style stands for the number; a dash stands for itself."""
    found = mark(style)
    assert found
    assert (found.printed(1), found.printed(2), found.printed(12)) == (first, second, twelfth)


@pytest.mark.parametrize(
    ("style", "marks"), [("首先", "首先 其次 再次 最后"), ("首先，", "首先， 其次， 再次， 最后，")]
)
def test_first_second_third_last(style: str, marks: str) -> None:
    """首先 counts to four and says so where there are five."""
    found = mark(style)
    assert found
    assert " ".join(found.printed(number) for number in range(1, 5)) == marks
    assert found.limit == 4
    with pytest.raises(ValueError, match="four"):
        found.printed(5)


@pytest.mark.parametrize("style", ["", "甲、", "a", "I.", "其次", "1.1", "一1", "①1"])
def test_what_describes_no_mark_is_none(style: str) -> None:
    """A structure that asks for such a style is told."""
    assert mark(style) is None


@pytest.mark.parametrize(("style", "limit"), [("①", 50), ("一、", 9999)])
def test_a_style_knows_how_far_it_counts(style: str, limit: int) -> None:
    """The limit's own number can still be printed."""
    found = mark(style)
    assert found
    assert found.limit == limit
    assert found.printed(limit)


def test_the_default_scheme_is_the_standards() -> None:
    """GB/T 9704-2012, 7.3.3."""
    assert DEFAULT_SCHEME == ("一、", "（一）", "1.", "（1）")
    assert mark("none") == NO_MARK


# ---- counting -------------------------------------------------------------------------------------------------------


def counted(levels: list[int], *running: int) -> list[int]:
    """The numbers of headings of `levels`, in order; an unnumbered heading is written as minus its level."""
    counters = Counters(frozenset(running))
    numbers = []
    for level in levels:
        if level > 0:
            numbers.append(counters.next(level))
        else:
            counters.pass_over(-level)
    return numbers


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        ([1, 1, 1], [1, 2, 3]),
        ([1, 2, 2, 1, 2], [1, 1, 2, 2, 1]),
        ([1, 2, 3, 3, 2, 3, 1, 2, 3], [1, 1, 1, 2, 2, 1, 2, 1, 1]),
        ([1, 3, 3, 1, 3], [1, 1, 2, 2, 1]),
        ([1, 2, 2, -1, 2, 1, 2], [1, 1, 2, 1, 2, 1]),
        ([1, 2, -2, 2], [1, 1, 2]),
        ([2, 2, 1, 2], [1, 2, 1, 1]),
    ],
    ids=[
        "one level",
        "two levels",
        "three levels",
        "a level left out",
        "unnumbered above",
        "unnumbered beside",
        "from 2",
    ],
)
def test_a_level_begins_anew_under_each_heading_above(levels: list[int], numbers: list[int]) -> None:
    """An unnumbered heading takes no number, but what stands under it begins anew."""
    assert counted(levels) == numbers


@pytest.mark.parametrize(
    ("running", "levels", "numbers"),
    [
        (2, [1, 2, 2, 1, 2, -1, 2], [1, 1, 2, 2, 3, 4]),
        (2, [1, 2, 3, 3, 1, 2, 3], [1, 1, 1, 2, 2, 2, 1]),
        (3, [1, 2, 3, 1, 2, 3, 2, 3], [1, 1, 1, 2, 1, 2, 2, 3]),
    ],
)
def test_a_level_that_runs_on_is_counted_through(running: int, levels: list[int], numbers: list[int]) -> None:
    """Only the levels that run on; those below them begin anew as ever."""
    assert counted(levels, running) == numbers


@pytest.mark.parametrize(
    ("line", "number"),
    [
        *(
            ("一、总体要求", "一、"),
            ("二十一、附则", "二十一、"),
            ("（十二）加快建设", "（十二）"),
            ("3.建立台账", "3."),
        ),
        *(("（4）每月更新", "（4）"), ("（一）", "（一）")),
        *(("1.5万吨水厂", ""), ("总体要求", ""), ("（甲）加快", ""), ("①核查", ""), ("", "")),
    ],
)
def test_numbers_of_headings_are_recognised(line: str, number: str) -> None:
    """The four of GB/T 9704-2012; 1.5 is no number."""
    assert heading_number(line) == number


@pytest.mark.parametrize(
    ("paragraph", "number"),
    [
        *(
            ("一是突出规划。", "一是"),
            ("十二要抓落实。", "十二要"),
            ("首先，突出规划。", "首先"),
            ("第二，抓落实。", "第二，"),
        ),
        *(
            ("（1）核查。", "（1）"),
            ("（一）核查。", "（一）"),
            ("12.核查。", "12."),
            ("③核查。", "③"),
            ("——坚持。", "——"),
        ),
        *(("一是规划。二是落实。", ""), ("首先规划，其次落实。", ""), ("——坚持——巩固", ""), ("（1）甲；（2）乙。", "")),
        *(
            ("一是规划。三是落实。", "一是"),
            ("一一是笔误。", ""),
            ("十分重要。", ""),
            ("最后，抓落实。", ""),
            ("1.5万吨。", ""),
        ),
        *(("规划一是突出。", ""), ("", "")),
    ],
)
def test_marks_of_points_are_recognised(paragraph: str, number: str) -> None:
    """A paragraph that opens with a mark is a point, unless the next one follows in it."""
    assert point_number(paragraph) == number


@pytest.mark.parametrize("style", ["一是", "一要", "首先", "第一，", "（一）", "1.", "（1）", "①", "——"])
def test_every_documented_mark_is_recognised(style: str) -> None:
    """What is printed before a point is what is taken for its mark."""
    made = mark(style)
    assert made
    assert [point_number(f"{made.printed(number)}抓落实") for number in (1, 2, 3)] == [
        made.printed(number) for number in (1, 2, 3)
    ]
