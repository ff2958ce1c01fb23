"""Elements (要素) around the text: title, 版头, 印发通知, 主送机关, 署名, 附注, 版记."""

from __future__ import annotations

from drafter.document import (
    Block,
    Date,
    Imprint,
    Letterhead,
    Paragraph,
    Remark,
    Salutation,
    Signature,
    Title,
)
from drafter.filling import Filler, Values
from drafter.pieces import fixed
from drafter.structure import ITEM, ImprintSpec, LetterheadSpec, NoticeSpec, Pattern, SignatureSpec
from drafter.values import Absent


class Elements(Filler):
    """Makes the elements that the structure declares and the facts give."""

    def title(self, values: Values) -> Title:
        lines, status = self.lines(self.structure.heading, values), self.structure.status
        text = self.optional(status.text, values) if status else ()
        if not text or not status or not status.behind:
            return Title(lines, text)
        return Title((*lines[:-1], (*lines[-1], *fixed("（"), *text, *fixed("）"))))

    def letterhead(self, spec: LetterheadSpec, values: Values) -> list[Block]:
        organ = self.optional(spec.organ, values)
        if not organ:
            return []
        people = self.items(spec.signers, values) if spec.signers else ()
        signers = [self.named(ITEM, inner, spec.organ) for inner in people]
        return [
            Letterhead(
                (organ,),
                self.optional(spec.number, values),
                tuple(signer for signer in signers if signer),
                self.optional(spec.serial, values),
                self.optional(spec.secrecy, values),
                self.optional(spec.urgency, values),
            )
        ]

    def notice(self, spec: NoticeSpec, values: Values) -> list[Block]:
        if isinstance(values[spec.when], Absent):
            return []
        return [
            Title(self.lines(spec.heading, values)),
            *self.salutation(spec.salutation, values),
            *(Paragraph(text) for text in self.paragraphs(spec.body, values)),
            *self.signature(spec.signature, values),
            *self.remark(values),
        ]

    def remark(self, values: Values) -> list[Block]:
        text = self.optional(self.structure.remark, values)
        return [Remark(text)] if text else []

    def imprint(self, spec: ImprintSpec, values: Values) -> list[Block]:
        parts = [self.optional(part, values) for part in (spec.copies, spec.organ, spec.date)]
        return [Imprint(*parts)] if any(parts) else []

    def salutation(self, pattern: Pattern | None, values: Values) -> list[Block]:
        text = self.optional(pattern, values)
        return [Salutation(text)] if text else []

    def signature(self, spec: SignatureSpec | None, values: Values) -> list[Block]:
        if spec is None:
            return []
        organ, date = self.optional(spec.organ, values), self.optional(spec.date, values)
        sealed = not isinstance(values[spec.seal], Absent) if isinstance(spec.seal, str) else spec.seal
        return [*([Signature(organ, sealed)] if organ else []), *([Date(date)] if date else [])]
