"""Numbers of a spreadsheet as the sheet shows them: 0.95 under the format 0% is 95%, a date's number is its date.

A cell holds a binary number and a format (ECMA-376 part 1, 18.8.30 and 18.8.31). What the sheet shows is taken exactly
or not at all: where the format rounds, scales or spells in a way that is not known here, that is a fault and no guess.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

__all__ = ["BUILTIN", "GENERAL", "TEXT", "UnclearError", "shown"]

GENERAL, TEXT = "General", "@"
_YEAR_MONTH, _MONTH_DAY, _TIME = 'yyyy"年"m"月"', 'm"月"d"日"', "h:mm"
BUILTIN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-m-yy",
    16: "d-m",
    17: "m-yy",
    22: "yyyy/m/d h:mm",
    41: '#,##0_);(#,##0);"-"',
    43: '#,##0.00_);(#,##0.00);"-"',
    49: TEXT,
    **dict.fromkeys((37, 38), "#,##0_);(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00_);(#,##0.00)"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), _TIME),
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
}
"""Formats that a file names by number alone; 27 to 58 as a Chinese Excel and WPS show them. Not here: unknown ones.

Of 37 to 43 the negative ones are in brackets elsewhere, and openpyxl gives files that say so these numbers, too.
"""

_GENERAL = (GENERAL.lower(), TEXT, "g/通用格式")
_SYSTEM_DATE, _LONG_DATE = "[$-F800]", 'yyyy"年"m"月"d"日"'  # the system's long date, as a Chinese system writes it

_PRECISION = 15  # significant digits that Excel and WPS keep of a typed number, and show at most
_GENERAL_WIDTH = 11  # characters that the format General shows of a number before it rounds
_SMALLEST_GENERAL = Decimal("0.0001")


class UnclearError(ValueError):
    """What the cell shows cannot be taken for a fact; the message follows the words “这一格”, `advice` what to do."""

    def __init__(self, fault: str, advice: str) -> None:
        super().__init__(fault)
        self.advice = advice


_AS_TEXT = "把这一格的格式改成“文本”，再把要印的字照样输入一遍"


def shown(raw: str, code: str | None, *, since_1904: bool = False) -> str:
    """What the sheet shows of the number `raw` under the format `code` (None: unknown). Raises `UnclearError`."""
    value = _typed(raw)
    if code is None:
        raise UnclearError("的数字格式不认识", _AS_TEXT)
    if code.lower() in _GENERAL:
        return _general(value)
    code = _LONG_DATE if code.startswith(_SYSTEM_DATE) else code
    sections = _sections(code)
    negative = value < 0 and len(sections) > 1
    section = sections[1 if negative else 2 if value == 0 and len(sections) > 2 else 0]
    if any(kind == "letter" for kind, _ in section):
        return _date(value, section, since_1904=since_1904)
    if negative and not any(words.strip() == "-" for kind, words in section if kind == "words"):
        raise UnclearError("的负数显示成了括号或别的样子", _AS_TEXT)
    return _number(value if not negative else -value, section)


def _typed(raw: str) -> Decimal:
    """The number that was typed: noise, as in 0.30000000000000004, lies beyond the digits that are ever shown."""
    try:
        value = float(raw)
    except ValueError as error:
        raise UnclearError("不是数字，文件可能已经损坏", "在 Excel 里重新输入") from error
    if value in (float("inf"), float("-inf")) or value != value:
        raise UnclearError("不是数字，文件可能已经损坏", "在 Excel 里重新输入")
    if abs(value) >= 10**_PRECISION:
        raise UnclearError(f"的数字超过{_PRECISION}位，表格软件存不准后面的几位", _AS_TEXT)
    return Decimal(format(value, f".{_PRECISION}g")) + 0


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _general(value: Decimal) -> str:
    text = _plain(value)
    if len(text.lstrip("-")) > _GENERAL_WIDTH:
        if value == value.to_integral_value():
            raise UnclearError("的数字太长，显示成了科学计数", _AS_TEXT)
        decimals = _GENERAL_WIDTH - 1 - len(text.lstrip("-").partition(".")[0])
        seen = value.quantize(Decimal(1).scaleb(-max(decimals, 0)), "ROUND_HALF_UP")
        raise _rounded(_plain(seen), text)
    if value and abs(value) < _SMALLEST_GENERAL:
        raise UnclearError("的数字太小，显示成了科学计数", _AS_TEXT)
    return text


def _rounded(seen: str, text: str) -> UnclearError:
    advice = f"要印“{text}”，就改数字格式让它全部显示；要印“{seen}”，就把这一格改成文本格式，输入“{seen}”"
    return UnclearError(f"显示的是四舍五入后的数：存的是{text}，显示的是{seen}", advice)


# ---- the format's language ------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.'
    r"|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<digits>[#0?](?:[#0?,.]*[#0?])?|\.[#0?]+)|(?P<letter>[yY]+|[mM]+|[dD]+|[hHsSaA]+)|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
_COLOUR = re.compile(
    r"(?i)black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d+|[黑蓝青绿红白黄]色?|洋红|颜色\d+"
)
_LITERAL = re.compile(r"[-+()/: ¥￥$€£%]|[^\x00-\x7f]")

_Section = list[tuple[str, str]]


def _sections(code: str) -> list[_Section]:
    """The format's sections (positive; negative; zero; text), each as tokens: words, percent, digits, letter."""
    sections: list[_Section] = [[]]
    for token in _TOKEN.finditer(code):
        kind, words = token.lastgroup, token[token.lastgroup] if token.lastgroup else ""
        match kind:
            case "end":
                sections.append([])
            case "quoted" | "escaped" | "currency":
                sections[-1].append(("words", words))
            case "digits":
                sections[-1].append(("digits", words))
            case "letter":
                sections[-1].append(("letter", words.lower()))
            case "bracket" if not _COLOUR.fullmatch(words):
                sections[-1].append(("odd", token[0]))
            case "other" if words == "%":
                sections[-1].append(("percent", words))
            case "other":
                sections[-1].append(("words" if _LITERAL.fullmatch(words) else "odd", words))
    return sections


