"""Random Word files: whatever may stand in a paragraph, nested and parted as Word, WPS and LibreOffice do it."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

from tests.word_files import numbering, word_file

__all__ = ["COMMENTS", "word_files"]

COMMENTS = (
    b'<?xml version="1.0" encoding="UTF-8"?><w:comments '
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    b'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">'
    b'<w:comment w:id="7" w:author="\xe7\x8e\x8b\xe6\x95\x8f" w:date="2027-01-08T09:00:00Z"><w:p w14:paraId="1A2B3C4D">'
    b"<w:r><w:t>\xe8\xaf\xb7\xe6\xa0\xb8\xe5\xaf\xb9</w:t></w:r></w:p></w:comment></w:comments>"
)
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_LOOKS = (
    "",
    "<w:b/>",
    '<w:color w:val="FF0000"/>',
    "<w:vanish/>",
    '<w:b/><w:rPrChange w:id="41" w:author="甲"><w:rPr/></w:rPrChange>',
)
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_WORDS = st.text(alphabet="甲乙丙丁，。 12aé\u3000𠮷", max_size=6)


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


_CHILDREN = st.one_of(
    _WORDS.map(_text),
    _WORDS.map(_text),
    st.sampled_from(
        (
            "<w:tab/>",
            "<w:br/>",
            "<w:noBreakHyphen/>",
            "<w:softHyphen/>",
            "<w:lastRenderedPageBreak/>",
            '<w:sym w:font="Wingdings" w:char="F06C"/>',
            '<w:footnoteReference w:id="2"/>',
            "<w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby>",
        )
    ),
)
_RUNS = st.builds(
    lambda look, children: f'<w:r w:rsidR="00AB12CD"><w:rPr>{look}</w:rPr>{"".join(children)}</w:r>',
    st.sampled_from(_LOOKS),
    st.lists(_CHILDREN, max_size=3),
)
_AROUND = (
    '<w:ins w:id="51" w:author="乙">{}</w:ins>',
    '<w:moveTo w:id="52" w:author="乙">{}</w:moveTo>',
    '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:smartTag w:element="date"><w:smartTagPr/>{}</w:smartTag>',
    '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
    _MARK.format("begin")
    + "<w:r><w:instrText>REF a</w:instrText></w:r>"
    + _MARK.format("separate")
    + "{}"
    + _MARK.format("end"),
)
_ALONE = (
    '<w:del w:id="53" w:author="丙"><w:r><w:delText>删去</w:delText></w:r></w:del>',
    '<w:bookmarkStart w:id="54" w:name="a"/>',
    '<w:bookmarkEnd w:id="54"/>',
    '<w:proofErr w:type="spellStart"/>',
    f'<m:oMath xmlns:m="{_MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>',
)
_INLINE = st.recursive(
    st.one_of(_RUNS, _RUNS, _RUNS, st.sampled_from(_ALONE)),
    lambda inner: st.builds(
        lambda around, inside: around.format("".join(inside)), st.sampled_from(_AROUND), st.lists(inner, max_size=3)
    ),
    max_leaves=4,
)
_PROPERTIES = (
    "",
    "<w:pPr/>",
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
    '<w:pPr><w:rPr><w:del w:id="55" w:author="丙"/></w:rPr></w:pPr>',
)
_PARAGRAPHS = st.builds(
    lambda properties, inside: f"<w:p>{properties}{''.join(inside)}</w:p>",
    st.sampled_from(_PROPERTIES),
    st.lists(_INLINE, max_size=5),
)
_TABLES = st.lists(
    st.lists(st.lists(_PARAGRAPHS, min_size=1, max_size=2), min_size=1, max_size=3), min_size=1, max_size=2
).map(
    lambda rows: (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{''.join(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )
)
_OTHERS = (
    '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>待核</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
)


def _made(blocks: list[str], *, commented: bool) -> bytes:
    """The blocks as a file, with the comment of somebody else or without."""
    counted = count(100)
    body = "".join(blocks)
    pieces = body.split('w:id="5')
    told = pieces[0] + "".join(f'w:id="{next(counted)}{piece[1:]}' for piece in pieces[1:])
    return word_file(
        told + (_OTHERS if commented else ""),
        numbering=numbering(("chineseCounting", "（%1）")),
        comments=COMMENTS if commented else None,
    )


word_files = st.builds(
    lambda blocks, commented: _made(blocks, commented=commented),
    st.lists(st.one_of(_PARAGRAPHS, _PARAGRAPHS, _TABLES), min_size=1, max_size=5),
    st.booleans(),
)
