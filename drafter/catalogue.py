"""The catalogue of problems: code, severity, words, and an example of what is wrong and what is right.

`docs/problems.md` is made from it. Codes never change their meaning: Y reading a YAML file, F facts, S structure,
W wording, L the layout and the unit's own Word file, R reading a document, T the resulting text, whose words stand in
`catalogue_text`, X facts in other files, whose words stand in `catalogue_files`, N what is still last year's, whose
words stand in `catalogue_years`.
"""

from __future__ import annotations

import errno

from drafter.catalogue_entry import Entry
from drafter.catalogue_entry import error as _error
from drafter.catalogue_entry import info as _info
from drafter.catalogue_entry import warning as _warning
from drafter.catalogue_files import FILES
from drafter.catalogue_text import TEXT
from drafter.catalogue_years import YEARS

CATALOGUE: dict[str, Entry] = {
    # ---- Y: reading a YAML file --------------------------------------------------------------------------------
    "Y101": _error(
        "没有找到事实文件",
        "先用 drafter new 结构ID 文件夹 建一个，事实文件的名称是 facts.yaml",
        wrong="空文件夹",
        right="文件夹里有 facts.yaml",
    ),
    "Y102": _error(
        "文件不是 UTF-8 编码{guess}",
        "用记事本打开，“另存为”时把编码选成“UTF-8”",
        wrong="用 GBK（ANSI）保存的 facts.yaml",
        right="用 UTF-8 保存的 facts.yaml",
    ),
    "Y103": _error(
        "文件有{size}，超过了 {limit} 的上限",
        "大的表格请放在单独的文件里",
        wrong="10 MB 的 facts.yaml",
        right="几十 KB 的 facts.yaml",
    ),
    "Y104": _error("这里的写法 YAML 读不懂：{reason}", wrong="目标: [一, 二", right="目标: [一, 二]"),
    "Y105": _error(
        "“{key}”后面用了全角冒号“：”",
        "改成半角冒号加一个空格：“{key}: ”；如果是文字的一部分，把整个值放进引号里",
        wrong="年度：2027",
        right="年度: 2027",
    ),
    "Y106": _error(
        "缩进用了制表符（Tab）", "改成空格，每一级两个空格", wrong="（Tab）指标: 普及率", right="  指标: 普及率"
    ),
    "Y107": _error(
        "“{key}”写了两次，前一次在第{line}行", "删去一个，或者改名", wrong="年度: 2026\n年度: 2027", right="年度: 2027"
    ),
    "Y108": _error(
        "这里不能用 {mark}（YAML 的{name}）",
        "如果它是文字的一部分，把整个值放进引号里",
        wrong="说明: *重点",
        right='说明: "*重点"',
    ),
    "Y109": _error("层次太深，超过了 {limit} 层", "检查括号和缩进", wrong="[[[[……", right="最多三四层"),
    "Y110": _error(
        "这里有看不见的控制字符（{char}）", "删去这个字符重新输入", wrong="青岚县（U+0007）水务局", right="青岚县水务局"
    ),
    "Y111": _error(
        "“{key}”的冒号后面没有空格", "在冒号后面加一个空格：“{key}: ”", wrong="年度:2027", right="年度: 2027"
    ),
    "Y112": _error("文件是空的", wrong="空的 facts.yaml", right="structure: annual-work-plan"),
    "Y113": _error(
        "一个文件里只能有一份内容，这里又用 --- 开始了第二份", wrong="年度: 2027\n---\n年度: 2028", right="年度: 2027"
    ),
    "Y114": _error(
        "“{key}”{where}是全角空格或不换行空格",
        "改成半角空格，与同一级的其他行对齐",
        wrong="　年度: 2027",
        right="年度: 2027",
    ),
    "Y115": _error("文件读不出来：{reason}", wrong="没有读取权限的 facts.yaml", right="可以打开的 facts.yaml"),
    "Y116": _error("应当是“名称: 值”的写法", "例如“年度: 2027”", wrong="年度 2027", right="年度: 2027"),
    "Y117": _error(
        "“{line}”被接到了上一行的后面",
        "列表的每一项另起一行，“-”与上一项的“-”对齐，后面空一格；它是文字的一部分时，把整个值放进引号里",
        wrong="措施:\n  - 新建管网\n    - 改造管网",
        right="措施:\n  - 新建管网\n  - 改造管网",
    ),
    "Y118": _warning(
        "“{rest}”成了注释，不会印出来",
        "“ #”后面的字 YAML 当作注释；它是文字的一部分时，把整个值放进引号里",
        wrong="地点: 城南 #3泵站",
        right='地点: "城南 #3泵站"',
    ),
    "Y119": _error(
        "“{line}”的“-”后面没有空格", "列表的每一项写成“- ”加内容，“-”与其他项的“-”对齐", wrong="  -乙", right="  - 乙"
    ),
    "Y120": _error(
        "这里用了全角逗号“，”",
        "方括号、花括号里，项与项之间用半角逗号加一个空格：“, ”；它是文字的一部分时，把整个值放进引号里",
        wrong="负责人: {姓名: 张三，职务: 校长}",
        right="负责人: {姓名: 张三, 职务: 校长}",
    ),
    "Y121": _error(
        "半角逗号把“{value}”断成了两项",
        "内容里的逗号用全角“，”，数字不写千分位，或者把整个值放进引号里；本来就是两项的，在逗号后面加一个空格",
        wrong="措施: [新建管网1,200公里]",
        right="措施: [新建管网1200公里]",
    ),
    # ---- F: facts ----------------------------------------------------------------------------------------------
    "F101": _error("缺少必填的“{label}”", "{example}", wrong="年度:", right="年度: 2027"),
    "F102": _error("没有“{key}”这一项", wrong="目标植: 95%", right="目标值: 95%"),
    "F103": _error("“{label}”应当{wanted}，这里是{found}", "{example}", wrong="单位: [甲局, 乙局]", right="单位: 甲局"),
    "F104": _error("“{label}”的“{value}”{fault}", wrong="成文日期: 2027年2月30日", right="成文日期: 2027年2月28日"),
    "F105": _error("“{label}”{fault}，这里有{count}项", wrong="机制: [……一项……]", right="机制: [……至少两项……]"),
    "F106": _error(
        "“{label}”的第{number}项是空的",
        "填上内容，或者删去这一项的“-”",
        wrong="措施:\n  -",
        right="措施:\n  - 新建管网",
    ),
    "F107": _error("“{value}”不在“{label}”可选的值里", wrong="状态: 征求意见", right="状态: 征求意见稿"),
    "F108": _error("“{label}”{fault}，这里有{count}字", wrong="（超过字数上限的内容）", right="（字数以内的内容）"),
    "F109": _error(
        "“{label}”的“{value}”不合规定的写法",
        "{example}",
        wrong="文号: 青政发[2026]18号",
        right="文号: 青政发〔2026〕18号",
    ),
    "F110": _error(
        "“{label}”里“{value}”重复了，前一次在第{line}行",
        "删去一个，或者改成别的",
        wrong="[甲科, 甲科]",
        right="[甲科, 乙科]",
    ),
    "F111": _error(
        "没有编号为“{id}”的结构",
        "用 drafter structures 看有哪些结构",
        wrong="structure: anual-plan",
        right="structure: annual-work-plan",
    ),
    "F112": _error(
        "事实文件没有写明用哪个结构",
        "在开头加一行“structure: 结构ID”",
        wrong="年度: 2027",
        right="structure: annual-work-plan\n年度: 2027",
    ),
    "F113": _error(
        "这些事实像是为“{title}”（{id}）准备的，不是“{given}”",
        "如果是，把 structure 一行改成“structure: {id}”",
        wrong="structure: mechanism-experience\n工作重点: ……",
        right="structure: annual-work-plan\n工作重点: ……",
    ),
    "F114": _warning(
        "“{label}”末尾的“{mark}”一般不用写",
        "措辞会加上需要的标点",
        wrong="任务: 加快供水工程建设。",
        right="任务: 加快供水工程建设",
    ),
    "F115": _warning(
        "“{label}”写的是“{value}”，像是还没有填",
        "填上真实的内容，或者留空",
        wrong="单位: XX县水务局",
        right="单位: 青岚县水务局",
    ),
    "F116": _error(
        "“{label}”有{count}项，“{mark}”这样的序数最多到{limit}",
        "换一种序数，或者合并几项",
        wrong="五个要点用 首先",
        right="五个要点用 一是",
    ),
    "F117": _warning(
        "填了“{value}”，但文稿里没有印出来",
        "要印它的那句话还缺别的事实，或者措辞里没有用到它",
        wrong="填了文件简称，没有填文件名称",
        right="两样都填，或者都不填",
    ),
    "F118": _warning(
        "“{label}”的“{value}”像是几项写在了一起",
        "每一项各占一行，以“- ”开头，或者写成 [甲, 乙]（用半角逗号）",
        wrong="责任单位: [甲科、乙科]",
        right="责任单位: [甲科, 乙科]",
    ),
    "F119": _error(
        "“{label}”算不出来：{reason}",
        "参加计算的都要是确数，单位相同",
        wrong="合计: {computed: 甲 + 乙}，甲是“约3万元”",
        right="甲: 3万元",
    ),
    "F120": _error(
        "“{label}”写的是{value}，按“{expression}”算是{computed}",
        "核对分项和合计，改正其中写错的一个",
        wrong="经费: 2.86亿元（分项：1.5亿元、1.35亿元）",
        right="经费: 2.85亿元",
    ),
    "F121": _error(
        "“{label}”（{value}）晚于{limit}",
        "核对两个时间",
        wrong="完成时限: 2028年3月底前（年度: 2027）",
        right="完成时限: 2027年11月底前",
    ),
    "F122": _error(
        "“{label}”是{value}，{fault}",
        wrong="普及率: 85%（下限90%）",
        right="普及率: 95%",
    ),
    "F123": _warning(
        "“{value}”排在了“{before}”后面",
        "按由高到低的顺序排",
        wrong="[{职务: 副局长}, {职务: 局长}]",
        right="[{职务: 局长}, {职务: 副局长}]",
    ),
    "F124": _warning(
        "“{label}”里的{name}没有成对：有{opened}个 {opening}，{shut}个 {closing}",
        "补上另一半，或者删去多出的一半",
        wrong="总述: 坚持“节水优先方针",
        right="总述: 坚持“节水优先”方针",
    ),
    "F125": _warning(
        "“{label}”还没有确认：{note}",
        "核对这一项，改成今年的；确认以后删去 note",
        wrong="任务: {value: 加强河湖管护, note: 上年未完成，须确认}",
        right="任务: 加强河湖管护",
    ),
    "F126": _error(
        "“{label}”的字数{value}{fault}",
        "写成 3000～4000、不超过500、至少800 或 800左右，也可以写 {{至少: 1200, 至多: 2000}}",
        wrong="字数: {工作目标: 五百字}",
        right="字数: {工作目标: 不超过500}",
    ),
    # ---- S: structure ------------------------------------------------------------------------------------------
    "S201": _error("结构里没有“{key}”这个键", wrong="runin: true", right="run_in: true"),
    "S202": _error("缺少“{key}”", "{example}", wrong="（没有 title）", right="title: 年度工作计划"),
    "S203": _error("“{key}”应当{wanted}", "{example}", wrong="run_in: 是", right="run_in: true"),
    "S204": _error("没有“{kind}”这个事实种类", wrong="kind: txet", right="kind: text"),
    "S205": _error("“{name}”没有在 facts 里声明", wrong="each: 任物", right="each: 任务"),
    "S206": _error(
        "“{name}”不是列表，不能逐项重复",
        "each 只能写 kind 为 list 或 table 的事实",
        wrong="each: 单位",
        right="each: 任务",
    ),
    "S207": _error(
        "没有找到模板“{name}”", "应当在 templates/{id}/{name}.j2", wrong="wording: 引沿", right="wording: 引言"
    ),
    "S208": _error(
        "不认识序数样式“{mark}”",
        "可以写 一、（一）1.（1）① 一是 一要 首先 或 none",
        wrong="number: 甲、",
        right="number: 一、",
    ),
    "S209": _error("有标题的章节超过了四级", wrong="五层 sections", right="最多四层"),
    "S210": _error("“{name}”不能用作事实的名称：{reason}", wrong="1号任务: text", right="任务: text"),
    "S211": _error(
        "这一章什么也没有写",
        "加上 wording、text、points、table 或 sections",
        wrong="- heading: 总体要求",
        right="- heading: 总体要求\n  wording: 总体要求",
    ),
    "S212": _error("“{first}”和“{second}”只能写一个", wrong="wording 和 text 都写", right="只写 wording"),
    "S213": _error("pattern 不是正确的正则表达式：{reason}", wrong="pattern: '['", right="pattern: '[A-Z]'"),
    "S214": _error(
        "“{expression}”：{reason}",
        "算式写成 sum(分项.金额)、甲 - 乙、share(部分, 总数) 这样",
        wrong="computed: sum(分项.金额",
        right="computed: sum(分项.金额)",
    ),
    "S215": _error("extends 里的“{id}”不能用", wrong="extends: anual-work-plan", right="extends: annual-work-plan"),
    "S216": _error("所扩展的结构里没有“{name}”这一章", wrong="- {change: 指导思相}", right="- {change: 指导思想}"),
    # ---- W: wording --------------------------------------------------------------------------------------------
    "W301": _error("Jinja 写法有误：{reason}", wrong="{{ 单位 }", right="{{ 单位 }}"),
    "W302": _error("用了没有声明的事实“{name}”", wrong="{{ 单伟 }}", right="{{ 单位 }}"),
    "W303": _error("“{owner}”没有“{name}”这个字段", wrong="{{ 任务.名秤 }}", right="{{ 任务.名称 }}"),
    "W304": _error("没有“{name}”这个过滤器", wrong="{{ 单位 | jion_cn }}", right="{{ 单位 | join_cn }}"),
    "W305": _error("措辞里不能用 {name}", wrong="{% include '其他.j2' %}", right="（把文字写在本模板里）"),
    "W306": _error(
        "只填必填的事实时，这个标题填不出来：它用到了选填的“{name}”",
        "把“{name}”改成必填，或者用 {{% if {name} %}} 包起来，或者给章节加上 when: {name}",
        wrong='heading: "{{ 选填事项 }}方案"',
        right='heading: "{% if 选填事项 %}{{ 选填事项 }}{% endif %}方案"',
    ),
    "W307": _error("这里填不出来：{reason}", wrong="{{ 单位 | year(1) }}", right="{{ 年度 | year(1) }}"),
    "W308": _error("“{name}”不是列表，不能用 for 逐项取", wrong="{% for 项 in 单位 %}", right="{% for 项 in 目标 %}"),
    "W309": _error(
        "“{name}”是{found}，不能直接印出来",
        "写明要印哪个字段，如 {{{{ {name}.{field} }}}}",
        wrong="{{ 任务 }}",
        right="{{ 任务 | names | join_cn }}",
    ),
    "W310": _error("模板里有看不见的控制字符（{char}）", "删去这个字符", wrong="（U+0001）", right="（没有控制字符）"),
    # ---- L: the layout, and the unit's own Word file ------------------------------------------------------------
    "L501": _error("版式文件里没有“{key}”这个键", wrong="titel: {size: 二号}", right="title: {size: 二号}"),
    "L502": _error("“{key}”应当{wanted}，这里是{found}", wrong="body: {size: 大}", right="body: {size: 三号}"),
    "L503": _error("“{key}”不能是{value}，只能从{least}到{most}", wrong="size: 500磅", right="size: 三号"),
    "L504": _error(
        "页边距只留下{left}的版心，放不下每行{characters}字、每页{lines}行的正文",
        "减小页边距，或者减小正文的字号、行距",
        wrong="page: {left: 100, right: 100}",
        right="page: {left: 28, right: 26}",
    ),
    "L505": _error(
        "“{key}”的行距是{pitch}磅，比字号{size}磅小，字的上下会被切掉",
        "给“{key}”写上更大的 pitch，或者更小的 size",
        wrong="title: {size: 初号}",
        right="title: {size: 初号, pitch: 50磅}",
    ),
    "L506": _error(
        "“{key}”缩进以后，一行只剩{room}个字",
        "减小 left、right 或 first_line",
        wrong="body: {left: 20字}",
        right="body: {left: 0}",
    ),
    "L507": _error(
        "下边距{bottom}毫米放不下版心下{drop}毫米处的页码，至少要{needed}毫米",
        "加大 page.bottom，或者减小 page_number.drop",
        wrong="page: {bottom: 8}",
        right="page: {bottom: 35}",
    ),
    "L508": _error(
        "字体名称“{name}”有{count}个字，Word 最多认{limit}个",
        "照 Word 字体列表里的名称写",
        wrong="font: （四十个字的名称）",
        right="font: 方正仿宋_GBK",
    ),
    "L509": _error(
        "没有找到版式文件“{name}”",
        "路径从事实文件所在的文件夹算起",
        wrong="layout: 版示.yaml",
        right="layout: 版式.yaml",
    ),
    "L510": _info(
        "{key}{label}是{value}，按{source}是{standard}",
        "本单位的版式如此就不用改；要按标准，删去这一项",
        wrong="heading2: {bold: true}",
        right="（删去这一项）",
    ),
    "L521": _error(
        "没有找到底版“{name}”",
        "路径从事实文件所在的文件夹算起",
        wrong="letterhead: 底板.docx",
        right="letterhead: 底版.docx",
    ),
    "L522": _error(
        "底版不能用：{reason}",
        "用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”",
        wrong="改了后缀的 .doc",
        right="另存成的 .docx",
    ),
    "L523": _error("底版加了密码", "在 Word 里去掉打开密码，另存一份", wrong="有打开密码的 .docx", right="没有密码的"),
    "L524": _error(
        "底版{reason}，不像一份正常的文档，没有打开",
        "换成只有页眉、页脚和标志的文件；图片先压缩",
        wrong="解开有几个 GB 的“压缩炸弹”",
        right="几十到几百 KB 的 .docx",
    ),
    "L525": _error(
        "底版里有宏或控件（{part}）",
        "在 Word 里另存为不带宏的“Word 文档（.docx）”，删去控件",
        wrong="由 .docm 改名的 .docx",
        right="不带宏的 .docx",
    ),
    "L526": _error("底版连着外面的文件（{target}）", "{advice}", wrong="链接的图片", right="插入的图片"),
    "L527": _error(
        "底版的 {part} 里有实体声明，正常的 Word 文档没有",
        "用 Word 打开这份文件，另存一份再用",
        wrong="<!DOCTYPE …>",
        right="Word 自己存的文件",
    ),
    "L528": _error(
        "底版里没有放正文的位置",
        "在要放正文的地方另起一段，只写 {{{{ body }}}}",
        wrong="（没有这一段）",
        right="{{ body }}",
    ),
    "L529": _error("底版里有{count}处 {{{{ body }}}}，只能有一处", wrong="两段 {{ body }}", right="一段 {{ body }}"),
    "L530": _error(
        "{{{{ body }}}} {fault}",
        "在正文里另起一段，只写 {{{{ body }}}}",
        wrong="正文：{{ body }}",
        right="{{ body }}",
    ),
    "L531": _error(
        "底版里有要填的 {tag}，还没有安装填写它的组件",
        "运行 pip install plan-drafter[letterhead]，或者从底版里删去 {{{{ body }}}} 以外的标记",
        wrong="（没有安装 docxtpl）",
        right="pip install plan-drafter[letterhead]",
    ),
    "L532": _error(
        "底版里不能用 {tag}：{fault}",
        "底版里可以写 {{{{ 事实的名称 }}}}",
        wrong="{% for 项 in 任务 %}",
        right="{{ 单位 }}",
    ),
    "L534": _info(
        "底版里有样式 {name}，用底版的样子，不用版式文件或标准的",
        "想用版式文件或标准的样子，在底版里删去那个样式，或者给它改名",
        wrong="底版的“heading 1”是蓝色",
        right="（底版里没有这个样式，或者就是想要的样子）",
    ),
    "L533": _warning("{tag} 的事实没有填，底版的这一处空着", wrong="（没有填 电话）", right="电话: 0571-12345678"),
    # ---- R: reading a document -----------------------------------------------------------------------------------
    "R601": _error(
        "这份文件读不了：{reason}",
        "用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”",
        wrong="改了后缀的 .doc",
        right="另存成的 .docx",
    ),
    "R602": _error("文件加了密码", "在 Word 里去掉打开密码，另存一份", wrong="有打开密码的 .docx", right="没有密码的"),
    "R603": _error(
        "文件{reason}，不像一份正常的文档，没有打开",
        "换成只有文字、表格和压缩过的图片的文件",
        wrong="解开有几个 GB 的“压缩炸弹”",
        right="几十 KB 到几 MB 的 .docx",
    ),
    "R604": _error(
        "文件的 {part} 里有实体声明，正常的 Word 文档没有",
        "用 Word 打开这份文件，另存一份再用",
        wrong="<!DOCTYPE …>",
        right="Word 自己存的文件",
    ),
    "R605": _error("文件读不出来：{reason}", wrong="没有读取权限的 .docx", right="可以打开的 .docx"),
    "R606": _error(
        "这份文件不是纯文本，或者它的编码认不出来",
        "用记事本打开，另存为时编码选 UTF-8；如果是 Word 文档，改回原来的后缀 .docx 或 .doc",
        wrong="把 .docx 的后缀改成了 .txt",
        right="UTF-8、GB18030（GBK）或带 BOM 的 UTF-16 文本",
    ),
    "R607": _error(
        "这份文档里有宏，没有打开",
        "用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，宏就去掉了",
        wrong="带宏的 .docm",
        right="不带宏的 .docx",
    ),
    "R608": _error(
        "旧的 .doc 要先转成 .docx：{reason}",
        "用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”；或者装上 LibreOffice 再试",
        wrong="2026年总结.doc（这台电脑没有 LibreOffice）",
        right="2026年总结.docx",
    ),
    "R609": _error(
        "文件里没有文字", "扫描成图片的文稿要先识别成文字", wrong="只有图片的 .docx", right="有文字的 .docx"
    ),
    "R610": _error(
        "这份文档不像是从这个计划导出的：计划里的文字只有{share}在里面",
        "看看是不是别的计划的文档；不是导出来再改的，用 drafter compare 对照",
        wrong="drafter sync 2027年计划 别的单位的计划.docx",
        right="drafter sync 2027年计划 2027年计划/青岚县水务局2027年工作计划.docx",
    ),
    "R611": _warning(
        "导出这份文档以后，计划自己又改过{what}",
        "计划里后改的都留着；文档里同一段也改了的，请自己定",
        wrong="导出以后改了 facts.yaml，又拿改过的旧文档回写",
        right="先回写，再改 facts.yaml",
    ),
    "R612": _error(
        "这一行里有看不见的控制字符 {char}，写不进事实文件",
        "删去这个字符，或者把这一行重新打一遍",
        wrong="年度\\x7f计划（中间有一个看不见的字符）",
        right="年度计划",
    ),
    "R613": _error(
        "文件里的字太多，一个事实文件放不下", "分成几份，各收各的", wrong="几千页的 .txt", right="一份一个文件"
    ),
    "R614": _error(
        "这份文档收不成计划：填出来的字和原文不一样",
        "把文档另存为 .docx 再试；还是不行，请把它分成几份，看是哪一份",
        wrong="（填出来和原文不一样的文档）",
        right="（分开以后收得成的部分）",
    ),
    **TEXT,
    **FILES,
    **YEARS,
}


# ---- what the operating system says --------------------------------------------------------------------------------

_OS_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "它的上级不是文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.EISDIR: "它是文件夹，不是文件",
    errno.EACCES: "没有权限，或者它正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENAMETOOLONG: "名称太长",
    errno.EINVAL: "名称里有不能用的字符",
}


def os_reason(error: OSError) -> str:
    """Why a file cannot be used, in words for a clerk."""
    return _OS_REASONS.get(error.errno or 0, error.strerror or str(error))
