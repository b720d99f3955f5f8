"""Whatever is done to a library, its lists and counts are those that a plain list of stories would give."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tapewire.library.library import Library
from tapewire.model import HeadlineQuery, story_time
from tapewire.query.tree import Words

START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FEEDS = ("post", "times", "sun")
NAMES = [f"{feed[0]}{number}" for feed in FEEDS for number in range(6)]
WORDS = ("copper", "silver", "gold")
KEPT = ("p0", "p3", "t1", "s2")
QUERIES = [
    HeadlineQuery(feed_keys=keys, unread_only=unread, saved_only=saved, condition=condition)
    for keys in (
        None,
        frozenset(("https://post.example/feed",)),
        frozenset(f"https://{f}.example/feed" for f in FEEDS[1:]),
    )
    for unread in (False, True)
    for saved in (False, True)
    for condition in (None, Words(text="gold"))
]


@dataclass(frozen=True)
class Known:
    """What the model remembers of a story."""

    name: str
    feed_key: str
    title: str
    published: datetime | None
    first_seen: datetime


class Model(RuleBasedStateMachine):
    """The same deeds done to a library and to a dictionary."""

    analysed = digest = feed = story_id = None
    ids = Bundle("ids")

    def __init__(self):
        super().__init__()
        self.library = Library.open(None)
        self.now = START
        self.known: dict[str, Known] = {}
        self.read: set[str] = set()
        self.saved: set[str] = set()
        self.gone: set[str] = set()

    def teardown(self):
        self.library.close()

    some_ids = st.lists(st.sampled_from(NAMES), max_size=6)

    @rule(
        feed=st.sampled_from(FEEDS),
        brought=st.dictionaries(
            st.integers(0, 5), st.tuples(st.sampled_from(WORDS), st.none() | st.integers(-3, 3)), max_size=6
        ),
    )
    def store(self, feed, brought):
        self.now += timedelta(minutes=20)
        entries, new, changed = [], 0, 0
        for number, (title, hours) in brought.items():
            name = f"{feed[0]}{number}"
            published = None if hours is None else START + timedelta(hours=hours)
            entries.append(self.analysed(name, title, published=published, url=f"https://news.example/{name}"))
            if name in self.gone:
                continue
            held = self.known.get(name)
            new += held is None
            changed += held is not None and held.title != title
            self.known[name] = Known(name, self.feed(feed).key, title, published, held.first_seen if held else self.now)
        outcome = self.library.store(self.feed(feed), self.digest(*entries), now=self.now)
        assert (outcome.new, outcome.changed) == (new, changed)

    @rule(feed=st.sampled_from(FEEDS), kept=st.integers(1, 4))
    def trim(self, feed, kept):
        limited = replace(self.feed(feed), keep_days=0, keep_stories=kept)
        held = {name for name, known in self.known.items() if known.feed_key == limited.key}
        deleted = self.library.trim(limited, now=self.now)
        gone = {name for name in held if self.library.story(self.story_id(name)) is None}
        assert len(gone) == deleted
        assert gone <= self.read - self.saved
        assert len(held - gone) <= kept or not (held - gone) & self.read - self.saved - self.newest(held, kept)
        self.gone |= gone
        self.known = {name: known for name, known in self.known.items() if name not in gone}

    def newest(self, names, count):
        # Those that are as new as any of so many: which of one time counts as newer is not asked here.
        times = {name: story_time(self.known[name].published, self.known[name].first_seen) for name in names}
        last = sorted(times.values(), reverse=True)[count - 1]
        return {name for name, time in times.items() if time >= last}

    @rule(names=some_ids, read=st.booleans())
    def mark_read(self, names, read):
        self.library.set_read([self.story_id(name) for name in names], read)
        (self.read.update if read else self.read.difference_update)(names)

    @rule(names=some_ids, saved=st.booleans())
    def mark_saved(self, names, saved):
        self.library.set_saved([self.story_id(name) for name in names], saved)
        (self.saved.update if saved else self.saved.difference_update)(names)

    @rule(read=some_ids, saved=some_ids)
    def mirror(self, read, saved):
        self.library.sync_flags(
            [self.story_id(name) for name in read], [self.story_id(name) for name in saved], stamp="1"
        )
        self.read, self.saved = set(read), set(saved)

    def wanted(self, query):
        return {
            known.name
            for known in self.known.values()
            if (query.feed_keys is None or known.feed_key in query.feed_keys)
            and not (query.unread_only and known.name in self.read and self.story_id(known.name) not in query.kept)
            and not (query.saved_only and known.name not in self.saved)
            and (query.condition is None or query.condition.text in known.title)
        }

    @invariant()
    def lists_are_right(self):
        kept = frozenset(self.story_id(name) for name in KEPT)
        for query in [*QUERIES, *(replace(query, kept=kept) for query in QUERIES if query.unread_only)]:
            wanted = self.wanted(query)
            shown = self.library.headlines(query, offset=0, limit=100)
            assert {headline.id for headline in shown} == {self.story_id(name) for name in wanted}
            assert self.library.count(query) == len(shown)
            if query.condition is None:
                assert [headline.time for headline in shown] == sorted(
                    (story_time(self.known[name].published, self.known[name].first_seen) for name in wanted),
                    reverse=True,
                )
            for place, headline in enumerate(shown):
                assert self.library.position(query, headline.id) == place
                assert self.library.headlines(query, offset=place, limit=1) == [headline]
                below = [other for other in shown[place + 1 :] + shown[:place] if not other.is_read]
                assert self.library.next_unread(query, headline.id) == (below[0] if below else None)
            for headline in shown:
                name = next(name for name in wanted if self.story_id(name) == headline.id)
                assert (headline.is_read, headline.is_saved) == (name in self.read, name in self.saved)

    @invariant()
    def counts_are_right(self):
        counts = {}
        for known in self.known.values():
            unread, total = counts.get(known.feed_key, (0, 0))
            counts[known.feed_key] = (unread + (known.name not in self.read), total + 1)
        assert self.library.feed_counts() == counts
        assert self.library.story_count() == len(self.known)
        assert self.library.saved_count() == len(self.saved & self.known.keys())


def test_lists_and_counts_are_those_of_a_plain_list(analysed, digest, feed, story_id):
    class Bound(Model):
        pass

    Bound.analysed, Bound.digest = staticmethod(analysed), staticmethod(digest)
    Bound.feed, Bound.story_id = staticmethod(feed), staticmethod(story_id)
    run_state_machine_as_test(Bound, settings=settings(max_examples=25, stateful_step_count=12, deadline=None))
