"""What can go wrong, sorted by what the caller can do about it."""

from __future__ import annotations


class TapewireError(Exception):
    """Base of every error that we raise on purpose. Its text is a sentence that can be shown to the user as it is."""


class ConfigError(TapewireError):
    """The config cannot be used: mend the file."""


class FetchError(TapewireError):
    """A feed or a page could not be fetched: try later, or mend the address.

    Attributes:
        url: What was to be fetched.
        status: The HTTP status, or None where no answer came.
        retry_after_s: For how many seconds the server asked us to stay away; None if it did not.
        host: Whose status it is, with the port where that is not the usual one: redirects may have led to another host.
            None where no answer came.
    """

    def __init__(
        self,
        message: str,
        *,
        url: str,
        status: int | None = None,
        retry_after_s: float | None = None,
        host: str | None = None,
    ) -> None:
        super().__init__(message)
        self.url = url
        self.status = status
        self.retry_after_s = retry_after_s
        self.host = host


class HostPausedError(FetchError):
    """The host had asked to be left alone for a while that is not over, so it was not asked: nobody's fault."""


class NetworkDownError(FetchError):
    """This machine is not on any network, so nobody was asked: no fault of the feed."""


class FeedParseError(TapewireError):
    """A document was fetched but is no feed that we can read.

    Attributes:
        url: Where it came from.
    """

    def __init__(self, message: str, *, url: str) -> None:
        super().__init__(message)
        self.url = url

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the address when the error crosses a process boundary."""
        return (_feed_parse_error, (str(self), self.url))


class FullTextError(TapewireError):
    """A story's page was fetched, or may not be, and its text is not to be had: read it in a browser."""


class NoFeedError(TapewireError):
    """An address answered, but neither is a feed nor leads to one: give the feed's own address."""


class SubscriptionListError(TapewireError):
    """A file of subscriptions of another reader cannot be read: give another file."""


class StoreError(TapewireError):
    """The library or the state file cannot be opened, read or written: mend the folder, or free the lock."""


class QueryError(TapewireError):
    """A search cannot be read: write it another way."""


class UnknownStoryError(TapewireError):
    """A story id, or the beginning of one, that names no story, or several.

    Attributes:
        story_id: What was asked for.
    """

    def __init__(self, story_id: str, *, is_ambiguous: bool = False) -> None:
        if is_ambiguous:
            super().__init__(f"Several stories have an id that starts with {story_id!r}. Give more of its digits.")
        else:
            super().__init__(f"No story has the id {story_id!r}. `tapewire list` shows ids.")
        self.story_id = story_id


def _feed_parse_error(message: str, url: str) -> FeedParseError:
    return FeedParseError(message, url=url)
