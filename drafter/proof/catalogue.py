"""The proofreader's catalogue: severity, words, source and examples of P1 to P5, the rules about form.

`source` is a clause of a standard, or 惯例 (office practice). The tests try the examples: each wrong one is found under
its code, in each right one nothing is. P6 to P9 stand in `catalogue_content`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]


class Entry(NamedTuple):
    """One rule's words; `message` and `hint` have named blanks, `quote` is the place in the text."""

    severity: Severity
    source: str
    message: str
    hint: str
    wrong: str
    right: str


def error(source: str, message: str, hint: str, *, wrong: str, right: str) -> Entry:
    """What is certainly wrong."""
    return Entry("error", source, message, hint, wrong, right)


def warning(source: str, message: str, hint: str, *, wrong: str, right: str) -> Entry:
    """What is very likely wrong, or against a standard without harm."""
    return Entry("warning", source, message, hint, wrong, right)


def info(source: str, message: str, hint: str, *, wrong: str, right: str) -> Entry:
    """What is a matter of opinion; hidden unless asked for."""
    return Entry("info", source, message, hint, wrong, right)


MARKS = "GB/T 15834-2011"
NUMERALS = "GB/T 15835-2011"
LAYOUT = "GB/T 9704-2012"
PRACTICE = "惯例"

