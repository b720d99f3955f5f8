from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tapewire.model import Body, Mark, MarkKind
from widgets.story_lines import Run, Span, lay_out, line_at, mark_spans, runs_within, to_runs

TEXTS = st.lists(
    st.sampled_from(["The index ", "rose ", "升恒生指数", "\n", "\n\n", "• point ", "1. first ", "x" * 40, "🚀", " "]),
    max_size=40,
).map("".join)
WIDTHS = st.integers(8, 60)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    text = draw(TEXTS)
    kinds: st.SearchStrategy[MarkKind] = st.sampled_from(
        ["link", "emphasis", "strong", "heading", "quote", "item", "code"]
    )
    marks = []
    for _ in range(draw(st.integers(0, 8)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        kind = draw(kinds)
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(start=start, end=end, kind=kind, href="https://example.org/" if kind == "link" else None))
    return Body(text=text, marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))


@given(bodies(), WIDTHS)
def test_the_lines_hold_the_whole_text_in_order(body: Body, width: int) -> None:
    lines = lay_out(body, width)
    at = 0
    for line in lines:
        assert not body.text[at : line.start].strip(" \n")
        assert line.start <= line.end
        at = line.end
    assert not body.text[at:].strip(" \n")


@given(bodies(), WIDTHS)
def test_no_line_is_wider_than_the_column(body: Body, width: int) -> None:
    for line in lay_out(body, width):
        assert cell_len(line.prefix) + cell_len(body.text[line.start : line.end]) <= width
        assert "\n" not in body.text[line.start : line.end]


@given(bodies(), WIDTHS, st.data())
def test_every_character_is_found_on_its_line(body: Body, width: int, data: st.DataObject) -> None:
    words = [offset for offset, character in enumerate(body.text) if not character.isspace()]
    if words:
        offset = data.draw(st.sampled_from(words))
        lines = lay_out(body, width)
        line = lines[line_at(lines, offset)]
        assert line.start <= offset < line.end


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from("abc"))), st.integers(0, 20))
def test_each_character_has_the_styles_of_all_spans_over_it(spans: list[tuple[int, int, str]], start: int) -> None:
    runs = runs_within(to_runs(Span(*span) for span in spans), start, 22)
    assert [run.start for run in runs] == [start, *(run.end for run in runs[:-1])]
    assert runs[-1].end == 22
    for run in runs:
        for offset in range(run.start, run.end):
            assert run.styles == tuple(sorted({name for first, end, name in spans if first <= offset < end}))


def test_where_links_overlap_the_inner_one_leads() -> None:
    runs = to_runs([Span(0, 9, "link", "https://outer/"), Span(3, 6, "link", "https://inner/")])
    assert [(run.start, run.end, run.href) for run in runs] == [
        (0, 3, "https://outer/"),
        (3, 6, "https://inner/"),
        (6, 9, "https://outer/"),
    ]


def test_only_marks_of_words_are_spans() -> None:
    marks = [Mark(start=0, end=4, kind="quote"), Mark(start=1, end=2, kind="strong")]
    assert mark_spans(marks) == [Span(1, 2, "strong")]
    assert runs_within(to_runs(mark_spans(marks)), 0, 4) == [
        Run(0, 1, (), None),
        Run(1, 2, ("strong",), None),
        Run(2, 4, (), None),
    ]


def drawn(body: Body, width: int) -> list[str]:
    return [line.prefix + body.text[line.start : line.end] for line in lay_out(body, width)]


def test_quotes_have_a_bar_on_every_line_and_items_hang() -> None:
    text = "Said he:\n\nWe are happy with it\n\n• the first point\n  • one below\n\n12. twelfth point"
    quote, first, below, twelfth = (text.index(word) for word in ("We", "• the", "  •", "12."))
    marks = (
        Mark(start=quote, end=quote + 20, kind="quote"),
        Mark(start=first, end=twelfth - 2, kind="item"),
        Mark(start=below, end=twelfth - 2, kind="item"),
        Mark(start=twelfth, end=len(text), kind="item"),
    )
    assert drawn(Body(text=text, marks=marks), 14) == [
        "Said he:",
        "",
        "▎ We are happy",
        "▎ with it",
        "",
        "• the first",
        "  point",
        "  • one below",
        "",
        "12. twelfth",
        "    point",
    ]


def test_code_that_is_a_line_by_itself_keeps_its_blanks() -> None:
    text = "Run it:\n\nfor  x:\n    y\n\nso"
    block = lay_out(Body(text=text, marks=(Mark(start=9, end=22, kind="code"),)), 20)
    assert [(text[line.start : line.end], line.block) for line in block] == [
        ("Run it:", "text"),
        ("", "text"),
        ("for  x:", "code"),
        ("    y", "code"),
        ("", "text"),
        ("so", "text"),
    ]


def test_a_body_without_text_has_no_lines() -> None:
    assert lay_out(Body(), 72) == ()
