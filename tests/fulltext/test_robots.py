"""What a robots.txt allows us."""

import pytest

from tapewire.fulltext.robots import parse_robots

FILE = b"""\xef\xbb\xbf# who may do what
User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*?print=
Disallow: /*.pdf$
Crawl-delay: 7
User-agent: OtherBot
User-agent: Third
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("", True),
        ("/news/1", True),
        ("/private/x", False),
        ("/private/open/1", True),
        ("/a?print=1", False),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/%70rivate/x", False),
    ],
)
def test_the_longest_rule_that_fits_decides(path: str, allowed: bool) -> None:
    assert parse_robots(FILE).allows(f"https://x.example{path}") is allowed


def test_a_group_for_us_holds_in_place_of_the_one_for_everybody() -> None:
    robots = parse_robots(b"user-agent: *\ndisallow: /\nUser-Agent: Tapewire/1.0\nDisallow: /shop\nCrawl-delay: 3")

    assert robots.allows("https://x.example/news")
    assert not robots.allows("https://x.example/shop/1")
    assert robots.delay_s == 3
    assert parse_robots(FILE).delay_s == 7


@pytest.mark.parametrize(
    "content", [b"", b"<html>404</html>", b"\0\xff" * 1000, b"Disallow: /", b"User-agent: *\nDisallow:"]
)
def test_what_forbids_nothing_to_us_allows_everything(content: bytes) -> None:
    assert parse_robots(content).allows("https://x.example/a")


def test_a_trap_of_a_file_is_read_and_asked_at_once() -> None:
    robots = parse_robots(b"user-agent: *\n" + (b"disallow: /" + b"*a" * 9 + b"b\n") * 50_000)
    assert robots.allows("https://x.example/" + "a" * 2_000)
