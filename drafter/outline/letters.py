"""Letters (字符): one spelling of a text for the rules to look at, as long as the text itself, place for place.

Half-width marks become full-width, full-width digits and letters half-width, traditional characters in the words that
rules look for simplified, invisible and Markdown signs blank. What is given to the user is always the text itself.
"""

from __future__ import annotations

import re

__all__ = ["normal"]

_TRADITIONAL = (
    "為計劃畫總結報導經驗機關鎮鄉縣區廳會黨組織領員單處學辦長時間題項點標務責實發動態來編輯閱讀瀏覽擊頁當"
    "現將場進則書記國與個強設開嚴應須請對於從業東節條體協團醫陽雲級網號負聯繫電話圖見後該據規範證檢監執達"
    "萬億數師幹衆眾廣錄認識鑒鑑幾屆屬廠費財貫徹說綱議調農華們誌"
)
_SIMPLIFIED = (
    "为计划划总结报导经验机关镇乡县区厅会党组织领员单处学办长时间题项点标务责实发动态来编辑阅读浏览击页当"
    "现将场进则书记国与个强设开严应须请对于从业东节条体协团医阳云级网号负联系电话图见后该据规范证检监执达"
    "万亿数师干众众广录认识鉴鉴几届属厂费财贯彻说纲议调农华们志"
)
_MARKS = dict(zip("(),:;?!｡﹐﹑︰﹕；：", "（），：；？！。，、：：；：", strict=True))
_WIDE = {
    chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_BLANK = dict.fromkeys("\u00a0\u200b\u200c\u200d\u2060\ufeff\u3000\u2002\u2003\u2009", " ")
_TABLE = str.maketrans(
    {
        **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)),
        **_MARKS,
        **_WIDE,
        **_BLANK,
        "％": "%",
        "～": "~",
        "＞": ">",
        "．": ".",
    }
)
_POINT_AS_STOP = re.compile(r"(?<=[\u4e00-\u9fff”’》）%])\.(?=[\u4e00-\u9fff“‘《（]|\s*$)")
_NO_BREAK_SPACE = re.compile(r"&nbsp；|&nbsp;|&#160；|&ensp；|&emsp；")
_MARKDOWN = re.compile(r"^\s*(?:>\s*)*#{1,6}(?=\s*[^\s#])\s*|\s#+\s*$|\*\*|__")


def normal(text: str) -> str:
    """The text in one spelling; every character of it stands where the text's own stands."""
    told = text.translate(_TABLE)
    told = _NO_BREAK_SPACE.sub(_blank, told)
    if "*" in told or "#" in told or "_" in told:
        told = _MARKDOWN.sub(_blank, told)
    return _POINT_AS_STOP.sub("。", told) if "." in told else told


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
