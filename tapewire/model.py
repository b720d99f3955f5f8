"""The vocabulary of Tapewire: plain, frozen values that every other module speaks in.

Leans on the standard library and the values of searches (`tapewire.query.tree`) alone. Every datetime is aware and in
UTC; local time is made where it is shown. Every string that comes from outside has passed ``tapewire.text`` and is
plain text: no markup, no control characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # a start needs no search
    from tapewire.query.tree import Condition, Query, Sort

Kind = Literal["index", "stock", "sector", "future", "commodity", "currency", "yield", "crypto", "fund"]
"""What an instrument is."""

Direction = Literal["up", "down", "flat"]
"""Which way a move went."""

Period = Literal[
    "session", "intraday", "earlier", "week", "month", "quarter", "half", "year", "ytd", "since", "extended"
]
"""What a move spans. ``session`` is the trading day that the story reports, ``extended`` is outside trading hours."""

Check = Literal["agrees", "conflicts", "unknown"]
"""Whether the figures of a move agree with one another. ``unknown``: too few are stated to tell."""

MarkKind = Literal["link", "emphasis", "strong", "heading", "quote", "item", "code"]
"""What a run of a body's text is. ``quote``, ``item``, ``heading`` and block ``code`` cover whole lines."""

FUTURE_TOLERANCE = timedelta(minutes=10)
"""How far ahead of our clock a story may be dated before the date is taken for a mistake (clocks differ a little)."""
KEEP_DAYS = 90
KEEP_STORIES = 2_000
"""What is kept of a feed where nothing else is said; see `Feed.keep_days` and `Feed.keep_stories`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source that the reader follows."""

    key: str
    """What the feed's stories are filed under: the address as the config writes it. Never changes."""
    url: str
    """Where to fetch: an http(s) URL, the absolute path of a local file, or ``demo:NAME`` of the bundled edition."""
    name: str
    """As shown beside its headlines."""
    folder: str = ""
    """Where it stands in the list of sections; empty for none."""
    user_agent: str | None = None
    """What to say in place of our own User-Agent; None for our own."""
    is_enabled: bool = True
    """Whether it is refreshed; one that is not keeps the stories that it brought."""
    is_full_text: bool = False
    """Whether the pages of its new stories are fetched and their text kept, for feeds that give teasers."""
    keep_days: int = KEEP_DAYS
    """How many days older than its newest story a story may be before it goes; 0: none goes for its age."""
    keep_stories: int = KEEP_STORIES
    """How many stories are kept before the oldest of those that are read go; 0: none goes for their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteRule:
    """Which stories the user wants left out of lists: those for which all holds that the rule states.

    Empty fields state nothing; one of `word`, `regex`, `source` and `author` is not empty.
    """

    word: str = ""
    """Words, one after the other, that the headline must hold as whole words, in upper or lower case."""
    regex: str = ""
    """A regular expression that must be found in the headline, in upper or lower case."""
    source: str = ""
    """Name or address of the feed."""
    author: str = ""
    """Words that the author's name must hold, as whole words."""
    in_text: bool = False
    """Whether word and regex are looked for in the story's text as well."""
    until: date | None = None
    """The last day whose stories are muted, by the user's own calendar; None: no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of a body's text that is more than plain words."""

    start: int
    """Offset of its first character in the body's text."""
    end: int
    """Offset past its last character; always greater than ``start``."""
    kind: MarkKind
    href: str | None = None
    """For a link, its absolute http, https or mailto address; None for every other kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of a story, as one string that the parsers, the indexes and the screen all read."""

    text: str = ""
    """Paragraphs separated by a blank line; a single line break is a break inside a paragraph or list."""
    marks: tuple[Mark, ...] = ()
    """In order of ``start``; a longer mark comes before one that it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """Something that is traded or quoted."""

    name: str
    """As the story names it, without its role: "BYD", not "carmaker BYD"."""
    symbol: str | None
    """Yahoo-style: ``^HSI``, ``0700.HK``, ``USDJPY=X``. None where there is none (a sector) or it is not known."""
    kind: Kind


OwnKind = Literal["index", "stock", "sector", "commodity", "yield", "crypto", "fund"]
"""What an instrument may be that the user adds: a currency needs its codes, a future its index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnInstrument:
    """An instrument that the user wants to be known."""

    name: str
    """As stories name it and as badges show it. Letters in capitals ask for capitals in the text."""
    symbol: str | None = None
    """Yahoo-style; None where it has none."""
    kind: OwnKind = "stock"
    aliases: tuple[str, ...] = ()
    """Other names for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One stated change of one named instrument."""

    instrument: Instrument
    direction: Direction
    percent: float | None
    """Signed, in per cent. None: no figure stated. 0: the story says unchanged."""
    change: float | None
    """Signed, in the instrument's own unit: points, ``currency``, basis points for a yield. None: not stated."""
    level: float | None
    """Where it stands after the move: points, price in ``currency``, per cent for a yield. None: not stated."""
    currency: str | None
    """ISO 4217 code of ``level`` and ``change``; the quote currency of a pair. None for points and yields."""
    period: Period
    at: str | None
    """When in the session: ``close``, ``open``, ``midday`` or a 24-hour ``HH:MM`` local time. None: not stated."""
    approx: bool
    """The figure is hedged: about, nearly, more than."""
    evidence: str
    """The shortest run of the story's own words that states it."""
    start: int | None
    """Offset of the evidence in the body's text. None where the title alone states the move."""
    end: int | None
    """Offset past the evidence in the body's text. None together with ``start``."""
    reason: str | None = None
    """The clause of the story itself that says why, with the word that brings it in; None where it gives none."""
    reason_start: int | None = None
    """Offset of the reason in the body's text. None where there is none, or where the title alone gives it."""
    reason_end: int | None = None
    """Offset past the reason in the body's text. None together with ``reason_start``."""
    check: Check = "unknown"
    """Whether percent, change, level and the level before agree within the rounding of what was printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """Where readers' comments on a story are."""

    page: str | None = None
    """The page that shows them (http or https), or None."""
    feed: str | None = None
    """A feed of them (http or https), or None."""
    count: int | None = None
    """How many there were when the story's feed was last read; None where it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """One of the two texts of a story, the feed's and the page's, with the moves that it states."""

    body: Body
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of one feed, as the library keeps it."""

    id: str
    """16 lower-case hexadecimal digits, made of the feed's key and the story's identity in it: the same for ever."""
    feed_key: str
    source: str
    """The name of its feed, as shown."""
    title: str
    """One line; empty where the feed gives none."""
    url: str | None
    """The story's page (http or https), or None."""
    author: str | None
    published: datetime | None
    """As the feed states it, even if in the future; None where it states no date that can be read."""
    first_seen: datetime
    """When it first arrived here."""
    body: Body
    """As its feed gives it; the text of its page once that was fetched."""
    comments: Comments | None = None
    """None where the feed says nothing of comments."""

    @property
    def time(self) -> datetime:
        """When the story counts as published, for sorting and for its age."""
        return story_time(self.published, self.first_seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a story said before it was edited."""

    title: str
    text: str
    """Of its body, without marks; a very long one is cut."""
    until: datetime
    """When the edit arrived that took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The move that stands for a story in the list of headlines."""

    label: str
    """Short name of the instrument: "HSI", "Xiaomi"."""
    direction: Direction
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One row of a list of stories: what can be shown without opening it."""

    id: str
    feed_key: str
    source: str
    title: str
    url: str | None
    published: datetime | None
    time: datetime
    """See `Story.time`."""
    is_read: bool = False
    is_saved: bool = False
    """Bookmarked."""
    moves: int = 0
    """How many moves the story states."""
    badge: Badge | None = None
    """The move that stands for it; None where no move has a percentage."""
    is_muted: bool = False
    """A mute rule of the user's leaves it out of lists; a search finds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A story that has to do with another, and why."""

    headline: Headline
    score: float
    """In (0, 1]; higher is closer. Comparable only within one ranking."""
    reasons: tuple[str, ...]
    """What the two share, in the reader's words, strongest first: "Hang Seng Index", "DeepSeek". Never empty."""


EventRole = Literal["lead", "report", "copy", "update"]
"""What a story is in its event: the one that stands for all, another report, another's text, or a later version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStory:
    """A story of an event."""

    headline: Headline
    role: EventRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened once, with all stories that tell of it."""

    stories: tuple[EventStory, ...]
    """The lead, then the others as they were published. Never fewer than two."""

    @property
    def lead(self) -> Headline:
        """The story that stands for all."""
        return self.stories[0].headline

    @property
    def others(self) -> tuple[EventStory, ...]:
        """All but the lead."""
        return self.stories[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A move as one story states it."""

    headline: Headline
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How far an instrument moved, on which the stories of one event do not agree."""

    instrument: Instrument
    """As the earliest story names it."""
    statements: tuple[Statement, ...]
    """All that is said of it, oldest first; at least two of them disagree beyond rounding."""


ThreadPlace = Literal["before", "event", "after"]
"""Where a line of a thread stands to the event of the story that the thread was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEntry:
    """One line of the timeline of a story."""

    headline: Headline
    place: ThreadPlace
    role: EventRole
    """What the story is in its own event; of other events the thread has the lead only."""
    others: int = 0
    """How many other stories tell of the same, where they have no lines of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A passage of a bookmarked story that the user marked."""

    start: int | None
    """Offset of its first character in the body's text; None where its words are no longer in the text."""
    end: int | None
    """Offset past its last character; None together with ``start``."""
    text: str
    """The words themselves."""
    comment: str = ""
    key: str
    """Tells it from the story's others, for ever."""

    def placed_in(self, text: str) -> Highlight:
        """The same in another text: where its words are first found, unless they are where they were."""
        if self.start is not None and self.start >= 0 and text[self.start : self.end] == self.text:
            return self
        start = text.find(self.text) if self.text else -1
        if start < 0:
            return replace(self, start=None, end=None)
        return replace(self, start=start, end=start + len(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A story frozen as it was read. Whole in itself: it needs neither the library nor the feed."""

    story: Story
    moves: tuple[Move, ...]
    saved_at: datetime
    feed_text: StoryText | None = None
    """What the feed itself gives, where the story has the text of its page; else None."""
    revision: int = 0
    """How many times the story had been edited when it was saved, as far as the library knew."""
    related: tuple[Related, ...] = ()
    """The related stories as they were listed when it was saved; of each, what is needed to show it and to find it."""
    note: str = ""
    """What the user wrote about it; empty for nothing. May have several lines."""
    tags: tuple[str, ...] = ()
    """The user's, in the order of the alphabet."""
    highlights: tuple[Highlight, ...] = ()
    """In the order of the text; those whose words are no longer in it come last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCount:
    """A tag and how many stories have it."""

    name: str
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A search that the user keeps."""

    name: str
    """Unique."""
    query: str
    """As typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChange:
    """A change of what the user made. Opaque: `Newsroom.apply` makes it, and returns the one that takes it back."""

    documents: tuple[tuple[str, str, Mapping[str, object] | None], ...]
    """Table of the state file, key, and the document that there shall be; None for no document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedStory:
    """All that the screen shows of one story."""

    story: Story
    moves: tuple[Move, ...]
    """In the order in which the text states them."""
    related: tuple[Related, ...]
    """Strongest first."""
    is_read: bool
    is_saved: bool
    """Bookmarked: the story, its marks and its moves are then the frozen ones."""
    other_text: StoryText | None = None
    """Where the page's text was fetched: the feed's text, or the page's while the feed's is shown. Else None."""
    is_full: bool = False
    """Whether the text is the page's, rather than the feed's."""
    note: str = ""
    """The user's; empty for none."""
    tags: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    """With their places in the text that is shown; without where their words are not in it."""

    def swapped(self) -> OpenedStory:
        """The same with its other text; itself where it has but one."""
        if self.other_text is None:
            return self
        return replace(
            self,
            story=replace(self.story, body=self.other_text.body),
            moves=self.other_text.moves,
            other_text=StoryText(body=self.story.body, moves=self.moves),
            is_full=not self.is_full,
            highlights=tuple(each.placed_in(self.other_text.body.text) for each in self.highlights),
        )


SectionKind = Literal["all", "unread", "saved", "search", "folder", "feed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that stands among the sections."""

    name: str
    """As shown; unique."""
    query: Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One entry of the list of sections, and what it holds."""

    kind: SectionKind
    name: str
    """As shown: "All", a search's, a folder's or a feed's name."""
    key: str = ""
    """The search's or the folder's name, or the feed's key; empty for the others."""
    unread: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineQuery:
    """Which headlines are asked for. Newest first, unless words are asked for: the best match first."""

    condition: Condition | None = None
    """What to search for, without folders, days and ages: see `tapewire.query.resolving`. None for no search."""
    sort: Sort | None = None
    """In which order; None for the usual one."""
    feed_keys: frozenset[str] | None = None
    """Only these feeds; None for every feed that the library knows."""
    unread_only: bool = False
    saved_only: bool = False
    kept: frozenset[str] = frozenset()
    """With ``unread_only``, or where `condition` asks for unread stories: ids of stories to list although they are
    read, so that what was read since the list was made keeps its place in it."""
    muted: bool | None = None
    """True: only muted stories; False: only others. None: only others, unless it is a search or the bookmarked ones are
    asked for: what is looked for is found, and what was bookmarked stays in sight."""

    @property
    def is_search(self) -> bool:
        """Whether stories are searched for; else it is a plain list, in the order of time."""
        return self.condition is not None or self.sort in ("source", "move")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed is doing."""

    feed: Feed
    stories: int = 0
    unread: int = 0
    checked_at: datetime | None = None
    """When it was last asked; None: never."""
    succeeded_at: datetime | None = None
    """When it last answered with a feed (an answer of "not modified" counts); None: never."""
    next_check_at: datetime | None = None
    """Before when a round will not ask it. None: the next round will; where `gone_at` is set, none will."""
    errors: int = 0
    """How many attempts have failed in a row."""
    error: str | None = None
    """Why the last attempt failed, in words; None if it did not."""
    newest_at: datetime | None = None
    """When its newest story was published; None where it has no stories."""
    is_stale: bool = False
    """It answers, but has had nothing new for long, by its own rhythm and for thirty days at least."""
    gone_at: datetime | None = None
    """When its server said that it is gone for good (410), and we stopped asking; None: it did not."""
    moved_to: str | None = None
    """Where it moved for good: fetched there in place of the config's address. None: it did not."""
    duplicate_of: str | None = None
    """Name of the first feed of the config that comes from the very same address in the end; None: no earlier does."""
    size: int | None = None
    """Bytes of its last document, unpacked; None: it never sent one."""
    took_s: float | None = None
    """How long its server took to answer the last time that it did, in seconds; None: it never did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What came of one feed in one refresh."""

    feed: Feed
    outcome: Literal["updated", "unchanged", "deferred", "failed"]
    """``deferred``: it was not asked. It is not due yet, or gone for good, or its host asked to be left alone."""
    new: int = 0
    """Stories that were not known before."""
    changed: int = 0
    """Known stories whose text or title was edited."""
    error: str | None = None
    """What went wrong, in words and with what to do about it; None unless ``failed``."""
    warnings: tuple[str, ...] = field(default=())
    """What was wrong with single stories that were left out."""
    new_ids: tuple[str, ...] = field(default=())
    """Ids of the new stories, in the document's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshReport:
    """What came of a whole refresh, feed by feed, in the order of the config."""

    results: tuple[FeedResult, ...]

    @property
    def failed(self) -> tuple[FeedResult, ...]:
        """Those that failed."""
        return tuple(result for result in self.results if result.outcome == "failed")

    @property
    def new(self) -> int:
        """How many stories were new, over all feeds."""
        return sum(result.new for result in self.results)


def story_time(published: datetime | None, first_seen: datetime) -> datetime:
    """Decide when a story counts as published.

    Args:
        published: What the feed says, or None.
        first_seen: When the story first arrived here.

    Returns:
        ``published``, or ``first_seen`` where there is no date or one that lay in the future when the story arrived:
        such a story would otherwise stand on top of the list for as long as its date is wrong.
    """
    if published is None or published > first_seen + FUTURE_TOLERANCE:
        return first_seen
    return published
