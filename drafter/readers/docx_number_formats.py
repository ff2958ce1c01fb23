"""Number formats (编号格式) of Word's automatic numbers: ECMA-376 part 1, 17.18.59, ST_NumberFormat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from drafter.numbering import MAX_CHINESE, chinese, digits_in_chinese

__all__ = ["formatted"]

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LEGAL = str.maketrans("一二三四五六七八九十百千〇零", "壹贰叁肆伍陆柒捌玖拾佰仟零零")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千〇零", "壹貳參肆伍陸柒捌玖拾佰仟零零")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_DOTTED, _BRACKETED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_CIRCLED_CHINESE = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST_ROMAN = 32_767
_MOST_LETTERS = 40  # how often a letter is repeated


def formatted(number: int, name: str) -> str:
    """`number` as the format prints it; what a format cannot count, and formats of other languages, in digits."""
    made = _FORMATS.get(name, str)(number) if number >= 0 else ""
    return made or str(number)


def _chinese(number: int) -> str:
    return chinese(number) if number <= MAX_CHINESE else ""


def _counting(number: int) -> str:
    """chineseCounting: as in speech to ninety-nine, figure by figure from a hundred on."""
    return _chinese(number) if number < 100 else digits_in_chinese(str(number)).replace("〇", "○")


def _digital(number: int) -> str:
    return digits_in_chinese(str(number))


def _of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else ""


def _around(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number else ""


def _letters(number: int) -> str:
    """a to z, then aa, bb and so on."""
    if not 0 < number <= 26 * _MOST_LETTERS:
        return ""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    made = ""
    if number > _MOST_ROMAN:
        return made
    for value, letters in _ROMAN:
        made += letters * (number // value)
        number %= value
    return made


_FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalZero": lambda number: f"{number:02}",
        "decimalFullWidth": lambda number: str(number).translate(_WIDE),
        "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
        "decimalEnclosedCircle": _of(_CIRCLED),
        "decimalEnclosedCircleChinese": _of(_CIRCLED),
        "decimalEnclosedFullstop": _of(_DOTTED),
        "decimalEnclosedParen": _of(_BRACKETED),
        "numberInDash": lambda number: f"- {number} -",
        "chineseCounting": _counting,
        "chineseCountingThousand": _chinese,
        "chineseLegalSimplified": lambda number: _chinese(number).translate(_LEGAL),
        "japaneseCounting": _chinese,
        "japaneseDigitalTenThousand": _digital,
        "japaneseLegal": lambda number: _chinese(number).translate(_LEGAL_TRADITIONAL),
        "taiwaneseCounting": _counting,
        "taiwaneseCountingThousand": _chinese,
        "taiwaneseDigital": _digital,
        "ideographDigital": _digital,
        "ideographLegalTraditional": lambda number: _chinese(number).translate(_LEGAL_TRADITIONAL),
        "ideographTraditional": _around(_STEMS),
        "ideographZodiac": _around(_BRANCHES),
        "ideographEnclosedCircle": _of(_CIRCLED_CHINESE),
        "upperLetter": lambda number: _letters(number).upper(),
        "lowerLetter": _letters,
        "upperRoman": _roman,
        "lowerRoman": lambda number: _roman(number).lower(),
    }
)
