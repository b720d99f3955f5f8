"""Feeds that are files on this machine."""

from __future__ import annotations

import stat
from pathlib import Path

from tapewire.errors import FetchError
from tapewire.feeds.document import Answer, FeedDocument, Validators
from tapewire.feeds.unpack import MAX_BODY, check_size


def read_file(path: str, validators: Validators) -> Answer:
    """Read a feed's file, if it changed.

    Args:
        path: Absolute.
        validators: Those of the document that we have; empty to read it in any case.

    Raises:
        FetchError: It is missing, too large, or cannot be read; with a sentence for the user.
    """
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise FetchError(f"{path} is no regular file.", url=path)
        check_size(status.st_size, path)
        version = Validators(etag=f"{status.st_mtime_ns}-{status.st_size}")
        if version == validators:
            return Answer(document=None, url=path, validators=version)
        with Path(path).open("rb") as file:
            content = file.read(MAX_BODY + 1)
    except FileNotFoundError as error:
        raise FetchError(f"There is no file {path}. Check the feed's url.", url=path) from error
    except (OSError, ValueError) as error:
        raise FetchError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.", url=path) from error
    check_size(len(content), path)
    return Answer(document=FeedDocument(url=path, content=content), url=path, validators=version)
