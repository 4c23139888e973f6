"""Which cards the user wants first on the overview, and which not at all."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Ids of indicators: the pinned ones in the user's order, and the hidden ones."""

    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def pin(self, card: str) -> "Arrangement":
        """With a card behind the pinned ones; a hidden one is there again."""
        if card in self.pinned:
            return self
        return Arrangement((*self.pinned, card), _without(self.hidden, card))

    def unpin(self, card: str) -> "Arrangement":
        """With a card in its usual place."""
        return replace(self, pinned=_without(self.pinned, card))

    def hide(self, card: str) -> "Arrangement":
        """Without a card; a pinned one is so no longer."""
        if card in self.hidden:
            return self
        return Arrangement(_without(self.pinned, card), (*self.hidden, card))

    def put_back(self, cards: Sequence[str]) -> "Arrangement":
        """With these hidden cards in their usual places."""
        return replace(self, hidden=tuple(one for one in self.hidden if one not in cards))

    def move(self, card: str, target: str) -> "Arrangement":
        """With a card in the place of a pinned one, which makes room; it is pinned by that."""
        if card == target or target not in self.pinned:
            return self
        is_later = card in self.pinned and self.pinned.index(card) < self.pinned.index(target)
        rest = list(_without(self.pinned, card))
        rest.insert(rest.index(target) + is_later, card)
        return Arrangement(tuple(rest), _without(self.hidden, card))


def arrangement_to_text(arrangement: Arrangement) -> str:
    """The arrangement as a library keeps it."""
    return json.dumps({"pinned": arrangement.pinned, "hidden": arrangement.hidden})


def arrangement_from_text(text: str | None) -> Arrangement:
    """The arrangement that was kept; nothing pinned or hidden where it cannot be read."""
    try:
        kept = json.loads(text or "{}")
        pinned, hidden = (tuple(map(str, kept.get(name, ()))) for name in ("pinned", "hidden"))
    except (AttributeError, TypeError, ValueError):
        return Arrangement()
    return Arrangement(pinned, hidden)


def _without(cards: tuple[str, ...], card: str) -> tuple[str, ...]:
    return tuple(one for one in cards if one != card)
