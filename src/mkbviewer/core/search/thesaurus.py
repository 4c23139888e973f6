"""Dutch and English words that mean the same to whoever searches."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from mkbviewer.core.search.spelling import Vocabulary, split_words

Words = tuple[str, ...]
"""An expression of one or more folded words."""

OTHER_WORD: Final = 0.8
"""What a match is worth that comes by another word than the one that was typed."""

_START_FROM: Final = 4


class Thesaurus:
    """Which expressions may stand for each other."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._others: dict[Words, list[Words]] = defaultdict(list)
        for group in groups:
            expressions = [tuple(split_words(text)) for text in group]
            for one in expressions:
                self._others[one] += [other for other in expressions if other != one]
        self._longest = max(map(len, self._others), default=1)
        self._single = Vocabulary(one[0] for one in self._others if len(one) == 1)

    def read(self, typed: Sequence[str]) -> list[list[tuple[Words, float]]]:
        """For each expression of what was typed: what it may stand for, and how well.

        The first is always the expression itself. A single word may also be the start of one that
        is known, or hold a typing error.
        """
        read = []
        at = 0
        while at < len(typed):
            for length in range(min(self._longest, len(typed) - at), 0, -1):
                expression = tuple(typed[at : at + length])
                if length == 1 or expression in self._others:
                    read.append([(expression, 1.0), *self._others_of(expression)])
                    at += length
                    break
        return read

    def knows(self, word: str) -> bool:
        """Whether others may stand for a word."""
        return (word,) in self._others

    def _others_of(self, expression: Words) -> list[tuple[Words, float]]:
        if expression in self._others or len(expression) > 1:
            return [(other, OTHER_WORD) for other in self._others[expression]]
        if len(expression[0]) < _START_FROM:
            return []
        found: dict[Words, float] = {}
        for number, quality in self._single.find(expression[0]).items():
            word = self._single.words[number]
            if expression[0] in word[1:]:
                continue
            for other in ((word,), *self._others[word,]):
                found[other] = max(found.get(other, 0.0), OTHER_WORD * quality)
        return list(found.items())


def load_thesaurus(path: Path) -> Thesaurus:
    """Read a file with a `[[same]]` of Dutch and English words for each meaning."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return Thesaurus([*group.get("nl", ()), *group.get("en", ())] for group in read["same"])
