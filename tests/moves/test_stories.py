from __future__ import annotations

from typing import Any

from tapewire.moves import parse_moves
from tapewire.moves.parse import explain
from tapewire.moves.wire import move_to_json


def figures(move: dict[str, Any]) -> tuple[Any, ...]:
    rounded = [None if move[name] is None else round(move[name], 4) for name in ("percent", "change", "level")]
    return (move["direction"], move["period"], *rounded)


def named(move: dict[str, Any]) -> str:
    return str(move["symbol"] or move["name"].lower())


def read(story: dict[str, Any]) -> list[dict[str, Any]]:
    return [move_to_json(move) for move in parse_moves(story["text"], title=story["title"])]


def test_our_own_stories_are_read_as_labelled(own_stories: list[dict[str, Any]]) -> None:
    wrong = []
    for story in own_stories:
        wanted = {(named(move), *figures(move)) for move in story["moves"]}
        found = {(named(move), *figures(move)) for move in read(story)}
        if wanted != found:
            wrong.append((story["id"], sorted(map(str, wanted ^ found))))
    assert not wrong


def agreement(stories: list[dict[str, Any]]) -> tuple[float, float]:
    """Precision and recall of moves by their figures."""
    wanted = right = found = 0
    for story in stories:
        labelled = [figures(move) for move in story["moves"] if not move.get("optional")]
        optional = [figures(move) for move in story["moves"] if move.get("optional")]
        wanted += len(labelled)
        for move in read(story):
            if figures(move) in labelled:
                labelled.remove(figures(move))
                right += 1
            elif figures(move) in optional:
                continue
            found += 1
    return right / max(found, 1), right / max(wanted, 1)


def test_shared_stories_are_read_as_labelled(shared_stories: list[dict[str, Any]]) -> None:
    precision, recall = agreement(shared_stories)
    assert precision >= 0.97
    assert recall >= 0.97


def test_stories_that_no_rule_was_written_for_are_read_nearly_as_well(blind_stories: list[dict[str, Any]]) -> None:
    precision, recall = agreement(blind_stories)
    assert precision >= 0.97
    assert recall >= 0.95


def test_quiet_stories_give_no_move(own_stories: list[dict[str, Any]], shared_stories: list[dict[str, Any]]) -> None:
    quiet = [story for story in (*own_stories, *shared_stories) if not story["moves"]]
    assert quiet
    assert [story["id"] for story in quiet if read(story)] == []


def test_offsets_quote_the_evidence_and_moves_stand_in_order(own_stories: list[dict[str, Any]]) -> None:
    for story in own_stories:
        moves = [move for move in parse_moves(story["text"], title=story["title"]) if move.start is not None]
        assert all(story["text"][move.start : move.end] == move.evidence for move in moves)
        assert [move.start for move in moves] == sorted(move.start for move in moves if move.start is not None)


def test_stories_read_as_when_every_sentence_is_read_in_order(
    own_stories: list[dict[str, Any]], shared_stories: list[dict[str, Any]]
) -> None:
    for story in (*own_stories, *shared_stories):
        moves = parse_moves(story["text"], title=story["title"])
        told = [line for line in explain(story["text"], story["title"]).splitlines() if line.startswith("  move")]
        assert len(moves) == len(told)
        assert all(f" {move.instrument.name} (" in line for move, line in zip(moves, told, strict=True))


def test_a_move_that_only_the_headline_states_has_no_offsets() -> None:
    (move,) = parse_moves("The board meets today.", title="Tesla shares surge nearly 10% after hours")
    assert (move.percent, move.approx, move.period, move.start, move.end) == (10.0, True, "extended", None, None)
