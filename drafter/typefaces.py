"""字体 (typefaces): the kinds that GB/T 9704-2012 names, under the many names that computers know them by. Data only.

One font goes by several names (仿宋 is `FangSong` to an English Windows), and one kind has several fonts (仿宋_GB2312,
方正仿宋_GBK, 华文仿宋). Whoever looks for a font, or must do without it, asks here.

Sources: the fonts that Windows, Office, WPS (方正), macOS (华文, ST…) and Debian bring. A kind's `others` do not belong
to it, but come nearest to it: full-width characters and marks of one size, half-width digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["TYPEFACES", "Typeface", "same_font", "stand_ins", "typeface"]


@dataclass(frozen=True, slots=True)
class Typeface:
    """字体 of one kind: its fonts with all the names of each, the usual one first; `others` are stand-ins from outside.

    `generic` is what remains where none of them is there.
    """

    kind: str
    generic: Literal["serif", "sans-serif"]
    fonts: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...]


_UMING = ("AR PL UMing CN", "文鼎PL细上海宋Uni")
_SUNGTI = ("AR PL SungtiL GB", "文鼎ＰＬ简报宋")
_NOTO_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "思源宋体")
_NOTO_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "思源黑体")
_SONGTI = (
    ("宋体", "SimSun"),
    ("新宋体", "NSimSun"),
    ("方正书宋_GBK", "FZShuSong-Z01"),
    ("方正书宋简体", "FZShuSong-Z01S"),
    ("华文宋体", "STSong"),
    ("宋体-简", "Songti SC"),
)

TYPEFACES = (
    Typeface(
        "仿宋",
        "serif",
        (
            ("仿宋_GB2312", "FangSong_GB2312"),
            ("仿宋", "FangSong"),
            ("方正仿宋_GBK", "FZFangSong-Z02"),
            ("方正仿宋简体", "FZFangSong-Z02S"),
            ("华文仿宋", "STFangsong"),
        ),
        (_SUNGTI, _UMING, _NOTO_SERIF),
    ),
    Typeface(
        "楷体",
        "serif",
        (
            ("楷体_GB2312", "KaiTi_GB2312"),
            ("楷体", "KaiTi"),
            ("方正楷体_GBK", "FZKai-Z03"),
            ("方正楷体简体", "FZKai-Z03S"),
            ("华文楷体", "STKaiti"),
            ("楷体-简", "Kaiti SC"),
        ),
        (("AR PL KaitiM GB", "文鼎ＰＬ简中楷"), ("AR PL UKai CN", "文鼎PL中楷Uni"), ("LXGW WenKai", "霞鹜文楷")),
    ),
    Typeface(
        "黑体",
        "sans-serif",
        (
            ("黑体", "SimHei"),
            ("方正黑体_GBK", "FZHei-B01"),
            ("方正黑体简体", "FZHei-B01S"),
            ("华文黑体", "STHeiti"),
            ("黑体-简", "Heiti SC"),
        ),
        (("微软雅黑", "Microsoft YaHei"), ("WenQuanYi Zen Hei", "文泉驿正黑"), _NOTO_SANS),
    ),
    Typeface(
        "小标宋",
        "serif",
        (
            ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
            ("方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
            ("华文中宋", "STZhongsong"),
        ),
        (*_SONGTI, _NOTO_SERIF, _UMING),
    ),
    Typeface("宋体", "serif", _SONGTI, (_UMING, _SUNGTI, _NOTO_SERIF)),
    Typeface("Times New Roman", "serif", (("Times New Roman",),), (("Liberation Serif",), ("Tinos",))),
)
"""Every kind that a layout of ours is likely to name."""


def typeface(name: str) -> Typeface | None:
    """The kind that a font's name belongs to, whatever its case, or None for a font that is not known here."""
    key = name.casefold()
    return next((kind for kind in TYPEFACES if any(key in _keys(names) for names in kind.fonts)), None)


def same_font(name: str) -> tuple[str, ...]:
    """All the names of the font that `name` means, that one first."""
    kind = typeface(name)
    rows = kind.fonts if kind else ()
    names = next((names for names in rows if name.casefold() in _keys(names)), ())
    return tuple(dict.fromkeys((name, *names)))


def stand_ins(name: str) -> tuple[str, ...]:
    """The names of what can be taken where the font is missing, the best first; nothing for an unknown font."""
    kind = typeface(name)
    if kind is None:
        return ()
    names = (each for names in (*kind.fonts, *kind.others) for each in names)
    return tuple(each for each in dict.fromkeys(names) if each not in same_font(name))


def _keys(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)
