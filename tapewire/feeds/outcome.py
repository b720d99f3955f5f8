"""What is remembered of a feed after it was asked. Pure: old state, answer and time make the new state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from tapewire.analysis import Digest
from tapewire.errors import FeedParseError, FetchError, NetworkDownError
from tapewire.feeds.document import Answer
from tapewire.feeds.schedule import Jitter, back_off, is_web, next_check, pause
from tapewire.library.feeds import FeedState
from tapewire.model import Feed

_LOST: Final = (404, 410)
"""What an address answers where nothing is any more."""
TRIES_ELSEWHERE: Final = 3
"""After so many failures in a row where a feed moved to, it is looked for at the config's address again."""


def after_answer(
    feed: Feed, state: FeedState, answer: Answer, made: Digest | None, body_hash: str | None, *, now: datetime
) -> FeedState:
    """Work out a feed's state after it answered with a feed, or that it has not changed.

    Args:
        feed: Which.
        state: As it was.
        answer: Read as a feed, where it holds a document: now, or when the same bytes came before.
        made: What the document says; None where it is the one that we had.
        body_hash: Of the document; None where the answer holds none.
        now: When it was asked.
    """
    moving_to, moved_to = _moves(feed, state, answer)
    pace_s = made.pace_s if made is not None else state.pace_s
    answered = replace(
        state,
        checked_at=now,
        succeeded_at=now,
        next_check_at=next_check(fresh_for=answer.fresh_for, pace_s=pace_s, now=now) if is_web(feed) else None,
        retry_at=None,
        retry_host=None,
        errors=0,
        error=None,
        gone_at=None,
        etag=answer.validators.etag,
        last_modified=answer.validators.last_modified,
        took_s=answer.took_s,
        pace_s=pace_s,
        final_url=answer.url,
        moving_to=moving_to,
        moved_to=moved_to,
    )
    if made is not None:
        answered = replace(answered, title=made.title)
    if answer.document is not None:
        answered = replace(answered, fetched_at=now, body_hash=body_hash, body_bytes=len(answer.document.content))
    return answered


def after_failure(
    feed: Feed, state: FeedState, error: FetchError | FeedParseError, *, now: datetime, jitter: Jitter
) -> FeedState:
    """Work out a feed's state after it failed: what its last document is recognised by stays.

    Args:
        feed: Which.
        state: As it was.
        error: Why; not that its host was paused, which is no failure.
        now: When it was asked.
        jitter: Spreads the next attempt.
    """
    if isinstance(error, NetworkDownError):
        # A night without a network must not cost a feed the next day.
        return replace(state, checked_at=now, error=str(error))
    errors = state.errors + 1
    next_check_at = now + back_off(errors, jitter) if is_web(feed) else None
    retry_at = retry_host = None
    status = error.status if isinstance(error, FetchError) else None
    if isinstance(error, FetchError) and error.retry_after_s is not None and error.host is not None:
        retry_at, retry_host = pause(error.retry_after_s, now=now), error.host
        # Also where a redirect led to that host: the one before it need not be troubled for nothing.
        next_check_at = max(next_check_at, retry_at) if next_check_at else None
    is_lost_elsewhere = state.moved_to is not None and (status in _LOST or errors >= TRIES_ELSEWHERE)
    return replace(
        state,
        checked_at=now,
        next_check_at=next_check_at,
        retry_at=retry_at,
        retry_host=retry_host,
        errors=errors,
        error=str(error),
        gone_at=now if status == 410 and state.moved_to is None else state.gone_at,
        moving_to=None,
        moved_to=None if is_lost_elsewhere else state.moved_to,
    )


def _moves(feed: Feed, state: FeedState, answer: Answer) -> tuple[str | None, str | None]:
    """Say where the feed seems to move, and where it has moved: to a place that gave a feed, twice in a row."""
    if not answer.is_moved:
        return None, state.moved_to
    if answer.url == state.moving_to:
        return None, answer.url if answer.url != feed.url else None
    # "Not modified" may be said by a page that never was a feed.
    return answer.url if answer.document is not None else None, state.moved_to
