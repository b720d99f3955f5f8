"""Pages that are not the story are recognised, and the story is never taken for one of them."""

import pytest

from tapewire.fulltext.barriers import barrier

ASKED = "https://news.example/2026/03/bank-rises"
SHORT = "Northgate Bank rose four per cent after the governor spoke."
LONG = f"{SHORT} " * 60


def told(page: str, text: str, answered: str = ASKED) -> str:
    return barrier(page, text, asked=ASKED, answered=answered) or ""


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<script type="application/ld+json">{"isAccessibleForFree": false}</script><p>…', SHORT),
        ('<script>{"isAccessibleForFree":"False"}</script><div>Subscribe to continue reading</div>', LONG),
        ('<meta property="article:content_tier" content="locked">', SHORT),
        ("", f"{LONG}\n\nTo continue reading, log in or subscribe."),
        ("<div>Already a subscriber? Log in</div>", "Northgate Bank rose four per cent after"),
        ("<div>You have reached your limit of free articles.</div>", ""),
        ("<p>This article is for paying subscribers</p>", "Northgate Bank rose…"),
    ],
)
def test_paywalls_are_recognised(page: str, text: str) -> None:
    assert "paying readers" in told(page, text)


@pytest.mark.parametrize(
    ("page", "text", "answered", "words"),
    [
        ("<h1>Before you continue", "Before you continue. We use cookies.", ASKED, "consent"),
        ("", "We and our 214 partners value your privacy.", ASKED, "consent"),
        ("", "Choose.", "https://consent.news.example/v2?to=x", "consent"),
        ("<title>Just a moment...</title><p>Wait.", "Wait.", ASKED, "browser"),
        ("<p>Verify you are human", "Verify you are human", ASKED, "browser"),
        ('<form><input name="p" type="password">', "Welcome back.", ASKED, "login"),
        ("<title>Page not found</title>", "Sorry.", ASKED, "no longer there"),
        ("<p>Home", LONG, "https://news.example/", "front page"),
    ],
)
def test_other_pages_in_the_storys_place_are_recognised(page: str, text: str, answered: str, words: str) -> None:
    assert words in told(page, text, answered)


def test_live_blogs_are_recognised_by_what_they_say_or_by_how_they_are_built() -> None:
    assert "live blog" in told('<script>{"@type":"LiveBlogPosting"}</script>', LONG)
    built = '<div class="live-blog-post">' * 3
    assert "live blog" in told(built, LONG, "https://news.example/live/markets")
    assert not told(built, LONG)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<a>Log in</a><a>Subscribe</a><footer>We use cookies.</footer>", LONG),
        ('<script>{"isAccessibleForFree": true}</script>', SHORT),
        ("<aside>Already a member? Log in</aside>", SHORT),
        ("<p>x", f"{LONG} Regulators asked the bank to verify the figures before a page was not found in its books."),
        ("<script>var t='subscribe to continue reading'</script>", SHORT),
        ('<input type="password">', LONG),
    ],
)
def test_a_story_beside_such_words_is_a_story(page: str, text: str) -> None:
    assert told(page, text) == ""


def test_a_hostile_page_is_looked_through_in_time_that_grows_with_it_alone() -> None:
    for piece in ("<script ", "<!--", "<div class=", "you have read all ", "<meta x", '<input type="'):
        assert told(piece * 20_000, LONG) == ""
