"""Noun phrases → what they refer to: an instrument, a sector, a market, the one last spoken of, or nothing traded."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tapewire.model import Kind
from tapewire.moves.focus import REFUSED, UNKNOWN, Focus, Ref, Resolved
from tapewire.moves.gazetteer import Entry
from tapewire.moves.items import Item
from tapewire.moves.lexicon import PLURAL_SHARES
from tapewire.moves.tokens import Story, Token
from tapewire.moves.words import words

_SKIPPED_AT_END: Final = frozenset(("CODE", "PAREN", "POSS", "BOND"))
_ADR: Final = words("adr adrs ads adss")
# An index of these is a statistic, not a market.
_STATISTICS: Final = words(
    """
    managers manager's confidence sentiment pmi ism production activity leading manufacturing optimism climate ifo zew
    freight containerized containerised dry
    economic home house purchasing conditions surprise inflation misery happiness price prices
    """
)
_SUB_INDICES: Final = frozenset(("subindex", "sub-index", "sub-gauge", "subgauge"))
_SECTOR_HEADS: Final = frozenset((*_SUB_INDICES, "sector", "industry", "segment", "subsector", "sub-sector"))
_GAUGES: Final = frozenset(("index", "gauge", "benchmark", "barometer", "measure", "average", "basket"))
_RATES: Final = words("exchange representative parity central reference midpoint official daily spot fixing")
_PAIR: Final = re.compile(
    r"(?:EUR|USD|GBP|AUD|NZD|CAD|CHF)/(?:USD|JPY|GBP|CHF|AUD|NZD|CAD|CNY|CNH|HKD|SGD|KRW|TWD|INR|THB|IDR|MYR|PHP|MXN|BRL|ZAR|TRY|SEK|NOK|DKK|PLN|ILS)"
)
_LABELS: Final = words("fund trust token coin cryptocurrency metal group company counter name")
_LABELLED: Final = frozenset(("fund", "stock", "crypto", "commodity"))
_GROUPS: Final = {"pair": 2, "duo": 2, "two": 2, "twosome": 2, "trio": 3, "three": 3, "threesome": 3}
_CURRENCY_ROLES: Final = words("currency unit greenback")


def resolve(item: Item, focus: Focus, story: Story, *, is_title_case: bool = False) -> Resolved:
    """Say what a noun phrase refers to.

    Returns:
        One reference; several for "the two stocks" after a list of names; `REFUSED` for what is not traded (revenue, a
        target, a statistic); `UNKNOWN` where it cannot be told.
    """
    tokens = [
        token
        for n, token in enumerate(item.tokens)
        if token.kind not in ("DET", "ADJ")
        or token.low == "its"
        or (token.kind == "ADJ" and _is_name_part(item, n, story))
    ]
    while tokens and tokens[-1].kind in _SKIPPED_AT_END and len(tokens) > 1:
        tokens = tokens[:-1]
    if not tokens:
        return UNKNOWN
    head = tokens[-1]
    codes = _codes(item)
    names = [token for token in item.tokens if token.kind == "NAME"]
    owned = any(token.kind == "POSS" for token in tokens)
    if any(token.kind == "BOND" for token in item.tokens) and not _has_tenor(item):
        return REFUSED
    if not is_title_case and _is_proper(tokens, story):
        return _unknown_name(tokens, item, story, codes, is_title_case)
    if head.kind == "REFUSE":
        return REFUSED
    if head.kind == "NAME" and head.low in ("a-share", "b-share", "h-share") and focus.stock is not None:
        # "Its A-share (300750.SZ) rose": the company's own, not the market's
        is_own = bool(codes) or item.tokens[0].low in ("its", "the")
        own = replace(focus.stock, start=item.start, end=item.end, symbols=codes, markets=_markets(item))
        return (own,) if is_own else UNKNOWN
    if head.kind == "NAME":
        return _named(head, item, story, codes, focus)
    if head.kind == "PRON":
        return _pronoun(head, focus)
    if head.kind == "SHARE":
        return _shares(head, tokens, names, item, focus, story, codes)
    if head.kind == "INDEXN":
        return _index(head, tokens, names, item, focus, story)
    if head.kind == "FUT":
        return _futures(tokens, names, item, focus, story)
    if head.kind == "YIELD" or any(token.kind == "TENOR" for token in tokens):
        return _yield(tokens, names, item, story)
    if head.kind == "PRICE":
        return _price(head, names, item, focus, story)
    if head.kind == "MARKET":
        if item.tokens[0].low == "the" and all(
            token.kind in ("DET", "ADJ", "SHARE", "MARKET") for token in item.tokens
        ):
            # Read here: "The market opened up 0.4%"
            return (
                (focus.index,)
                if focus.index is not None and focus.latest is not None and focus.latest.kind == "index"
                else UNKNOWN
            )
        place = next((token for token in names if token.info.is_place and token.info.symbols), None)
        return (_place_ref(place, item, story),) if place is not None else UNKNOWN
    if head.kind == "SECTOR":
        if names and not names[-1].info.is_place and names[-1].info.kind == "index":
            return (_sector_ref(item, story, "sector"),)
        if any(token.kind == "W" and token.info for token in tokens[:-1]) and len(tokens) > 1:
            return _unknown_name(tokens, item, story, codes, is_title_case)
        return (_sector_ref(item, story, "sector"),)
    if head.kind == "ROLE":
        return _role(head, tokens, item, focus, story, owned, codes)
    if head.kind == "W":
        if head.low in _GROUPS and item.tokens[0].low in ("the", "both"):
            return _group_of(_GROUPS[head.low], focus)
        if not head.info and item.tokens[0].low == "the" and len(focus.heading) == 1:
            return focus.heading
        return _unknown_name(tokens, item, story, codes, is_title_case) if head.info else UNKNOWN
    return UNKNOWN


def _group_of(size: int, focus: Focus) -> Resolved:
    """Find whom "the pair" or "the trio" stands for: the last list of that length, or the last shares spoken of."""
    if focus.heading and len(focus.heading) == size:
        return focus.heading
    if len(focus.group) == size and focus.group[-1].name == (focus.recent[-1].name if focus.recent else ""):
        return focus.group
    return focus.recent[-size:] if len(focus.recent) >= size else UNKNOWN


def _has_tenor(item: Item) -> bool:
    """Tell "the 10-year government bond", which has a yield, from a company's bonds, which are not followed here."""
    return any(
        token.kind in ("TENOR", "INDEXN", "YIELD") or (token.kind == "NAME" and token.info.kind == "yield")
        for token in item.tokens
    )


