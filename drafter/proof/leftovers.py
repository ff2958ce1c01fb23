"""Leftovers (遗留): what should not be there any more when a document goes out. Office practice throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.proof.finding import CHINESE, Finding, Pattern, at, compiled, scan
from drafter.proof.reading import PROSE, RUNNING, Reading, Role

_EVERYWHERE: frozenset[Role] = RUNNING | {
    *("title", "salutation", "listed", "attachment", "signature", "date", "letterhead", "imprint"),
}
_MARKS = "，。；：、？！“”‘’（）《》【】〔〕"
_PENDING = (
    "待[补核定填查确完]|此处|插入|请[^】）\\n]{0,4}(?:核实|核对|补充|确认|填写|修改|审定)|需核实|暂缺|填写|数据[待未]"
)
_CLUTTER = (
    "阅读全文|查看全文|点击(?:下载|查看|阅读)|内容被隐藏|责任编辑[：:]|责编[：:]|相关推荐|上一篇[：:]|下一篇[：:]"
)
_CLUTTER_SIGNS = ("阅读全文", "查看全文", "点击", "内容被隐藏", "责任编辑", "责编", "相关推荐", "上一篇", "下一篇")

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹章苏潘葛范彭鲁马方任袁柳唐薛雷贺汤罗毕郝康余顾孟黄尹姚邵"
    "汪毛戴宋庞熊纪项祝董梁杜季贾江郭林钟徐邱高夏蔡田樊胡万卢丁邓洪石崔龚程邢陆刘龙叶黎白乔温庄阎廖欧聂关"
)
"""The commonest ones."""
_PEOPLE = "局长?|[科处股所站队校院镇乡县区市]长|主任|书记|总经理|经理|部长|老师|领导|办公室"
_REMARK = (
    r"(?:此[条段句]|这一?[处条段句]|本[段句])[^（）()\n]*(?:请|改|核|删|补|斟酌|确认)"
    r"|去年的|照抄|复制自|抄自|改一下|再改|删掉|再核|再确认|核对一下|先空"
    r"|请[^）)\n]{0,10}(?:核实|核对|补充|确认|修改|改为|把关|审定)"
)
_REMARK_SIGNS = tuple(
    (
        "此处 此条 此段 此句 这处 这条 这段 这句 这一 本段 本句 去年的 照抄 复制自 抄自 改一下 再改 删掉"
        " 再核 再确认 核对一下 先空 请 注意： 注意: 待补 待核 待定 待填 待查 待确 待更 数据待 核实 需确认"
        " 不确定 有误 斟酌 再商量 数字偏 数字不 数字有 记不清 拿不准 稍后补 回头补 ？ ?"
        " 局： 长： 任： 记： 理： 师： 导： 意见： 批示： 说： 要求："
    ).split()
)
PATTERNS = (
    Pattern(
        "P501",
        ("XX", "Xx", "xx", "ＸＸ", "××", "○○", "某某", "*", "＊", "__", "X", "Ｘ", "×", "□□", "△△", "■■"),
        r"(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])|×{2,}|(?<![一二三四五六七八九])○{2,}(?![一二三四五六七八九年])|某某"
        r"|20[xX*×]{2}年|(?<![A-Za-z0-9+.])[XＸ×](?=[年月日%％个项余名户处万元镇村乡县市区人条家场次亩]|公里)"
        r"|[*＊]+(?=[人%％个名项家万亿元年月日次户期场])(?<![\d*]\*)|_{2,}|□{2,}|△{2,}|■{2,}",
        roles=_EVERYWHERE,
    ),
    Pattern("P502", "【[", rf"[【\[](?:待|[^】\]\n]*(?:{_PENDING}))[^】\]\n]*[】\]]", roles=_EVERYWHERE),
    Pattern(
        "P502",
        ("TODO", "TBD", "FIXME", "待补充", "待完善）", "（ ", "（）", "（　", "此处输入"),
        r"TODO|TBD|FIXME|待补充|（待完善）|（[ 　]*）|[单点]击(?:或点[按击])?此处输入[^，。；\n]{0,6}",
        roles=_EVERYWHERE,
    ),
    Pattern(
        "P502",
        "【[［〔",
        r"[【\[［〔](?:(?:领导)?批[注示]|修订|编者按语?|校对|备忘|便笺)[^】\]］〕\n]*[】\]］〕]",
        roles=_EVERYWHERE,
    ),
    Pattern(
        "P503",
        ("{{", "}}", "{%", "${", "#REF", "#N/A", "#VALUE", "#DIV", "#NAME", "<", "«", "&nbsp", "错误!", "错误！"),
        r"\{\{.*?\}\}|\{\{|\}\}|\{%.*?%\}|\$\{[^}\n]*\}|#REF!|#N/A|#VALUE!|#DIV/0!|#NAME\?|«[^»\n]{1,20}»|&nbsp;"
        r"|错误[!！](?:未|链接)[^。\n]{0,10}。?"
        r"|</?(?:br|p|div|span|b|strong|font|table|td|tr)\b[^>\n]*>"
        r"|<[^<>《》\n]{0,8}(?:名称|姓名|日期|年份|单位|部门|金额|数据|内容|地区|填写|责人|系人)[^<>《》\n]{0,4}>",
        roles=_EVERYWHERE,
    ),
    Pattern(
        "P504",
        "#*`[|~",
        r"^ {0,3}#{1,6} +\S|\*\*[^*\n]+\*\*|```|`[^`\n]+`|~~[^~\n]+~~|\[[^\]\n]+\]\(https?:[^)\n]+\)"
        r"|^\|.*\|$|\|:?-{3,}:?\|",
        roles=_EVERYWHERE,
    ),
    Pattern("P505", "-*+>•●", r"^ *(?:[-*+>•●])[ 　]+(?=\S)(?![ 　]*\d+[ 　]*[-—])", lambda _: "", PROSE),
    Pattern(
        "P506",
        _REMARK_SIGNS,
        r"[（(](?:此处|注意[：:]|数据待|待[补核填查确]|请(?:核实|核对|补充|确认|填写|修改))[^）)\n]*[）)]"
        rf"|[（(](?:{_REMARK})[^（）()\n]*[）)]"
        rf"|[（(][{_SURNAMES}](?:{_PEOPLE})(?:意见|批示|说|要求)?[：:][^（）()\n]*[）)]"
        r"|[（(][^（）()\n]*(?:是否|要不要|对不对|多少|哪个|吗)[^（）()\n]*[？?][）)]"
        r"|[（(][^（）()\n]*(?:请再|再斟酌|再商量|数字[偏不有]|记不清|拿不准|稍后补|回头补)[^（）()\n]*[）)]"
        r"|[（(][^（）()\n]{0,16}(?:待[核定补更]实?|再核实一?下?|需核实|需确认|待确认|未核实|不确定|有误)[^（）()\n]{0,6}[）)]",
        roles=_EVERYWHERE,
    ),
    Pattern("P506", "？?", r"[？?]{2,}|（[？?]）"),
    Pattern("P507", _CLUTTER_SIGNS, _CLUTTER),
    Pattern(
        "P508",
        ("  ", "　　", " 　", "　 ", "\u00a0"),
        rf"(?<!^{CHINESE})(?<=(?:{CHINESE}|[{_MARKS}0-9%]))(?:[ 　\u00a0]{{2,}}|\u00a0+)(?=(?:{CHINESE}|[{_MARKS}0-9]))"
        r"(?!20\d\d年\d+月\d+日)",
        lambda _: "",
        PROSE,
        sure=True,
    ),
    Pattern(
        "P510",
        tuple("\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff\u00ad\u00a0"),
        "[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]+",
        lambda _: "",
        _EVERYWHERE,
        sure=True,
    ),
    Pattern("P511", "\ufffd锟烫屯", "\ufffd+|锟斤拷|烫烫烫|屯屯屯", roles=_EVERYWHERE),
    Pattern("P511", tuple(map(chr, range(0xE000, 0xE010))), "[\ue000-\uf8ff]+", roles=_EVERYWHERE),
)

_SPACE = rf"(?<=(?:{CHINESE}|[{_MARKS}]))[ \u00a0\t](?=(?:{CHINESE}|[{_MARKS}]))"
_BOOK = r"《[^》\n]*》|“[^”\n]*”"
_SPREAD = (
    rf"(?:^|[{_MARKS} ]){CHINESE}[ 　]+{CHINESE}(?=[：:、，。；　 ]|$)"
    r"|第[一二三四五六七八九十]+[章节条编部分]+[ 　]"
)
_TWICE = (
    r"(?<!目)(?<!标)的的(?!确)|(?<!为)了了(?!解)|(?<![存现潜内外])在在(?!线)"
    r"|(?<!共)和和(?!谐|睦|平|气)|与与(?!会)|将将|及及(?!时)"
)
_DOUBLING = frozenset(
    "研究 讨论 考虑 商量 锻炼 学习 休息 调整 打扫 准备 一个 一件 一步 一项 家家 人人 处处 时时".split()
)


def findings(reading: Reading) -> Iterator[Finding]:
    """Placeholders, tags, Markdown, editors' notes, blanks, invisible and damaged characters, words typed twice."""
    yield from scan(reading, PATTERNS)
    yield from _blanks(reading)
    yield from _twice(reading)


