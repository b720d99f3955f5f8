"""Why a document could not be fetched, in the user's words."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

import httpx

from tapewire.errors import FetchError, NetworkDownError
from tapewire.feeds.dates import parse_date
from tapewire.feeds.schedule import host_key
from tapewire.text import clean_line

CONNECT_S: Final = 5.0
"""How long a connection may take to be made."""
_NETWORK_DOWN: Final = (errno.ENETDOWN, errno.ENETUNREACH)
_REASONS: Final[Mapping[int, str]] = {
    401: "The server asks for a name and a password (401).",
    402: "The server asks to be paid (402).",
    403: "The server refuses us (403 Forbidden). Some let a reader in that names a contact: set the feed's"
    " user_agent, then `tapewire refresh --force`.",
    404: "There is nothing at this address (404 Not Found). Check the feed's url.",
    410: "The feed is gone for good (410 Gone), and is asked no more. Remove it from the config.",
    429: "The server says that we ask too often (429 Too Many Requests).",
}


def refusal(response: httpx.Response, url: str) -> FetchError:
    """Say why an answer that came is not what was asked for.

    Args:
        response: Its status is no success.
        url: What was asked for.
    """
    status = response.status_code
    retry_after_s = _retry_after_s(response.headers.get("retry-after")) if status in (429, 503) else None
    if status in _REASONS:
        sentence = _REASONS[status]
    elif status >= 500:
        sentence = (
            f"The server has trouble ({status} {clean_line(response.reason_phrase)}".rstrip() + "). Try again later."
        )
    else:
        sentence = f"The server answers with status {status} {clean_line(response.reason_phrase)}".rstrip() + "."
    return FetchError(
        sentence, url=url, status=status, retry_after_s=retry_after_s, host=host_key(str(response.request.url))
    )


def _retry_after_s(value: str | None) -> float | None:
    # RFC 9110, 10.2.3: seconds, or a date.
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    moment = parse_date(value)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment else None


def failure(error: Exception, host: str, url: str) -> FetchError:
    """Say why no whole answer came.

    Args:
        error: What was met.
        host: Who was asked.
        url: What was asked for.
    """
    for cause in _causes(error):
        number = cause.errno if isinstance(cause, OSError) else None
        if number in _NETWORK_DOWN if not isinstance(cause, socket.gaierror) else number == socket.EAI_AGAIN:
            return NetworkDownError(f"{host} could not be asked: there seems to be no network.", url=url)
    return FetchError(_failure(error, host), url=url)


def _failure(error: Exception, host: str) -> str:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"The certificate of {host} is not valid: {clean_line(cause.verify_message).rstrip('.')}."
        if isinstance(cause, ssl.SSLError):
            return f"No secure connection to {host} could be made: {cause.reason or cause}."
        if isinstance(cause, socket.gaierror):
            return f"The host {host} is not known. Check the address and the network."
        if isinstance(cause, ConnectionRefusedError):
            return f"{host} refuses the connection."
    match error:
        case httpx.ConnectTimeout():
            return f"{host} could not be reached within {CONNECT_S:.0f} seconds."
        case httpx.TimeoutException():
            return f"{host} stopped answering."
        case httpx.ProxyError():
            return f"The proxy does not let us through: {clean_line(str(error))}."
        case httpx.ConnectError():
            return f"{host} could not be reached."
        case httpx.LocalProtocolError():
            return f"The request cannot be sent: {clean_line(str(error))}."
        case httpx.RemoteProtocolError() | httpx.ReadError() | httpx.WriteError():
            return f"{host} broke off in the middle of the answer, or speaks no HTTP."
        case _:
            return f"{host} could not be asked: {clean_line(str(error)) or type(error).__name__}."


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
