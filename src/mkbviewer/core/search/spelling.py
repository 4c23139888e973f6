"""Words as a search compares them: without capitals and diacritics, forgiving of typing errors."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from typing import Final

EXACT: Final = 1.0
_START, _WHOLE_START = 0.75, 0.2
_INSIDE, _WHOLE_INSIDE = 0.45, 0.15
_FORGIVEN: Final = {1: 0.4, 2: 0.28}
_WHOLE_FORGIVEN: Final = 0.15
_FORGIVES_ONE_FROM, _FORGIVES_TWO_FROM = 4, 8
_INSIDE_FROM: Final = 3
_MOST_INSIDE: Final = 2000
_MOST_REMEMBERED: Final = 64
_WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text in small letters without diacritics."""
    if text.isascii():
        return text.lower()
    # Twice, for some letters have a small form only once they are taken apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def split_words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return _WORD.findall(fold(text))


def forgiven_edits(typed: str) -> int:
    """How many typing errors are forgiven: none in numbers and short words, two in long words."""
    if len(typed) < _FORGIVES_ONE_FROM or typed.isdecimal():
        return 0
    return 1 if len(typed) < _FORGIVES_TWO_FROM else 2


def edits_to_start(typed: str, word: str, most: int) -> int:
    """The edits that turn what was typed into a start of the word; `most` + 1 where it is more.

    An edit is a letter too many, too few or another, or two neighbours that changed places.
    """
    word = word[: len(typed) + most]
    row = list(range(len(word) + 1))
    before = row
    for count, letter in enumerate(typed, start=1):
        two_before, before, row = before, row, [count]
        for place, other in enumerate(word, start=1):
            edits = before[place - 1]
            if letter != other:
                edits = 1 + min(edits, before[place], row[place - 1])
                if count > 1 < place and letter == word[place - 2] and typed[count - 2] == other:
                    edits = min(edits, 1 + two_before[place - 2])
            row.append(edits)
        if min(row) > most:
            return most + 1
    return min(row)


@lru_cache(maxsize=65536)
def _letters(word: str) -> int:
    """One bit for each letter that occurs."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _pairs(word: str) -> set[str]:
    return {"^" + word[0], *(word[at : at + 2] for at in range(len(word) - 1))}


class Forgiving(Enum):
    """When typing errors are forgiven; WHERE_NEEDED is where no word begins with what was typed."""

    NEVER = 0
    WHERE_NEEDED = 1
    ALWAYS = 2


class Vocabulary:
    """Distinct folded words, and which of them a typed word may mean."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self._text = "\n".join(("", *self.words, ""))
        self._starts = []
        at = 1
        for word in self.words:
            self._starts.append(at)
            at += len(word) + 1
        self._near: dict[str, tuple[tuple[int, float], ...]] = {}
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            for pair in _pairs(word):
                self._by_pair[pair].append(number)

    def __contains__(self, word: str) -> bool:
        return f"\n{word}\n" in self._text

    def has_start(self, typed: str) -> bool:
        """Whether a word begins with what was typed."""
        return any(True for _one in self._beginning_with(typed))

    def find(self, typed: str, forgiving: Forgiving = Forgiving.WHERE_NEEDED) -> dict[int, float]:
        """The numbers of the words that match, each with how well (1 is the very word)."""
        found = dict(self._beginning_with(typed))
        has_start = bool(found)
        if len(typed) >= _INSIDE_FROM:
            for number, quality in self._holding(typed):
                found.setdefault(number, quality)
        if forgiving is Forgiving.ALWAYS or (forgiving is Forgiving.WHERE_NEEDED and not has_start):
            if typed not in self._near:
                if len(self._near) >= _MOST_REMEMBERED:
                    self._near.clear()
                self._near[typed] = tuple(self._nearly(typed))
            for number, quality in self._near[typed]:
                found[number] = max(quality, found.get(number, 0.0))
        return found

    def _beginning_with(self, typed: str) -> Iterator[tuple[int, float]]:
        first = bisect_left(self.words, typed)
        last = bisect_right(self.words, typed + "\U0010ffff")
        for number in range(first, last):
            length = len(self.words[number])
            is_whole = length == len(typed)
            yield number, EXACT if is_whole else _START + _WHOLE_START * len(typed) / length

    def _holding(self, typed: str) -> Iterator[tuple[int, float]]:
        at = -1
        for _hit in range(_MOST_INSIDE):
            at = self._text.find(typed, at + 1)
            if at < 0:
                return
            number = bisect_right(self._starts, at) - 1
            yield number, _INSIDE + _WHOLE_INSIDE * len(typed) / len(self.words[number])

    def _nearly(self, typed: str) -> Iterator[tuple[int, float]]:
        most = forgiven_edits(typed)
        if not most:
            return
        for number in self._candidates(typed, most):
            word = self.words[number]
            edits = edits_to_start(typed, word, most)
            if 0 < edits <= most:
                whole = min(1.0, len(typed) / len(word))
                yield number, _FORGIVEN[edits] + _WHOLE_FORGIVEN * whole

    def _candidates(self, typed: str, most: int) -> Iterator[int]:
        """The words with enough pairs of letters in common to be within reach.

        An edit spoils two pairs, a swap of neighbours three: single swaps are looked up.
        """
        pairs = _pairs(typed)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._by_pair.get(pair, ()))
        needed = max(1, len(pairs) - 2 * most - (most > 1))
        letters = _letters(typed)
        taken = set()
        for number, count in shared.items():
            if count >= needed and (letters & ~_letters(self.words[number])).bit_count() <= most:
                taken.add(number)
                yield number
        for at in range(len(typed) - 1):
            swapped = typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
            for number, _quality in self._beginning_with(swapped):
                if number not in taken:
                    taken.add(number)
                    yield number
