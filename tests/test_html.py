"""HTML: one file, sound and self-contained, that says what the document says and looks as the layout says."""

from __future__ import annotations

import io
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx as word
import pytest
from hypothesis import given, settings

import drafter
from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Column,
    Date,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Paragraph,
    Picture,
    Point,
    Properties,
    Remark,
    Run,
    Salutation,
    Signature,
    Table,
    Text,
    Title,
    paragraphs,
    plain,
)
from drafter.layout import GBT9704, Accent, Font
from drafter.typefaces import TYPEFACES, same_font, stand_ins, typeface
from drafter.writers import docx, html
from tests.program import status
from tests.random_documents import documents, png, unmerged

EXAMPLES = sorted(path.parent for path in (Path(__file__).parent.parent / "examples").glob("*/facts.yaml"))
VOID = {"meta", "br", "col", "img"}
TAGS = VOID | set(
    "html head title style body main div section header h1 h2 h3 h4 h5 p span table caption colgroup thead tbody tr th "
    "td figure figcaption footer i".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name class style scope rowspan role aria-level src width height alt".split()
)
PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "th", "td", "caption", "figcaption", "tr", "br", "div"}


def text(words: str) -> Text:
    """A text of one run."""
    return (Run(words),)


def page(*blocks: Block, layout: object = GBT9704) -> str:
    """The HTML of a document of these blocks."""
    assert isinstance(layout, type(GBT9704))
    return html.write(Document(blocks, Properties("题目", "某单位", "说明")), layout).decode()


def body(*blocks: Block) -> str:
    """What stands between main's tags, page numbers left out."""
    main = page(*blocks).partition("<main>\n")[2].partition("</main>")[0]
    return re.sub(r'<div class="numbers">.*?</div>', "", main)


class Reader(HTMLParser):
    """Reads a file as strictly as the writer promises: every tag opened is closed, in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the tag; a line of text ends where a paragraph begins."""
        self.tags.append((tag, dict(attrs)))
        if tag in PARAGRAPHS:
            self.words.append("\n")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The tag that was opened last."""
        assert self.open.pop() == tag
        if tag in PARAGRAPHS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Text inside main is what the page shows."""
        if "main" in self.open:
            self.words.append(data)

    def shown(self) -> list[str]:
        """The page's lines without blanks."""
        return [line for line in map(solid, "".join(self.words).split("\n")) if line]


def solid(words: str) -> str:
    """Without what layout may add or move: blanks, tabs, line ends."""
    return re.sub(r"\s", "", words)


def legal(words: str) -> str:
    """As the file can hold it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", words)


def printed(document: Document) -> str:
    """All that the document prints, in order, blanks left out; a merged cell's text as often as the rows hold it."""
    return "".join(solid(legal(plain(text))) for _, text in paragraphs(document))


# ---- the file -------------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(documents)
def test_any_document_becomes_sound_html(document: Document) -> None:
    """Whatever the texts hold, only the writer's own tags and attributes are there, every one closed."""
    source = html.write(document, GBT9704).decode()
    reader = Reader(source)
    assert {tag for tag, _ in reader.tags} <= TAGS
    assert {name for _, attributes in reader.tags for name in attributes} <= ATTRIBUTES
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", source)


@settings(max_examples=100, deadline=None)
@given(documents)
def test_any_text_is_shown(document: Document) -> None:
    """Nothing is added, lost or put in another order, but that cells merged on purpose are shown once."""
    document = unmerged(document)
    assert "".join(Reader(html.write(document, GBT9704).decode()).shown()) == printed(document)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_shown(example: Path) -> None:
    """The page of an example says what its document says, cells merged on purpose once."""
    document = unmerged(drafter.draft(example))
    assert "".join(Reader(html.write(document, GBT9704).decode()).shown()) == printed(document)


@settings(max_examples=30, deadline=None)
@given(documents)
def test_nothing_comes_from_elsewhere(document: Document) -> None:
    """No script, no link, no address but a picture's own data; the file's policy says the same."""
    source = html.write(document, GBT9704).decode()
    reader = Reader(source)
    sources = [attributes["src"] or "" for _, attributes in reader.tags if "src" in attributes]
    assert all(each.startswith("data:image/") for each in sources)
    style = source.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    policy = [attributes["content"] for _, attributes in reader.tags if "http-equiv" in attributes]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


@settings(max_examples=30, deadline=None)
@given(documents)
def test_equal_documents_give_equal_bytes(document: Document) -> None:
    """Nothing depends on the clock, on chance or on what was written before."""
    assert html.write(document, GBT9704) == html.write(replace(document), GBT9704._replace())


