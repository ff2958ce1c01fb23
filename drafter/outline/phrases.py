"""Phrases (用语): the words by which offices know the parts of a document; office practice, but where it says else."""

from __future__ import annotations

import re

__all__ = [
    "CLOSING",
    "COLLECTED",
    "DATE",
    "GENRE",
    "IS_ORGAN",
    "IS_PERSON",
    "LABEL",
    "LATE_META",
    "META",
    "NOTE",
    "REMARK",
    "SALUTATION",
    "SECTION",
    "SPOKEN",
    "begins_section",
    "is_note",
    "is_section",
    "without_note",
]

_YEAR = r"(?:\d{4}|[〇零○oO0一二三四五六七八九]{4})\s*年"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[xX×*]{1,2})\s*月"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3}|[xX×*]{1,2})\s*日"
DATE = re.compile(rf"(?:{_YEAR}\s*{_MONTH}(?:\s*{_DAY})?|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}日?)")
"""成文日期, also in Chinese numerals (as before GB/T 9704-2012) and in half a dozen careless ways."""

GENRE = re.compile(
    r"(?:通知|通报|通告|公告|意见|方案|计划|规划|要点|总结|报告|汇报|材料|纪实|侧记|函|请示|批复|决定|决议|办法|"
    r"细则|规定|制度|讲话|致辞|发言|倡议书|预案|安排|打算|思路"
    r"|清单|名单|分解表|一览表|统计表|登记表|表|纪要|任务书|责任书|说明|情况|经验|做法)(?:[（(].{1,12}[）)])?$"
)
"""How the title of an official document or of a report ends: 文种."""

IS_ORGAN = re.compile(
    r"(?:政府|委员会|人大|政协|党委|党组|党工委|工委|纪委|监委|支部|总支|团委|团县委|工会|妇联|残联|科协|文联|"
    r"侨联|联合会|联合社|联社|合作社|协会|学会|商会|基金会"
    r"|局|厅|部|委|办|处|科|室|股|队|所|站|院|馆|社|厂|店|园|中心|学校|中学|小学|大学|学院|高中|职校|公司|集团|"
    r"银行|街道|办事处|镇|乡|村|社区|居委会|村委会|指挥部|领导小组|专班|年级组|教研组|支队|大队|军区)$"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤"
    "花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米"
    "贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支"
    "柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴"
    "弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠"
    "蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼"
    "容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养"
    "鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖覃付闫代佟欧"
)
IS_PERSON = re.compile(
    rf"^(?:(?:述职|汇报|报告|发言|撰稿|执笔|承诺|署名|作者)人?[：]?\s*)?(?:\S{{2,20}}\s+|\S{{0,16}}(?:书记|主任|"
    rf"局长|校长|院长|处长|科长|县长|区长|市长|镇长|乡长|所长|站长|队长|经理|主席|会长|馆长|园长|部长|秘书长|"
    rf"教师|班主任)\s*)?[{_SURNAMES}]\s{{0,3}}[\u4e00-\u9fff](?:\s{{0,3}}[\u4e00-\u9fff])?$"
)

