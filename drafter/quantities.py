"""Quantities (数量): how figures and dates are written in office prose, recognised in one place.

A figure takes with it what belongs to it: 1.2万亩, 0.5个百分点, 3—5个, 2027年11月底前, 〔2026〕18号, 第3季度.
Measure words are a short list of those that plans and reports use; behind one that it does not know, the figure ends.
"""

from __future__ import annotations

import re

__all__ = ["figures"]


def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_TIMES = "年度 学年度 学年 年 个月 月份 月 个工作日 工作日 日 天 周 季度 学期 小时 时 点 分钟 分 秒"
_MEASURES = _longest_first(
    f"""
    {_TIMES} 届 岁 个百分点 百分点 成 倍 % ％ ‰ ℃ 度 摄氏度 号 期 批 次 轮 场 场次 人次 车次 班次
    元 美元 欧元 港元 日元 英镑 公里 千米 平方公里 平方千米 平方米 立方米 米 厘米 毫米 公顷 亩 亩次 吨 公斤 千克 克
    升 立方 方 千瓦 千瓦时 兆瓦 度电 个 项 条 件 处 座 口 户 户次 人 名 位 家 村 镇 乡 县 市 区 所 间 栋 幢 套 台 辆
    艘 架 只 头 匹 尾 羽 株 棵 张 份 册 本 篇 部 页 字 章 节 款 类 级 层 支 组 队 班 片 块 段 步 宗 起 例 种 门 科 折 股
    笔 眼 孔 盏 根 对 双 批次 幅 首 堂 课时 学时 学分 则 封 线 站 点位 道 盘 瓶 箱 袋 桶 车 船 床 床位
    """
)
_LETTERS = "[A-Za-z]"
_NUMBER = rf"(?:{_LETTERS}[A-Za-z/.-]{{0,11}} ?)?\d+(?:[.,:/-]\d+)*{_LETTERS}{{0,8}}"
_SCALE = "(?:[余多]?(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)(?!分))?[余多]?"
_OF_DAY = "(?:上半年|下半年|[上中下]旬|[底末]|初(?![步期级始心衷中]))?"
_BOUND = "(?:以[上下内前后]|之[内前后]|左右|上下|前(?![期列所后端往])|后(?![续期备])|内(?![容部外陆])|起(?![来草到]))?"
_TERM = rf"(?:〔\d+〕|{_NUMBER}(?:个?百分点|{_SCALE}(?:{_MEASURES})?){_OF_DAY}{_BOUND})"
_ABOUT = "(?:第|约|近|逾|超过?|不少于|不低于|不超过|不高于|至少|最多)?"
_FIGURE = re.compile(rf"{_ABOUT}{_TERM}(?:(?:(?<=[年度月日时点分〕])第?|[—–~～至到-]{{1,2}}){_TERM})*")


def figures(text: str) -> list[tuple[int, int]]:
    """Where figures begin and end in `text`, in order; every run of digits (Unicode's decimal ones) lies in one."""
    return [found.span() for found in _FIGURE.finditer(text)]
