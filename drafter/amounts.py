"""Amounts (数值): what a figure with its unit says, read exactly; 450万元 is 4,500,000 元, 8.5% is 8.5 %.

An amount serves comparing and computing only. What is printed is the text that the user typed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

WHOLE = r"[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)"
NUMBER = rf"{WHOLE}(?:\.\d+)?"

MOST_CHARACTERS = 100
"""No figure of an office document is longer, and none that is shorter takes long to compute with."""

PERCENTS = ("%", "％", "‰")
POINTS = ("个百分点", "百分点", "个千分点", "千分点", "个基点")
MONEY = ("元", "美元", "欧元", "港元", "日元", "英镑")

_SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
_UPWARDS = ("增长", "提高", "增加", "上升", "提升", "上涨", "扩大", "回升")
_DOWNWARDS = ("下降", "降低", "减少", "回落", "压减", "下跌", "缩小", "压降", "下调")
_LEVEL = ("持平", "基本持平")


class Amount(NamedTuple):
    """数值 as typed: `digits`, of a range up to `upper`, in `written` such as 万元, which is `scale` times `unit`.

    `exact` is false with 约, 余, 以上 and such; `sign` is -1 for what goes down.
    """

    digits: str
    upper: str
    unit: str
    scale: int
    written: str
    exact: bool
    lower_scale: int = 1
    sign: int = 1

    @property
    def low(self) -> Fraction:
        """The exact value in the base unit; of a range the one written first."""
        return self.sign * _exact(self.digits) * self.lower_scale

    @property
    def high(self) -> Fraction:
        """The exact value in the base unit; of a range the one written last."""
        return self.sign * _exact(self.upper) * self.scale if self.upper else self.low


@cache
def _pattern() -> re.Pattern[str]:
    about = r"约|近|超过|超额|超|不少于|不低于|不超过|不高于|低于|高于|达到|达|大于|小于|≥|≤|＞|＜|>|<"
    scale = "|".join(f"{word}(?!分)" if word in ("百", "千") else word for word in _SCALES)
    part = rf"(?:{scale})?[^\d\s，。；、：！？,;—～~]{{0,12}}?"
    return re.compile(
        rf"(?P<about>{about})?(?P<low>{NUMBER})(?:(?P<lowunit>{part})(?:——|[—～至])(?P<high>{NUMBER}))?"
        rf"(?P<more>[余多])?(?P<scale>{scale})?(?P<more2>[余多])?(?P<unit>[^\d\s，。；、：！？,;—～~]{{0,12}}?)"
        r"(?P<around>以上|以下|以内|左右|上下)?"
    )


def amount(text: str) -> Amount | None:
    """The amount that `text` writes; None where it is no figure with or without a unit."""
    match = _pattern().fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if match is None:
        return None
    scale, unit = _base(match["scale"] or "", match["unit"])
    written = (match["scale"] or "") + match["unit"]
    if match["lowunit"] and match["lowunit"] not in (written, match["scale"], match["unit"]):
        return None
    exact = not any(match[part] for part in ("about", "more", "more2", "around"))
    lower_scale = _low_scale(match["lowunit"] or "", scale)
    return Amount(match["low"], match["high"] or "", unit, scale, written, exact, lower_scale)


def _base(scale: str, unit: str) -> tuple[int, str]:
    if unit == "‰":
        return 1, unit
    return _SCALES.get(scale, 1), {"％": "%", "百分点": "个百分点", "千分点": "个千分点"}.get(unit, unit)


def _low_scale(lowunit: str, scale: int) -> int:
    """13—17万元 and 13万—17万元 mean the same: the first number shares the scale that is written once."""
    own = next((word for word in _SCALES if lowunit.startswith(word)), None)
    return _SCALES[own] if own else scale


def change(text: str) -> Amount | None:
    """The signed amount of a change: 增长8.5% is 8.5 %, 下降3个百分点 is −3, 持平 is 0; None where it is none."""
    words = re.sub(r"^(?:同比|环比|比上年|较上年|比上年同期|较上年同期|比去年|较去年|年均)", "", text)
    if words in _LEVEL:
        return Amount("0", "", "%", 1, "%", words == "持平")
    for sign, verbs in ((1, _UPWARDS), (-1, _DOWNWARDS)):
        verb = next((verb for verb in verbs if words.startswith(verb)), None)
        found = amount(words.removeprefix(verb)) if verb else None
        if found and found.unit and not found.digits.startswith(("-", "－")):
            return found._replace(sign=sign)
    return None


def worded_change(text: str) -> str:
    """A signed figure as a change: 8.5% is 增长8.5%, -3% is 下降3%, 0 is 持平."""
    if not re.search(r"[1-9]", text):
        return "持平"
    return f"下降{text[1:]}" if text.startswith("-") else f"增长{text}"


def _exact(digits: str) -> Fraction:
    from fractions import Fraction  # 9 ms, which a document without sums and limits need not wait for

    return Fraction(digits.replace(",", "").replace("－", "-"))


def rounded(value: Fraction, places: int) -> str:
    """`value` with `places` decimals, half up (away from zero); the only place where anything is rounded."""
    scaled = abs(value) * 10**places
    digits = str((2 * scaled.numerator // scaled.denominator + 1) // 2).zfill(places + 1)
    figure = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{figure}" if value < 0 and digits.strip("0") else figure


def finite(value: Fraction) -> str | None:
    """`value` in all its decimals; None where they never end."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    return rounded(value, places) if rest == 1 else None
