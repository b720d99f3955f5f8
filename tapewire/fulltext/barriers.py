"""Pages that stand in for the story: paywalls, consent and login pages, checks for robots, live blogs. Pure."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

FEW_WORDS: Final = 150
"""A text with fewer may be the notice that stands where the story should."""
_TEASER_WORDS: Final = 350
"""Where a page asks for money, a text with fewer is taken for the part that is free."""
_VISIBLE: Final = 2_000_000
"""Characters of the page that are looked through."""

_UNSEEN = re.compile(r"<(?:(?P<name>script|style|template|svg)\b|!--)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"<title\b[^<>]*>(?P<words>[^<]*)<", re.IGNORECASE)

_NOT_FREE = re.compile(
    r"""["']isAccessibleForFree["']\s*:\s*["']?false"""
    r"""|<meta\s[^<>]*content_tier["'][^<>]*content\s*=\s*["']?(?:locked|metered|premium)""",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"(?:subscribe|sign\ in|log\ in|register|join"
    r"|create\ (?:a|your)\ (?:free\ )?account|become\ a\ (?:member|subscriber)"
    r"|start\ your\ (?:free\ )?trial|upgrade)\ (?:now\ |today\ |for\ free\ )?(?:to|and)\ (?:continue|keep|read|unlock|"
    r"finish|access|get\ (?:full|unlimited))\b"
    r"|to\ (?:continue\ reading|read\ the\ (?:full|rest)|keep\ reading|unlock\ this)"
    r"|this\ (?:article|story|content|page|post)\ is\ (?:only\ |exclusively\ )?(?:for|available\ to|reserved\ for)\ "
    r"(?:paying\ |our\ |paid\ )?(?:subscribers|members|premium)"
    r"|(?:subscriber|member|premium)s?[- ](?:only|exclusive)"
    r"|you\s+have\s+(?:reached|used|read)\s+(?:your|all)\b.{0,40}\b(?:limit|free\ (?:articles|stories))"
    r"|(?:nur|exklusiv)\ für\ abonnenten|réservé\ aux\ abonnés|solo\ para\ suscriptores"
    r"|訂閱.{0,8}閱讀全文|订阅.{0,8}阅读全文",
    re.IGNORECASE | re.VERBOSE,
)
_MEMBERS = re.compile(r"already (?:a (?:subscriber|member)|subscribed)\?", re.IGNORECASE)
_CONSENT = re.compile(
    r"before\ you\ continue|we\ (?:and\ our\ (?:\d+\ )?partners\ )?(?:value|respect|care\ about)\ your\ privacy"
    r"|accept\ (?:all\ )?cookies|(?:use|store)[^.]{0,40}\bcookies\b|consent\ to\ the\ use|your\ privacy\ choices",
    re.IGNORECASE | re.VERBOSE,
)
_CONSENT_HOST = re.compile(r"(?:^|\.)(?:consent|guce|privacy|cmp|collector)\.", re.IGNORECASE)
_CHECK = re.compile(
    r"checking\ (?:if\ the\ site|your\ browser)|verify(?:ing)?\ (?:that\ )?you\ are\ (?:a\ )?human|are\ you\ a\ robot"
    r"|enable\ javascript\ and\ (?:cookies|disable)|just\ a\ moment|unusual\ (?:traffic|activity)"
    r"|complete\ the\ captcha"
    r"|access\ (?:to\ this\ page\ has\ been\ |is\ )?denied|request\ (?:was\ )?(?:blocked|unsuccessful)",
    re.IGNORECASE | re.VERBOSE,
)
_LOGIN = re.compile(r"<input\s[^<>]*type\s*=\s*[\"']?password", re.IGNORECASE)
_MISSING = re.compile(
    r"\b404\b|page\ (?:was\ )?not\ found|no\ longer\ (?:available|exists)", re.IGNORECASE | re.VERBOSE
)
_LIVE = re.compile(
    r"""["']@type["']\s*:\s*(?:\[\s*)?["']LiveBlogPosting|\bitemtype\s*=\s*["']?https?://schema\.org/LiveBlogPosting"""
    r"""|<meta\s[^<>]*content\s*=\s*["']?live-?blog""",
    re.IGNORECASE,
)
_LIVE_PATH = re.compile(r"/live(?:blog)?(?:-updates|-news|-blog)?/|-live-updates\b|/liveblog\b", re.IGNORECASE)
_UPDATE = re.compile(
    r"<(?:div|section|article|li)\s[^<>]*\b(?:live-?(?:blog-?)?(?:post|entry|update|block))", re.IGNORECASE
)
_UPDATES: Final = 3


def barrier(page: str, text: str, *, asked: str, answered: str) -> str | None:
    """Tell whether a page stands in for the story.

    Args:
        page: Its HTML.
        text: What was found in it; empty if nothing was.
        asked: The story's address.
        answered: Where the page came from in the end.

    Returns:
        What it is, in words for the user; None where nothing speaks against its being the story.
    """
    seen = " ".join(_TAG.sub(" ", _seen(page[:_VISIBLE])).split())
    words = word_count(text)
    title = _TITLE.search(page)
    heading = title["words"] if title else ""
    if _LIVE.search(page) or (_LIVE_PATH.search(urlsplit(answered).path) and len(_UPDATE.findall(page)) >= _UPDATES):
        return "The page is a live blog, which changes as one reads"
    if _is_paywall(page, seen, text, words):
        return "The page shows the whole story to paying readers only"
    is_elsewhere = urlsplit(asked).hostname != urlsplit(answered).hostname
    if words < FEW_WORDS:
        short = f"{heading} {text or seen[:4_000]}"
        if _CHECK.search(short):
            return "The site wants to see a browser before it shows the story"
        if (is_elsewhere and _CONSENT_HOST.search(urlsplit(answered).hostname or "")) or _CONSENT.search(text or seen):
            return "The site asks for consent to its cookies before it shows the story"
        if _LOGIN.search(page):
            return "The site wants a login before it shows the story"
        if _MISSING.search(short):
            return "The page is no longer there"
    if urlsplit(answered).path in ("", "/") and urlsplit(asked).path not in ("", "/"):
        return "The address leads to the site's front page"
    return None


def word_count(text: str) -> int:
    """Count words; of scripts without blanks, every two characters."""
    wide = sum("\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af" for character in text)
    return len(text.split()) + wide // 2


def _seen(page: str) -> str:
    # Not by one expression: what begins a thousand times and never ends would be looked through a thousand times.
    lowered, pieces, at = page.lower(), [], 0
    if len(lowered) != len(page):  # a few letters have longer small ones
        lowered = page
    while found := _UNSEEN.search(page, at):
        pieces.append(page[at : found.start()])
        end = lowered.find(f"</{found['name'].lower()}" if found["name"] else "-->", found.end())
        if end < 0:
            return " ".join(pieces)
        at = end + 3
    return " ".join((*pieces, page[at:]))


def _is_paywall(page: str, seen: str, text: str, words: int) -> bool:
    is_gated, has_members = bool(_GATE.search(seen)), bool(_MEMBERS.search(seen))
    if _NOT_FREE.search(page):
        return is_gated or has_members or words < _TEASER_WORDS
    # Where the page does not say that it is for sale, the words must stand in the story's place: many a free page asks
    # its readers to log in somewhere at its edge.
    return bool(_GATE.search(text[-600:])) or (words < FEW_WORDS and (is_gated or (has_members and _is_cut(text))))


def _is_cut(text: str) -> bool:
    end = text.rstrip()
    return not end or end.endswith(("…", "...", ":", ",")) or end[-1].isalnum()
