"""Letters (字符): one spelling of a text for the rules to look at, as long as the text itself, place for place.

Half-width marks become full-width, full-width digits and letters half-width, traditional characters in the words that
rules look for simplified, invisible and Markdown signs blank. What is given to the user is always the text itself.
"""

from __future__ import annotations

import re

__all__ = ["normal"]

_SIMPLE = {
    "為": "为", "計": "计", "劃": "划", "畫": "划", "總": "总", "結": "结", "報": "报", "導": "导", "經": "经", "驗": "验",
    "機": "机", "關": "关", "鎮": "镇", "鄉": "乡", "縣": "县", "區": "区", "廳": "厅", "會": "会", "黨": "党", "組": "组",
    "織": "织", "領": "领", "員": "员", "單": "单", "處": "处", "學": "学", "辦": "办", "長": "长", "時": "时", "間": "间",
    "題": "题", "項": "项", "點": "点", "標": "标", "務": "务", "責": "责", "實": "实", "發": "发", "動": "动", "態": "态",
    "來": "来", "編": "编", "輯": "辑", "閱": "阅", "讀": "读", "瀏": "浏", "覽": "览", "擊": "击", "頁": "页", "當": "当",
    "現": "现", "將": "将", "場": "场", "進": "进", "則": "则", "書": "书", "記": "记", "國": "国", "與": "与", "個": "个",
    "強": "强", "設": "设", "開": "开", "嚴": "严", "應": "应", "須": "须", "請": "请", "對": "对", "於": "于", "從": "从",
    "業": "业", "東": "东", "節": "节", "條": "条", "體": "体", "協": "协", "團": "团", "醫": "医", "陽": "阳", "雲": "云",
    "級": "级", "網": "网", "號": "号", "負": "负", "聯": "联", "繫": "系", "電": "电", "話": "话", "圖": "图", "見": "见",
    "後": "后", "該": "该", "據": "据", "規": "规", "範": "范", "證": "证", "檢": "检", "監": "监", "執": "执", "達": "达",
    "於": "于", "萬": "万", "億": "亿", "數": "数", "師": "师", "幹": "干", "衆": "众", "眾": "众", "廣": "广", "錄": "录",
    "認": "认", "識": "识", "鑒": "鉴", "鑑": "鉴", "幾": "几", "屆": "届", "屬": "属", "廠": "厂", "費": "费", "財": "财",
    "貫": "贯", "徹": "彻", "說": "说", "綱": "纲", "議": "议", "調": "调", "農": "农", "華": "华", "們": "们", "誌": "志",
}  # fmt: skip
_MARKS = dict(zip("(),:;?!｡﹐﹑︰﹕；：", "（），：；？！。，、：：；：", strict=True))
_WIDE = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_BLANK = dict.fromkeys("\u00a0\u200b\u200c\u200d\u2060\ufeff\u3000\u2002\u2003\u2009", " ")
_TABLE = str.maketrans({**_SIMPLE, **_MARKS, **_WIDE, **_BLANK, "％": "%", "～": "~", "＞": ">", "．": "."})
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
