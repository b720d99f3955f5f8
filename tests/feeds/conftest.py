"""A web server of our own on loopback, which answers as a test tells it."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived, StreamReset


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
    connections: int = 0

    def answer(self, path: str, body: bytes = b"", *, status: str = "200 OK", **headers: str) -> None:
        """Set the answer of a path; underscores in the names of headers stand for hyphens.

        The connection is closed after it, unless its header says "keep-alive".
        """
        fields = {"content-length": str(len(body)), "connection": "close"}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.answers[path] = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        self.connections += 1
        self.open_now += 1
        self.open_at_most = max(self.open_at_most, self.open_now)
        try:
            while await self._serve_one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open_now -= 1
            self.serving.discard(task)
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == b"\x16":  # the first byte of a TLS handshake
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return False
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
        return isinstance(answer, bytes) and b"\r\nconnection: keep-alive\r\n" in answer


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


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, LoopbackServer], str]:
    """Give loopback a further name, as a content network gives one address many; returns a server's address by it."""
    names: set[str] = set()
    look_up = socket.getaddrinfo

    def with_names(host: object, *arguments: object, **options: object) -> object:
        text = host.decode() if isinstance(host, bytes) else host
        return look_up("127.0.0.1" if text in names else host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", with_names)

    def name(host: str, server: LoopbackServer) -> str:
        names.add(host)
        return server.url.replace("127.0.0.1", host)

    return name


@dataclass
class Http2Server:
    """Answers each path with a status, headers and a body."""

    url: str = ""
    answers: dict[str, tuple[str, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0
    serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        self.connections += 1
        connection = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        bodies: dict[int, bytes] = {}
        try:
            while True:
                writer.write(connection.data_to_send())
                await writer.drain()
                data = await reader.read(65_536)
                if not data:
                    return
                for event in connection.receive_data(data):
                    if isinstance(event, RequestReceived):
                        request = dict(event.headers)
                        self.requests.append(request)
                        status, headers, bodies[event.stream_id] = self.answers[request[":path"]]
                        connection.send_headers(event.stream_id, [(":status", status), *headers.items()])
                    elif isinstance(event, StreamReset):
                        bodies.pop(event.stream_id, None)
                for stream in list(bodies):
                    self._send(connection, stream, bodies)
        except ConnectionError:
            pass
        finally:
            self.serving.discard(task)
            writer.close()

    @staticmethod
    def _send(connection: H2Connection, stream: int, bodies: dict[int, bytes]) -> None:
        while size := min(
            connection.local_flow_control_window(stream), connection.max_outbound_frame_size, len(bodies[stream])
        ):
            connection.send_data(stream, bodies[stream][:size])
            bodies[stream] = bodies[stream][size:]
        if not bodies[stream]:
            connection.end_stream(stream)
            del bodies[stream]


@pytest.fixture
async def h2_server() -> AsyncIterator[Http2Server]:
    """A running server that speaks HTTP/2 over TLS, with the certificate of ``loopback.pem``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parent / "loopback.pem")
    context.set_alpn_protocols(["h2"])
    server = Http2Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    server.url = f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    yield server
    listening.close()
    for task in server.serving:
        task.cancel()
    await asyncio.gather(*server.serving, return_exceptions=True)
    await listening.wait_closed()