FORM: dict[str, Entry] = {
    # ---- P1: punctuation -----------------------------------------------------------------------------------------
    "P101": warning(
        MARKS + " 4.4",
        "“{quote}”用了半角的“{found}”{more}",
        "改成全角“{instead}”",
        wrong="落实责任,强化监督。",
        right="落实责任，强化监督，投入12,345元。",
    ),
    "P102": warning(
        MARKS + " 4.1",
        "“{quote}”用了半角的句点{more}",
        "改成句号“{instead}”",
        wrong="各单位要认真抓好落实.",
        right="各单位要认真抓好落实，比例提高2.5个百分点。",
    ),
    "P103": warning(
        MARKS + " 4.9",
        "“{quote}”的括号是半角的，或者一半全角、一半半角{more}",
        "改成“{instead}”",
        wrong="改造老旧小区(含背街小巷)6个。",
        right="改造老旧小区（含背街小巷）6个。",
    ),
    "P104": warning(
        MARKS + " 4.8",
        "“{quote}”用了直引号{more}",
        "改成弯引号“”，引号里面的引号用‘’",
        wrong='深化"放管服"改革。',
        right="深化“放管服”改革。",
    ),
    "P105": warning(
        MARKS + " 4.8、4.9、4.15",
        "“{quote}”里的“{mark}”没有配对的“{other}”",
        "补上“{other}”，或者删去“{mark}”",
        wrong="落实责任（加强管理，杜绝事故。",
        right="落实责任（加强管理），杜绝事故。",
    ),
    "P106": warning(
        MARKS,
        "“{quote}”里的标点重复或者相连：“{found}”{more}",
        "只留一个",
        wrong="认真抓好落实。。",
        right="认真抓好落实。怎么抓？！",
    ),
    "P107": warning(
        MARKS + " 4.11",
        "“{quote}”的省略号写法不对{more}",
        "省略号是六个点“……”",
        wrong="包括教育、医疗...",
        right="包括教育、医疗……",
    ),
    "P108": warning(
        MARKS + " 4.10",
        "“{quote}”的破折号写法不对{more}",
        "破折号是“——”",
        wrong="突出一个主题--高质量发展。",
        right="突出一个主题——高质量发展。",
    ),
    "P109": warning(
        MARKS + " 附录B.3.4",
        "“{quote}”带括号的序数后面不用标点",
        "改成“（{instead}”",
        wrong="（一）、加强领导。",
        right="（一）加强领导。",
    ),
    "P110": warning(
        MARKS + " 附录B.3.2",
        "“{quote}”汉字序数后面应当是顿号，前后没有空格",
        "改成“{instead}”",
        wrong="一 、总体要求",
        right="一、总体要求",
    ),
    "P111": warning(
        MARKS + " 附录B.3.3",
        "“{quote}”阿拉伯数字作序数，后面用下脚点{more}",
        "改成“{instead}”",
        wrong="1、排查整治隐患。",
        right="1.排查整治隐患。",
    ),
    "P112": warning(
        MARKS + " 附录B.3.1",
        "“{quote}”“{found}”后面用逗号",
        "改成“{instead}”",
        wrong="第一、加强领导。",
        right="第一，加强领导。第一、第二季度分别检查。",
    ),
    "P113": warning(
        MARKS + " 附录B.3.7",
        "“{quote}”“一是”“一要”后面不用标点",
        "改成“{instead}”",
        wrong="一是，加强领导。",
        right="一是加强领导。",
    ),
    "P114": warning(
        MARKS + " 附录B.1.2",
        "“{quote}”“等”前面不用顿号，“等”不与省略号连用{more}",
        "改成“{instead}”",
        wrong="公安、司法、信访、等部门。",
        right="公安、司法、信访等部门。",
    ),
    "P115": info(
        MARKS + " 4.5.3.5",
        "“{quote}”书名号之间、引号之间通常不用顿号{more}",
        "可以删去顿号；公文里常用，也不算错",
        wrong="落实《意见》、《办法》。",
        right="落实《意见》《办法》。",
    ),
    "P116": warning(
        MARKS + " 4.8.3.4、4.15.3.5",
        "“{quote}”里外用了同样的标点",
        "里面的改成{inner}",
        wrong="学习《关于印发《工作办法》的通知》。",
        right="学习《关于印发〈工作办法〉的通知》。",
    ),
    "P117": warning(
        MARKS + " 4.14",
        "“{quote}”的间隔号写法不对{more}",
        "间隔号是“·”",
        wrong="买买提•艾力同志获奖。",
        right="买买提·艾力同志获奖。",
    ),
    "P118": warning(
        NUMERALS,
        "“{quote}”的数字或字母是全角的{more}",
        "改成半角“{instead}”",
        wrong="居全市第１位。",
        right="居全市第1位。",
    ),
    "P119": warning(
        MARKS + " 4.15.3.5",
        "“{quote}”书名号里面的书名号用单书名号{more}",
        "改成“{instead}”",
        wrong="落实《关于贯彻<意见>的通知》。",
        right="落实《关于贯彻〈意见〉的通知》。",
    ),
    "P120": warning(
        MARKS + " 4.1",
        "“{quote}”这一段{fault}",
        "补上句号",
        wrong="走访企业120家。办结率不低于95%",
        right="走访企业120家。办结率不低于95%。",
    ),
    "P121": warning(
        LAYOUT + " 7.3.3",
        "“{quote}”序数“{found}”是一个特殊字符",
        "改成“{instead}”",
        wrong="㈠加强组织领导",
        right="（一）加强组织领导",
    ),
    # ---- P2: numerals --------------------------------------------------------------------------------------------
    "P201": warning(
        NUMERALS + " 5.1.4",
        "“{quote}”的年份只写了两位{more}",
        "写全四位",
        wrong="25年度完成投资3亿元。",
        right="2025年度完成投资3亿元，20年来首次。",
    ),
    "P202": warning(
        LAYOUT + " 7.3.5.4",
        "“{quote}”的月、日前面多了0{more}",
        "改成“{instead}”",
        wrong="2027年01月起实行。",
        right="2027年1月起实行。",
    ),
    "P203": warning(
        NUMERALS,
        "“{quote}”正文里的日期要写“年月日”{more}",
        "改成“{instead}”",
        wrong="于2027-3-15前报送。",
        right="于2027年3月15日前报送。",
    ),
    "P204": warning(
        NUMERALS,
        "“{quote}”汉字年份里的零写法不对{more}",
        "改成“{instead}”",
        wrong="二○二七年一月。",
        right="二〇二七年一月。",
    ),
    "P205": warning(
        NUMERALS,
        "“{quote}”一个日期里混用了两种数字{more}",
        "都用阿拉伯数字",
        wrong="2027年三月完成。",
        right="2027年3月完成。",
    ),
    "P206": warning(
        NUMERALS + " 5.1.3",
        "“{quote}”前一个数也要写单位{more}",
        "改成“{instead}”",
        wrong="增长5～8%。",
        right="增长5%～8%。",
    ),
    "P207": info(
        NUMERALS + " 5.1.3",
        "“{quote}”前一个数没有写“万”“亿”{more}",
        "会误解时，改成“{instead}……”",
        wrong="投入13～17万元。",
        right="投入13万～17万元。",
    ),
    "P208": warning(
        MARKS + " 4.13.3",
        "“{quote}”的范围用了半角符号{more}",
        "改成“～”或者“—”，如“{instead}”",
        wrong="开展活动3~5场。",
        right="开展活动3～5场。",
    ),
    "P209": warning(
        NUMERALS,
        "“{quote}”的百分数写法不对{more}",
        "写成“5.5%”“3个百分点”或者“百分之五”",
        wrong="提高3%个百分点。",
        right="提高3个百分点，占百分之五。",
    ),
    "P210": warning(
        NUMERALS + " 4.2",
        "“{quote}”固定的说法用汉字数字{more}",
        "如“党的二十大”“‘十五五’规划”“星期五”",
        wrong="全面贯彻党的20大精神。",
        right="全面贯彻党的二十大精神。",
    ),
    "P211": warning(
        PRACTICE,
        "“{quote}”概数说了两遍{more}",
        "“约”“近”“超过”与“余”“多”“左右”“以上”只用一个",
        wrong="收集问题约1500余条。",
        right="收集问题约1500条。",
    ),
    "P212": warning(
        PRACTICE,
        "“{quote}”减少、降低不能用倍数{more}",
        "写成百分数，或者“减少到原来的几分之一”",
        wrong="事故起数下降2倍。",
        right="事故起数下降60%。",
    ),
    "P213": warning(
        MARKS + " 4.5.3.4",
        "“{quote}”相邻两个数字表示概数，中间不用顿号{more}",
        "改成“{instead}”",
        wrong="用三、四个月完成。",
        right="用三四个月完成。第一、二季度分别检查。",
    ),
    "P214": warning(
        NUMERALS + " 5.1.1",
        "“{quote}”阿拉伯数字后面只能接“万”“亿”{more}",
        "写成完整的数字，如“3000人”",
        wrong="培训3千人。",
        right="培训3000人，新增容量5千瓦。",
    ),
    "P215": info(
        PRACTICE,
        "“{quote}”季度一般用汉字数字{more}",
        "改成“{instead}”",
        wrong="1季度完成投资3亿元。",
        right="一季度完成投资3亿元。",
    ),
    "P216": info(
        PRACTICE, "“{quote}”数字与汉字之间不空格{more}", "删去空格", wrong="完成 35 项任务。", right="完成35项任务。"
    ),
    "P217": warning(
        PRACTICE,
        "“{quote}”书面的日期写“日”，不写“号”{more}",
        "改成“{instead}”",
        wrong="3月15号前报送材料。",
        right="3月15日前报送材料，由3号楼搬到5号楼。",
    ),
    # ---- P3: order of numbers ------------------------------------------------------------------------------------
    "P301": error(
        LAYOUT + " 7.3.3",
        "序数“{mark}”与前面接不上：{told}",
        "这里应当是“{expected}”，或者中间漏了一项",
        wrong="一、工作目标\n三、工作任务",
        right="一、工作目标\n二、工作任务",
    ),
    "P302": error(
        PRACTICE,
        "“{mark}”与前面接不上：{told}",
        "这里应当是“{expected}”，或者中间漏了一项",
        wrong="一是落实制度。三是签订责任书。",
        right="一是落实制度。二是签订责任书。",
    ),
    "P303": warning(
        PRACTICE,
        "“{quote}”里的“{mark}”与前面接不上",
        "这里应当是“{expected}”，或者中间漏了一项",
        wrong="包括：（1）检查；（3）整改。",
        right="包括：（1）检查；（2）整改。",
    ),
    "P304": warning(
        LAYOUT + " 7.3.3",
        "“{above}”下面直接用了“{mark}”，跳过了层次",
        "层次依次是一、（一）1.（1），这里用“{expected}”",
        wrong="一、工作任务\n（一）健全体系\n（1）明确责任。",
        right="一、工作任务\n（一）健全体系\n1.明确责任。",
    ),
    "P305": info(
        LAYOUT + " 7.3.3",
        "“{mark}”这样的序数公文里一般不用",
        "层次依次用一、（一）1.（1）",
        wrong="1.1总体要求",
        right="（一）总体要求",
    ),
    "P306": error(
        PRACTICE,
        "“{mark}”与前面接不上：{told}",
        "这里应当是“{expected}”，或者中间漏了一条",
        wrong="第一章　总则\n第三章　附则",
        right="第一章　总则\n第二章　附则",
    ),
    "P307": warning(
        PRACTICE,
        "表里的序号“{mark}”与前面接不上",
        "这里应当是“{expected}”，或者中间漏了一行",
        wrong="序号\t任务\n1\t改造管网\n2\t检修泵站\n4\t巡查堤防",
        right="序号\t任务\n1\t改造管网\n2\t检修泵站\n3\t巡查堤防",
    ),
    # ---- P4: elements --------------------------------------------------------------------------------------------
    "P401": error(
        LAYOUT + " 7.3.7",
        "附件的名称两处不一样：附件说明写“{listed}”，附件页写“{page}”",
        "两处改成一样",
        wrong="附件：任务分解表\n附件\n重点任务分解表",
        right="附件：任务分解表\n附件\n任务分解表",
    ),
    "P402": error(
        PRACTICE,
        "文中说“{mark}”，但是只有{count}个附件",
        "改成对的附件号，或者补上附件",
        wrong="办法见附件2。\n附件：任务分解表\n附件\n任务分解表",
        right="任务见附件。\n附件：任务分解表\n附件\n任务分解表",
    ),
    "P403": warning(
        PRACTICE,
        "文中说“{mark}”，但是没有附件",
        "补上附件和附件说明，或者删去这句话",
        wrong="具体安排详见附件3。",
        right="具体安排另行通知。",
    ),
    "P404": warning(
        LAYOUT + " 7.3.5.4",
        "成文日期“{found}”不合规定",
        "写成“2027年1月5日”：年月日齐全，阿拉伯数字",
        wrong="工作计划\n认真抓好落实。\n青岚县水务局\n2027.9.20",
        right="工作计划\n认真抓好落实。\n青岚县水务局\n2027年9月20日",
    ),
    "P405": warning(
        LAYOUT + " 7.2.5",
        "“{quote}”的发文字号写法不对",
        "年份用六角括号、写全，不写“第”，序号前面不加0{so}",
        wrong="根据青政发[2026]18号文件。",
        right="根据青政发〔2026〕18号文件。",
    ),
    "P406": warning(
        LAYOUT + " 7.3.4",
        "附件名称“{name}”后面有“{mark}”",
        "附件名称后面不用标点",
        wrong="附件：任务分解表。",
        right="附件：任务分解表",
    ),
    "P407": warning(
        LAYOUT + " 7.3.4",
        "附件“{name}”：{fault}",
        "附件说明与附件一一对应",
        wrong="附件：1.任务表\n2.名单\n附件1\n任务表",
        right="附件：1.任务表\n2.名单\n附件1\n任务表\n附件2\n名单",
    ),
    "P408": error(
        LAYOUT + " 7.3.4",
        "附件“{name}”的顺序号不对，应当是“{expected}”",
        "附件说明和附件页都按1、2、3依次编号",
        wrong="附件：1.任务表\n3.名单\n附件1\n任务表\n附件2\n名单",
        right="附件：1.任务表\n2.名单\n附件1\n任务表\n附件2\n名单",
    ),
    "P409": warning(
        LAYOUT + " 7.3.5.4",
        "成文日期“{found}”用了汉字数字",
        "现在用阿拉伯数字；2012年以前的公文用汉字",
        wrong="工作计划\n认真抓好落实。\n青岚县水务局\n二〇二七年一月五日",
        right="工作计划\n认真抓好落实。\n青岚县水务局\n2027年1月5日",
    ),
    "P410": warning(
        PRACTICE,
        "标题末尾有“{mark}”",
        "标题末尾不用标点",
        wrong="工作计划。\n认真抓好落实。",
        right="工作计划\n认真抓好落实。",
    ),
    # ---- P5: leftovers -------------------------------------------------------------------------------------------
    "P501": error(
        PRACTICE,
        "“{quote}”里的“{found}”还没有换成真实的内容{more}",
        "填上真实的内容，或者删去这句话",
        wrong="争取补助资金XX万元。",
        right="争取补助资金20万元，推行1+X证书制度。",
    ),
    "P502": error(
        PRACTICE,
        "“{quote}”还有待办的标记",
        "办完以后删去标记",
        wrong="新增绿地12公顷【待核实】。",
        right="新增绿地12公顷。",
    ),
    "P503": error(
        PRACTICE,
        "“{quote}”是模板或表格里没有填出来的标记",
        "换成真实的内容",
        wrong="单位：{{ 单位 }}。",
        right="单位：青岚县水务局。",
    ),
    "P504": error(
        PRACTICE,
        "“{quote}”里有 Markdown 的标记",
        "删去 #、*、` 这些标记，只留文字",
        wrong="**重点任务**如下。",
        right="重点任务如下。",
    ),
    "P505": warning(
        PRACTICE,
        "这一段以“{found}”开头，像是列表的标记",
        "删去它；要编号的用1.或者（1）",
        wrong="- 加强领导。",
        right="1.加强领导。",
    ),
    "P506": error(
        PRACTICE,
        "“{quote}”像是写稿时留下的批注",
        "核实以后删去",
        wrong="完成投资3亿元（请核实）。",
        right="完成投资3亿元（含上级补助）。",
    ),
    "P507": warning(
        PRACTICE, "“{quote}”像是从网页上带来的文字", "删去", wrong="认真抓好落实。阅读全文", right="认真抓好落实。"
    ),
    "P508": warning(
        PRACTICE, "“{quote}”中间有连着的空格{more}", "删去空格", wrong="改造泵站  5座。", right="改造泵站5座。"
    ),
    "P509": warning(
        PRACTICE,
        "“{quote}”汉字之间有空格{more}",
        "删去空格",
        wrong="各部门要 密切配合，形成合力。",
        right="各部门要密切配合，形成合力。",
    ),
    "P510": warning(
        PRACTICE, "“{quote}”里有看不见的字符{more}", "删去它", wrong="全市\u200b各级各部门。", right="全市各级各部门。"
    ),
    "P511": error(PRACTICE, "“{quote}”里有乱码", "换成原来的文字", wrong="加强\ufffd\ufffd管理。", right="加强管理。"),
    "P512": warning(
        PRACTICE,
        "“{quote}”里“{found}”像是重复了",
        "删去多余的字",
        wrong="各部门要认真认真抓好落实。",
        right="各部门要认真抓好落实。",
    ),
}