def _codes(item: Item) -> tuple[str, ...]:
    return tuple(symbol for token in item.tokens if token.kind == "CODE" for symbol in token.info)


def _markets(item: Item) -> tuple[str, ...]:
    return tuple(
        token.info.market for token in item.tokens if token.kind == "NAME" and token.info.is_place and token.info.market
    )


def _named(head: Token, item: Item, story: Story, codes: tuple[str, ...], focus: Focus | None = None) -> Resolved:
    entry: Entry = head.info
    if entry.is_place:
        if entry.market is None:
            return UNKNOWN
        return (_place_ref(head, item, story),) if entry.symbols else UNKNOWN
    has_code = any(token.kind == "CODE" for token in item.tokens)
    ref = Ref(
        story.text[head.start : head.end],
        entry.kind,
        head.start,
        head.end,
        entry,
        codes if entry.kind in ("stock", "fund") else (),
        _markets(item) if any(token.low in ("listed", "traded") for token in item.tokens) else (),
    )
    if entry.kind == "currency" and entry.code is None:
        ref.entry = None
    if (
        entry.kind == "currency"
        and not ref.markets
        and focus is not None
        and focus.index is not None
        and focus.index.entry
    ):
        # A peso is that of the market last spoken of.
        ref.markets = (focus.index.entry.market,) if focus.index.entry.market else ()
    if has_code and not entry.symbols and not codes:
        ref.symbols = ()
    return (ref,)


