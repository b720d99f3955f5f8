"""The mirror of read and saved flags."""

from tapewire.model import HeadlineQuery


def flags(library, *ids):
    held = library.headlines_by_id(ids)
    return [(held[each].is_read, held[each].is_saved) for each in ids]


def test_a_mark_takes_effect_when_its_story_arrives_later(library, analysed, digest, feed, now, story_id):
    library.set_read([story_id("read")], True)
    library.set_saved([story_id("saved")], True)
    library.sync_flags([story_id("read")], [story_id("saved"), story_id("both")], stamp="1")
    library.set_read([story_id("both")], True)
    library.store(
        feed("post"), digest(analysed("read"), analysed("saved"), analysed("both"), analysed("plain")), now=now
    )
    ids = [story_id(name) for name in ("read", "saved", "both", "plain")]
    assert flags(library, *ids) == [(True, False), (False, True), (True, True), (False, False)]
    assert library.feed_counts() == {feed("post").key: (2, 4)}
    assert library.saved_count() == 2


def test_a_mark_taken_back_before_its_story_arrives_has_no_effect(library, analysed, digest, feed, now, story_id):
    library.set_read([story_id("one")], True)
    library.set_read([story_id("one")], False)
    library.store(feed("post"), digest(analysed("one")), now=now)
    assert flags(library, story_id("one")) == [(False, False)]


def test_setting_the_mirror_anew_clears_what_is_not_named(library, analysed, digest, feed, now, story_id):
    library.store(feed("post"), digest(analysed("one"), analysed("two")), now=now)
    library.set_read([story_id("one")], True)
    library.set_saved([story_id("one")], True)
    library.sync_flags([story_id("two")], [story_id("two")], stamp="7")
    assert flags(library, story_id("one"), story_id("two")) == [(False, False), (True, True)]
    assert library.feed_counts() == {feed("post").key: (1, 2)}
    assert library.count(HeadlineQuery(saved_only=True)) == 1


def test_the_stamp_tells_which_state_is_mirrored(library):
    assert library.flags_stamp() is None
    library.sync_flags([], [], stamp="7")
    assert library.flags_stamp() == "7"
    library.set_flags_stamp(None)
    assert library.flags_stamp() is None


def test_marking_twice_counts_once(library, analysed, digest, feed, now, story_id):
    library.store(feed("post"), digest(analysed("one"), analysed("two")), now=now)
    library.set_read([story_id("one")], True)
    library.set_read([story_id("one"), story_id("one")], True)
    assert library.feed_counts() == {feed("post").key: (1, 2)}