def test_head() -> None:
    """Language, encoding, title and author are said."""
    source = page(Paragraph(text("段")))
    assert source.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    for said in ("<title>题目</title>", '<meta name="author" content="某单位">', 'name="description" content="说明"'):
        assert said in source


def test_an_empty_document() -> None:
    """A document without blocks is an empty page, not a fault."""
    assert body() == ""


# ---- roles ----------------------------------------------------------------------------------------------------------


def test_a_title_with_what_belongs_to_it() -> None:
    """Title, status, signature and date under it stand in one header; the lines an author broke stay broken."""
    blocks = (Title((text("甲"), text("乙")), text("征求意见稿")), Signature(text("某局")), Date(text("2027年1月8日")))
    assert body(*blocks) == (
        '<div class="paper upright">\n<section>\n<header>\n<h1>甲<br>乙</h1>\n<p class="status">（征求意见稿）</p>\n'
        '<p class="signature"><span>某局</span></p>\n<p class="date">2027年1月8日</p>\n</header>\n</section>\n'
        "</div>\n"
    )


def test_a_long_title_is_broken_as_in_word() -> None:
    """Words stay whole: the same lines as in the Word document."""
    title = Title((text("青岚县水务局关于加快推进农村供水一体化建设工作的实施意见"),))
    in_word = word.Document(io.BytesIO(docx.write(Document((title,), Properties("题目")), GBT9704))).paragraphs[0].text
    assert "\n" in in_word
    assert f"<h1>{in_word.replace(chr(10), '<br>')}</h1>" in body(title)


def test_headings() -> None:
    """Alone a heading is an element of its level; run-in it is still a heading for whoever has the page read out."""
    blocks = (
        Heading(1, "一、", (text("目标"),)),
        Heading(2, "（一）", (text("供水"), text("排水"))),
        Heading(3, "1.", (text("建管网"),), "。", text("共26公里。")),
    )
    assert body(*blocks).split("\n")[2:5] == [
        "<h2>一、目标</h2>",
        '<h3 class="lines">（一）供水<br>排水</h3>',
        '<p><span class="run-in3" role="heading" aria-level="4">1.建管网</span>。共26公里。</p>',
    ]


def test_paragraphs_and_points() -> None:
    """A lead sentence is marked, with the mark of its point."""
    blocks = (
        Salutation(text("各科室：")),
        Paragraph(text("其余。"), lead=text("段首句。")),
        Point("一是", text("突出规划。"), text("编制。")),
        Point("二是", (), text("狠抓质量。")),
        Remark(text("联系人：甲")),
    )
    assert body(*blocks).split("\n")[2:7] == [
        '<p class="salutation">各科室：</p>',
        '<p><span class="lead">段首句。</span>其余。</p>',
        '<p><span class="lead">一是突出规划。</span>编制。</p>',
        "<p>二是狠抓质量。</p>",
        '<p class="remark">（联系人：甲）</p>',
    ]


def test_line_breaks_and_markup_in_a_text_are_shown_as_such() -> None:
    """What would be markup is text, a line break is one on the page."""
    assert "<p>a<br>b &lt;b&gt;&amp;amp;&quot;</p>" in body(Paragraph(text('a\r\nb <b>&amp;"')))


def test_an_attachment_list_hangs() -> None:
    """Continuation lines stand under the first character of their title (GB/T 9704-2012, 7.3.4)."""
    shown = body(AttachmentList((text("甲表"), text("乙表"))))
    assert '<p style="padding-left:6em;text-indent:-4em">附件：1.甲表</p>' in shown
    assert '<p style="padding-left:6em;text-indent:-1em">2.乙表</p>' in shown
    assert '<p style="padding-left:5em;text-indent:-3em">附件：甲表</p>' in body(AttachmentList((text("甲表"),)))


def test_signature_and_date_share_a_box() -> None:
    """At the end both stand in one box; with a seal in one of its kind."""
    plain_box, sealed = (body(Signature(text("局"), seal=seal), Date(text("日"))) for seal in (False, True))
    assert '<div class="closing"><p class="signature"><span>局</span></p>\n<p class="date">日</p>' in plain_box
    assert '<div class="closing sealed">' in sealed


def test_a_table() -> None:
    """Caption, columns as wide as in Word, head cells; numbers stand right, short texts in the middle."""
    columns = (
        Column(text("序号"), "serial"),
        Column(text("任务")),
        Column(text("数量"), "number"),
        Column(text("说明")),
    )
    long = "说明" * 60
    shown = body(Table(columns, ((text("1"), text("甲"), text("12"), text(long)),), text("任务表")))
    assert "<table><caption>任务表</caption><colgroup><col style=" in shown
    assert sum(map(float, re.findall(r"width:([\d.]+)%", shown))) == pytest.approx(100, abs=0.05)
    assert '<thead><tr><th scope="col">序号</th>' in shown
    assert f'<td class="centred">1</td><td class="centred">甲</td><td class="right">12</td><td>{long}</td>' in shown