def _number(value: Decimal, section: _Section) -> str:
    masks = [words for kind, words in section if kind == "digits"]
    if any(kind == "odd" for kind, _ in section) or len(masks) != 1 or "?" in masks[0]:
        raise UnclearError("的数字格式不认识", _AS_TEXT)
    percent = "%" * sum(kind == "percent" for kind, _ in section)
    value = value * 100 ** len(percent)
    digits = _digits(abs(value), masks[0], percent)
    sign = "-" if value < 0 else ""
    return sign + "".join(digits if kind == "digits" else words for kind, words in section).strip()


def _digits(value: Decimal, mask: str, percent: str) -> str:
    whole, _, decimals = mask.partition(".")
    if "," in decimals or decimals.rstrip("#").strip("0") or "." in decimals:
        raise UnclearError("的数字格式不认识", _AS_TEXT)
    seen = value.quantize(Decimal(1).scaleb(-len(decimals)), "ROUND_HALF_UP")
    if seen != value:
        raise _rounded(format(seen, "f") + percent, _plain(value) + percent)
    integer, _, fraction = format(seen, "f").partition(".")
    fraction = fraction[: decimals.count("0")] + fraction[decimals.count("0") :].rstrip("0")
    least = whole.count("0")
    integer = integer.lstrip("0").zfill(least)
    if "," in whole:
        integer = f"{int(integer or '0'):,}" if least <= 1 else integer
    if not integer and not fraction:
        raise UnclearError("有数字0，却什么也没有显示", _AS_TEXT)
    return integer + ("." + fraction if fraction else "")


# ---- dates ----------------------------------------------------------------------------------------------------------


def _date(value: Decimal, section: _Section, *, since_1904: bool) -> str:
    """Written as documents write dates (GB/T 9704-2012, 7.3.5.4), with as much of it as the sheet shows."""
    letters = [words for kind, words in section if kind == "letter"]
    parts = {words[0] for words in letters}
    if any(kind in ("digits", "percent", "odd") for kind, _ in section) or not parts <= {"y", "m", "d"}:
        raise UnclearError("显示的是时刻、星期或别的样子，不只是年月日", _AS_TEXT)
    if len(letters) != len(parts) or any(words.startswith("d") and len(words) > 2 for words in letters):
        raise UnclearError("的日期格式不认识", _AS_TEXT)
    day = _day(value, since_1904=since_1904)
    written = {"y": f"{day.year}年", "m": f"{day.month}月", "d": f"{day.day}日"}
    if parts == {"y"} and section == [("letter", "yyyy")]:
        return str(day.year)
    if parts in ({"y", "d"}, {"d"}):
        raise UnclearError("的日期格式不认识", _AS_TEXT)
    return "".join(words for part, words in written.items() if part in parts)


def _day(value: Decimal, *, since_1904: bool) -> date:
    """The day of a serial number. Before March 1900 the numbers are off by the leap day that year did not have."""
    number = int(value)
    try:
        if value < 0 or (number < 61 and not since_1904):
            raise OverflowError
        return (date(1904, 1, 1) if since_1904 else date(1899, 12, 30)) + timedelta(days=number)
    except OverflowError as error:
        raise UnclearError("的日期超出了范围", _AS_TEXT) from error