def _place_ref(token: Token, item: Item, story: Story) -> Ref:
    entry: Entry = token.info
    return Ref(story.text[token.start : token.end], "index", token.start, item.end, entry)


def _pronoun(head: Token, focus: Focus) -> Resolved:
    if head.low == "it" or head.low == "itself":
        return (focus.latest,) if focus.latest is not None else UNKNOWN
    if head.low == "they":
        return focus.group if len(focus.group) > 1 else UNKNOWN
    return UNKNOWN


def _shares(
    head: Token, tokens: list[Token], names: list[Token], item: Item, focus: Focus, story: Story, codes: tuple[str, ...]
) -> Resolved:
    """Read what ends in "shares", "stock", "share price", "ADRs"."""
    places = _markets(item)
    is_adr = head.low in _ADR or "deposit" in head.low
    traded = [token for token in names if not token.info.is_place]
    traded = [token for token in traded if token.info.kind in ("stock", "fund")] or traded
    if traded:
        return _shares_of_name(traded[-1], item, story, codes, is_adr)
    is_plural = head.low in PLURAL_SHARES
    others = [
        token for token in tokens[:-1] if token.kind in ("W", "SECTOR", "REFUSE", "ROLE", "MARKET", "INDEXN", "ADJ")
    ]
    others = [token for token in others if token.low not in ("listed", "traded", "its", "local")]
    has_owner = _has_possessive(tokens) or any(token.low in ("its", "their") for token in tokens)
    begins = item.tokens[0].low
    if focus.heading and (begins == "the" or len(item.tokens) == 1) and (is_plural or len(focus.heading) == 1):
        return focus.heading
    capitals = [token for token in others if _is_capital(token, story) and token is not item.tokens[0]]
    if not capitals and others and others[0] is item.tokens[0] and _is_capital(others[0], story):
        # A capital that opens a phrase is a name if it owns the shares ("Thorntons' shares") or is no known word.
        is_name = _has_possessive(tokens) or (others[0].kind == "W" and item.start != story.sentence_start)
        capitals = [others[0]] if is_name else []
    elif capitals and others[0] is item.tokens[0] and _is_capital(others[0], story):
        capitals = others
    if capitals and not (has_owner and any(token.kind == "ROLE" for token in others)):
        return _shares_of_unknown(capitals, item, focus, story, codes, is_adr)
    if has_owner and any(token.kind == "ROLE" for token in others) and begins in ("the", "its"):
        others = []
    if any(token.kind == "SECTOR" for token in others) and is_plural:
        return (_sector_ref(item, story, "sector"),)
    if not is_plural and begins in ("the", "this") and focus.stock is not None:
        return (focus.stock,)
    if any(token.kind in ("REFUSE", "W") for token in others):
        return UNKNOWN
    if is_plural and _counts(item, len(focus.group)):
        return focus.group
    if head.low in ("stocks", "equities") and len(item.tokens) == 1:
        return UNKNOWN
    if names and is_plural and not _is_listing(item):
        place = next((token for token in names if token.info.is_place), None)
        return (_place_ref(place, item, story),) if place is not None and place.info.symbols else UNKNOWN
    if (names and not places) or focus.stock is None:
        return UNKNOWN
    stock = focus.stock
    return (
        replace(
            stock,
            start=item.start,
            end=item.end,
            symbols=codes or stock.symbols,
            markets=places,
            is_adr=is_adr,
            is_certain=True,
        ),
    )


def _shares_of_name(token: Token, item: Item, story: Story, codes: tuple[str, ...], is_adr: bool) -> Resolved:
    entry: Entry = token.info
    if entry.kind == "commodity":
        return (_sector_ref(item, story, "sector"),)
    if entry.kind not in ("stock", "fund"):
        return UNKNOWN
    name = story.text[token.start : token.end]
    return (Ref(name, entry.kind, token.start, token.end, entry, codes, _markets(item), is_adr),)


