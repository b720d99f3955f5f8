"""Who told what of an event: its stories, where they disagree, and what came before and after, from the library."""

from __future__ import annotations

from collections.abc import Collection

from tapewire.library.library import Library
from tapewire.model import Difference, Event, EventStory, ThreadEntry, ThreadPlace


def events(library: Library, story_ids: Collection[str]) -> dict[str, Event]:
    """Find the events of stories. See `tapewire.newsroom.Newsroom.events`."""
    of_story = library.events_of(story_ids)
    told = library.tellings(set(of_story.values()))
    headlines = library.headlines_by_id([each for stories in told.values() for each, _ in stories])
    found = {
        event: tuple(EventStory(headline=headlines[each], role=role) for each, role in stories if each in headlines)
        for event, stories in told.items()
    }
    several = {event: Event(stories=stories) for event, stories in found.items() if len(stories) > 1}
    return {story_id: several[event] for story_id, event in of_story.items() if event in several}


def thread(library: Library, story_id: str) -> tuple[ThreadEntry, ...]:
    """Tell what led to a story and what followed. See `tapewire.newsroom.Newsroom.thread`."""
    numbers = library.thread(story_id)
    told = library.tellings(numbers)
    headlines = library.headlines_by_id([each for stories in told.values() for each, _ in stories])
    # What went from the library between the two questions is left out.
    present = {event: [story for story in stories if story[0] in headlines] for event, stories in told.items()}
    own = present.pop(numbers[0], []) if numbers else []
    if not own:
        return ()
    copies = sum(role == "copy" for _, role in own)
    entries = [
        ThreadEntry(headline=headlines[each], place="event", role=role, others=copies if role == "lead" else 0)
        for each, role in own
        if role != "copy"
    ]
    began = min(headlines[each].time for each, _ in own)
    for stories in present.values():
        if stories:
            lead = headlines[stories[0][0]]
            place: ThreadPlace = "before" if lead.time < began else "after"
            entries.append(ThreadEntry(headline=lead, place=place, role="lead", others=len(stories) - 1))
    return tuple(sorted(entries, key=lambda entry: (entry.headline.time, entry.headline.id)))


def differences(library: Library, story_id: str) -> tuple[Difference, ...]:
    """Tell where the stories of an event disagree. See `tapewire.newsroom.Newsroom.differences`."""
    from tapewire.related.differences import differences as compared

    event = events(library, [story_id]).get(story_id)
    if event is None:
        return ()
    return compared([(each.headline, library.moves(each.headline.id)) for each in event.stories])
