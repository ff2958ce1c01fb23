"""What leaders changed in the examples' documents: for each structure the edits of one reader, one of every kind."""

from __future__ import annotations

from tests.leader import (
    Edit,
    added,
    after,
    cell,
    deleted,
    flat,
    joined,
    moved,
    row_added,
    row_deleted,
    split,
    tracked,
    typed,
)

__all__ = ["AT_ONCE", "EDITS", "LISTED"]

EDITS: dict[str, dict[str, Edit]] = {
    "annual-work-plan": {
        "figure": typed("新增1.2万亩，水土", "新增1.3万亩，水土"),
        "figure-twice": typed("农村自来水普及率达到95%", "农村自来水普及率达到96%"),
        "figure-in-point": typed("新建供水管网126公里", "新建供水管网130公里"),
        "table-figure": cell("农村水利科", "210处", "220处"),
        "date": typed("于2027年1月20日前报", "于2027年1月31日前报"),
        "deadline-in-note": typed("完成时限：长期坚持", "完成时限：2027年底前"),
        "task": typed("（三）推进灌区节水改造升级", "（三）加快灌区节水改造升级"),
        "lead": typed("牵头单位：水资源管理科", "牵头单位：节约用水科"),
        "unit-added": typed("规划财务科、禾洲灌区管理所；", "规划财务科、禾洲灌区管理所、各乡镇水利站；"),
        "wording": typed("按月跟踪支付进度", "按季跟踪支付进度"),
        "sentence-gone": typed("注意总结推广基层的好做法，认真听取群众意见，对反映集中的问题逐项研究、及时答复。", ""),
        "sentence-added": typed("按月跟踪支付进度。", "按月跟踪支付进度。年底开展一次绩效评价。"),
        "two-edits": lambda word: [
            typed("进企业活动36场", "进企业活动40场")(word),
            typed("及时发布工作进展", "每周发布工作进展")(word),
        ],
        "point-gone": lambda word: [
            typed("二要为57处取水口补装在线计量设施，6月底前全部联网。三要", "二要")(word),
        ],
        "point-added": typed("四要严格执行汛期24小时", "四要抓好水情预报。五要严格执行汛期24小时"),
        "task-gone": deleted("（七）强化质量监督和水行政执法"),
        "measure-gone": deleted("（五）守牢廉政底线"),
        "new-sentence-paragraph": after("（五）守牢廉政底线", "各科室要结合实际抓好落实，重大事项及时报告。"),
        "new-numbered": after("（五）守牢廉政底线", "（六）加强协同配合。建立部门会商机制，每季度会商一次。"),
        "new-after-task": after("（三）推进灌区", "灌区改造要与高标准农田建设统筹安排，避免重复投资。"),
        "heading": typed("四、保障措施", "四、组织保障"),
        "title": typed("青岚县水务局2027年工作计划", "青岚县水务局2027年全面工作计划"),
        "signature": typed("青岚县水务局", "青岚县水务局党组", nth=3),
        "signed-on": typed("2026年12月28日", "2026年12月31日"),
        "row-gone": row_deleted("政策法规科"),
        "row-added": row_added(
            "政策法规科", "8", "加强水文化建设", "建成水文化展馆1处", "办公室", "水政监察大队", "2027年底前"
        ),
        "paragraph-edit": typed("先通人口集中的村，再通边远散居户", "先通人口集中的村，后通边远散居户"),
        "flat": flat("全年计划投入资金2.86亿元", "全年计划投入资金2.96亿元"),
        "tracked": tracked("（六）提升水旱灾害防御能力", "（六）增强水旱灾害防御能力"),
        "tracked-sentence": tracked("完成一项、销号一项", "逐项对账销号"),
        "split": split("队伍建设方面"),
    },
    "implementation-scheme": {
        "figure": typed("A级食堂占比由42%提高到70%", "A级食堂占比由42%提高到75%"),
        "figure-of-text": typed("对96所学校", "对98所学校"),
        "date": typed("8月底前交付使用", "8月20日前交付使用"),
        "deadline": typed("完成时限：2027年8月底前）", "完成时限：2027年9月底前）"),
        "task": typed("（三）净化校园周边", "（三）整治校园周边"),
        "measure-name": typed("2.整治问题食品", "2.查处问题食品"),
        "unit": typed("牵头单位：市卫生健康委", "牵头单位：市教育局"),
        "unit-gone": typed("市城管局、市公安局、各县（区）政府；", "市城管局、各县（区）政府；"),
        "table-cell": cell("何立群", "市卫生健康委副主任", "市卫生健康委主任"),
        "row-gone": row_deleted("范思敏"),
        "row-added": row_added("范思敏", "成员", "丁一舟", "市司法局副局长"),
        "row-between": row_added("高一鸣", "成员", "丁一舟", "市司法局副局长"),
        "measure-gone": deleted("2.完善应急预案"),
        "measure-added": after("2.整治问题食品", "3.规范校园小卖部。每学期检查1次，严禁销售散装食品。"),
        "principle-added": after("——坚持社会共治", "——坚持从严执法。对违法行为发现一起、查处一起。"),
        "principle-gone": deleted("——坚持预防为主"),
        "stage": typed("（2027年3月至10月）", "（2027年3月至9月）"),
        "stage-added": after("（三）验收总结阶段", "（四）巩固提升阶段（2028年1月至3月）。开展回头看，防止反弹。"),
        "wording": typed("一抓到底；", "抓到底、见成效；"),
        "sentence-added": typed("任何单位不得截留挪用。", "任何单位不得截留挪用。年底开展专项审计。"),
        "sentence-gone": typed("畅通投诉举报渠道，有诉必接、有问必答，请群众一起参与、一起评判。", ""),
        "new-paragraph": after("（四）营造良好氛围", "请各县（区）于每季度末报送工作进展。"),
        "new-heading": after("（四）营造良好氛围", "（五）严肃工作纪律。对弄虚作假的，依规追究责任。"),
        "title": typed("提升行动实施方案", "提升行动工作方案", nth=3),
        "salutation": typed("各县（区）人民政府、市直各有关部门", "各县（区）人民政府，市直各有关部门"),
        "signed-on": typed("2026年12月30日", "2026年12月31日"),
        "two-edits": lambda word: [typed("每学期抽检", "每季度抽检")(word), typed("3000批次", "1500批次")(word)],
        "funds": typed("专项经费1860万元", "专项经费1900万元"),
        "tracked": tracked("疑似食源性疾病信息2小时内报告", "疑似食源性疾病信息1小时内报告"),
        "moved": moved("（四）营造良好氛围", "（二）落实经费保障"),
        "joined": joined("——坚持全程管控"),
    },
    "annual-key-points": {
        "figure": typed("藏书由18万册增加到30万册", "藏书由18万册增加到32万册"),
        "figure-flat": flat("送戏下乡120场", "送戏下乡150场"),
        "task": typed("2.提升基层文化阵地", "2.建强基层文化阵地"),
        "section": typed("三、聚焦保护传承，守护历史文化遗产", "三、聚焦保护传承，守好历史文化遗产"),
        "lead": typed("文物科牵头，县文物保护中心配合，10月底前", "文物科牵头，县文物保护中心配合，9月底前"),
        "unit": typed("（艺术科牵头，县文化馆、县剧团配合）", "（公共服务科牵头，县文化馆、县剧团配合）"),
        "unit-added": typed("资源开发科配合", "资源开发科、市场管理科配合"),
        "deadline-added": typed("县文化馆配合）", "县文化馆配合，12月底前完成）"),
        "point-gone": deleted("9.办好文旅消费季"),
        "point-added": after(
            "11.整治旅游市场乱象",
            "12.推进信用监管。对86家经营主体开展信用评价。（市场管理科牵头，11月底前完成）",
        ),
        "sentence-gone": typed("，重大隐患挂牌督办", ""),
        "sentence-added": typed("每周开放不少于63小时。", "每周开放不少于63小时。盲文阅览室同步开放。"),
        "wording": typed("遇到难题及时提请研究", "遇到难题及时报告"),
        "date": typed("于2027年1月25日前", "于2027年1月31日前"),
        "new-paragraph": after("各牵头单位要把承担的条目", "对工作不力、进展迟缓的，予以通报。"),
        "new-under-point": after("7.创建云门", "创建工作专班每月向局党组报告一次。"),
        "title": typed("2027年工作要点", "2027年重点工作要点"),
        "signature": typed("松岭县文化广电和旅游局", "松岭县文化广电和旅游局办公室", nth=2),
        "signed-on": typed("2027年1月8日", "2027年1月10日"),
        "tracked": tracked("培训480人次", "培训500人次"),
        "split": split("选派5名业务骨干"),
    },
    "half-year-summary": {
        "figure": typed("已完成1座，占33.3%", "已完成2座，占66.7%"),
        "figure-of-text": typed(
            "新建供水管网71公里，占年度任务126公里的56.3%", "新建供水管网73公里，占年度任务126公里的57.9%"
        ),
        "computed": typed("已新增0.72万亩，占60.0%", "已新增0.72万亩，占61.0%"),
        "table-cell": cell("城区公共供水管网漏损率", "9.1%", "9.0%"),
        "task": typed("（八）开展城区管网暗漏排查", "（八）抓好城区管网暗漏排查"),
        "state": typed("（政策法规科牵头，推进中）", "（政策法规科牵头，已完成）"),
        "date": typed("2027年7月6日", "2027年7月8日"),
        "deadline": typed("完成时限：2027年9月底前）", "完成时限：2027年8月底前）"),
        "point-gone": typed(
            "二是改造城区老旧管网22公里，建成独立计量分区10个，公共供水管网漏损率由9.7%降至9.1%。三是", "二是"
        ),
        "problem-gone": deleted("三是基层水库管护力量薄弱"),
        "problem-added": after(
            "三是基层水库管护力量薄弱", "四是项目储备不足。在库项目只有6个。原因是前期工作经费没有保障。"
        ),
        "plan-gone": deleted("（十）谋划储备明年水利项目"),
        "plan-edit": typed("对夜间最小流量偏高的分区挂牌督办", "对夜间最小流量偏高的分区逐个挂牌督办"),
        "wording": typed("逐项情况如下", "逐项报告如下"),
        "sentence-gone": typed("先补供水管网和漏损控制两块短板，再抓汛后施工的黄金期", "抓住汛后施工的黄金期"),
        "new-paragraph": after("（十）谋划储备", "以上工作，请局领导审定。"),
        "new-heading": after("（八）办好群众反映", "（九）加强机关建设。开展业务培训4期。"),
        "title": typed("上半年工作总结和下半年工作打算", "上半年工作总结和下半年工作安排"),
        "tracked": tracked("检漏设备只有2套", "检漏设备只有3套"),
        "row-gone": row_deleted("水利建设投资"),
    },
    "mechanism-experience": {
        "figure": typed("创建全国民族团结进步示范单位6个", "创建全国民族团结进步示范单位7个"),
        "figure-flat": flat("设置宣传标语5000余条", "设置宣传标语6000余条"),
        "name": typed("二、构建同心共铸机制", "二、构建同心共育机制"),
        "aim": typed("深入促进各民族交往交流交融", "全面促进各民族交往交流交融"),
        "lead-sentence": typed("二是部门协同抓联动", "二是部门联动抓协同"),
        "sentence": typed("既分工负责，又协同发力", "各负其责、同向发力"),
        "sentence-gone": typed("2022年，全市共接待境内外游客5300.9万人次。", ""),
        "sentence-added": typed("群众周末也能办事。", "群众周末也能办事。企业满意度达到98%。"),
        "point-gone": typed(
            "三是延伸旅游交融链条。发挥百里杜鹃、织金洞“双5A”景区等特色旅游资源的优势，常年举办民族传统音乐、舞蹈、节庆等活动，开发各类非遗产品1000余种，增强景区的文化吸引力。2022年，全市共接待境内外游客5300.9万人次。",
            "",
        ),
        "point-added": typed("二是民风培育聚一堂", "二是办事提速减一半。平均办理时限压缩50%。三是民风培育聚一堂"),
        "wording": typed("立足实际，构建由", "立足市情，构建由"),
        "section-gone": deleted("五、构建同心共治机制"),
        "new-paragraph": after(
            "五、构建同心共治机制", "下一步，毕节市将持续深化“同心五共”工作机制，推动民族工作再上新台阶。"
        ),
        "new-free": after("三、构建同心共享机制", "这些做法得到各族群众的普遍认可。"),
        "title": typed("推动民族工作高质量发展", "促进民族工作高质量发展"),
        "tracked": tracked("每年转移就业180余万人次", "每年转移就业190余万人次"),
        "split": split("三是拓宽特色产业路子"),
    },
    "term-department-plan": {
        "figure": typed("期末合格率由88.4%提高到90%", "期末合格率由88.4%提高到91%"),
        "figure-of-text": typed("全学期不少于16次", "全学期不少于18次"),
        "task": typed("（三）优化作业设计", "（三）提升作业设计"),
        "person": typed("负责人：韩梅、程一帆", "负责人：韩梅、苏晓"),
        "deadline": typed("完成时限：2027年5月底前", "完成时限：2027年6月底前"),
        "point-gone": deleted("3.推荐1名青年教师"),
        "point-added": after("2.书面作业平均用时", "3.建立作业公示制度，每周在班级群公示作业总量。"),
        "point-last": after("3.推荐1名青年教师", "4.组织青年教师基本功比赛1次。"),
        "requirement-added": after("计划执行中确需调整的", "各备课组每月向教研组报送一次小结。"),
        "wording": typed("会议有记录、有回音", "会议有记录、有反馈"),
        "table-cell": cell("顾诚", "九年级学业水平考试", "九年级学业水平考试和志愿填报指导"),
        "table-date": cell("分层作业案例交流", "5月27日", "5月28日"),
        "row-gone": row_deleted("学困学生辅导经验交流"),
        "row-added": row_added("学困学生辅导经验交流", "8", "6月24日", "教研工作总结会", "沈知行", "第二会议室"),
        "row-of-person": row_added("苏晓", "7", "方圆", "九年级5班", "负责教研组档案"),
        "row-merged": row_added("八年级“同课异构”展示课，解题和说题比赛", "4月", "中考百日动员", "顾诚"),
        "title": typed("第二学期工作计划", "第二学期教研工作计划"),
        "signed-on": typed("2027年2月24日", "2027年2月25日"),
        "sentence-gone": typed("，八年级两极分化比较明显", ""),
        "new-paragraph": after("2026—2027学年第二学期自", "遇法定节假日，相应活动顺延一周。"),
        "new-plain": added("坚持双周例会制度", "例会由备课组轮流承办。"),
        "tracked": tracked("超时的班级由任课教师说明原因并调整", "超时的班级由任课教师当周调整"),
        "two-facts": typed("任教5年以内的3人，承担3个年级12个班", "任教5年以内的2人，承担3个年级13个班"),
    },
}