def _shares_of_unknown(
    capitals: list[Token], item: Item, focus: Focus, story: Story, codes: tuple[str, ...], is_adr: bool
) -> Resolved:
    first, last = capitals[0], capitals[-1]
    name = story.text[first.start : last.end]
    earlier = focus.known.get(name.split(" ", 1)[0].lower())
    if earlier is not None:
        return (
            replace(
                earlier,
                start=first.start,
                end=last.end,
                symbols=codes or earlier.symbols,
                markets=_markets(item),
                is_adr=is_adr,
            ),
        )
    return (Ref(name, "stock", first.start, last.end, None, codes, _markets(item), is_adr),)


def _has_possessive(tokens: list[Token]) -> bool:
    return any(token.kind == "POSS" for token in tokens)


def _counts(item: Item, size: int) -> bool:
    words = {token.low for token in item.tokens}
    if size > 1 and words & {"both", "two"}:
        return size == 2
    return size > 1 and (
        ("the" in words and not any(token.kind == "NAME" for token in item.tokens)) or "three" in words
    )


def _is_listing(item: Item) -> bool:
    return any(
        token.low in ("listed", "traded", "its", "their") or token.kind in ("ROLE", "POSS") for token in item.tokens
    )


def _sector_ref(item: Item, story: Story, kind: Kind) -> Ref:
    tokens = [token for token in item.tokens if token.kind not in ("DET", "CODE", "PAREN")]
    while len(tokens) > 1 and (
        tokens[0].kind in ("ADJ", "POSS")
        or (tokens[0].kind == "W" and not tokens[0].info)
        or (tokens[0].kind == "NAME" and tokens[1].kind == "POSS")
    ):
        tokens = tokens[1:]
    start, end = tokens[0].start, tokens[-1].end
    return Ref(story.text[start:end], kind, start, end)


def _index(head: Token, tokens: list[Token], names: list[Token], item: Item, focus: Focus, story: Story) -> Resolved:
    """Read what ends in "index", "gauge", "sub-index", "sector"."""
    if any(token.kind == "REFUSE" or token.low in _STATISTICS for token in tokens):
        return REFUSED
    known = [token for token in names if not token.info.is_place]
    inner = [token for token in tokens[:-1] if token.kind in ("W", "SECTOR", "ROLE", "SHARE")]
    sectors = [token for token in tokens[:-1] if token.kind in ("SECTOR", "ROLE")]
    capitals = [token for token in inner if _is_capital(token, story) and token.low != "csi"]
    is_titled = story.text[head.start].isupper()
    if is_titled and head.low == "index" and (capitals or (inner and known)):
        owner = max((n + 1 for n, token in enumerate(item.tokens) if token.kind == "POSS"), default=0)
        run = next(token.start for token in item.tokens[owner:] if token.kind != "DET" or token.low == "all")
        return (Ref(story.text[run : head.end], "index", run, head.end),)
    if (
        sectors
        or any(token.info.kind in ("commodity", "stock") for token in known)
        or (head.low in _SUB_INDICES and len(tokens) > 1)
    ):
        return (_sector_ref(item, story, "sector"),)
    if known and capitals and known[-1].end < capitals[-1].start:
        return (Ref(story.text[known[-1].start : capitals[-1].end], "index", known[-1].start, item.end),)
    if known:
        token = known[-1]
        if token.info.kind != "index":
            return UNKNOWN
        return (Ref(story.text[token.start : token.end], "index", token.start, token.end, token.info),)
    if capitals:
        start = capitals[0].start
        return (Ref(story.text[start : head.end], "index", start, head.end),)
    if head.low in _SECTOR_HEADS:
        return (focus.sector,) if focus.sector is not None else UNKNOWN
    if head.low not in _GAUGES:
        return UNKNOWN
    places = [token for token in names if token.info.is_place and token.info.symbols]
    if places:
        return (_place_ref(places[-1], item, story),)
    is_definite = any(token.low in ("the", "its", "that", "this") for token in item.tokens)
    if any(token.kind == "W" for token in tokens[:-1]) or not is_definite:
        return UNKNOWN
    if focus.latest is not None and focus.latest.kind == "index":
        return (focus.latest,)
    return (focus.index,) if focus.index is not None else UNKNOWN