META = re.compile(
    r"""^[•·●■◆▪\s]*(?:
    [【\[（]?\s*(?:发布|发文|成文|印发|生成|更新|添加|创建|公开|录入)\s?(?:日\s?期|时\s?间)\s*[：]
    | (?:日\s?期|时\s?间)\s*[：]\s*\d{2,4}(?:[-/.]\d|年\d{1,2}月\d{1,2}日(?:$|\s))
    | [A-Za-z\d/_.—-]{8,}$
    | (?:名\s*称|信息分类|组配分类|分\s*类|公开(?:方式|形式|时限|范围|属性)|所属(?:主题|机构|分类)|体\s*裁|
        文件(?:状态|编号|名称)|有效期|效\s*力|语\s*种|内容(?:概述|分类|摘要)|文章来源|责任编辑|统一登记号|
        制发单位|起草单位)\s*[：]
    | (?:发布(?:人|者|机构|单位)?|来\s?源|信息来源|文章来源|稿件来源|作\s?者|作者单位|供稿单位|索\s?引\s?号|
        文\s?号|发文字号|发文机关|发文机构|发布机构|主题分类|主题词|体裁分类|公文种类|有效性|字\s?数|类\s?别|标\s?签|关键词
        |浏览(?:次数|量)?|点击(?:次数|量|数|率)?|阅读(?:次数|量|数)?|访问次数|签发人|审核人|发布单位|
            责任部门编号)\s*[：]
    | \d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{1,2}|\s+\d{1,2}：\d{1,2}|\s+\S{0,4}来源|\s+作者|\s+浏览)
    | \d{4}年\d{1,2}月\d{1,2}日\s+(?:\d{1,2}：\d{2}|.{0,30}(?:来源|作者|浏览|点击|编辑)).*
    | 字[号体]\s*[：]
    | \S{2,20}〔\d{4}〕\s?\d{1,4}\s?号 | \S{2,20}[\[（【]\d{4}[\]）】]\s?第?\d{1,4}\s?号 |
         第\s?\d{1,4}\s?号$ | \S{2,16}字第\s?\d+\s?号
    | \S{2,24}(?:政府|委员会|委|局|厅|办公室|办|部|院|校|公司|集团|中心)\s?(?:文\s?件|便\s?函)$
    | (?:绝密|机密|秘密|内部资料|特急|加急|急件|平急|密级)(?:★.*|[：].*)?$
    | (?:抄\s?送|抄\s?报|主\s?送|报\s?送|分\s?送|报|送|发)\s?[：].* |
         .{2,40}\s\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?印发$ | 共印\s?\d+\s?份
    | [（【\[〔](?:征求意见稿|讨论稿|送审稿|草案|草稿|初稿|修订稿|试行|审议稿|报批稿|代拟稿|讨论修改稿|
        第[一二三四五]稿|.{0,6}稿)[）】\]〕]$
    | (?:原创\s+)?[^，。；]{0,24}\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}[：]\d{2}(?:[：]\d{2})?[^，。；]{0,24}$
    | 本文由.{0,20}(?:分享|上传|整理)
    )""",
    re.VERBOSE,
)
"""What stands at the top about a document rather than in it: number, source, date of issue, who gets copies."""

COLLECTED = re.compile(
    r"^[^。；：]{0,40}[【（(\s]?篇\s?[一二三四五六七八九十\d]{1,3}[】）)]?[：]?[^。；：]{0,40}$|^【?(?:范文|"
    r"范本|第)[一二三四五六七八九十\d]{1,3}篇?】?$"
)
"""How a website heads each of the documents that it collected on one page."""

LATE_META = re.compile(
    r"^(?:(?:主题词|抄\s?送|抄\s?报|报\s?送|分\s?送|印\s?发|校\s?对|打\s?印|录\s?入)\s?[：]|"
    r"[报送发]\s?[：]\s?(?:各|县|市|省|区|局|本|存).*|.{2,40}\s\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?印发$|"
    r"[（(]?共印\s?\d+\s?份)"
)
"""What stands below a document about it: 版记 (GB/T 9704-2012, 7.4) and the like."""

REMARK = re.compile(
    r"^[（(【\[]\s*(?:此件|此文|本文|联系人|联\s?系|公开|主动公开|依申请公开|不予公开|内部|供领导|会议|"
    r".{0,24}(?:公开发布|公开|有删减|通过|审议|供稿|作者单位.*|单位[：].*))[^。]{0,80}[）)】\]]$"
)
"""附注 in round brackets (GB/T 9704-2012, 7.3.6)."""

SPOKEN = re.compile(r"^(?:尊敬的|敬爱的|亲爱的)?(?:各位|同志们|老师们|同学们|朋友们|全体|女士们).{0,60}[：，！]?$")
SALUTATION = re.compile(
    r"(?:^各|全体|尊敬的|同志|领导|代表|委员|老师|同学|朋友|来宾|政府|国务院|委员会|[局办厅部处室科股组]$|公司|"
    r"学校|支部|党委|党组|直属|单位|街道|[乡镇村]$|[院校]$|中心|社区|部门|机构|协会|工会|集团)"
)

