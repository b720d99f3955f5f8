"""OPML 2.0, the list of feeds that readers exchange (opml.org/spec2.opml): read leniently, written strictly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from tapewire.errors import SubscriptionListError
from tapewire.feeds.mend import mended, root_name
from tapewire.model import Feed
from tapewire.subscribing.feed_list import FeedList, ListBuilder, shown
from tapewire.text import clean_line, unescape

FOLDER_SEPARATOR: Final = " / "
"""Stands between the names of folders that lie in one another: ours do not."""
MAX_DEPTH: Final = 8
"""How many folders in one another are told apart."""
_NAMESPACE: Final = "urn:tapewire:opml"
"""Of the attributes for what OPML has no word for."""
_FEED_TYPES: Final = frozenset(("rss", "rss1", "rss2", "atom", "atom1", "feed", "json", "jsonfeed"))
_NOT_OPML: Final = {
    **dict.fromkeys(("html", "head", "body"), "an HTML page"),
    **dict.fromkeys(("rss", "feed", "rdf"), "a feed itself: `tapewire subscribe` follows it"),
}

Attributes = Mapping[str, str]


def read_opml(text: str) -> FeedList:
    """Read an OPML document. Document types and entities are dropped unread, and nothing is fetched.

    Args:
        text: The document; a broken one is read as far as it can be.

    Raises:
        SubscriptionListError: It is something else.
    """
    root = root_name(text).rpartition(":")[2]
    if root not in ("opml", "outline", "body"):
        raise SubscriptionListError(f"The file is {_NOT_OPML.get(root, f'no OPML (<{shown(root)}>)')}.")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    top = etree.fromstring(mended(text), parser)
    if top is None:
        raise SubscriptionListError("The file is no XML that can be read.")
    building = ListBuilder()
    if parser.error_log:
        building.remark(f"The file is broken ({clean_line(parser.error_log[0].message)}): what can be read was taken.")
    for attributes, folders, has_children in _outlines(top):
        if len(folders) > MAX_DEPTH:
            building.remark(f"Folders more than {MAX_DEPTH} deep are put into the one above them.")
        _take(building, attributes, FOLDER_SEPARATOR.join(folders[:MAX_DEPTH]), has_children=has_children)
    return building.built("OPML")


def write_opml(feeds: Iterable[Feed]) -> str:
    """Write feeds as an OPML document, grouped by folder; what `read_opml` makes of it are the same feeds."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:tapewire="{_NAMESPACE}">',
        "  <head>\n    <title>Feeds followed in Tapewire</title>\n  </head>",
        "  <body>",
        *_written(_Folder.of(feeds), "    "),
        "  </body>\n</opml>",
    ]
    return "\n".join(lines) + "\n"


class _Folder:
    """A folder with what lies in it, in order of first appearance."""

    def __init__(self) -> None:
        self.folders: dict[str, _Folder] = {}
        self.feeds: list[Feed] = []

    @classmethod
    def of(cls, feeds: Iterable[Feed]) -> _Folder:
        top = cls()
        for feed in feeds:
            folder = top
            for name in feed.folder.split(FOLDER_SEPARATOR) if feed.folder else ():
                folder = folder.folders.setdefault(name, cls())
            folder.feeds.append(feed)
        return top


def _written(folder: _Folder, indent: str) -> Iterator[str]:
    for feed in folder.feeds:
        attributes = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": _address(feed)}
        if feed.user_agent is not None:
            attributes["tapewire:user_agent"] = feed.user_agent
        if not feed.is_enabled:
            attributes["tapewire:enabled"] = "false"
        written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
        yield f"{indent}<outline {written}/>"
    for name, inner in folder.folders.items():
        yield f"{indent}<outline text={quoteattr(name)} title={quoteattr(name)}>"
        yield from _written(inner, indent + "  ")
        yield f"{indent}</outline>"


def _address(feed: Feed) -> str:
    from pathlib import Path

    return Path(feed.url).as_uri() if Path(feed.url).is_absolute() else feed.url


def _outlines(top: etree._Element) -> Iterator[tuple[Attributes, tuple[str, ...], bool]]:
    """Go through the outlines in the document's order, each with the folders that it lies in."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(top, ())]
    while waiting:
        element, folders = waiting.pop()
        children = [child for child in element if isinstance(child.tag, str)]
        if etree.QName(element).localname.lower() == "outline":
            attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
            yield attributes, folders, bool(children)
            if not _feed_address(attributes):
                folders = tuple(filter(None, (*folders, _name(attributes))))
        waiting += [(child, folders) for child in reversed(children)]


def _take(building: ListBuilder, attributes: Attributes, folder: str, *, has_children: bool) -> None:
    address, name = _feed_address(attributes), _name(attributes)
    if address:
        if attributes.get("filtercmd"):
            building.remark(f"{shown(name or address)} was changed by a program; here it is listed as it comes.")
        user_agent = attributes.get(f"{{{_NAMESPACE}}}user_agent", "")
        building.add(
            address,
            name=name,
            folder=folder or _category(attributes),
            user_agent=user_agent if user_agent.isascii() and user_agent.isprintable() and user_agent else None,
            is_enabled=attributes.get(f"{{{_NAMESPACE}}}enabled") != "false",
        )
    elif page := clean_line(attributes.get("htmlurl", "") or attributes.get("url", "")):
        building.remark(
            f"{shown(name or page)} was left out: it has no feed's address (xmlUrl). "
            f"`tapewire subscribe {shown(page)}` may find it."
        )
    elif not has_children:
        building.remark(f"{shown(name)} was left out: it has no feed's address (xmlUrl).")


def _feed_address(attributes: Attributes) -> str:
    address = attributes.get("xmlurl", "")
    if not address and attributes.get("type", "").lower() in _FEED_TYPES:
        address = attributes.get("url", "")
    return address.strip()


def _name(attributes: Attributes) -> str:
    return clean_line(unescape(attributes.get("title", "").strip() or attributes.get("text", "")))


def _category(attributes: Attributes) -> str:
    # "/Markets/Asia,/Politics": paths; words without a slash are tags (section "Categories" of the specification).
    first = attributes.get("category", "").partition(",")[0].strip()
    return FOLDER_SEPARATOR.join(filter(None, first.split("/")[:MAX_DEPTH])) if first.startswith("/") else ""
