"""The words of generated archives: a small vocabulary of our own, and a voice that makes sentences of it.

In: a random generator. Out: words, titles, sentences. Guaranteed: the same state of the generator gives the same words,
and nothing in them is markup or YAML: letters, digits, spaces, commas, full stops and hyphens inside words.
"""

from __future__ import annotations

from random import Random

THINGS = (
    *(
        "lantern list",
        "lower stair",
        "ferry landing",
        "seed store",
        "weir gate",
        "bell rope",
        "orchard wall",
        "tool loft",
    ),
    *("well cover", "market bench", "hedge line", "kiln yard", "mill race", "school path", "rain barrel", "clock room"),
    *(
        "boat shed",
        "signal post",
        "footbridge",
        "common oven",
        "stone ledger",
        "night watch",
        "water tally",
        "reading hall",
    ),
    *(
        "goose green",
        "cart track",
        "dye house",
        "garden plot",
        "sluice key",
        "notice board",
        "flood mark",
        "honey room",
    ),
)
MATTERS = (
    *("upkeep", "access", "safety", "records", "visits", "training", "lighting", "drainage", "planting", "hearing"),
    *("costs", "spares", "rotas", "letters", "returns", "checks", "repairs", "handover", "storage", "signs"),
)
DEEDS = (
    *("mend", "survey", "count", "repaint", "share", "open", "move", "measure", "list", "test"),
    *("replace", "clear", "label", "map", "photograph", "rebuild", "inspect", "lend", "check", "publish"),
)
PEOPLE = (
    *("the wardens", "the ferry crew", "two neighbours", "the seed keepers", "the night team", "the clerks"),
    *("the weir office", "the orchard group", "a visiting mason", "the school", "the market holders", "the stair team"),
)
SAID = (
    *("reported that", "asked whether", "showed that", "was sure that", "had written that", "explained how"),
    *("doubted that", "reminded everybody that", "found that", "could not say why", "noted that"),
)
HAPPENED = (
    *("was closed for most of the spring", "took longer than anybody had planned", "held through the first storm"),
    *("cost less than the year before", "had not been looked at since the flood", "is used by more people every month"),
    *("was mended twice and failed twice", "still waits for a key", "came back in good order"),
    *("had been counted in two different ways", "worked better where one person looked after it", "was left half done"),
    *("needs a second pair of hands", "is known to nobody under forty", "could be shared with the next village"),
)
WHEN = (
    *(
        "since the last meeting",
        "before the rains",
        "in the dry weeks",
        "on market days",
        "after dark",
        "all through autumn",
    ),
    *("for three weeks running", "at the end of the quarter", "while the ferry was away", "in the far quarter"),
)
WHY = (
    *("because the old tally could not be found", "so that visitors find their way", "although no money was set aside"),
    *("as had been agreed in the spring", "without waiting for the mason", "which surprised the clerks"),
    *("until somebody else takes it on", "and nobody objected", "but the figures are not yet certain"),
)
MANNERS = ("slowly", "twice", "in part", "with care", "at once", "by turns", "for the third time", "almost everywhere")
PLACES = (
    *("Quillen Hall", "Old Weir House", "Saltmarket Rooms", "Tarrow School", "Ember Lane Chapel", "Fennick Barn"),
    *("Long Ferry Inn", "Hazelmere Library"),
)
TOWNS = (
    *("Quillen", "Tarrow", "Fennick", "Ember", "Saltmarket", "Hazelmere", "Orrin", "Lusk", "Wend", "Pellow"),
    *("Carrick", "Dunmoor", "Ashby Ferry", "Thistle", "Marl", "Greave", "Sallow", "Brindle", "Yarrow", "Kest"),
)
FORENAMES = (
    *("Ada", "Bram", "Cleo", "Dorrit", "Emlyn", "Faro", "Greta", "Hale", "Imke", "Joss", "Kerra", "Lowen", "Mabyn"),
    *("Nessa", "Orla", "Perran", "Quill", "Roswyn", "Senna", "Talan", "Una", "Veryan", "Wella", "Ysolt", "Zennor"),
)
SURNAMES = (
    *("Aldous", "Birtwell", "Corrin", "Dabney", "Elwick", "Fallow", "Garrick", "Hesper", "Inchley", "Jarrow", "Kellin"),
    *("Lorimer", "Mossop", "Nankin", "Orchard", "Pascoe", "Quarrie", "Rudd", "Selwyn", "Trist"),
)
GATHERINGS = ("review", "round table", "workshop", "quarter day", "forum", "team day", "assembly", "working party")
ROLES = ("warden", "clerk", "surveyor", "keeper of tallies", "team leader", "treasurer", "planner", "teacher")


class Voice:
    """Speaks in the words above, as the generator decides."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def thing(self) -> str:
        """Something in the village: `lower stair`."""
        return self.random.choice(THINGS)

    def matter(self) -> str:
        """What a meeting talks about: `lower stair repairs`."""
        return f"{self.thing()} {self.random.choice(MATTERS)}"

    def task(self) -> str:
        """What somebody is to do, in a few words: `Survey the lower stair before the rains`."""
        words = f"{self.random.choice(DEEDS)} the {self.thing()}"
        if self.random.random() < 0.4:
            words += f" and the {self.thing()}"
        if self.random.random() < 0.6:
            words += f" {self.random.choice(WHEN)}"
        if self.random.random() < 0.3:
            words += f" {self.random.choice(WHY)}"
        return words[0].upper() + words[1:]

    def clause(self) -> str:
        """What is the case: `the lower stair held through the first storm`."""
        words = f"the {self.thing()} {self.random.choice(HAPPENED)}"
        if self.random.random() < 0.4:
            words += f" {self.random.choice(WHEN)}"
        return words

    def sentence(self) -> str:
        """One sentence of minutes, some ten to thirty words."""
        shape = self.random.random()
        if shape < 0.5:
            words = f"{self.random.choice(PEOPLE)} {self.random.choice(SAID)} {self.clause()}"
        elif shape < 0.8:
            words = f"{self.clause()}, {self.random.choice(WHY)}"
        else:
            words = f"{self.clause()}, and {self.clause()}"
        if self.random.random() < 0.15:
            words += f", {self.random.choice(MANNERS)}"
        return words[0].upper() + words[1:] + "."

    def sentences(self, fewest: int, most: int) -> str:
        """Several sentences."""
        return " ".join(self.sentence() for _ in range(self.random.randint(fewest, most)))

    def scrawl(self) -> str:
        """A few words as they stand on a flip chart."""
        words = self.matter() if self.random.random() < 0.5 else f"{self.thing()} {self.random.choice(HAPPENED)}"
        return words.upper() if self.random.random() < 0.8 else words
