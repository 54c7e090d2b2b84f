"""A faulty line to an IMAP server: what the server says is passed on whole, or as a rule of the test has it.

A rule waits for an answer of the server that matches, and then cuts, stalls, drips, garbles, takes leave, says more
than the server did, swaps two answers, or says something else. What no rule is for goes through untouched::

    with a_proxy(dovecot.port) as line:
        line.on(rb"BODY\\[\\]", cut(after=500))      # the first answer that matches, once
        line.on(rb"CAPABILITY", instead(rb" IDLE", b""), times=99)
"""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


@dataclass
class Connection:
    """One connection through the proxy, from the server's side."""

    client: socket.socket
    server: socket.socket
    over: threading.Event = field(default_factory=threading.Event)
    held: bytes = b""

    def say(self, data: bytes) -> None:
        """To the client."""
        with suppress(OSError):
            self.client.sendall(data)

    def cut(self) -> None:
        """Both ends are closed at once."""
        self.over.set()
        for sock in (self.client, self.server):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()


Act = Callable[[Connection, bytes], None]


@dataclass
class Rule:
    """What is done with the ``times`` answers that match, after ``skip`` that do."""

    match: re.Pattern[bytes]
    act: Act
    times: int
    skip: int


class Proxy:
    """A port of the loopback that leads to a server's."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._rules: list[Rule] = []
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._open: list[Connection] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        # What clients said, a line each, and how many came.
        self.commands: list[bytes] = []
        self.connections = 0

    def on(self, match: bytes, act: Act, *, times: int = 1, skip: int = 0) -> None:
        """Do ``act`` with the answers of the server that match (the whole answer, its first kilobyte)."""
        with self._lock:
            self._rules.append(Rule(re.compile(match, re.DOTALL), act, times, skip))

    def heal(self) -> None:
        """No rules any more."""
        with self._lock:
            self._rules.clear()

    def cut(self) -> None:
        """Cut every connection."""
        for connection in list(self._open):
            connection.cut()

    def say(self, data: bytes) -> None:
        """Say something to every client, as if the server had."""
        for connection in list(self._open):
            connection.say(data)

    def start(self) -> None:
        """Take connections."""
        self._thread(self._accept)

    def stop(self) -> None:
        """Close everything and wait for the threads."""
        # Closing alone would not wake who waits in accept().
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)

    def _thread(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                client.close()
                continue
            for sock in (client, server):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(client, server)
            self.connections += 1
            self._open.append(connection)
            self._thread(lambda connection=connection: self._upward(connection))  # type: ignore[misc]
            self._thread(lambda connection=connection: self._downward(connection))  # type: ignore[misc]

    def _upward(self, connection: Connection) -> None:
        """From the client, as it comes; what it says is noted line by line."""
        rest = b""
        with suppress(OSError):
            while data := connection.client.recv(1 << 16):
                *said, rest = (rest + data).split(b"\r\n")
                self.commands.extend(said)
                connection.server.sendall(data)
        with suppress(OSError):
            connection.server.shutdown(socket.SHUT_WR)

    def _downward(self, connection: Connection) -> None:
        """From the server, answer by answer; after STARTTLS as it comes, for nobody can read it."""
        with suppress(OSError, ValueError), connection.server.makefile("rb") as lines:
            while answer := _answer(lines.readline, lines.read):
                agreed = answer.split()[1:2] == [b"OK"] and self.commands[-1:] == [answer.split()[0] + b" STARTTLS"]
                (self._act(answer) or _pass)(connection, answer)
                if connection.over.is_set():
                    break
                while agreed and (data := lines.read1()):
                    connection.say(data)
        connection.cut()

    def _act(self, answer: bytes) -> Act | None:
        with self._lock:
            for rule in self._rules:
                if rule.times and rule.match.search(answer[:1024]):
                    if rule.skip:
                        rule.skip -= 1
                        continue
                    rule.times -= 1
                    return rule.act
        return None


def _answer(readline: Callable[[], bytes], read: Callable[[int], bytes]) -> bytes:
    """A whole answer with its literals; empty at the end."""
    whole = line = readline()
    while found := _LITERAL.search(line):
        literal = read(int(found[1]))
        line = readline()
        whole += literal + line
    return whole


def _pass(connection: Connection, answer: bytes) -> None:
    connection.say(answer + connection.held)
    connection.held = b""


def cut(after: int = 0) -> Act:
    """So much of the answer, and then nothing and nobody."""

    def act(connection: Connection, answer: bytes) -> None:
        connection.say(answer[:after])
        connection.cut()

    return act


def cut_at(total: int) -> Act:
    """So many bytes of all that the server says, once; for a rule that matches everything, ``times`` without end."""
    left = total

    def act(connection: Connection, answer: bytes) -> None:
        nonlocal left
        before, left = left, left - len(answer)
        if before > 0 >= left:
            connection.say(answer[:before])
            connection.cut()
        else:
            _pass(connection, answer)

    return act


def stall(after: int = 0) -> Act:
    """So much of the answer, and then silence on an open line."""

    def act(connection: Connection, answer: bytes) -> None:
        connection.say(answer[:after])
        connection.over.wait(60)

    return act


def drip(size: int, pause: float) -> Act:
    """The answer in drops."""

    def act(connection: Connection, answer: bytes) -> None:
        for at in range(0, len(answer), size):
            connection.say(answer[at : at + size])
            connection.over.wait(pause)

    return act


def bye(text: bytes = b"Too many connections") -> Act:
    """The server takes leave instead of an answer."""

    def act(connection: Connection, _answer: bytes) -> None:
        connection.say(b"* BYE " + text + b"\r\n")
        connection.cut()

    return act


def before(data: bytes) -> Act:
    """Something unasked goes before the answer."""

    def act(connection: Connection, answer: bytes) -> None:
        _pass(connection, data + answer)

    return act


def instead(pattern: bytes, by: bytes) -> Act:
    """The answer with something replaced."""

    def act(connection: Connection, answer: bytes) -> None:
        _pass(connection, re.sub(pattern, by, answer, count=1, flags=re.DOTALL))

    return act


def without(*words: bytes) -> Act:
    """The answer with words left out, capabilities for instance."""

    def act(connection: Connection, answer: bytes) -> None:
        for word in words:
            answer = answer.replace(word, b"")
        _pass(connection, answer)

    return act


def say(data: bytes) -> Act:
    """Something else altogether."""

    def act(connection: Connection, _answer: bytes) -> None:
        _pass(connection, data)

    return act


def later() -> Act:
    """The answer comes after the next one."""

    def act(connection: Connection, answer: bytes) -> None:
        connection.held += answer

    return act


@contextmanager
def a_proxy(port: int) -> Iterator[Proxy]:
    """A proxy to a port, gone afterwards."""
    proxy = Proxy(port)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