LISTED: dict[str, dict[str, str]] = {
    "annual-work-plan": {
        "new-after-task": "逐项",
        "row-gone": "别处还印着",
    },
    "implementation-scheme": {
        "title": "找不到这几个字",
        "salutation": "找不到这几个字",
        "moved": "移到了别处",
        "joined": "并到了这里",
    },
    "annual-key-points": {"new-under-point": "逐项"},
    "half-year-summary": {"computed": "算出来的", "state": "别处的文字也会变", "row-gone": "别处还印着"},
    "mechanism-experience": {"new-free": "逐项", "split": "移到了别处"},
    "term-department-plan": {"point-gone": "请自己定", "point-last": "不在"},
}
"""The edits that have no place, with what the reason says."""

AT_ONCE: dict[str, list[str]] = {
    "annual-work-plan": (
        "figure-twice figure-in-point date task lead wording sentence-gone point-added task-gone "
        "heading signed-on flat tracked new-sentence-paragraph table-figure"
    ).split(),
    "implementation-scheme": (
        "figure date task measure-added measure-name unit-gone row-gone principle-added stage wording sentence-added "
        "new-heading signed-on two-edits tracked"
    ).split(),
    "annual-key-points": (
        "figure figure-flat task section lead unit-added deadline-added point-gone point-added sentence-gone wording "
        "new-paragraph title tracked"
    ).split(),
    "half-year-summary": (
        "figure table-cell task date deadline point-gone problem-added plan-edit wording new-paragraph new-heading "
        "tracked"
    ).split(),
    "mechanism-experience": (
        "figure figure-flat name aim lead-sentence sentence sentence-added point-added wording new-paragraph title "
        "tracked"
    ).split(),
    "term-department-plan": (
        "figure figure-of-text task person deadline point-added requirement-added wording table-cell table-date "
        "row-gone row-merged title signed-on new-paragraph tracked two-facts"
    ).split(),
}
"""Edits that one reader makes at once."""
