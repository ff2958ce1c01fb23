"""版式: the values agree with the standard and with one another."""

from __future__ import annotations

import pytest

from drafter.layout import GBT9704, Look, width

POINTS_PER_MM = 72 / 25.4


def looks() -> dict[str, Look]:
    """Every look of the layout with the role it belongs to."""
    named = {name: getattr(GBT9704, name) for name in GBT9704._fields}
    found = {name: value for name, value in named.items() if isinstance(value, Look)}
    return found | {
        "table.head": GBT9704.table.head,
        "table.cell": GBT9704.table.cell,
        "page_number": GBT9704.page_number.look,
    }


def test_type_area_measures_156_by_225_mm() -> None:
    """GB/T 9704-2012, 5.2.1."""
    page = GBT9704.page
    assert page.width - page.left - page.right == 156
    assert page.height - page.top - page.bottom == 225


def test_22_lines_of_body_text_fill_the_type_area() -> None:
    """GB/T 9704-2012, 5.2.3: 22 lines fit, and would not if each were a twip higher."""
    height = 225 * POINTS_PER_MM
    assert 22 * GBT9704.body.pitch <= height < 22 * (GBT9704.body.pitch + 0.05)


def test_28_characters_fill_a_line() -> None:
    """GB/T 9704-2012, 5.2.3: 28 characters fit, and would not if each were a twip wider."""
    character = GBT9704.body.size + GBT9704.body.spacing
    assert 28 * character <= 156 * POINTS_PER_MM < 28 * (character + 0.05)


def test_page_grid_is_the_pitch_of_the_body() -> None:
    """Otherwise LibreOffice moves the text away from the upper margin."""
    assert GBT9704.page.grid == GBT9704.body.pitch


@pytest.mark.parametrize(
    ("role", "font", "size"),
    [
        ("title", "方正小标宋简体", 22),
        ("heading1", "黑体", 16),
        ("heading2", "楷体_GB2312", 16),
        ("heading3", "仿宋_GB2312", 16),
        ("heading4", "仿宋_GB2312", 16),
        ("body", "仿宋_GB2312", 16),
        ("attachment_label", "黑体", 16),
        ("page_number", "宋体", 14),
    ],
)
def test_fonts_and_sizes_are_those_of_the_standard(role: str, font: str, size: float) -> None:
    """GB/T 9704-2012, 5.2.2, 7.3.1, 7.3.3, 7.3.7 and 7.5."""
    look = looks()[role]
    assert (look.font, look.size) == (font, size)


def test_every_font_is_in_the_table_of_fonts() -> None:
    """A look's font without an entry would have no alternative on a computer that lacks it."""
    assert {look.font for look in looks().values()} <= {font.name for font in GBT9704.fonts}


def test_every_look_that_stands_among_body_text_keeps_its_pitch() -> None:
    """One line of another height would push all that follow off the grid of 22 lines."""
    off_grid = {role for role, look in looks().items() if look.pitch != GBT9704.body.pitch}
    assert off_grid == {"table.head", "table.cell", "page_number"}


def test_a_units_own_layout_is_made_by_replacing_looks() -> None:
    """A deviation leaves all else as it is; layouts compare and hash by value, so that writers can keep parts."""
    own = GBT9704._replace(name="青岚县水务局", heading2=GBT9704.heading2._replace(bold=True))
    assert own.headings[1].bold
    assert own.headings[0] == GBT9704.headings[0]
    assert own != GBT9704
    assert hash(own._replace(name=GBT9704.name, heading2=GBT9704.heading2)) == hash(GBT9704)


def test_layout_is_frozen() -> None:
    """Parts made from a layout stay right because nobody can change it."""
    with pytest.raises(AttributeError):
        GBT9704.name = "改"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "characters"),
    [("", 0), ("青岚县水务局", 6), ("2027年1月8日", 6), ("附件：1.", 4), ("“十四五”", 5), ("𠮷田", 2)],
)
def test_width_in_characters(text: str, characters: float) -> None:
    """ASCII is half as wide as a character."""
    assert width(text) == characters
