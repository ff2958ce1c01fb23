"""Reads what a structure says of the elements around its text: 署名, 稿次, 版头, 印发通知, 版记."""

from __future__ import annotations

from drafter.library import Library
from drafter.place import Place
from drafter.problems import did_you_mean, problem
from drafter.source import Mapping, Node, Scalar, Source
from drafter.structure import (
    ImprintSpec,
    LetterheadSpec,
    NoticeSpec,
    Pattern,
    Scope,
    SignatureSpec,
    StatusSpec,
)
from drafter.structure_facts import FactKeys

SIGNATURE = ("organ", "date", "place", "seal")
STATUS = ("text", "place")
LETTERHEAD = ("organ", "number", "signers", "serial", "secrecy", "urgency")
NOTICE = ("when", "heading", "salutation", "wording", "text", "signature")
IMPRINT = ("copies", "organ", "date")


class ElementKeys(FactKeys):
    """Reads the elements, and the templates that they and the sections use."""

    def __init__(self, source: Source, ids: tuple[str, ...], library: Library) -> None:
        super().__init__(source)
        self.ids = ids  # the structure's own, before it those of the structures that extend it, whose wording wins
        self.library = library

    def body(self, node: Mapping) -> Pattern | None:
        if "wording" in node.entries and "text" in node.entries:
            self.note("S212", node.keys["text"], first="wording", second="text")
        name = node.entries.get("wording")
        if name is None:
            return self.pattern(node, "text")
        if not isinstance(name, Scalar):
            self.wrong(name, "wording", "是模板的名称", "如 wording: 引言")
            return None
        return self.template(name)

    def template(self, name: Scalar) -> Pattern | None:
        path = next((path for id_ in self.ids if (path := self.library.template(id_, name.text))), None)
        if path is None:
            self.note("S207", name, name=name.text, id=self.ids[0])
            return None
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.source.problems.append(problem("Y102", Place(str(path), 1, 1), guess=""))
            return None
        except OSError as error:
            self.source.problems.append(problem("Y115", Place(str(path), 1, 1), reason=error.strerror or str(error)))
            return None
        return Pattern(text.replace("\r\n", "\n").replace("\r", "\n"), Place(str(path), 1, 1))

    def element(self, node: Node | None, key: str, keys: tuple[str, ...]) -> Mapping | None:
        """The group of keys that describes an element, its unknown keys noted; None where there is none."""
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, key, "写成一组说明：" + "、".join(keys), "")
            return None
        self.known(node, keys)
        return node

    def one_of(self, node: Mapping, key: str, known: tuple[str, ...]) -> str:
        """One of the words `known`, the first one where nothing is said."""
        word = self.text(node, key) or known[0]
        if word not in known:
            self.wrong(node.entries[key], key, "是 " + " 或 ".join(known), "")
        return word

    def signature(self, node: Node | None, scope: Scope) -> SignatureSpec | None:
        keys = self.element(node, "signature", SIGNATURE)
        if keys is None:
            return None
        under_title = self.one_of(keys, "place", ("end", "title")) == "title"
        return SignatureSpec(
            self.pattern(keys, "organ"), self.pattern(keys, "date"), under_title, self.seal(keys, scope)
        )

    def seal(self, node: Mapping, scope: Scope) -> str | bool:
        """True, false, or the fact that decides."""
        value = node.entries.get("seal")
        if isinstance(value, Scalar) and value.text in scope.fields:
            return value.text
        if isinstance(value, Scalar) and value.text not in ("true", "false"):
            hint = did_you_mean(value.text, scope.fields) or "写 true、false 或一个事实的名称"
            self.note("S205", value, name=value.text, hint=hint)
            return False
        return self.flag(node, "seal")

    def status(self, node: Node | None) -> StatusSpec | None:
        if isinstance(node, Scalar):
            text = self.pattern_of(node, "status")
            return StatusSpec(text) if text else None
        keys = self.element(node, "status", STATUS)
        if keys is None:
            return None
        self.required(keys, "text")
        text = self.pattern(keys, "text")
        behind = self.one_of(keys, "place", ("under", "behind")) == "behind"
        return StatusSpec(text, behind) if text else None

    def letterhead(self, node: Node | None, scope: Scope) -> LetterheadSpec | None:
        keys = self.element(node, "letterhead", LETTERHEAD)
        if keys is None:
            return None
        self.required(keys, "organ")
        organ = self.pattern(keys, "organ")
        if organ is None:
            return None
        parts = {key: self.pattern(keys, key) for key in ("number", "serial", "secrecy", "urgency")}
        return LetterheadSpec(organ, signers=self.each(keys, scope, "signers"), **parts)

    def notice(self, node: Node | None, scope: Scope) -> NoticeSpec | None:
        keys = self.element(node, "notice", NOTICE)
        if keys is None:
            return None
        for key in ("when", "heading"):
            self.required(keys, key)
        if not {"wording", "text"} & keys.entries.keys():
            self.note("S202", keys, key="wording", example="通知的正文，如 wording: 印发通知")
        when, heading, body = self.declared(keys, "when", scope), self.lines(keys, "heading"), self.body(keys)
        if not (when and heading and body):
            return None
        signature = self.signature(keys.entries.get("signature"), scope)
        return NoticeSpec(when, heading, body, self.pattern(keys, "salutation"), signature)

    def imprint(self, node: Node | None) -> ImprintSpec | None:
        keys = self.element(node, "imprint", IMPRINT)
        if keys is None:
            return None
        return ImprintSpec(*(self.pattern(keys, key) for key in IMPRINT))
