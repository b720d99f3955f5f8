"""A web server of our own on loopback, which answers as a test tells it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest


@dataclass
class Request:
    """What a client asked."""

    path: str
    headers: dict[str, str]


Answer = bytes | Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class LoopbackServer:
    """Answers each path with fixed bytes, or lets a function write the answer."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    serving: set[asyncio.Task[None]] = field(default_factory=set)
    open_now: int = 0
    open_at_most: int = 0

    def answer(self, path: str, body: bytes = b"", *, status: str = "200 OK", **headers: str) -> None:
        """Set the answer of a path; underscores in the names of headers stand for hyphens."""
        fields = {"content-length": str(len(body)), "connection": "close"}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.answers[path] = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        self.open_now += 1
        self.open_at_most = max(self.open_at_most, self.open_now)
        try:
            first = await reader.readexactly(1)
            if first == b"\x16":  # the first byte of a TLS handshake
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = (line.partition(":") for line in head[1:] if line)
            request = Request(
                path=head[0].split(" ")[1], headers={name.lower(): value.strip() for name, _, value in fields}
            )
            self.requests.append(request)
            answer = self.answers[request.path]
            if isinstance(answer, bytes):
                writer.write(answer)
            else:
                await answer(request, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open_now -= 1
            self.serving.discard(task)
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    """A running server."""
    loopback = LoopbackServer()
    listening = await asyncio.start_server(loopback.serve, "127.0.0.1", 0)
    loopback.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    yield loopback
    listening.close()
    for task in loopback.serving:
        task.cancel()
    await asyncio.gather(*loopback.serving, return_exceptions=True)
    await listening.wait_closed()
