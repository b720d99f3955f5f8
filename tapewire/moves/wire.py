"""Moves as JSON objects, with the field names of the move contract, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tapewire.model import Instrument, Move


def move_to_json(move: Move) -> dict[str, object]:
    """Write a move as a flat object.

    Returns:
        The instrument's ``name``, ``symbol`` and ``kind`` beside the other fields of `Move`, ready for ``json.dumps``.
    """
    return {
        "name": move.instrument.name,
        "symbol": move.instrument.symbol,
        "kind": move.instrument.kind,
        "direction": move.direction,
        "percent": move.percent,
        "change": move.change,
        "level": move.level,
        "currency": move.currency,
        "period": move.period,
        "at": move.at,
        "approx": move.approx,
        "evidence": move.evidence,
        "start": move.start,
        "end": move.end,
        "reason": move.reason,
        "reason_start": move.reason_start,
        "reason_end": move.reason_end,
        "check": move.check,
    }


def move_from_json(mapping: Mapping[str, Any]) -> Move:
    """Read a move that `move_to_json` wrote, now or before moves had reasons and a check.

    Raises:
        KeyError: Another field is missing.
    """
    return Move(
        instrument=Instrument(name=mapping["name"], symbol=mapping["symbol"], kind=mapping["kind"]),
        direction=mapping["direction"],
        percent=mapping["percent"],
        change=mapping["change"],
        level=mapping["level"],
        currency=mapping["currency"],
        period=mapping["period"],
        at=mapping["at"],
        approx=mapping["approx"],
        evidence=mapping["evidence"],
        start=mapping["start"],
        end=mapping["end"],
        reason=mapping.get("reason"),
        reason_start=mapping.get("reason_start"),
        reason_end=mapping.get("reason_end"),
        check=mapping.get("check", "unknown"),
    )
