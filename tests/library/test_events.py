"""Events over the library: found as stories arrive, in whatever order, and kept through edits."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tapewire.analysis import analyse
from tapewire.feeds.document import Entry
from tapewire.library.library import Library
from tapewire.model import Body, MuteRule

STORIES = Path(__file__).parents[1] / "related" / "stories.jsonl"
MOVED_AT_MOST = 0.1
"""The stated share: the stories that, on average, are in a story's event in one order of arrival and not in another."""
LATER = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def arrivals():
    """The labelled stories as the worker hands them over, each with the event that it tells of."""
    rows = [json.loads(line) for line in STORIES.read_text(encoding="utf-8").splitlines()]
    return [
        (
            analyse(
                Entry(
                    id=row["id"].rjust(16, "0"),
                    title=row["title"],
                    url=None,
                    author=None,
                    published=datetime.fromisoformat(row["published"]),
                    body=Body(text=row["text"]),
                )
            ),
            row["story"],
        )
        for row in rows
    ]


@pytest.fixture
def fill(feed, digest):
    def make(entries, *, at_once=1):
        library = Library.open(None)
        for first in range(0, len(entries), at_once):
            library.store(feed(f"post{first % 7}"), digest(*entries[first : first + at_once]), now=LATER)
        return library

    return make


def moved(one, other):
    """The share of a story's event that is not the same in both groupings, on average over the stories."""
    groups = []
    for events in (one, other):
        members = defaultdict(set)
        for story_id, event in events.items():
            members[event].add(story_id)
        groups.append({story_id: members[event] for story_id, event in events.items()})
    return sum(
        1 - len(groups[0][each] & groups[1][each]) / len(groups[0][each] | groups[1][each]) for each in one
    ) / len(one)


def test_the_order_of_arrival_changes_no_more_than_the_stated_share(arrivals, fill):
    entries = [entry for entry, _ in arrivals]
    ids = [entry.entry.id for entry in entries]
    by_time = fill(sorted(entries, key=lambda entry: entry.entry.published))
    expected = by_time.events_of(ids)
    for seed in range(2):
        shuffled = list(entries)
        Random(seed).shuffle(shuffled)
        other = fill(shuffled, at_once=9)
        assert moved(expected, other.events_of(ids)) <= MOVED_AT_MOST
        other.close()
    assert moved(expected, {entry.entry.id: event for entry, event in arrivals}) <= MOVED_AT_MOST
    by_time.close()


def test_stories_that_came_too_many_at_once_get_their_events_later(arrivals, fill):
    entries = [entry for entry, _ in arrivals]
    ids = [entry.entry.id for entry in entries]
    library = fill(entries, at_once=len(entries))
    assert library.events_of(ids) == {}
    while library.find_waiting_events():
        pass
    assert moved(library.events_of(ids), {entry.entry.id: event for entry, event in arrivals}) <= MOVED_AT_MOST
    library.close()


def test_a_story_keeps_its_event_when_it_is_edited(arrivals, fill, feed, digest):
    fire = [entry for entry, event in arrivals if event == "meridian-fire"]
    library = fill(fire)
    ids = [entry.entry.id for entry in fire]
    assert len(set(library.events_of(ids).values())) == 1
    first = fire[0].entry
    edited = analyse(
        Entry(
            id=first.id,
            title=first.title,
            url=None,
            author=None,
            published=first.published,
            body=Body(text=first.body.text + " The fire department will report on Friday."),
        )
    )
    library.store(feed("post0"), digest(edited), now=LATER)
    assert len(set(library.events_of(ids).values())) == 1
    assert {story_id for story_id, _ in library.tellings(library.events_of(ids).values())[1]} == set(ids)
    library.close()


def test_a_muted_story_is_not_told_of(arrivals, fill):
    fire = [entry for entry, event in arrivals if event == "meridian-fire"]
    library = fill(fire)
    ids = [entry.entry.id for entry in fire]
    library.mute_by((MuteRule(word="blaze"),))
    library.decide_mutes()
    (told,) = library.tellings(set(library.events_of(ids).values())).values()
    assert len(told) == len(fire) - 1
    assert told[0][1] == "lead"
    library.close()


def test_a_thread_holds_what_led_to_an_event_and_what_followed(arrivals, fill):
    library = fill([entry for entry, _ in arrivals])
    events = {event: entry.entry.id for entry, event in arrivals}
    of = library.events_of(list(events.values()))
    bid, raised = of[events["palisade-bid"]], of[events["northgate-raises-bid"]]
    assert library.thread(events["palisade-bid"]) == [bid, raised]
    assert library.thread(events["northgate-raises-bid"]) == [raised, bid]
    assert library.thread("0" * 16) == []
    library.close()
