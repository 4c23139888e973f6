"""Searching in all that can be opened: indicators, tables and what is in them, facts, commands.

What has one name in many tables, as measures and members have, is kept once with the places where
it occurs. Words are matched with the names first; a word that is not in a name may also be one of
the page on which the name occurs.
"""

import heapq
import operator
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import reduce
from itertools import combinations, islice
from typing import Final

from mkbviewer.core.search.findable import Hit, Kind, Name, Occurrence, Register
from mkbviewer.core.search.spelling import Forgiving, Vocabulary, fold, split_words
from mkbviewer.core.search.thesaurus import Thesaurus, Words

MOST_HITS: Final = 60
MOST_PLACES: Final = 3
"""How many places of one name are given; another word of the page's title finds the others."""

_MOST_LOOKED_AT, _MOST_JUDGED = 5_000, 400
_MOST_ON_PAGES: Final = 300
_FEW_LETTERS, _MOST_OF_FEW_LETTERS = 2, 1_500
_MOST_WORDS: Final = 6
_SHORTEST_PART, _MOST_COMPOSED = 3, 3
_LINKS: Final = ("s", "en", "e")
"""What may stand between the two words of one that is composed."""

_SCORE: Final = operator.itemgetter(1)
_AROUND: Final = 48


_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}
_WEIGHTS: Final = {
    Kind.INDICATOR: 1.0,
    Kind.TABLE: 0.97,
    Kind.COMMAND: 0.95,
    Kind.TOPIC: 0.93,
    Kind.MEASURE: 0.88,
    Kind.FACT: 0.84,
    Kind.MEMBER: 0.84,
    Kind.DEFINITION: 0.8,
    Kind.VIEW: 0.99,
    Kind.RECENT: 0.8,
}
_PAGES: Final = (Kind.INDICATOR, Kind.TABLE)


class _Field(IntEnum):
    TITLE = 0
    OTHER_TITLE = 1
    CONTEXT = 2
    BODY = 3


_FIELD_WEIGHTS: Final = (1.0, 0.9, 0.5, 0.4)
_FIELD_BITS: Final = 2
_FIELD_MASK: Final = (1 << _FIELD_BITS) - 1
_COVERED, _BEGUN, _THE_SAME = 0.15, 0.12, 0.3
_NEAR_THE_BEST: Final = 0.4
_ON_ITS_PAGE: Final = 0.6
"""What a word is worth that is not in a name but in the title of the page where it occurs."""


_Found = tuple[float, int, Occurrence | None]
"""A score, a name's number, and its one place where that matters."""


