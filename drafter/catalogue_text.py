"""The catalogue of problems, continued: T, what a structure and a facts file expect of the resulting text."""

from __future__ import annotations

from drafter.catalogue_entry import Entry
from drafter.catalogue_entry import warning as _warning

TEXT: dict[str, Entry] = {
    "T401": _warning(
        "“{heading}”有{count}字，{fault}",
        "补充或者精简用到的事实，或者在事实文件的“字数”里另定；只是提醒",
        wrong="（预计300字的章节只写了80字）",
        right="（300字左右）",
    ),
    "T402": _warning(
        "同一组标题长短不齐：“{short}”{least}字，“{long}”{most}字，相差超过{limit}字",
        "改成字数相近、结构相同的短语；相差几个字写在结构的 parallel 里，只是提醒",
        wrong="加强管理 / 深入推进农村供水一体化建设",
        right="加强工程管理 / 推进供水建设",
    ),
    "T403": _warning(
        "字数里的“{name}”不是哪一章的标题",
        "可以写：{known}",
        wrong="字数: {工作木标: 不超过500}",
        right="字数: {工作目标: 不超过500}",
    ),
}
