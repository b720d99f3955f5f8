"""Mute rules: what each kind of rule mutes, and that none can hold up a refresh."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapewire import filters
from tapewire.filters import Candidate, MuteFilter, check_regex, rule_key, word_search
from tapewire.model import MuteRule

NOON = datetime(2026, 7, 19, 12, tzinfo=UTC)


def story(title: str, **fields: object) -> Candidate:
    held = {"feed_key": "https://post.example/feed", "source": "Post", "author": "By Jane Doe", "time": NOON}
    return Candidate(title=title, **(held | fields))  # type: ignore[arg-type]


def is_muted(title: str, rule: MuteRule, **fields: object) -> bool:
    return MuteFilter((rule,)).mutes(story(title, **fields))


@pytest.mark.parametrize(
    ("word", "title", "expected"),
    [
        ("cup", "The CUP is won", True),
        ("cup", "The cupboard is bare", False),
        ("world cup", "World\u00a0 Cup final", True),
        ("world cup", "A cup for the world", False),
        ("AT&T", "Shares of AT&T fall", True),
        ("[Video]", "[Video] Fed cuts", True),
        ("C++", "Why C++ stays", True),
        ("比特幣", "分析：比特幣跌破十萬美元", True),
        ("ETF", "新ETF上市", True),
        ("ETF", "新ETFs上市", False),
        ("$", "A fall to $5", True),
    ],
)
def test_a_word_is_found_whole_in_any_case(word: str, title: str, expected: bool) -> None:
    assert is_muted(title, MuteRule(word=word)) is expected


def test_the_text_is_looked_at_only_where_the_rule_says_so() -> None:
    assert not is_muted("Markets wrap", MuteRule(word="bitcoin"), text="Bitcoin fell.")
    assert is_muted("Markets wrap", MuteRule(word="bitcoin", in_text=True), text="Bitcoin fell.")
    assert is_muted("Markets wrap", MuteRule(regex="^bit.*fell", in_text=True), text="Bitcoin fell.")
    assert not is_muted("Markets wrap", MuteRule(regex="^coin"))


def test_all_that_a_rule_states_must_hold_and_any_rule_will_do() -> None:
    rule = MuteRule(source="post", author="jane doe")
    assert is_muted("A", rule)
    assert not is_muted("A", rule, source="Times", feed_key="times")
    assert not is_muted("A", rule, author="Janet Doe")
    assert not is_muted("A", rule, author=None)
    assert is_muted("A", MuteRule(source="https://POST.example/feed"))
    both = MuteFilter((MuteRule(word="gold"), MuteRule(word="tin")))
    assert [both.mutes(story(title)) for title in ("Gold", "Tin", "Iron")] == [True, True, False]


def test_an_end_date_is_the_last_day_by_the_users_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Hong_Kong")
    time.tzset()
    rule = MuteRule(word="cup", until=date(2026, 7, 19))
    assert is_muted("Cup", rule, time=datetime(2026, 7, 19, 15, 59, tzinfo=UTC))
    assert not is_muted("Cup", rule, time=datetime(2026, 7, 19, 16, 0, tzinfo=UTC))


def test_a_regex_that_backtracks_for_ever_is_stopped_and_at_last_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "SEARCH_S", 0.001)
    muting = MuteFilter((MuteRule(regex="(a|aa)+$"), MuteRule(word="gold")))
    for _ in range(filters.MAX_OVERRUNS + 1):
        assert muting.notices == ()
        assert not muting.mutes(story("a" * 2_000 + "!"))
    assert "(a|aa)+$" in muting.notices[0]
    assert not muting.mutes(story("aa"))
    assert muting.mutes(story("Gold"))


@pytest.mark.parametrize(
    "pattern", ["(?:a{1000}){1000}", "a{20000}", "(?:" * 60 + "a" + ")+" * 60, "a" * 501, "[", "a{,99999}"]
)
def test_a_regex_that_cannot_be_used_is_refused_with_a_reason(pattern: str) -> None:
    assert check_regex(pattern)


@given(words=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_every_word_is_found_in_itself(words: str) -> None:
    assert word_search(words)(f"before {words} after")


def test_rules_that_differ_have_different_keys() -> None:
    rules = (
        MuteRule(word="a"),
        MuteRule(regex="a"),
        MuteRule(source="a"),
        MuteRule(author="a"),
        MuteRule(word="a", in_text=True),
        MuteRule(word="a", until=date(2026, 1, 1)),
    )
    assert len({rule_key(rule) for rule in rules}) == len(rules)