def test_merged_cells() -> None:
    """Equal neighbours become one cell where asked, and only while those left of them are one."""
    columns = (Column(text("甲"), merge=True), Column(text("乙"), merge=True), Column(text("丙")))
    rows = (("a", "x", "1"), ("a", "x", "1"), ("b", "x", "1"), ("b", "y", "1"))
    shown = body(Table(columns, tuple(tuple(map(text, row)) for row in rows)))
    cells = [re.findall(r'<td class="centred"(?: rowspan="(\d)")?>(\w)', row) for row in shown.split("<tr>")[2:]]
    assert cells == [
        [("2", "a"), ("2", "x"), ("", "1")],
        [("", "1")],
        [("2", "b"), ("", "x"), ("", "1")],
        [("", "y"), ("", "1")],
    ]


def test_a_row_that_does_not_fit_is_refused() -> None:
    """As in Word: no cell is dropped or made up."""
    with pytest.raises(ValueError, match="zip"):
        body(Table((Column(text("甲")),), ((text("1"), text("2")),)))


def test_a_picture_travels_inside_the_file() -> None:
    """With its caption, and with words for those who do not see it."""
    content = png(4, 3)
    shown = body(Picture(content, "png", 4, 3, text("图1 管网")))
    assert f'src="data:image/png;base64,{b64encode(content).decode()}" width="4" height="3" alt="图1 管网"' in shown
    assert "<figcaption>图1 管网</figcaption>" in shown


def test_letterhead_and_imprint() -> None:
    """版头 and 版记 say what they say in Word."""
    head = Letterhead(
        (text("某局文件"),), text("某〔2027〕5号"), (text("甲"), text("乙"), text("丙")), secrecy=text("机密★1年")
    )
    shown = body(head, Title((text("通知"),)), Imprint(text("各局"), text("办公室"), text("2027年1月9日")))
    assert '<div class="letterhead"><p class="marks">机密★1年</p><p class="organ">某局文件</p>' in shown
    assert '<p>签发人：</p><p class="signers">甲　乙<br>丙</p>' in shown
    assert '<p class="copies">抄送：各局。</p><p><span>办公室</span><span>2027年1月9日印发</span></p></footer>' in shown


def test_a_long_organ_is_made_smaller() -> None:
    """发文机关标志 that would not fit one line is printed smaller, as in Word."""
    organ = "某某自治州人民政府办公厅某某领导小组办公室文件"
    assert re.search(
        rf'<p class="organ" style="font-size:\d+pt;line-height:1.2">{organ}', body(Letterhead((text(organ),)))
    )


# ---- pages ----------------------------------------------------------------------------------------------------------


def sections(*blocks: Block) -> list[str]:
    """The paper of every section and the words of its title."""
    papers = re.split('<div class="paper ', body(*blocks))[1:]
    return [
        f"{paper.partition(chr(34))[0]} {''.join(re.findall('<h1>(.*?)</h1>', section))}"
        for paper in papers
        for section in paper.split("<section>")[1:]
    ]


def test_where_pages_begin() -> None:
    """Attachments and the plan behind its notice begin pages; wide tables turn theirs."""
    wide = Table(tuple(Column(text(name)) for name in "甲乙丙丁"), (tuple(text("很长的内容" * 30) for _ in range(4)),))
    assert sections(
        Letterhead((text("某局文件"),)),
        Title((text("通知"),)),
        Paragraph(text("段")),
        Title((text("计划"),)),
        Attachment(1, text("甲表")),
        wide,
        Attachment(2, text("乙表")),
        Attachment(3, text("丙表"), landscape=True),
        Attachment(4, text("丁表"), landscape=False),
        wide,
    ) == ["upright 通知", "upright 计划", "turned 甲表", "upright 乙表", "turned 丙表", "upright 丁表"]


def test_there_are_page_numbers_enough() -> None:
    """The sheets on the screen are numbered: at least as many numbers as pages, on upright paper alone."""
    long = page(*[Paragraph(text("字" * 280))] * 44)  # 20 pages
    assert 20 <= long.count("<i></i>") <= 60
    assert "<i></i>" not in page(Attachment(None, text("表"), landscape=True))


def style(layout: object = GBT9704) -> str:
    """The style sheet."""
    return page(layout=layout).partition("<style>\n")[2].partition("</style>")[0]


