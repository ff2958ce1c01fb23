"""Title lines (标题分行): a long title broken between words into lines of a good shape.

GB/T 9704-2012, 7.3.1, wants words kept whole, lines symmetrical and of suitable length, and a trapezium or a lozenge as
their shape. What a word is, is told by a short list of words that titles are made of; what the list does not know, such
as a place's name, stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from drafter.layout import width

__all__ = ["balanced", "units"]

_VERBS = frozenset(
    """
    印发 转发 批转 认真 做好 进一步 加强 加快 深化 深入 推进 推动 促进 提升 提高 规范 完善 建立 健全 强化 落实
    贯彻 开展 组织 巩固 拓展 构建 打造 全面 持续 扎实 切实 统筹 优化 改进 维护 防范 化解 严厉 打击 凝聚 助力
    赋能 奋力 谱写 抓好 抓实
    """.split()
)
_WORDS = _VERBS | frozenset(
    """
    关于 实施 保障 整治 治理 管理 监督 检查 考核 评估 校园 中小学 幼儿园 大学 学院 高校 机械化 农业机械化 现代化
    产业 装备 转型 升级 工作 计划 规划 方案 要点 总结 报告 通知 意见 决定 办法 细则 规定 制度 机制 体系 措施
    任务 目标 责任 清单 分解表 分解 安排 部署 建议 重点 年度 学年 学期 上半年 下半年 半年 季度 全年 第一 第二
    专项 行动 活动 实施方案 工作方案 工作计划 工作要点 工作总结 高质量 发展 建设 改革 创新 服务 生产 安全 质量
    环境 生态 文明 文化 教育 教学 科技 卫生 健康 医疗 医院 学校 企业 公司 集团 机关 单位 部门 科室 班级 年级
    社会 基层 社区 农村 农业 城乡 乡村 振兴 乡村振兴 供水 水利 水务 防汛 抗旱 消防 交通 应急 食品 药品 市场 金融
    财政 税务 审计 统计 人事 人才 干部 党员 党建 党的 廉政 纪检 监察 宣传 统战 民族 宗教 团结 进步 创建 示范
    模范 共同体 意识 铸牢 中华民族 人民 政府 委员会 办公室 领导小组 中心 联合会 协会 工会 共青团 妇联 经验 材料
    典型 案例 成果 情况 汇报 模式 工程 项目 投资 招商 引资 一体化 信息化 数字化 标准化 规范化 法治 政务 公开
    信访 综合 执法 公共 资源 保护 污染 防治 节能 减排 绿色 低碳 脱贫 攻坚 民生 就业 创业 养老 托育 住房 社保
    救助 双拥 征兵 志愿 精神 主题 学习 培训 竞赛 评选 表彰 慰问 调研 督查 督导 巡察 整改 验收 清理 普查 登记
    申报 审批 审查 备案 采购 预算 决算 绩效 奖励 补贴 资金 经费 使用 的 和 与 及 暨 在 对 为 以
    """.split()
)
_LONGEST = max(map(len, _WORDS))
# What is never parted: what stands in marks, a number or a range with its unit, Western words.
_WHOLE = re.compile(
    r"《[^》]*》|“[^”]*”|〔[^〕]*〕\d*号?|（[^）]*）|第?\d[\d.,]*(?:—\d[\d.,]*)?[%‰]?(?:学年|[^\d\W])?(?:度(?!的))?|[A-Za-z][A-Za-z0-9.+-]*|—+|[^\w\s]"
)
_OUTSIDE_MARKS = re.compile(_WHOLE.pattern.removeprefix("《[^》]*》|“[^”]*”|"))
# Words that may not begin a line (they lean on what stands before them), and words that may not end one.
_LEANS_BACK = frozenset("的 和 与 及 暨".split())
_LEANS_ON = frozenset("关于 第一 第二 和 与 及 暨 在 对 为 以 党的".split())
_NO_LINE_START = frozenset("，、；：。！？）》”〕】")
_NO_LINE_END = frozenset("（《“〔【")
_MOST_LINES = 4
_SEAM = re.compile(r"(?<=[A-Za-z0-9])(?=[^\W\d_A-Za-z])|(?<=[^\W\d_A-Za-z])(?=[A-Za-z0-9])")  # quick to compile
_BEST_STEP, _STEP_RANGE = 3.0, (1.0, 6.0)


def units(title: str, whole: re.Pattern[str] = _WHOLE) -> tuple[str, ...]:
    """The title in stretches that are not to be parted; joined they are the title again."""
    found: list[str] = []
    unknown = ""
    position = 0
    while position < len(title):
        match = whole.match(title, position)
        piece = match[0] if match else _word(title, position)
        if piece is None:
            unknown += title[position]
            position += 1
            continue
        if unknown:
            found.append(unknown)
            unknown = ""
        found.append(piece)
        position += len(piece)
    return tuple([*found, unknown] if unknown else found)


def _word(title: str, position: int) -> str | None:
    """The longest word of the list that begins here."""
    for length in range(min(_LONGEST, len(title) - position), 0, -1):
        if title[position : position + length] in _WORDS:
            return title[position : position + length]
    return None


@lru_cache(maxsize=64)
def balanced(title: str, room: float) -> tuple[str, ...]:
    """The title in as few lines of at most `room` characters as it needs, broken between words, or as it is.

    Of all ways the one whose lines make a trapezium or a lozenge and whose neighbours differ by some three characters.
    A title that cannot be parted so stays in one piece for the word processor to wrap.
    """
    if _measure(title) <= room:
        return (title,)
    for whole in (_WHOLE, _OUTSIDE_MARKS):  # a document's name longer than a line must be parted all the same
        lines = _parted(units(title, whole), title, room)
        if lines:
            return lines
    return (title,)


def _parted(parts: Sequence[str], title: str, room: float) -> tuple[str, ...] | None:
    cuts = [index for index in range(1, len(parts)) if _may_part(parts[index - 1], parts[index])]
    least = int(-(-_measure(title) // room))
    for count in range(least, _MOST_LINES + 1):
        ways = [way for way in _ways(parts, cuts, count) if max(map(_measure, way[0])) <= room]
        if ways:
            return min(ways, key=lambda way: _ugliness(*way))[0]
    return None


def _measure(words: str) -> float:
    """Characters that the words take: Word sets a quarter of one between Chinese and Western signs."""
    return width(words) + len(_SEAM.findall(words)) / 4


def _may_part(before: str, after: str) -> bool:
    return not (before in _LEANS_ON or after in _LEANS_BACK or before[-1] in _NO_LINE_END or after[0] in _NO_LINE_START)


_Way = tuple[tuple[str, ...], float]
"""Lines, and how much sense is torn apart between them."""


def _ways(parts: Sequence[str], cuts: Sequence[int], count: int) -> Iterator[_Way]:
    for chosen in combinations(cuts, count - 1):
        edges = (0, *chosen, len(parts))
        lines = tuple("".join(parts[start:end]) for start, end in pairwise(edges))
        yield lines, sum(_torn(parts[cut - 1], parts[cut]) for cut in chosen)


def _torn(before: str, after: str) -> float:
    """How closely two neighbours belong together: 0 for a natural break, 3 for two parts of one noun phrase."""
    if after == "关于" or before[-1] in "—》”）年度" or after[0] in "《“":
        return 0.0
    if after in _VERBS or after.startswith("工作"):
        return 0.0 if before not in _VERBS else 1.0
    if before in _VERBS:
        return 0.5
    return 2.0 if before == "的" else 3.0


def _ugliness(lines: tuple[str, ...], torn: float) -> tuple[bool, float]:
    """What is wrong with a way to break a title: an hourglass, or else uneven steps and sense torn apart."""
    lengths = [width(line) for line in lines]
    steps = [abs(upper - lower) for upper, lower in pairwise(lengths)]
    outside = sum(not _STEP_RANGE[0] <= step <= _STEP_RANGE[1] for step in steps)
    return _is_waisted(lengths), 3 * torn + 3 * outside + sum(abs(step - _BEST_STEP) for step in steps)


def _is_waisted(lengths: Sequence[float]) -> bool:
    """An hourglass: a line shorter than one above it and one below it."""
    return any(
        max(lengths[:index]) > lengths[index] < max(lengths[index + 1 :]) for index in range(1, len(lengths) - 1)
    )
