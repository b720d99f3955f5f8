"""Searches of any shape."""

from datetime import date

import pytest
from hypothesis import strategies as st

from tapewire.query.tree import (
    After,
    Age,
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
    all_of,
    any_of,
    negated,
)

_letters = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters='"')
_names = st.text(_letters | st.sampled_from(" ()-*:or"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
_spoken = _names.filter(lambda text: any(character.isalnum() for character in text))
_symbols = st.builds(Symbol, symbol=st.sampled_from(["0700.HK", "^HSI", "USDJPY=X", "BTC-USD"]), is_open=st.booleans())
_bounds = st.sampled_from(["<", "<=", ">", ">="])
_days = st.dates(date(1900, 1, 1), date(9000, 12, 31))
_leaves = st.one_of(
    st.builds(Words, text=_spoken, in_title=st.booleans(), is_open=st.booleans()),
    st.builds(Source, name=_names.filter(bool)),
    st.builds(Folder, name=_names.filter(bool)),
    st.builds(Is, state=st.sampled_from(["unread", "read", "saved", "muted"])),
    st.just(Has(thing="moves")),
    st.builds(After, day=_days),
    st.builds(Before, day=_days),
    st.builds(Age, bound=_bounds, amount=st.integers(0, 99_999), unit=st.sampled_from(["m", "h", "d", "w"])),
    _symbols,
    st.builds(Way, direction=st.sampled_from(["up", "down"]), of=st.none() | _symbols),
    st.builds(Size, bound=_bounds, percent=st.integers(-9_999_999, 9_999_999).map(lambda number: number / 1000)),
)


def _groups(members):
    some = st.lists(members, min_size=2, max_size=4)
    return some.map(all_of) | some.map(any_of) | members.map(negated)


@pytest.fixture(scope="session")
def queries():
    trees = st.none() | st.recursive(_leaves, _groups, max_leaves=12)
    return st.builds(Query, condition=trees, sort=st.sampled_from([None, "time", "source", "move"]))


@pytest.fixture(scope="session")
def not_():
    return lambda condition: Not(condition=condition)
