"""Text → tree, tree → text, and what is said of text that is neither."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tapewire.query.parser import DEEPEST, MOST_CHARACTERS, MOST_TERMS, parse
from tapewire.query.tree import (
    After,
    Age,
    AllOf,
    AnyOf,
    Before,
    Folder,
    Has,
    Is,
    Not,
    Query,
    Size,
    Source,
    Symbol,
    Way,
    Words,
)
from tapewire.query.writing import write

GOLD, OIL, TIN = Words(text="gold"), Words(text="oil"), Words(text="tin")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("", None),
        ("  % — ", None),
        ("()", None),
        ("gold", GOLD),
        ("gold*", Words(text="gold", is_open=True)),
        ('"gold   price"', Words(text="gold price")),
        ('"gold pri"*', Words(text="gold pri", is_open=True)),
        ("gold oil", AllOf(conditions=(GOLD, OIL))),
        ("gold oil or tin", AnyOf(conditions=(AllOf(conditions=(GOLD, OIL)), TIN))),
        ("gold (oil OR tin)", AllOf(conditions=(GOLD, AnyOf(conditions=(OIL, TIN))))),
        ("((gold) oil) tin", AllOf(conditions=(GOLD, OIL, TIN))),
        ("-gold", Not(condition=GOLD)),
        ("--gold", GOLD),
        ("-(gold or oil)", Not(condition=AnyOf(conditions=(GOLD, OIL)))),
        ("-(-gold)", GOLD),
        ("-or", Not(condition=Words(text="or"))),
        ('"or"', Words(text="or")),
        ("AI-driven", Words(text="AI-driven")),
        ("10:30", Words(text="10:30")),
        ("https://a.example/b", Words(text="https://a.example/b")),
        ("Update: gold", AllOf(conditions=(Words(text="update"), GOLD))),
        ("title:gold", Words(text="gold", in_title=True)),
        ('Title:"gold price"', Words(text="gold price", in_title=True)),
        ('source:"The Post (HK)"', Source(name="The Post (HK)")),
        ("in:markets", Folder(name="markets")),
        ("is:UNREAD", Is(state="unread")),
        ("has:moves", Has(thing="moves")),
        ("after:2026-11-01", After(day=date(2026, 11, 1))),
        ("before:2026-11-01", Before(day=date(2026, 11, 1))),
        ("age:<2d", Age(bound="<", amount=2, unit="d")),
        ("age:>=90m", Age(bound=">=", amount=90, unit="m")),
        ("sym:0700.hk", Symbol(symbol="0700.HK")),
        ("sym:5.HK", Symbol(symbol="0005.HK")),
        ("sym:^hsi", Symbol(symbol="^HSI")),
        ("move:>3", Size(bound=">", percent=3.0)),
        ("move:<-3.25%", Size(bound="<", percent=-3.25)),
        ("move:<−3", Size(bound="<", percent=-3.0)),
        ("up:", Way(direction="up")),
        ("up: gold", AllOf(conditions=(Way(direction="up"), GOLD))),
        ("down:0700.HK", Way(direction="down", of=Symbol(symbol="0700.HK"))),
        ("-up:", Not(condition=Way(direction="up"))),
    ],
)
def test_a_search_is_read_as_a_person_means_it(text, condition):
    assert parse(text).query == Query(condition=condition)
    assert parse(text).faults == ()


def test_the_order_is_asked_for_beside_the_conditions():
    assert parse("sort:move gold").query == Query(condition=GOLD, sort="move")
    assert parse("sort:time").query == Query(sort="time")


def test_what_is_typed_may_go_on_at_its_end():
    assert parse("oil gol", is_typing=True).query.condition == AllOf(conditions=(OIL, Words(text="gol", is_open=True)))
    assert parse("gold ", is_typing=True).query.condition == GOLD
    assert parse('"gold pri', is_typing=True).query.condition == Words(text="gold pri", is_open=True)
    assert parse('"gold price"', is_typing=True).query.condition == Words(text="gold price")
    assert parse("sym:07", is_typing=True).query.condition == Symbol(symbol="07", is_open=True)


@pytest.mark.parametrize(
    "text",
    [
        "gold is",
        "gold is:",
        "gold is:un",
        "gold -",
        "gold or",
        "gold or ",
        "gold (",
        'gold "',
        "gold after:",
        "gold after:2026-1",
        "gold age:<2",
        "gold move:",
        "gold move:<-",
        "gold sort:",
        "gold source:",
        'gold source:"',
        "gold -(",
    ],
)
def test_a_search_that_is_half_typed_shows_no_error(text):
    parsed = parse(text, is_typing=True)
    assert all(fault.is_unfinished for fault in parsed.faults)
    assert GOLD in getattr(parsed.query.condition, "conditions", (parsed.query.condition,))


@pytest.mark.parametrize(
    ("text", "marked", "told"),
    [
        ("gold mvoe:>3", "mvoe:>3", "Did you mean move:?"),
        ("colour:red gold", "colour:red", "There are title, source,"),
        ("gold is:new", "is:new", "takes unread, read, saved or muted"),
        ("title: gold", "title:", "takes a word or a phrase"),
        ("after:2026-02-30 gold", "after:2026-02-30", "takes a day such as"),
        ("after:9999-12-31 gold", "after:9999-12-31", "takes a day such as"),
        ("age:2d gold", "age:2d", "< or >"),
        ("move:3 gold", "move:3", ">3 or <-3"),
        ("gold)", ")", "has no ("),
        ("or gold", "or", "something before"),
        ("(gold or) oil", "or", "something behind"),
        ("gold (-) oil", "-", "right behind"),
        ("gold -sort:move", "-sort:move", "whole search"),
        ("(gold sort:move)", "sort:move", "whole search"),
        ("sort:move sort:time gold", "sort:time", "twice"),
    ],
)
def test_a_fault_says_what_where_and_what_to_do(text, marked, told):
    (fault,) = parse(text).faults
    assert text[fault.start : fault.end] == marked
    assert told in fault.message
    assert fault.message.endswith((".", "?"))
    assert not fault.is_unfinished
    assert GOLD in getattr(parse(text).query.condition, "conditions", (parse(text).query.condition,))


def test_too_much_is_cut_and_told():
    (deep,) = [fault for fault in parse("(" * 10_000 + "gold").faults if "stand in one another" in fault.message]
    assert deep.start == DEEPEST
    many = parse("gold or " * 100)
    assert len(many.query.condition.conditions) == MOST_TERMS
    assert "at most 64 conditions" in many.faults[0].message
    assert parse("x" * (MOST_CHARACTERS + 1)).faults[0].start == MOST_CHARACTERS


def test_whatever_is_typed_gives_a_tree_or_a_fault_with_its_place(queries):
    pieces = [
        "(",
        ")",
        "-",
        '"',
        " ",
        "or ",
        "gold",
        "sort:",
        "is:",
        "move:>",
        "up:",
        "*",
        "x:y",
        "\0",
        "\ud800",
        "恒生",
    ]

    @settings(deadline=None)
    @given(st.text(max_size=60) | st.lists(st.sampled_from(pieces), max_size=40).map("".join), st.booleans())
    @example("(" * 10_000 + ")" * 10_000, False)
    @example("-" * 10_000, True)
    @example("-(" * 10_000, True)
    def check(text, is_typing):
        parsed = parse(text, is_typing=is_typing)
        assert all(0 <= fault.start < fault.end <= len(text) for fault in parsed.faults)
        again = parse(write(parsed.query))
        assert again.query == parsed.query
        assert again.faults == ()
        assert parsed.query != Query() or parsed.faults or not any(map(str.isalnum, text))

    check()


def test_a_tree_that_is_written_out_is_read_as_the_same_tree(queries):
    @settings(deadline=None)
    @given(queries)
    def check(query):
        parsed = parse(write(query))
        assert parsed.query == query
        assert parsed.faults == ()

    check()
