"""An edited story stays the same story, and two stories never become one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tapewire.feeds.identity import RawKeys, identities, story_id

STORY = RawKeys(guid="urn:1", link="https://x.example/1", title="Hang Seng up", date="Fri, 04 Jul 2025 13:00:00 GMT")


def test_an_id_is_sixteen_hexadecimal_digits_that_stay_the_same() -> None:
    assert story_id("https://x.example/feed", "urn:1") == "109e8beeae3bbdf3"


def test_equal_identities_of_two_feeds_are_two_stories() -> None:
    assert story_id("https://x.example/a", "urn:1") != story_id("https://x.example/b", "urn:1")


def test_an_edited_story_is_the_same_story() -> None:
    edited = replace(STORY, title="Hang Seng ends up", date="Fri, 04 Jul 2025 14:00:00 GMT", link="https://x.example/2")
    assert identities([STORY]) == identities([edited])


def test_a_counter_at_the_end_of_a_guid_is_no_part_of_it() -> None:
    first, again = replace(STORY, guid="https://x.example/c1#0"), replace(STORY, guid="https://x.example/c1#12")
    assert identities([first]) == identities([again])
    assert len(set(identities([first, again]))) == 1
    assert identities([replace(STORY, guid="#1")]) != identities([replace(STORY, guid="#2")])


def test_counters_that_tell_entries_of_one_document_apart_count() -> None:
    posts = [replace(STORY, guid=f"https://x.example/t#{number}", title=f"Reply {number}") for number in range(3)]
    assert len(set(identities(posts))) == 3


def test_without_a_guid_the_link_counts_and_without_a_link_title_and_date() -> None:
    linked = replace(STORY, guid="")
    bare = replace(STORY, guid="", link="")
    assert identities([linked]) == identities([replace(linked, title="edited")])
    assert identities([bare]) == identities([replace(bare)])
    assert identities([bare]) != identities([replace(bare, date="Sat")])


def test_one_guid_or_link_for_every_entry_is_no_key() -> None:
    same_guid = [replace(STORY, title=f"Story {number}") for number in range(50)]
    same_link = [replace(STORY, guid="", title=f"Story {number}") for number in range(50)]
    same_title = [replace(STORY, guid="", date=f"{number} Jul 2025") for number in range(1, 20)]
    for entries in (same_guid, same_link, same_title):
        assert len(set(identities(entries))) == len(entries)


def test_an_entry_listed_twice_is_one_story() -> None:
    assert len(set(identities([STORY, STORY]))) == 1


FEW = st.sampled_from(["", "a", "b", "a#1", "a#2"])


@given(st.lists(st.builds(RawKeys, guid=FEW, link=FEW, title=FEW, date=FEW), max_size=12))
def test_entries_that_differ_in_title_date_or_link_are_never_one_story(entries: list[RawKeys]) -> None:
    told = identities(entries)
    for one, one_identity in zip(entries, told, strict=True):
        for other, other_identity in zip(entries, told, strict=True):
            if one_identity == other_identity and one.guid and other.guid:
                assert (one.title, one.date, one.link) == (other.title, other.date, other.link)