def _futures(tokens: list[Token], names: list[Token], item: Item, focus: Focus, story: Story) -> Resolved:
    known = [token for token in names if not token.info.is_place]
    if not known and len(focus.heading) == 1 and focus.heading[0].kind == "commodity":
        return focus.heading
    if not known and focus.latest is not None and focus.latest.kind == "commodity" and item.tokens[0].low == "the":
        return (focus.latest,)
    if known:
        token = known[-1]
        start = known[0].start
        entry: Entry = token.info
        kind: Kind = "future" if entry.kind == "index" else entry.kind
        name = (
            story.text[start : item.tokens[-1].end] if item.tokens[-1].kind == "FUT" else story.text[start : token.end]
        )
        return (Ref(name, kind, start, item.end, entry, is_future=True),)
    if any(token.low == "price" or token.kind == "MARKET" or token.kind == "INDEXN" for token in tokens[:-1]):
        start = next(token.start for token in item.tokens if token.kind not in ("DET",))
        return (Ref(story.text[start : item.end], "future", start, item.end, is_future=True),)
    return UNKNOWN


def _yield(tokens: list[Token], names: list[Token], item: Item, story: Story) -> Resolved:
    known = [token for token in names if token.info.kind == "yield"]
    if known:
        token = known[-1]
        place = item.tokens.index(token)
        first = item.tokens[place - 1] if place and item.tokens[place - 1].kind == "TENOR" else token
        return (
            Ref(
                story.text[first.start : token.end],
                "yield",
                first.start,
                item.end,
                token.info,
                is_yield=True,
                markets=_markets(item),
            ),
        )
    tenor = next((token for token in tokens if token.kind == "TENOR"), None)
    if tenor is not None:
        start = next((token.start for token in item.tokens if token.kind in ("NAME", "W", "TENOR")), tenor.start)
        return (
            Ref(story.text[start : tokens[-1].end], "yield", start, item.end, is_yield=True, markets=_markets(item)),
        )
    return UNKNOWN


def _price(head: Token, names: list[Token], item: Item, focus: Focus, story: Story) -> Resolved:
    known = [token for token in names if token.info.kind in ("commodity", "crypto")]
    between = [token for token in item.tokens if known and token.start > known[-1].end and token is not head]
    if known and (
        head.low not in ("price", "prices", "quote", "quotes") or any(token.kind == "W" for token in between)
    ):
        return REFUSED
    if known:
        token = known[-1]
        return (Ref(story.text[token.start : token.end], token.info.kind, token.start, item.end, token.info),)
    money = [token for token in names if token.info.kind == "currency"]
    if (
        money
        and head.low == "rate"
        and all(
            token.kind in ("POSS", "ADJ", "DET") or token.low in _RATES
            for token in item.tokens
            if token.start > money[-1].start and token is not head
        )
    ):
        return _named(money[-1], item, story, ())
    pairs = [token for token in item.tokens if token.kind in ("W", "NAME") and _pair_of(token.low) is not None]
    if pairs:
        return (Ref(story.text[pairs[-1].start : pairs[-1].end], "currency", pairs[-1].start, item.end),)
    stocks = [token for token in names if token.info.kind == "stock"]
    if stocks and head.low == "price":
        return (
            Ref(
                story.text[stocks[-1].start : stocks[-1].end],
                "stock",
                stocks[-1].start,
                item.end,
                stocks[-1].info,
                _codes(item),
            ),
        )
    if head.low == "price" and focus.stock is not None and any(token.low == "its" for token in item.tokens):
        return (focus.stock,)
    return REFUSED


def _pair_of(low: str) -> str | None:
    return (
        low
        if (("-" in low or "/" in low) and "dollar" in low) or low.endswith(("-euro", "/euro", "/yen", "/usd"))
        else None
    )


