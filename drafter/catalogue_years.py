"""The catalogue's problems of a plan made from last year's: what has not been renewed since.

All of them are office practice, not a standard: whoever reads a plan looks first for what was copied from the last one.
"""

from __future__ import annotations

from drafter.catalogue_entry import Entry
from drafter.catalogue_entry import error as _error
from drafter.catalogue_entry import info as _info
from drafter.catalogue_entry import warning as _warning

_KEPT = "改成新一年的；确实不变的，在 unchanged 下面加一行“- {name}”"

YEARS: dict[str, Entry] = {
    # a figure that nobody touched was most likely forgotten, and whoever compares two plans finds it first
    "N801": _warning(
        "“{label}”和上一年一字不差：“{value}”",
        _KEPT,
        wrong="数值: 95%（上一年也是95%）",
        right="数值: 96.5%",
    ),
    # a deadline that is over cannot be met
    "N802": _warning(
        "“{label}”还是上一年的时间：“{value}”",
        _KEPT,
        wrong="完成时限: 2027年11月底前（上一年的，年度: 2028）",
        right="完成时限: 2028年11月底前",
    ),
    # a document may have been replaced or have expired; standing ones go on after a look
    "N803": _warning(
        "“{label}”还是上一年的文件：“{value}”",
        "核对它是否还有效、有没有新的；仍然依据它的，在 unchanged 下面加一行“- {name}”",
        wrong="文号: 青政发〔2026〕18号（上一年也是它）",
        right="unchanged:\n  - 依据文件[1].文号",
    ),
    # words without figures often go on for years; leaders differ in whether they mind
    "N804": _info(
        "“{label}”的文字和上一年一字不差：“{value}”",
        "照旧也可以；不想再看到这一条，在 unchanged 下面加一行“- {name}”",
        wrong="总述: ……（和上一年一字不差）",
        right="总述: ……（按新一年的要求改写）",
    ),
    # moved by nobody: free text and wording stay as they were typed
    "N805": _warning(
        "文中的“{year}年”早于本年度（{own}年）",
        "{advice}",
        wrong="举办2027年业务培训4期（年度: 2028）",
        right="举办2028年业务培训4期",
    ),
    # whoever keeps people and offices in one file for all plans has renewed them there; the plan still names the old
    "N806": _warning(
        "“{who}”上一年在共用的事实里，今年没有了",
        "核对：撤并、更名、调离的，改成现在的；还在的，补进 {file}，或者在 unchanged 下面加一行“- {name}”",
        wrong="牵头单位: 农村水利科（今年的 ../common/unit.yaml 里没有它了）",
        right="牵头单位: 农村水利水电科",
    ),
    # a list of offices that is there is taken for complete
    "N807": _warning(
        "共用的“{lists}”里没有“{who}”",
        "核对名称；确实有的，补进 {file}，或者在 unchanged 下面加一行“- {name}”",
        wrong="牵头单位: 规划科（../common/unit.yaml 里写着 科室: [办公室, 规划财务科]）",
        right="牵头单位: 规划财务科",
    ),
    # without last year's facts nothing can be compared, and silence would pass for “all renewed”
    "N811": _error(
        "previous 里的“{name}”不能用：{reason}",
        "写上一年的 facts.yaml 相对于本文件夹的路径，如 ../2027/facts.yaml；不再需要比较的，删去这一行",
        wrong="previous: ../2026/fact.yaml",
        right="previous: ../2026/facts.yaml",
    ),
    # a mistyped path would leave its fact reported, and a fact that is gone needs no mention
    "N812": _warning(
        "unchanged 里的“{name}”{reason}",
        "写事实的路径，一行一个，如 目标[2].数值、目标[农村自来水普及率].数值",
        wrong="unchanged:\n  - 目标[农村自来水普及律].数值",
        right="unchanged:\n  - 目标[农村自来水普及率].数值",
    ),
    # what stood in that file would pass for renewed
    "N813": _warning(
        "上一年的计划用到的文件读不了，其中的没有比较：{reason}",
        "把这个文件放回上一年的文件夹里说的地方；不再需要比较的，删去 previous 这一行",
        wrong="previous: ../2027/facts.yaml（里面写着 任务: 任务.xlsx，这个表已经删了）",
        right="previous: ../2027/facts.yaml（任务.xlsx 还在它旁边）",
    ),
}
