"""Finds texts by words and ranks them: some thousands of them, in memory, in about a millisecond.

Every word that is asked for must be met, by a word that is it, begins with it or holds it: Korean
writes several words as one (``무더위쉼터``), so the part of a word counts. A Korean particle at the
end of what was typed is let go where nothing is met with it. The same on every database. Pure.
"""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

type Scores = NDArray[np.float64]

_WORD = re.compile(r"\w+")
_HANGUL = re.compile(r"[가-힣]")
_PARTICLES = (
    "에서는",
    "으로는",
    "에서",
    "으로",
    "까지",
    "부터",
    "에는",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "로",
    "와",
    "과",
    "도",
    "만",
)
#: What it is worth that a word is the one asked for, begins with it, or holds it.
_WHOLE, _BEGINS, _HOLDS = 1.0, 0.75, 0.45
#: Words that a query asks for at most, and the longest.
MOST_WORDS, LONGEST = 12, 50
_BETWEEN = "\0"


def words(text: str) -> list[str]:
    return [word[:LONGEST] for word in _WORD.findall(text.casefold())]


@dataclass
class Ranked:
    """Texts by fields; ``weights`` says what it is worth to be met in each."""

    texts: Sequence[Mapping[str, Iterable[str]]]
    weights: Mapping[str, float]
    _places: dict[str, tuple[NDArray[np.int64], Scores]] = field(default_factory=dict)
    _vocabulary: str = ""
    _starts: list[int] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        found: dict[str, dict[int, float]] = defaultdict(dict)
        for number, fields in enumerate(self.texts):
            for name, spoken in fields.items():
                for word in {one for said in spoken for one in words(said)}:
                    known = found[word].get(number, 0.0)
                    found[word][number] = max(known, self.weights[name])
        for word, worth in found.items():
            rare = math.log1p(len(self.texts) / len(worth))
            self._places[word] = (
                np.fromiter(worth, np.int64, len(worth)),
                np.fromiter(worth.values(), np.float64, len(worth)) * rare,
            )
        self._line_up(sorted(found))

    def _line_up(self, names: list[str]) -> None:
        """All words in one text, so that a part of any is found at the speed of the machine."""
        self._names = names
        self._vocabulary = _BETWEEN + _BETWEEN.join(names) + _BETWEEN
        at = 1
        for name in names:
            self._starts.append(at)
            at += len(name) + 1

    def scores(self, query: str) -> Scores:
        """Of each text; 0: not met. A query without words meets nothing."""
        asked = list(dict.fromkeys(words(query)))[:MOST_WORDS]
        total = np.zeros(len(self.texts))
        met = np.ones(len(self.texts), dtype=np.bool_) if asked else total.astype(np.bool_)
        for word in asked:
            one = self._of_word(word)
            total += one
            met &= one > 0
        return np.where(met, total, 0.0)

    def _of_word(self, word: str) -> Scores:
        found = self._met_by(word)
        stem = _without_particle(word)
        return self._met_by(stem) if stem and not found.any() else found

    def _met_by(self, word: str) -> Scores:
        best = np.zeros(len(self.texts))
        for name, worth in self._alike(word):
            numbers, values = self._places[name]
            best[numbers] = np.maximum(best[numbers], values * worth)
        return best

    def _alike(self, word: str) -> Iterable[tuple[str, float]]:
        """Words of the texts that hold ``word``; a single letter must begin them."""
        inside = len(word) > 1 or _HANGUL.match(word) is not None
        wanted, skip = (word, 0) if inside else (_BETWEEN + word, 1)
        at = self._vocabulary.find(wanted)
        while at >= 0:
            number = bisect_right(self._starts, at + skip) - 1
            name = self._names[number]
            begins = name.startswith(word)
            yield name, _WHOLE if name == word else _BEGINS if begins else _HOLDS
            at = self._vocabulary.find(wanted, self._starts[number] + len(name))


def _without_particle(word: str) -> str:
    for particle in _PARTICLES:
        stem = word.removesuffix(particle)
        if stem != word and len(stem) > 1 and _HANGUL.match(stem):
            return stem
    return ""