def _role(
    head: Token,
    tokens: list[Token],
    item: Item,
    focus: Focus,
    story: Story,
    owned: bool,
    codes: tuple[str, ...],
) -> Resolved:
    owner = tokens[-2] if len(tokens) > 1 else head
    if head.low in ("metal", "contract") and len(focus.heading) == 1 and focus.heading[0].kind == "commodity":
        return focus.heading
    if head.low in _LABELS and owner.kind == "NAME" and owner.info.kind in _LABELLED:
        # "the SPDR Gold Shares fund", "the solana token": the role says no more than the name.
        return _named(owner, item, story, codes)
    before = [token for token in tokens[:-1] if token.kind not in ("NAME", "POSS", "SECTOR", "ROLE", "ADJ")]
    if any(token.kind == "W" and token.info for token in before):
        return _unknown_name(tokens, item, story, codes, False)
    if head.low in _CURRENCY_ROLES:
        places = _markets(item)
        if places or any(token.low in ("local", "domestic") for token in item.tokens):
            return (Ref(story.text[item.start : item.end], "currency", item.start, item.end, markets=places),)
        return (focus.currency,) if focus.currency is not None else UNKNOWN
    first = item.tokens[0].low
    if first == "the" and len(focus.heading) == 1:
        return focus.heading
    if head.low == "counter" and focus.stock is not None:
        return (focus.stock,)
    if first not in ("the", "its", "this", "that") or owned:
        return UNKNOWN
    if head.low in ("metal", "commodity", "token", "coin", "cryptocurrency"):
        return (focus.latest,) if focus.latest is not None and focus.latest.kind in ("commodity", "crypto") else UNKNOWN
    if (
        head.low in ("unit", "subsidiary", "rival", "peer", "parent", "business", "supplier", "provider")
        and first == "its"
    ):
        return UNKNOWN
    return (focus.stock,) if focus.stock is not None else UNKNOWN


def _is_name_part(item: Item, n: int, story: Story) -> bool:
    """Tell "FAR International" and "Straight Path" from "Benchmark crude"."""
    tokens = item.tokens
    if not story.plain[tokens[n].start].isupper():
        return False
    before = tokens[n - 1] if n else None
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    if before is not None and before.kind == "W" and before.info:
        return True
    return after is not None and after.kind == "W" and bool(after.info)


def _is_proper(tokens: list[Token], story: Story) -> bool:
    """Tell a company's full name ("Vedanta Resources", "Hsino Tower Group") from a role, a sector or a short name."""
    if len(tokens) < 2 or not _is_capital(tokens[-1], story):
        return False
    before = tokens[-2]
    is_after_unknown = before.kind == "W" and bool(before.info)
    if tokens[-1].kind == "NAME":
        is_short = tokens[-1].info.kind == "stock" and " " not in tokens[-1].info.label
        return is_short and is_after_unknown and before.start != story.sentence_start
    if tokens[-1].kind not in ("SECTOR", "ROLE", "REFUSE", "MARKET", "ADJ"):
        return False
    if before.kind in ("SECTOR", "REFUSE") and len(tokens) > 2:
        return _is_capital(before, story) and _is_capital(tokens[-3], story)
    return is_after_unknown or (before.kind == "NAME" and before.info.kind == "stock")


def _is_capital(token: Token, story: Story) -> bool:
    return story.plain[token.start].isupper() or (token.kind == "W" and bool(token.info))


def _unknown_name(
    tokens: list[Token], item: Item, story: Story, codes: tuple[str, ...], is_title_case: bool
) -> Resolved:
    """Take the capitalised words that end a phrase for a name: "brewer Kirin", "a2 Milk"."""
    first = len(tokens) - 1
    while (
        first > 0
        and _is_capital(tokens[first - 1], story)
        and tokens[first - 1].kind not in ("POSS", "CODE", "PAREN", "DET")
    ):
        first -= 1
    run = tokens[first:]
    if is_title_case and not codes:
        return UNKNOWN
    start, end = run[0].start, run[-1].end
    name = story.text[start:end]
    if _PAIR.fullmatch(name):
        return (Ref(name, "currency", start, end),)
    kind: Kind = "fund" if name.endswith((" ETF", " Fund", " Trust", " SPDR")) else "stock"
    if len(name) < 2:
        return UNKNOWN
    return (Ref(name, kind, start, end, None, codes, _markets(item), is_certain=bool(codes)),)