def test_the_page_is_the_layouts() -> None:
    """Paper, margins, fonts, sizes and pitch are the layout's own values (GB/T 9704-2012, 5 and 7)."""
    for said in (
        "@page{size:210mm 297mm;margin:37mm 26mm 35mm 28mm}",
        "@page turned{size:297mm 210mm;margin:28mm 37mm 26mm 35mm}",
        'p{font:normal 16pt/28.95pt "仿宋_GB2312","仿宋",',
        'h1{font:normal 22pt/28.95pt "方正小标宋简体","宋体",',
        'h2{font:normal 16pt/28.95pt "黑体","SimHei",',
        "letter-spacing:-0.25pt;text-align:justify;text-autospace:normal;text-indent:2em",
        '@page upright:right{@bottom-right{content:"— " counter(page) " —"',
        '@page upright:left{@bottom-left{content:"— " counter(page) " —"',
        "@page turned:right{@left-bottom{",
        "@page turned:left{@left-top{",
        "padding-top:calc(7mm - 7pt)",
        "section+section,.paper+.paper{break-before:page}",
    ):
        assert said in style()


def test_a_units_own_layout_shows() -> None:
    """Another layout's values are the page's values."""
    own = GBT9704._replace(
        fonts=(*GBT9704.fonts, Font("某某宋", "宋体")),
        page=GBT9704.page._replace(left=30, width=200),
        heading2=GBT9704.heading2._replace(bold=True),
        body=GBT9704.body._replace(font="某某宋", size=15.5, pitch=28.0),
        lead=Accent("楷体_GB2312", bold=True),
        run_in="body",
        digits="Times New Roman",
    )
    for said in (
        "@page{size:200mm 297mm;margin:37mm 26mm 35mm 30mm}",
        'p{font:normal 15.5pt/28pt "digits and Latin letters","某某宋","宋体",serif',
        "h3{font:bold 16pt/",
        '.lead{font-family:"digits and Latin letters","楷体_GB2312"',
        '.run-in1{font:normal 15.5pt "digits and Latin letters","某某宋"',
        'src:local("Times New Roman"),local("Liberation Serif")',
    ):
        assert said in style(own)


def test_a_name_in_a_layout_cannot_leave_its_string() -> None:
    """A font's name that would end the string or the style element is only a strange name."""
    name = '"}</style><script>alert(1)</script>\\'
    source = page(Paragraph(text("段")), layout=GBT9704._replace(body=GBT9704.body._replace(font=name)))
    assert {tag for tag, _ in Reader(source).tags} <= TAGS
    assert source.count("</style>") == 1


# ---- fonts that stand in --------------------------------------------------------------------------------------------


def names() -> Iterator[str]:
    """Every name of every font known."""
    return (name for kind in TYPEFACES for row in kind.fonts for name in row)


def test_every_font_of_the_standard_has_stand_ins() -> None:
    """Each font that the layout names is known, with something to fall back on under Windows, macOS and Debian."""
    for font in GBT9704.fonts:
        assert len(stand_ins(font.name)) > 3
        assert font.alternative in (*same_font(font.name), *stand_ins(font.name))


def test_a_name_means_one_font() -> None:
    """No name stands for two fonts; a font does not stand in for itself; case does not matter."""
    assert len({name.casefold() for name in names()}) == len(list(names()))
    for name in names():
        assert set(same_font(name)).isdisjoint(stand_ins(name))
        assert typeface(name.upper()) is typeface(name)
    assert (same_font("某某体"), stand_ins("某某体"), typeface("某某体")) == (("某某体",), (), None)


# ---- the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan folder with an example's facts and a layout of its own nearby."""
    shutil.copy(EXAMPLES[0].parent / "annual-work-plan" / "facts.yaml", tmp_path)
    (tmp_path / "layout.yaml").write_text("name: 本单位\nbody: {pitch: 28磅}\n", "utf-8")
    return tmp_path


def test_fill_and_export_write_the_same_page(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On stdout or in a file, in the house style that lies beside the facts."""
    assert status("fill", plan, "--to", "html") == 0
    filled = capsys.readouterr().out
    assert "p{font:normal 16pt/28pt " in filled
    for name, args in (("page.html", ()), ("page.HTM", ()), ("page.txt", ("--to", "html"))):
        assert status("export", plan, *args, "-o", plan / name) == 0
        assert (plan / name).read_text("utf-8") == filled
    assert status("export", plan, "--to", "html") == 0
    assert [path.read_text("utf-8") == filled for path in plan.glob("*工作计划.html")] == [True]