class Index:
    """What was gathered, ready to be searched."""

    def __init__(self, register: Register, thesaurus: Thesaurus | None = None) -> None:
        self._names = register.names
        self._places = register.places
        self._subjects = register.subjects
        self._thesaurus = thesaurus or Thesaurus()
        postings: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for word, place in _words_of(name).items():
                postings[word].append(number << _FIELD_BITS | place)
        self._vocabulary = Vocabulary(postings)
        self._postings = [postings[word] for word in self._vocabulary.words]
        self._titles = [
            tuple({" ".join(split_words(title)) for title in (name.title, *name.others)})
            if name.kind is not Kind.DEFINITION
            else ()
            for name in self._names
        ]
        self._titled: dict[str, list[int]] = defaultdict(list)
        for number, titles in enumerate(self._titles):
            for title in titles:
                self._titled[title].append(number)
        self._pages = {
            number: self._places[number][0].subject
            for number, name in enumerate(self._names)
            if name.kind in _PAGES
        }

    def search(self, text: str, most: int = MOST_HITS) -> tuple[Hit, ...]:
        """What the text may mean, best first; nothing for a text without words."""
        typed = split_words(text)[:_MOST_WORDS]
        if not typed:
            return ()
        found = (
            self._find(typed, Forgiving.WHERE_NEEDED)
            or self._find(typed, Forgiving.ALWAYS)
            or self._find_apart(typed)
        )
        return self._give(found, typed, most)

    def search_partly(self, text: str, most: int = MOST_HITS) -> tuple[Hit, ...]:
        """What the text may mean when one of its words is left out, whichever."""
        typed = split_words(text)[:_MOST_WORDS]
        found: list[_Found] = []
        for place in range(len(typed) if len(typed) > 1 else 0):
            others = [*typed[:place], *typed[place + 1 :]]
            found += self._find(others, Forgiving.WHERE_NEEDED)
        return self._give(found, typed, most)

    def _give(self, found: list[_Found], typed: Sequence[str], most: int) -> tuple[Hit, ...]:
        # More than are given, since some of them drop out as repeats.
        best = heapq.nlargest(2 * most, found, key=lambda one: one[0])
        hits = [hit for one in best for hit in self._tell(*one, " ".join(typed))]
        return best_of([hits], most)

    def _find(self, typed: Sequence[str], forgiving: Forgiving) -> list[_Found]:
        expressions = self._thesaurus.read(typed)
        scores = [self._match_any(choices, forgiving) for choices in expressions]
        whole = " ".join(typed)
        every = reduce(operator.and_, (one.keys() for one in scores))
        count = len(scores)
        matched = {number: score / count for number, score in _added(scores, every).items()}
        matched |= dict.fromkeys(self._titled.get(whole, ()), 1.0)
        found: list[_Found] = [
            (self._judge(number, score, whole), number, None)
            for number, score in heapq.nlargest(_MOST_JUDGED, matched.items(), key=_SCORE)
        ]
        if len(scores) > 1:
            on_pages = (one for one in self._on_pages(scores) if one[1] not in matched)
            found += [
                (self._judge(number, score, whole), number, place)
                for score, number, place in heapq.nlargest(_MOST_JUDGED, on_pages)
            ]
        return found

    def _find_apart(self, typed: Sequence[str]) -> list[_Found]:
        """What is found by the two words of which one that was typed is composed in Dutch."""
        found: list[_Found] = []
        for at, word in enumerate(typed):
            for parts in islice(self._take_apart(word), _MOST_COMPOSED):
                others = [*typed[:at], *parts, *typed[at + 1 :]]
                found += self._find(others, Forgiving.NEVER)
        return found

    def _take_apart(self, word: str) -> Iterator[Words]:
        """`werkgelegenheid` and `groei` of `werkgelegenheidsgroei`; the longest first."""
        for at in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            first, last = word[:at], word[at:]
            if not self._knows(last):
                continue
            for link in ("", *_LINKS):
                part = first.removesuffix(link) if first.endswith(link) else ""
                if len(part) >= _SHORTEST_PART and self._knows(part):
                    yield part, last

    def _knows(self, word: str) -> bool:
        if len(word) == _SHORTEST_PART:
            return word in self._vocabulary
        return self._vocabulary.has_start(word) or self._thesaurus.knows(word)

    def _judge(self, number: int, score: float, typed: str) -> float:
        """The score with what the whole title and the kind are worth."""
        more = 0.0
        for title in self._titles[number]:
            worth = _COVERED * min(1.0, len(typed) / max(1, len(title)))
            worth += _THE_SAME if title == typed else _BEGUN * title.startswith(typed)
            more = max(more, worth)
        return (score + more) * _WEIGHTS[self._names[number].kind]

    def _match_any(
        self, choices: Sequence[tuple[Words, float]], forgiving: Forgiving
    ) -> dict[int, float]:
        best: dict[int, float] = {}
        for place, (words, worth) in enumerate(choices):
            # Only what was typed can hold a typing error, not what it stands for.
            allowed = Forgiving.NEVER if place else forgiving
            matches = [self._match(word, allowed) for word in words]
            if len(choices) == len(words) == 1:
                return matches[0]
            common = reduce(operator.and_, (one.keys() for one in matches))
            each = worth / len(matches)
            for number, score in _added(matches, common).items():
                if each * score > best.get(number, 0.0):
                    best[number] = each * score
        return best

    def _match(self, word: str, forgiving: Forgiving) -> dict[int, float]:
        best: dict[int, float] = {}
        found = self._vocabulary.find(word, forgiving)
        # The better words first, for a few letters begin more words than can be looked through.
        left = _MOST_LOOKED_AT if len(word) > _FEW_LETTERS else _MOST_OF_FEW_LETTERS
        for one in sorted(found, key=found.__getitem__, reverse=True):
            worth = [found[one] * weight for weight in _FIELD_WEIGHTS]
            for posting in self._postings[one]:
                number, score = posting >> _FIELD_BITS, worth[posting & _FIELD_MASK]
                if score > best.get(number, 0.0):
                    best[number] = score
            left -= len(self._postings[one])
            if left <= 0:
                break
        return best

    def _on_pages(
        self, scores: Sequence[Mapping[int, float]]
    ) -> Iterator[tuple[float, int, Occurrence]]:
        """Names of which some of the words are, and the others are of the page's title."""
        pages = [
            {self._pages[number]: one[number] for number in one.keys() & self._pages.keys()}
            for one in scores
        ]
        everywhere = range(len(scores))
        for size in range(1, len(scores)):
            for named in combinations(everywhere, size):
                titled = [one for one in everywhere if one not in named]
                common = reduce(operator.and_, (pages[one].keys() for one in titled))
                if not common:
                    continue
                worth = _added([pages[one] for one in titled], common)
                found = reduce(operator.and_, (scores[one].keys() for one in named))
                score = _added([scores[one] for one in named], found - self._pages.keys())
                for number in heapq.nlargest(_MOST_ON_PAGES, score, key=score.__getitem__):
                    for place in self._places[number]:
                        if place.subject in worth:
                            whole = score[number] + _ON_ITS_PAGE * worth[place.subject]
                            yield whole / len(scores), number, place

    def _tell(
        self, score: float, number: int, place: Occurrence | None, typed: str
    ) -> Iterator[Hit]:
        name, places = self._names[number], self._places[number]
        for order, one in enumerate(places[:MOST_PLACES] if place is None else (place,)):
            subject = self._subjects[one.subject] if one.subject >= 0 else None
            detail = name.detail or (subject.title if subject else "")
            if name.kind is Kind.DEFINITION:
                detail = excerpt(name.body, typed)
            # Of one name the pages stand in the order in which they were gathered.
            worth = score - order * 1e-6
            yield Hit(
                name.kind, name.title, detail, worth, subject, one.dimension, one.key, len(places)
            )