def _blanks(reading: Reading) -> Iterator[Finding]:
    """One blank between Chinese characters; names of documents by several organs and spread-out words may have it."""
    if " " not in reading.text and "\u00a0" not in reading.text:
        return
    for line in reading.lines:
        if (
            line.role not in PROSE
            or line.alone
            or not re.search("[。；]", line.text)
            or not (match := compiled(_SPACE).search(line.text))
        ):
            continue
        spared = [found.span() for pattern in (_BOOK, _SPREAD) for found in compiled(pattern).finditer(line.text)]
        for match in compiled(_SPACE).finditer(line.text):
            if not any(start <= match.start() < end for start, end in spared):
                yield at("P509", line, match.start(), match.end())
                break


def _twice(reading: Reading) -> Iterator[Finding]:
    """A word typed twice in a row."""
    patterns = [rf"({CHINESE}{{2,6}})\1", r"(?<=\d)([座项条台套辆吨元%％‰])\1"]
    if any(sign in reading.text for sign in ("的的", "了了", "在在", "和和", "与与", "将将", "及及")):
        patterns.append(f"({_TWICE})")
    for match in (match for pattern in patterns for match in compiled(pattern).finditer(reading.text)):
        line, start = reading.at(match.start())
        if (
            line.role in RUNNING
            and (match[1] or "") not in _DOUBLING
            and not set(match[1] or "") <= set("一二三四五六七八九十")
        ):
            yield at("P512", line, start, start + len(match[0]))
