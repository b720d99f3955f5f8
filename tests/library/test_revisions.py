"""What a story said before stays readable."""

from tapewire.library.revisions import KEPT, MAX_TEXT
from tapewire.model import Mark, Revision


def test_each_edit_leaves_the_wording_before_it_with_the_time_of_the_edit(
    library, analysed, digest, feed, now, hour, story_id
):
    wordings = [("Xiaomi up", "Up 4.9%."), ("Xiaomi up", "Up 5.2%."), ("Xiaomi soars", "Up 5.2%.")]
    for number, (title, text) in enumerate(wordings):
        library.store(feed("post"), digest(analysed("one", title, text)), now=now + number * hour)
    assert library.revisions(story_id("one")) == (
        Revision(title="Xiaomi up", text="Up 4.9%.", until=now + hour),
        Revision(title="Xiaomi up", text="Up 5.2%.", until=now + 2 * hour),
    )
    assert library.revisions(story_id("two")) == ()


def test_what_changes_no_words_leaves_no_revision(library, analysed, digest, feed, now, hour, story_id):
    link = Mark(start=0, end=6, kind="link", href="https://news.example/x")
    library.store(feed("post"), digest(analysed("one")), now=now)
    library.store(feed("post"), digest(analysed("one", url="https://news.example/other")), now=now + hour)
    library.store(feed("post"), digest(analysed("one", published=now, marks=(link,))), now=now + 2 * hour)
    assert library.revisions(story_id("one")) == ()


def test_of_many_wordings_the_first_and_the_last_are_kept(library, analysed, digest, feed, now, hour, story_id):
    for number in range(40):
        library.store(feed("post"), digest(analysed("one", text=f"Post {number}.")), now=now + number * hour)
    kept = [revision.text for revision in library.revisions(story_id("one"))]
    assert kept == ["Post 0.", *(f"Post {number}." for number in range(40 - KEPT, 39))]
    assert len(kept) == KEPT


def test_two_wordings_that_take_turns_are_kept_once_each(library, analysed, digest, feed, now, hour, story_id):
    for number in range(20):
        library.store(feed("post"), digest(analysed("one", text=f"Wording {number % 2}.")), now=now + number * hour)
    assert sorted(revision.text for revision in library.revisions(story_id("one"))) == ["Wording 0.", "Wording 1."]


def test_of_a_very_long_text_the_beginning_is_kept(library, analysed, digest, feed, now, hour, story_id):
    library.store(feed("post"), digest(analysed("one", text="x" * (MAX_TEXT + 5))), now=now)
    library.store(feed("post"), digest(analysed("one", text="short")), now=now + hour)
    assert library.revisions(story_id("one"))[0].text == "x" * MAX_TEXT