def best_of(finds: Iterable[Iterable[Hit]], most: int = MOST_HITS) -> tuple[Hit, ...]:
    """The finds of several indexes together, best first, without those far worse than the best."""
    hits = [hit for one in finds for hit in one]
    hits.sort(key=lambda hit: (-hit.score, _ORDER[hit.kind], len(hit.title), hit.title))
    worst = _NEAR_THE_BEST * hits[0].score if hits else 0.0
    return tuple(_without_repeats((one for one in hits if one.score >= worst), most))


def _added(scores: Sequence[Mapping[int, float]], numbers: Iterable[int]) -> dict[int, float]:
    """What each number scores in all of these together."""
    first, *others = scores
    added = {number: first[number] for number in numbers}
    for one in others:
        for number in added:
            added[number] += one[number]
    return added


def _words_of(name: Name) -> dict[str, int]:
    """The distinct words of a name, each with the best field in which it stands."""
    words: dict[str, int] = {}
    if name.kind is not Kind.DEFINITION:
        words = dict.fromkeys(split_words(name.title), _Field.TITLE.value)
    for place, texts in (
        (_Field.OTHER_TITLE, name.others),
        (_Field.CONTEXT, (name.context,)),
        (_Field.BODY, (name.body,)),
    ):
        for text in texts:
            for word in split_words(text) if text else ():
                words.setdefault(word, place.value)
    return words


def _without_repeats(hits: Iterable[Hit], most: int) -> Iterator[Hit]:
    """The best hits; a definition only where the page itself was not found."""
    seen: set[object] = set()
    left = most
    for hit in hits:
        same = (hit.kind, hit.title, hit.detail, hit.subject, hit.dimension, hit.key)
        if not left or same in seen:
            continue
        if hit.kind is Kind.DEFINITION and hit.subject in seen:
            continue
        seen.add(same)
        if hit.kind in _PAGES:
            seen.add(hit.subject)
        left -= 1
        yield hit


def excerpt(text: str, typed: str) -> str:
    """The part of a text where the first word that was typed stands, else its beginning."""
    folded = fold(text)
    at = max((folded.find(word) for word in typed.split()), default=-1)
    if at <= _AROUND or len(folded) != len(text):
        return text
    start = text.rfind(" ", 0, at - _AROUND // 2) + 1
    return f"… {text[start:]}" if start else text
