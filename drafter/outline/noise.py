"""Noise (杂质): what a website or a printer put around and between a document's lines; all of it habits of sites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.outline.records import Record, Records, Say, told

__all__ = ["contents", "furniture"]

_SHORT = 60

_ALWAYS = re.compile(
    r"""^(?:
    \s*[-=_*~—…·.]{3,}\s*                                                      # a rule, or Markdown's underline
    | [|\s:：+-]*\|[|\s:：+-]*                                                  # the rule of a table
    | ```\w*
    | [-—–]\s*\d{1,4}\s*[-—–] | \d{1,3} | \d{1,3}\s*/\s*\d{1,3}                 # page numbers
    | 第\s*\d{1,4}\s*页(?:[，、/\s]*共\s*\d{1,4}\s*页)? | 共\s*\d{1,4}\s*页 | (?i:page\s*\d+(?:\s*(?:of|/)\s*\d+)?)
    | (?:\d{1,3}\s+)+(?:下一页|尾页|末页).* | (?:上一页|首页|下一页|尾页|末页)(?:\s.*)?
    | (?:https?://|www\.)\S+ | [\w.-]+@[\w.-]+\.\w+
    | (?!附)\S.{0,80}\.(?:jpe?g|png|gif|bmp|webp|JPE?G|PNG|GIF|BMP|docx?|pdf)
    | &?nbsp；? | \[(?:图片|视频|附件下载)\] | (?i:page) | \d{1,4}\s?- | 约?\s*[\d.]+\s*万?[字页]
    | (?:点?(?:分享|收藏|点赞|赞|在看|评论)|举报|登录|注册|搜索|繁[体體]|简体|无障碍.{0,4}|长者.{0,4}|
        APP下载|阅读原文|预览时标签不可点|返回|关闭|打印|更多|确定|取消|[【\[](?:概述|正文|导语|摘要|
        内容摘要)[】\]])
    | [^|｜，。；：\s]{2,8}(?:\s*[|｜]\s*[^|｜，。；：\s]{2,8}){2,}                      # a site's menu
    )$""",
    re.VERBOSE,
)
_SITE = re.compile(
    r"""(?:
    ^(?:您?(?:现在)?的?(?:所在)?(?:的)?(?:当前)?(?:所在)?位置|当前位置|所在位置)\s*[：:]
    | ^您(?:的|现在)?.{0,4}位置
    | ^(?:本站|网站)?首\s?页\s*(?:>|»|›|/|-|—|→|\|)
    | ^[^\s>»›→]{2,12}(?:\s*[>»›→]+\s*[^\s>»›→]{1,20})+$
    | ^[^\s>»›→]{2,20}(?:\s*[>»›→]+\s*[^\s>»›→]{1,20}){2,}
    | ^.{0,8}(?:上一篇|下一篇|上一条|下一条)\s*[：:]?
    | ^【?(?:打印(?:本页|此页|正文)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|列表)?|分享到?|推荐给朋友|
        我要纠错|字号|字体|加入收藏|设为首页)(?:】|[：:\s]|$)
    | ^(?:分享|微信|微博|QQ空间)(?:到|\s|：|$)
    | 手机打开当前页
    | ^(?:版权所有|网站地图|免责声明|联系我们|网站标识码|备案号)
    | ICP备|公网安备|Copyright|All\s[Rr]ights
    | (?:阅读|查看|展开|显示)(?:全文|更多|剩余|余下)|(?:剩余|余下)\s*\d+\s*%|内容被隐藏|隐藏\s*\d+\s*字|
        此处(?:隐藏|省略)\s*\d+\s*字|登录后可?查看|未完，?继续阅读
    | 会员(?:分享|上传|投稿)|可在线阅读|(?:免费|立即)下载|下载(?:本文|此文|文档|全文|Word|word|DOC|doc)(?!发)
    | (?:本文|文章|以上内容)(?:来自|来源于?|转自|由.{1,12}整理)|转载请(?:注明|保留)|更多.{0,20}(?:请关注|
        尽在|请点击|请访问|请在本站)
    )""",
    re.VERBOSE,
)
_LOOSE = re.compile(
    r"扫一扫|扫描二维码|长按识别|微信公众号|官方微信|客户端|点击下载|欢迎(?:阅读|订阅|关注|查看|下载|大家)|"
    r"(?:供|给)大家(?:参考|借鉴)|^声明[：]|^关注"
)
"""What a site says around a document, and a document might say itself."""
_CREDIT = re.compile(
    r"^[（(【\[]?\s*(?:文|图|文图|图文|摄影|摄|编辑|责编|责任编辑|本文编辑|网络编辑|编审|审核|审校|校对|制作|"
    r"监制|撰稿|记者|通讯员|供稿|投稿|编者"
    r"|初审|复审|复核|终审|值班编委|值班主任|信息员)\s*(?:[：/丨|]\s*.{1,40}|\s{2,}\S{2,10})$"
)
_CAPTION = re.compile(r"^(?:图为|▲|△|图\s?\d{1,2}[：、.\s]|上图|下图|左图|右图|资料图|（图\S{0,10}）$)")
_ADVERTISES = re.compile(r"小编|为[你您](?:整理|收集|带来|精选)|范文网|给[你您]的.{0,12}(?:参考|借鉴)")
_SOURCE = re.compile(r"^[（(【]?\s*(?:来源|稿源|转自|转载)\s*[：/]")
_CREDIT_INSIDE = re.compile(r"^[（(]?(?:文|图|摄影|摄|记者|通讯员)[：/]")
_FOOTER = re.compile(
    r"^(?:主办|承办|协办|建设|运维|维护|管理|技术支持)(?:单位)?[：]|^(?:地址|邮编|邮政编码|电话|传真|网址|邮箱|"
    r"E-?mail|备案序号|建议使用)\s*[：]|^点(?:分享|赞|在看|收藏)"
)
_TRAIL = re.compile(r"首\s?页\s*(?:>|»|›|→|/|-|—)|位置\s*[：]")
_MOST_MENU = 40
_SUFFIXED = re.compile(r".{6,}\s*[_|｜—-]\s*[^_|｜\s]{0,10}(?:网|文库|大全|论坛|之家|门户|平台|资讯)$")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp)$", re.IGNORECASE)
_REST_OF_SITE = re.compile(
    r"^(?:【?.{4,40}】?(?=相关文章))?[【\[◆■·•\s]*(?:相关(?:推荐|阅读|链接|文章|新闻|资讯|文档|稿件|信息|报道|"
    r"内容|范文)|猜你喜欢|热门(?:推荐|文章|阅读|排行|新闻)|延伸阅读|推荐阅读|精彩推荐"
    r"|最新(?:文章|推荐|发布)|为您推荐|大家都在看|您可能(?:感兴趣|还喜欢).*|网友评论|发表评论|评论区?|友情链接|"
    r"版权所有.*|热点关注|阅读排行|图片新闻|点击排行)[】\]：:\s]*$"
)


def furniture(found: Records) -> Records:
    """Says noise of what shows by itself, wherever it stands."""
    return told(found, dict(_furniture(found)))


def _furniture(found: Records) -> Iterator[tuple[int, Say]]:
    menu, rest = _menu(found), _rest_of_site(found)
    first, last = _text(found[:rest])
    caption = False
    for index, each in enumerate(found):
        is_picture = bool(_PICTURE.search(each.body))
        if index < menu or index >= rest:
            yield index, Say("noise", 0.9)
        elif caption and _may_be_caption(each):
            yield index, Say("noise", 0.8)
        elif _is_noise(each) or _is_about(each, inside=first <= index <= last):
            yield index, Say("noise")
        elif index > last and each.is_free and len(each.body) <= _SHORT and _SOURCE.match(each.body):
            yield index, Say("noise", 0.9)
        caption = is_picture


def _is_noise(each: Record) -> bool:
    body = each.body.lstrip("•·●■◆▪- ") or each.body
    if not body:
        return True
    if each.source.row:
        return False
    if _ALWAYS.match(body):
        return True
    if each.is_row:
        return False
    if len(body) <= _SHORT and _CAPTION.match(body) and not body.endswith("。"):
        return True
    if each.mark.kind in ("一", "（一）") and not _REST_OF_SITE.match(body):
        return False
    if 20 < len(body) <= 6 * _SHORT and _ADVERTISES.search(body):
        return True
    return len(body) <= 2 * _SHORT and bool(_SITE.search(body) or _SUFFIXED.fullmatch(body))


def _is_about(each: Record, *, inside: bool) -> bool:
    """Whether a line tells who wrote, took or published something; between lines of text only some such lines do."""
    body = each.body
    if each.is_row or each.mark.kind in ("一", "（一）", "1", "（1）"):
        return False
    if len(body) <= _SHORT and (_CREDIT_INSIDE if inside else _CREDIT).match(body):
        return bool(_CREDIT.match(body))
    return not inside and len(body) <= 2 * _SHORT and bool(_LOOSE.search(body))


def _text(found: Records) -> tuple[int, int]:
    """Where the document's text begins and ends, by its numbers and its longer sentences."""
    places = [index for index, each in enumerate(found) if _is_text(each)]
    return (places[0], places[-1]) if places else (len(found), -1)


def _is_text(each: Record) -> bool:
    if each.mark.kind in ("一", "（一）") and not each.mark.doubtful:
        return True
    body = each.body
    return (
        (len(body) > _SHORT or (len(body) > 25 and body[-1:] == "。"))
        and not _LOOSE.search(body)
        and not _SITE.search(body)
    )


def _may_be_caption(each: Record) -> bool:
    return each.is_open and len(each.body) <= 45 and not each.mark.kind and not each.is_row


def _menu(found: Records) -> int:
    """Where a site's menu ends at the top: with the trail of links that leads to the page, before any sentence."""
    for index, each in enumerate(found[:_MOST_MENU]):
        if _TRAIL.search(each.body) and len(each.body) <= 2 * _SHORT:
            return index
        if not each.is_open or each.mark.kind or len(each.body) > _SHORT:
            return 0
    return 0


def _rest_of_site(found: Records) -> int:
    """From where on all that follows is the site's; the document does not go on behind it."""
    rest = len(found)
    while rest and (_FOOTER.search(found[rest - 1].body) or _is_noise(found[rest - 1])):
        rest -= 1
    for index in range(rest - 1, -1, -1):
        each = found[index]
        if each.mark.kind in ("一", "（一）", "part", "1.1") and not each.mark.doubtful:
            return rest
        if _REST_OF_SITE.match(each.body):
            rest = index
    return rest


# ---- 目录 ------------------------------------------------------------------------------------------------------------

_OPENING, _LEADER_REACH = 30, 200
_CONTENTS = re.compile(r"^[【\[]?目\s*录[】\]]?[：]?$")
_LEADER = re.compile(r"(?:…+|[.·。\s]{3,}|\t)\s*[（(]?\d{1,4}[）)]?\s*$")


def contents(found: Records) -> Records:
    """Says noise of a table of contents: under 目录, or lines with page numbers, which stand again in the text."""
    return told(found, dict(_contents(found)))


def _contents(found: Records) -> Iterator[tuple[int, Say]]:
    under = False
    last = _openings(found)
    for index, each in enumerate(found):
        if each.source.style == "contents":
            yield index, Say("noise")
        elif _CONTENTS.match(each.body):
            under = True
            yield index, Say("noise", 0.95)
        elif under and each.say and each.role == "noise":
            continue
        elif _LEADER.search(each.body[-_LEADER_REACH:]) and (under or last.get(_entry(each), -1) > index):
            yield index, Say("noise", 0.95)
        elif under and last.get(_entry(each), -1) > index:
            yield index, Say("noise", 0.85)
        else:
            under = False


def _entry(each: Record) -> str:
    return "".join(_LEADER.sub("", each.body[:_LEADER_REACH]).split())[:_OPENING]


def _openings(found: Records) -> dict[str, int]:
    """Where a line that opens so stands last."""
    last: dict[str, int] = {}
    for index, each in enumerate(found):
        body = "".join(each.body.split())[:_OPENING]
        for length in range(2, len(body) + 1):
            last[body[:length]] = index
    return last