LABEL = re.compile(r"^\s*附\s*(?:件|表|录)?\s*(?:[一二三四五六七八九十]{1,2}|\d{0,2})\s*(?:[：]\s*)?$")
NOTE = re.compile(
    r"^[（(【\[]?\s*(?:责任|牵头|配合|协办|主办|承办|参与|负责|完成|实施|落实)\s?(?:单位|部门|科室|处室|股室|"
    r"领导|人|时限|时间|期限|主体)\s?(?:[：]|及|和|、)"
)
_NOTE_END = re.compile(
    r"[（(【\[][^（）]{2,120}(?:负责|牵头|参与|配合|指导|分工落实|分工负责|列第一位者为牵头单位|"
    r"下同)[^（）]{0,40}[）)】\]]。?$"
)
_NOTED_END = re.compile(
    r"[（(【\[]\s*(?:责任|牵头|配合|协办|主办|承办|参与|负责|完成)\s?(?:单位|部门|科室|处室|股室|领导|人|时限|"
    r"时间|期限)[^（）]{0,120}(?:（[^（）]*）[^（）]*)*[）)】\]]。?$"
)

_LONGEST_NOTE = 400

CLOSING = re.compile(
    r"^(?:特此(?:通知|报告|函复|通报|函告|批复)|专此报告|以上(?:意见|报告|述职|汇报|方案|请示).{0,40}|此致|"
    r"敬礼[！!]?|妥否，请批示|当否，请批示)[。！]?$"
)

SECTION = tuple(
    """
    总体要求 指导思想 总体思路 工作思路 基本思路 总体目标 工作目标 主要目标 目标任务 具体目标
    发展目标 奋斗目标 基本原则 工作原则 工作重点 重点工作 重点任务 主要任务 工作任务 工作内容
    主要内容 工作措施 主要措施 具体措施 保障措施 组织保障 组织领导 组织机构 组织实施 工作要求
    有关要求 活动要求 具体要求 实施步骤 工作步骤 方法步骤 实施范围 进度安排 工作进度 时间安排
    工作安排 具体安排 活动安排 活动主题 活动目的 活动时间 活动地点 活动内容 活动对象 参加人员
    参加对象 工作回顾 工作开展情况 工作完成情况 主要工作 主要做法 主要成效 主要工作及成效
    主要做法和成效 基本情况 工作成效 工作亮点 存在问题 存在的问题 存在的主要问题 存在的不足 主要问题
    问题和不足 困难和问题 下一步打算 下一步工作打算 下一步工作计划 下一步计划 下一步工作 下步工作打算
    今后打算 今后工作打算 工作计划 工作打算 经验启示 工作启示 背景 项目背景 预期效果 经费预算 附则
    """.split()
)
"""What whole sections are called, whoever writes them."""
_SECTIONS = frozenset(SECTION)
_OPENS_SECTION = re.compile("|".join(sorted(SECTION, key=len, reverse=True)))
_BODY_BEGINS = re.compile(
    r"(?:以|为|坚持|要|围绕|通过|按照|深入|认真|全面|切实|各|全|在|根据|进一步|紧紧|从|到|把|加强|成立|一是|"
    r"一要|我|20\d\d年)"
)


def is_section(words: str) -> bool:
    """Whether the words, in one spelling, are nothing but a section's usual name, with or without colon."""
    return "".join(words.split()).rstrip("：。") in _SECTIONS


def begins_section(words: str) -> int:
    """How many characters of the words are a section's usual name to which the text was glued; 0 where none is."""
    found = _OPENS_SECTION.match(words)
    if found and len(words) - found.end() > 12 and _BODY_BEGINS.match(words, found.end()):
        return found.end()
    return 0


def without_note(words: str) -> str:
    """The words, in one spelling, without the notes in brackets at their end that say who is responsible."""
    while True:
        begin = max(len(words) - _LONGEST_NOTE, 0)
        found = _NOTE_END.search(words, begin) or _NOTED_END.search(words, begin)
        if found is None:
            return words
        words = words[: found.start()].rstrip()


def is_note(words: str) -> bool:
    """Whether the whole line, in one spelling, says who is responsible."""
    return bool(len(words) <= 200 and (NOTE.match(words) or _NOTE_END.fullmatch(words)))
