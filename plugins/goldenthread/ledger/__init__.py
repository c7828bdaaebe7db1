"""The ledger: dated events folded into how things stand.

In: an archive and a date. Out: a `History` for each thing that has a status, and problems where its events
contradict each other. Guaranteed: the order of files does not matter, and nothing later than the date counts.
"""

from goldenthread.ledger.balance import Balance, balance
from goldenthread.ledger.difference import Difference, differences
from goldenthread.ledger.fold import fold, newest, standing_before
from goldenthread.ledger.forward import BroughtForward, Carried
from goldenthread.ledger.loose import EFFECTS, SORTS, LooseEnd, loose_ends
from goldenthread.ledger.moves import HOW, Move, Moved, anything_moved, moved
from goldenthread.ledger.rules import contradictions

__all__ = [
    "EFFECTS",
    "HOW",
    "SORTS",
    "Balance",
    "BroughtForward",
    "Carried",
    "Difference",
    "LooseEnd",
    "Move",
    "Moved",
    "anything_moved",
    "balance",
    "contradictions",
    "differences",
    "fold",
    "loose_ends",
    "moved",
    "newest",
    "standing_before",
]
