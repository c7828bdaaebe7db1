"""What came of reading a document: what it says and what else is in it, or why it is refused.

In: nothing. Out: `Reading`, and `Refused`, which whatever reads raises. Guaranteed: a refusal quotes nothing of what
the document says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from goldenthread.model.document import DocumentText


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read, and the sorts of what it hides; or `refused`, a problem's code with its facts.

    `lasting`: whether it comes of the document alone, and not of what reads it or of a busy machine.
    """

    text: DocumentText = field(default_factory=DocumentText)
    hidden: tuple[str, ...] = ()
    refused: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lasting: bool = True


class Refused(Exception):
    """Raised where a document cannot be read, or must not be."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    @property
    def reading(self) -> Reading:
        """The refusal as what came of reading."""
        return Reading(refused=self.code, facts=tuple(self.facts.items()))


def damaged(reason: str) -> Refused:
    """The refusal of what cannot be read as what its name says."""
    return Refused("GT711", reason=reason)


def broken(reason: str) -> Reading:
    """What comes of reading something today, and may be another tomorrow: a fault of ours, or a busy machine."""
    return replace(damaged(reason).reading, lasting=False)
