# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tapewire.moves import parse_moves
from tapewire.moves.merge import merge_moves
from tapewire.moves.parse import explain

NAMES = {
    "the Hang Seng Index": "^HSI", "the Nikkei 225": "^N225", "the FTSE 100": "^FTSE", "the S&P 500": "^GSPC", "the Kospi": "^KS11",
    "the Sensex": "^BSESN", "the Ibovespa": "^BVSP",
}  # fmt: skip
STOCKS = {
    "Tencent": "0700.HK",
    "Toyota": "7203.T",
    "Samsung Electronics": "005930.KS",
    "Nestle": "NESN.SW",
    "Siemens": "SIE.DE",
}
UP = ["rose", "gained", "climbed", "added", "advanced", "jumped", "rallied", "put on"]
DOWN = ["fell", "lost", "shed", "slid", "dropped", "tumbled", "gave up", "retreated"]
PER_CENT = ["%", " per cent", " percent", " pct"]
percents = st.integers(1, 1999).map(lambda n: n / 100)
points = st.integers(10, 99999).map(lambda n: n / 100)
levels = st.integers(100_000, 9_999_999).map(lambda n: n / 100)
words = st.lists(
    st.sampled_from([
        "rose", "fell", "2%", "to", "at", "from", "5.5", "HK$3", "Tencent", "the", "Dow", ",", ".", "and", "or", "points", "(", ")", "which",
        "after", "before", "up", "down", "higher", "yield", "on", "of", "shares", "its", "—", ":", "gain", "a", "respectively", "per cent",
        "closed", "was", "unchanged", "between", "as much as", "-1.2%", "+3", "yen", "dollar", "the index", "in", "Hong Kong", "\n", "\n\n",
        "futures", "this year", "since", "on Monday", "yesterday", "cents", "/$", "12-month", "'s", "10-year Treasury", "half a sen", "½",
    ]),
    max_size=40,
).map(" ".join)  # fmt: skip


@given(
    name=st.sampled_from(sorted(NAMES)), up=st.booleans(), verb=st.integers(0, 7), unit=st.sampled_from(PER_CENT), order=st.integers(0, 3),
    percent=percents, change=points, level=levels,
)  # fmt: skip
def test_a_generated_statement_parses_back(
    name: str, up: bool, verb: int, unit: str, order: int, percent: float, change: float, level: float
) -> None:
    word = (UP if up else DOWN)[verb]
    where = "higher" if up else "lower"
    text = [
        f"In Asia, {name} {word} {percent}{unit}, or {change:,.2f} points, to {level:,.2f}.",
        f"In Asia, {name} closed {change:,.2f} points, or {percent}{unit}, {where} at {level:,.2f}.",
        f"In Asia, {name} ended at {level:,.2f}, {'up' if up else 'down'} {change:,.2f} points or {percent}{unit}.",
        f"In Asia, {name} was {'up' if up else 'down'} {percent}{unit}, or {change:,.2f} points, at {level:,.2f} by noon.",
    ][order]
    (move,) = parse_moves(text)
    sign = 1 if up else -1
    assert (move.instrument.symbol, move.direction) == (NAMES[name], "up" if up else "down")
    assert (move.percent, move.change, move.level) == (sign * percent, sign * change, level)
    assert move.start is not None
    assert text[move.start : move.end] == move.evidence


@given(chosen=st.lists(st.sampled_from(sorted(STOCKS)), min_size=2, max_size=4, unique=True), data=st.data())
def test_a_list_is_paired_in_order(chosen: list[str], data: st.DataObject) -> None:
    figures = data.draw(st.lists(percents, min_size=len(chosen), max_size=len(chosen), unique=True))
    joined = ", ".join(chosen[:-1]) + " and " + chosen[-1]
    amounts = ", ".join(f"{figure}%" for figure in figures[:-1]) + f" and {figures[-1]}%"
    moves = parse_moves(f"Shares of {joined} fell {amounts}, respectively.")
    assert [(move.instrument.symbol, move.percent) for move in moves] == [
        (STOCKS[name], -figure) for name, figure in zip(chosen, figures, strict=True)
    ]


@given(st.text(alphabet="abcdefgh RTSH.,\n'-—()$%", max_size=300))
def test_a_text_without_figures_states_nothing(text: str) -> None:
    assert parse_moves(text) == ()


@given(
    st.sampled_from(
        [
            "Analysts at a broker were cautious.",
            "Trading will resume after the holiday.",
            "Officials met in Paris on trade.",
        ]
    )
)
def test_a_sentence_without_a_move_changes_nothing(extra: str) -> None:
    base = "The Hang Seng Index rose 1.2 per cent to 17,000.50. Tencent added 2 per cent to HK$380."
    plain = [(move.instrument, move.percent, move.level) for move in parse_moves(base)]
    assert [(move.instrument, move.percent, move.level) for move in parse_moves(base + " " + extra)] == plain
    assert [(move.instrument, move.percent, move.level) for move in parse_moves(base + "\n\n" + extra)] == plain


@settings(max_examples=300)
@given(words)
def test_any_run_of_market_words_is_read_without_error(text: str) -> None:
    moves = parse_moves(text, title=text[:80])
    assert all(text[move.start : move.end] == move.evidence for move in moves if move.start is not None)
    assert merge_moves(moves) == moves


@given(st.text(max_size=400))
def test_any_text_is_read_without_error(text: str) -> None:
    parse_moves(text)


def test_hostile_texts_are_bounded() -> None:
    for unit in (
        "the Dow rose 2% and ",
        "123 ",
        "(",
        "(a",
        "2% ",
        "Apple ",
        "after rising 2% ",
        "Aa Bb: UP 1.2 percent at 1,000 ",
        "1-",
    ):
        parse_moves((unit * 200_000)[:200_000])


@given(text=words, title=words)
@settings(max_examples=300)
def test_what_is_put_off_changes_nothing(text: str, title: str) -> None:
    every_sentence_in_order = [line for line in explain(text, title).splitlines() if line.startswith("  move")]
    moves = parse_moves(text, title=title)
    assert len(moves) == len(every_sentence_in_order)
    for move, line in zip(moves, every_sentence_in_order, strict=True):
        assert f" {move.instrument.name} (" in line
        assert f" {move.direction} {move.percent} % · {move.change} · to {move.level} " in line
        assert f" · {move.period}" in line
