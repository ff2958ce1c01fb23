"""The catalogue's problems of facts that stand in other files: spreadsheets, and what several plans share."""

from __future__ import annotations

from drafter.catalogue_entry import Entry
from drafter.catalogue_entry import error as _error
from drafter.catalogue_entry import info as _info
from drafter.catalogue_entry import warning as _warning

FILES: dict[str, Entry] = {
    "X701": _error(
        "没有找到文件“{name}”",
        "路径从写着它的那个文件所在的文件夹算起",
        wrong="工作重点: 任物.xlsx",
        right="工作重点: 任务.xlsx",
    ),
    "X702": _error(
        "不能用“{name}”：{reason}",
        "把它放进计划文件夹，或者上一级文件夹里别的文件夹，写相对的路径，如 任务.xlsx、../common/unit.yaml",
        wrong="use: D:\\资料\\unit.yaml",
        right="use: ../common/unit.yaml",
    ),
    "X703": _error("“{name}”{reason}", "{advice}", wrong="改了后缀的 .xls", right="另存成的 .xlsx"),
    "X704": _error(
        "“{name}”里没有“{sheet}”这个工作表",
        wrong="{file: 任务.xlsx, sheet: 重点任物}",
        right="{file: 任务.xlsx, sheet: 重点任务}",
    ),
    "X705": _error(
        "“{name}”里有几个工作表（{sheets}），没有写明用哪一个",
        "写成 {{file: {name}, sheet: 工作表的名称}}，或者把工作表改名为“{label}”",
        wrong="工作重点: 任务.xlsx",
        right="工作重点: {file: 任务.xlsx, sheet: 重点任务}",
    ),
    "X706": _error(
        "前{limit}行里没有找到“{label}”的表头",
        "表头写字段的名称：{columns}；表头不能改的，用 columns 写明哪一列是哪个字段",
        wrong="（没有表头的表）",
        right="任务 | 措施 | 牵头单位 | 完成时限",
    ),
    "X707": _error(
        "缺少必填的列：{columns}",
        "在表头这一行加上；表头是别的字的，用 columns 写明",
        wrong="任务 | 措施",
        right="任务 | 措施 | 牵头单位 | 完成时限",
    ),
    "X708": _warning(
        "没有“{key}”这个字段，这一列没有读",
        "表头改成字段的名称，或者用 columns 写明它是哪个字段；不用的列可以删去",
        wrong="任务 | 牵头单伟",
        right="任务 | 牵头单位",
    ),
    "X709": _error(
        "“{key}”这一列有两处，前一处在{first}", "删去一列，或者改名", wrong="任务 | 任务", right="任务 | 措施"
    ),
    "X710": _error("这一格{fault}", "{advice}", wrong="95.5%（显示成 96%）", right="95.5%"),
    "X711": _error("表里没有“{header}”这一列", wrong="columns: {任务: 任务名秤}", right="columns: {任务: 任务名称}"),
    "X712": _info(
        "这一行是“{value}”，没有当作一项",
        "第一格写着“合计”“总计”“小计”的行不读",
        wrong="合计 | 126公里",
        right="（没有这一行，或者就是合计）",
    ),
    "X713": _warning(
        "这一行是隐藏的，也读进来了",
        "不要它就删去这一行；要它就取消隐藏或筛选",
        wrong="（筛选以后藏起来的行）",
        right="（没有隐藏的行）",
    ),
    "X714": _error(
        "这一列没有表头",
        "一格里有逗号、分号的，要把这一格放进英文双引号里；在 Excel 里打开看，再存一遍最稳妥",
        wrong="任务,措施\n供水,新建管网,改造管网",
        right='任务,措施\n供水,"新建管网,改造管网"',
    ),
    "X715": _error(
        "“{label}”是一组字段或者字段组的列表，一格里放不下",
        "删去这一列；这样的列表在 facts.yaml 里填",
        wrong="机制 | 做法（要点和内容）",
        right="做法: [{要点: ……, 内容: ……}]",
    ),
    "X716": _warning(
        "这一列没有表头，没有读", "写上表头；不用的就删去", wrong="任务 | （空着，下面有字）", right="任务 | 备注"
    ),
    "X717": _error(
        "读“{name}”要先装读写 Excel 工作簿的部分",
        '运行 pip install "plan-drafter[{extra}]"，或者在 Excel、WPS 里另存为 CSV，写 CSV 的文件名',
        wrong="工作重点: 任务.xlsx（没有装）",
        right='pip install "plan-drafter[xlsx]"',
    ),
    "X721": _error(
        "“{name}”又用到了自己，绕成了一圈",
        "删去这一行，或者那个文件里的 use",
        wrong="unit.yaml 里写 use: unit.yaml",
        right="（unit.yaml 里没有 use）",
    ),
    "X722": _error(
        "“{key}”只能写在计划自己的 facts.yaml 里",
        "删去这一行，写进各个计划的 facts.yaml",
        wrong="unit.yaml 里写 structure: annual-work-plan",
        right="facts.yaml 里写 structure: annual-work-plan",
    ),
    "X723": _info(
        "“{label}”和 {file} 第{line}行写的不一样，用的是这里的",
        "本计划就是要不同的不用改；否则删去这里的",
        wrong="（unit.yaml 写青岚县水务局）单位: 青岚县水利局",
        right="（这里不写 单位）",
    ),
    "X725": _error(
        "用到的文件超过了{limit}个", "合并几个", wrong="use: （五十多个文件）", right="use: ../common/unit.yaml"
    ),
    "X751": _error(
        "“{title}”里没有写明牵头单位的任务列表，不能按单位分",
        "这样的列表要有一个字段叫“牵头单位”；自己的结构，可以给它加上",
        wrong="structure: mechanism-experience",
        right="structure: annual-work-plan",
    ),
    "X752": _error(
        "“{label}”里还没有写明牵头单位的任务，没有可以分的",
        "先填任务和牵头单位",
        wrong="工作重点:",
        right="工作重点:\n  - 任务: 加快供水工程建设\n    牵头单位: 工程建设科",
    ),
    "X753": _warning(
        "“{name}”没有写牵头单位，没有分给任何单位",
        "补上牵头单位，再分一次",
        wrong="- 任务: 加快供水工程建设",
        right="- 任务: 加快供水工程建设\n  牵头单位: 工程建设科",
    ),
    "X754": _error(
        "“{label}”被改了：发下去的是“{value}”，现在是“{found}”",
        "这一行的答复没有收：改回原来的，再收一次；确实要改的，先改计划，再发一次",
        wrong="（发下去的“2027年11月底前”被改成）2027年12月底前",
        right="2027年11月底前（要延期的，写在“存在问题”里）",
    ),
    "X755": _error(
        "表头里没有了：{columns}",
        "这个文件没有收：请单位在发下去的那个文件里填，表头不要改、不要删",
        wrong="编号 | 任务 | 进展",
        right="编号 | 任务 | 进展情况 | 完成结果 | 存在问题",
    ),
    "X756": _error(
        "少了一行：编号{label}“{name}”",
        "请单位补上这一行，或者在发下去的那个文件里重填",
        wrong="（删去了一行）",
        right="（没有要写的，格子空着）",
    ),
    "X757": _error(
        "多了一行“{value}”，不是发下去的任务，没有收",
        "编号改了的，改回来；新的任务，先写进计划",
        wrong="（自己加的一行，没有编号）",
        right="（只有发下去的各行）",
    ),
    "X758": _error(
        "编号{value}有两行，前一处在第{line}行，都没有收",
        "删去一行，再收一次",
        wrong="（复制出来的一行）",
        right="（一项任务一行）",
    ),
    "X759": _warning(
        "多出来的{what}没有读",
        "要用的，请单位写进要填的格子里",
        wrong="（表的右边另写了一栏“备注”）",
        right="（写在“进展情况”里）",
    ),
    "X760": _error(
        "“{name}”是“{other}”的填报表，不是“{given}”的，没有收",
        "放错了的，用 drafter collect 收进那份计划；改过单位、年度等标题里的事实的，改回去再收，或者重新发",
        wrong="（去年的填报表）",
        right="（这份计划发下去的填报表）",
    ),
    "X761": _error(
        "“{label}”写的是“{value}”，{file} 写的是“{found}”：同一个单位的两份不一样，都没有收",
        "问清楚用哪一份，把另一份拿走，再收一次",
        wrong="工程建设科.xlsx、工程建设科(1).xlsx",
        right="工程建设科.xlsx",
    ),
    "X762": _error(
        "“{name}”的“{label}”，{file} 里已经写着“{before}”，交回的是“{value}”，没有改",
        "核对以后，要用交回的，加 --force 再收一次；用原来的，不用管",
        wrong="（已经收过一次，又交回改过的）",
        right="（加 --force，或者保持原样）",
    ),
    "X763": _error(
        "计划里没有要填“{label}”的任务“{name}”了，交回的“{value}”没有收",
        "任务改了名的，在计划里改回去再收；删了的，不用管",
        wrong="（发出以后，计划里删去了这项任务）",
        right="（任务的名称与发出时一样）",
    ),
    "X764": _warning(
        "“{name}”的“{label}”在发出以后改过：发出时是“{value}”，现在是“{found}”",
        "答复已经收下；看看它还对不对",
        wrong="（发出以后，计划里改了完成时限）",
        right="（收齐以后再改计划）",
    ),
    "X765": _error(
        "“{name}”的“{label}”在 {file} 里的写法特别，程序改不了，交回的“{value}”没有写进去",
        "打开这个文件，照交回的改",
        wrong="进展: [甲, 乙, 丙]，交回的只有两条",
        right="（自己删去一条）",
    ),
    "X766": _error("没有写进去：{reason}", wrong="只读的 facts.yaml", right="可以写的 facts.yaml"),
}
