"""What stands around the story is taken out of a page's tree by what its tags and names say that it is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from lxml import etree, html

from tapewire.text import clean

MAX_SHARE: Final = 0.4
"""Of the page's text: what holds more is no box beside the story, whatever it is called. Sites name whole pages after
the banner that lies over them."""
MIN_CELL: Final = 400
"""Characters that a cell must hold before the table around it can be taken for a frame of the page."""
FRAME_SHARE: Final = 0.6
"""Of a table's text: a cell that holds more makes the table a frame. Of a page's paragraphs: an element that has more
for its children is the story."""
AROUND_SHARE: Final = 0.8
"""Of a page's paragraphs: the innermost element that holds more is the story."""


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_NEVER: Final = _names("address script style noscript template iframe form button nav footer dialog svg select")
_KEPT: Final = frozenset(("html", "body", "main", "article"))
_ROLES: Final = _names("alert alertdialog banner complementary contentinfo dialog navigation search")
_PARTS: Final = _names(
    "ad ads advert advertisement adslot bio breadcrumb breadcrumbs byline comments consent cookie cookies disclaimer"
    " disqus footer gdpr kicker masthead menu nav navbar newsletter outbrain paywall popular promo promos"
    " pullquote recirculation recommended related relatedposts share sharedaddy sharing sidebar signup"
    " social sponsored subscribe subscription taboola toolbar trending"
)
_PAIRS: Final = frozenset(
    (
        ("author", "info"),
        ("most", "read"),
        ("read", "more"),
        ("read", "next"),
        ("see", "also"),
        ("sign", "up"),
        ("trust", "badge"),
        ("pull", "quote"),
        ("email", "alerts"),
        ("module", "email"),
        ("mailing", "list"),
        ("audio", "player"),
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_REFERENCE = re.compile(r"&#(?:(?P<decimal>[0-9]{1,7})|[xX](?P<hexadecimal>[0-9a-fA-F]{1,6}));?")
_PARAGRAPH: Final = 40
"""Characters that make a paragraph more than a label."""


def pruned(page: str) -> html.HtmlElement | None:
    """Parse a page and leave out what is no story by its own account: menus, adverts, banners, boxes, comments.

    Args:
        page: HTML, however broken.

    Returns:
        Its tree; None where there is none to be had.
    """
    # As bytes, since lxml refuses a text that declares a charset of its own.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_storable(page).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    for element in list(tree.iter(*_NEVER)):
        _remove(element)
    sizes = _sizes(tree)
    limit = sizes[tree] * MAX_SHARE
    for element in list(tree.iter(etree.Element)):
        if element.tag not in _KEPT and _is_beside(element) and (sizes.get(element, 0) <= limit or _is_hidden(element)):
            _remove(element)
    _unframe(tree)
    _name_story(tree)
    # trafilatura throws figures away, captions and all.
    for figure in list(tree.iter("figure")):
        figure.tag = "div"
    for caption in list(tree.iter("figcaption")):
        caption.tag = "p"
    return tree


def _is_beside(element: html.HtmlElement) -> bool:
    if _is_hidden(element) or element.get("role", "").lower() in _ROLES:
        return True
    for name in (element.get("class", ""), element.get("id", "")):
        for single in name.split()[:20]:
            words = [word.lower() for word in _WORD.findall(single[:100])]
            if not _PARTS.isdisjoint(words) or not _PAIRS.isdisjoint(pairwise(words)):
                return True
    return False


def _is_hidden(element: html.HtmlElement) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden", "").lower() == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _sizes(tree: html.HtmlElement) -> dict[html.HtmlElement, int]:
    # Characters of text in each element, from the leaves up: asking each element anew would be quadratic.
    sizes: dict[html.HtmlElement, int] = {}
    for element in reversed(list(tree.iter(etree.Element))):
        own = len((element.text or "").strip())
        sizes[element] = own + sum(sizes.get(child, 0) + len((child.tail or "").strip()) for child in element)
    return sizes


def _unframe(tree: html.HtmlElement) -> None:
    # Pages of before style sheets are tables whose largest cell is the story.
    sizes = _sizes(tree)
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td") if next(cell.iterancestors("table"), None) is table]
        largest = max(cells, key=lambda cell: sizes.get(cell, 0), default=None)
        if largest is None or sizes[largest] < MIN_CELL or sizes[largest] < FRAME_SHARE * sizes[table]:
            continue
        largest.tag = "article"
        largest.tail = None
        parent = table.getparent()
        if parent is not None:
            parent.replace(table, largest)


def _name_story(tree: html.HtmlElement) -> None:
    # Where no tag says which part is the story, trafilatura picks paragraphs from all over the page, without the lists
    # between them.
    if next(tree.iter("article"), None) is not None:
        return
    own: dict[html.HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        length = len("".join(paragraph.itertext()).strip())
        parent = paragraph.getparent()
        if parent is not None and length > _PARAGRAPH:
            own[parent] = own.get(parent, 0) + length
    total = sum(own.values())
    chosen = next((element for element in own if own[element] > FRAME_SHARE * total), None)
    if chosen is None:
        # The paragraphs lie in several blocks: the innermost element around most of them.
        held: dict[html.HtmlElement, int] = {}
        for element in reversed(list(tree.iter(etree.Element))):
            held[element] = own.get(element, 0) + sum(held.get(child, 0) for child in element)
            if total and held[element] > AROUND_SHARE * total:
                chosen = element
                break
    if chosen is not None and chosen.tag in ("div", "section"):
        chosen.tag = "article"


def _storable(page: str) -> str:
    # lxml parses references to control characters, and then refuses the text that it made of them.
    return clean(_REFERENCE.sub(lambda found: "" if _is_control(found) else found[0], page))


def _is_control(reference: re.Match[str]) -> bool:
    code = int(reference["decimal"]) if reference["decimal"] else int(reference["hexadecimal"], 16)
    return (code < 32 and code not in (9, 10, 13)) or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE


def _remove(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
