"""The proofreader's catalogue, continued: P6 to P8, the rules about content and shape, and P9, its own settings."""

from __future__ import annotations

from drafter.proof.catalogue import PRACTICE, Entry, error, info, warning

CONTENT: dict[str, Entry] = {
    # ---- P6: consistency -----------------------------------------------------------------------------------------
    "P601": warning(
        PRACTICE,
        "“{quote}”里的{year}年不是本文的年度（{own}年）",
        "核对年份；确实是那一年的，不用改",
        wrong="青岚中学2027年工作计划\n2026年，我校将完成校舍改造。",
        right="青岚中学2027年工作计划\n2027年，我校将完成校舍改造，比2026年多2栋。",
    ),
    "P602": warning(
        PRACTICE,
        "“{label}”前面写的是{other}，这里是{value}",
        "核对哪个数对，改成一样",
        wrong="全年完成安全设施投入12万元。\n要保证安全设施投入13万元。",
        right="全年完成安全设施投入12万元。\n要保证安全设施投入12万元。",
    ),
    "P603": warning(
        PRACTICE,
        "各项相加对不上：{parts}＝{found}，不是{total}",
        "核对总数和分项",
        wrong="修订预案8个，其中总体预案1个、专项预案6个。",
        right="修订预案7个，其中总体预案1个、专项预案6个。",
    ),
    "P604": warning(
        PRACTICE,
        "“{quote}”的百分数对不上：写的是{given}，算出来是{found}",
        "核对数字和百分数",
        wrong="现有教师48人，其中高级教师12人，占30%。",
        right="现有教师48人，其中高级教师12人，占25%。",
    ),
    "P605": error(
        PRACTICE,
        "“{date}”不存在：{fault}",
        "改成对的日期",
        wrong="2027年2月30日前完成。",
        right="2027年2月28日前完成。",
    ),
    "P606": warning(
        PRACTICE,
        "成文日期“{date}”与本文的年度（{own}年）对不上",
        "计划一般在上一年年底或者当年印发；核对年份",
        wrong="青岚中学2027年工作计划\n认真抓好落实。\n青岚中学\n2026年1月5日",
        right="青岚中学2027年工作计划\n认真抓好落实。\n青岚中学\n2027年1月5日",
    ),
    "P607": error(
        PRACTICE,
        "“{label}”后面是空的",
        "填上单位或者时间，没有就删去“{label}：”",
        wrong="加强宿舍管理。责任单位：",
        right="加强宿舍管理。责任单位：总务处",
    ),
    "P608": warning(
        PRACTICE,
        "“{name}”不在单位名单里",
        "{advice}",
        wrong="加强管理。责任单位：总务科",
        right="加强管理。责任单位：总务处",
    ),
    "P609": warning(
        PRACTICE,
        "同一个{what}有两种写法：这里是“{one}”，别处是“{other}”",
        "改成一样；先写全称、后用简称的，第一次写明“以下简称”",
        wrong="责任单位：市市场监督管理局。\n由市市场监管局督办。",
        right="责任单位：市市场监督管理局。\n由市市场监督管理局督办。",
    ),
    "P610": warning(
        PRACTICE,
        "落款“{name}”与标题里的“{title}”不一样",
        "核对哪个对",
        wrong="禾洲小学2027年工作计划\n认真抓好落实。\n禾州小学\n2027年1月5日",
        right="禾洲小学2027年工作计划\n认真抓好落实。\n禾洲小学\n2027年1月5日",
    ),
    "P611": warning(
        PRACTICE,
        "“{quote}”里的“{found}”在名单里，不该出现在本单位的文稿里",
        "多半是从别处抄来的，改成自己的名称",
        wrong="推动白水县水务工作。",
        right="推动青岚县水务工作。",
    ),
    "P612": warning(
        PRACTICE,
        "“{quote}”写的是“{found}”，标题里是“{whose}”",
        "多半是从别处抄来的，改成自己的称呼",
        wrong="禾洲小学2027年工作计划\n我局将认真抓好落实。",
        right="禾洲小学2027年工作计划\n我校将认真抓好落实。",
    ),
    "P613": warning(
        PRACTICE, "“{found}”是旧名称{since}", "改成“{new}”", wrong="由县旧农业局负责。", right="由县农业农村局负责。"
    ),
    "P614": warning(
        PRACTICE,
        "“{quote}”里的“{found}”，本单位写作“{new}”",
        "改成“{new}”",
        wrong="其它单位参照执行。",
        right="其他单位参照执行。",
    ),
    "P615": warning(
        PRACTICE,
        "“{quote}”：名单里{name}的职务是“{office}”",
        "核对职务",
        wrong="由副局长林知远牵头。",
        right="由局长林知远牵头。",
    ),
    "P616": warning(
        PRACTICE,
        "“{quote}”是{year}年的文件，本文{signed}年就成文了",
        "核对文号和成文日期的年份",
        wrong="工作方案\n根据青政发〔2027〕3号文件，制定本方案。\n青岚县水务局\n2026年5月6日",
        right="工作方案\n根据青政发〔2026〕3号文件，制定本方案。\n青岚县水务局\n2026年5月6日",
    ),
    "P617": warning(
        PRACTICE,
        "“{quote}”百分数相减得到的是百分点，不是{given}",
        "改成“{points}”",
        wrong="培训合格率由95%提高到98%，提高3%。",
        right="培训合格率由95%提高到98%，提高3个百分点。",
    ),
    "P618": warning(
        PRACTICE,
        "乘起来对不上：{each}×{times}＝{found}，不是{total}",
        "核对每一份的数和总数",
        wrong="每月检查1次，全年10次。",
        right="每月检查1次，全年12次。每季度检查1次，全年不少于6次。",
    ),
    "P619": warning(
        PRACTICE,
        "表里“{item}”这一行没有写{label}，其余{most}行都写了",
        "补上{label}；与上一行相同的，合并单元格或者照写",
        wrong="序号\t任务\t责任单位\n1\t改造管网\t建设科\n2\t检修泵站\t\n3\t巡查堤防\t防汛科",
        right="序号\t任务\t责任单位\n1\t改造管网\t建设科\n2\t检修泵站\t建设科\n3\t巡查堤防\t防汛科",
    ),
    "P620": warning(
        PRACTICE,
        "“{found}”是{since}以前的名称",
        "改成“{new}”，机构照本地的全称写；说的是以前的事，写明年份或者加“原”字",
        wrong="用地手续由县国土资源局办理。",
        right="用地手续由县自然资源局办理，档案由原县国土资源局移交。",
    ),
    "P621": warning(
        PRACTICE,
        "标题写的是{own}年，文中有{count}处写的是{other}年",
        "核对标题的年份；标题对的，改文中的",
        wrong="青岚中学2026年工作计划\n2027年5月底前完成校舍检修。\n2027年6月底前完成设备更新。\n2027年9月底前开展演练。",
        right="青岚中学2027年工作计划\n2027年5月底前完成校舍检修。\n2027年6月底前完成设备更新。\n2027年9月底前开展演练。",
    ),
    # ---- P7: promises --------------------------------------------------------------------------------------------
    "P701": warning(
        PRACTICE,
        "说的是“{announced}”，列出来的是{count}项",
        "核对项数",
        wrong="抓好三项工作：一是宣传，二是检查。",
        right="抓好两项工作：一是宣传，二是检查。",
    ),
    "P702": warning(
        PRACTICE,
        "“{heading}”这一章没有一个数字",
        "目标写明指标和数值，年底才好对账",
        wrong="青岚中学2027年工作计划\n一、工作目标\n进一步提高教育教学质量，努力办好人民满意的教育。",
        right="青岚中学2027年工作计划\n一、工作目标\n进一步提高教育教学质量，学生体质健康合格率达到95%。",
    ),
    "P703": warning(
        PRACTICE,
        "“{item}……”没有写{what}，同级的{most}项都写了",
        "补上{what}",
        wrong="青岚中学2027年工作计划\n一、重点任务\n（一）抓教学。责任单位：教务处。\n（二）抓安全。责任单位：总务处。\n（三）抓德育。责任单位：政教处。\n（四）抓后勤。全面提高质量。",
        right="青岚中学2027年工作计划\n一、重点任务\n（一）抓教学。责任单位：教务处。\n（二）抓安全。责任单位：总务处。\n（三）抓德育。责任单位：政教处。\n（四）抓后勤。责任单位：总务处。",
    ),
    "P704": warning(
        PRACTICE,
        "“{quote}”：“分别”前面有{names}项，后面有{values}个数",
        "一项一个数；几项的数相同，用“均”“都”",
        wrong="门诊患者满意度、住院患者满意度分别达到92%。",
        right="门诊患者满意度、住院患者满意度分别达到92%、95%。",
    ),
    # ---- P8: shape -----------------------------------------------------------------------------------------------
    "P801": warning(
        PRACTICE,
        "标题“{heading}”与同级的“{other}”结构不同",
        "同级标题用相同的句式、相近的字数",
        wrong="一、突出学习，夯实基础\n二、突出管理，保障安全\n三、突出服务，促进发展\n四、突出创新",
        right="一、突出学习，夯实基础\n二、突出管理，保障安全\n三、突出服务，促进发展\n四、突出创新，增强活力",
    ),
    "P802": info(
        PRACTICE,
        "独立成行的同级标题，有{some}个末尾有句号，{others}个没有",
        "统一，一般不用",
        wrong="（一）指导思想。\n坚持统筹推进。\n（二）基本原则\n坚持分类施策。",
        right="（一）指导思想\n坚持统筹推进。\n（二）基本原则\n坚持分类施策。",
    ),
    "P803": warning(
        PRACTICE,
        "这句话前面已经有了：“{sentence}”",
        "删去一处",
        wrong="投入18万元改造监控系统。投入18万元改造监控系统。",
        right="投入18万元改造监控系统。投入6万元更新消防设备。",
    ),
    "P804": info(
        PRACTICE,
        "{what}有{count}字，超过{limit}字",
        "分成几段或者几句",
        wrong="加强" + "组织领导和统筹协调" * 24 + "。",
        right="加强组织领导。",
    ),
    "P805": warning(
        PRACTICE,
        "标题“{heading}”与“{first}”的标题相同",
        "改成不同的标题，或者合并",
        wrong="一、加强组织领导\n二、加强组织领导",
        right="一、加强组织领导\n二、强化督查考核",
    ),
    # ---- P9: the proofreader's own files -------------------------------------------------------------------------
    "P901": error(
        "", "校对设置里没有“{key}”这个键", "可以写 {known}", wrong="rule: {P101: off}", right="rules: {P101: off}"
    ),
    "P902": error("", "“{key}”应当{wanted}", "{example}", wrong="rules: [P101]", right="rules: {P101: off}"),
    "P903": error(
        "",
        "没有“{code}”这条规则",
        "docs/problems.md 里有全部编号",
        wrong="rules: {P199: off}",
        right="rules: {P101: off}",
    ),
    "P904": error(
        "",
        "不放过这一处：silence 的每一项都要写 rule、text 或 place，以及 reason",
        "reason 写明为什么可以不改",
        wrong="silence: [{rule: P101, text: 甲,乙}]",
        right="silence: [{rule: P101, text: 甲,乙, reason: 原文如此}]",
    ),
    "P905": info(
        "",
        "silence 的这一项已经没有用处：“{what}”没有发现 {code}",
        "删去这一项",
        wrong="（文字已经改好）",
        right="（删去这一项）",
    ),
}
