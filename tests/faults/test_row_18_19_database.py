"""Faults 18 and 19: the database is locked for a while, or PostgreSQL drops in the middle of a transaction."""

import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from pipeline.errors import TrackingError
from pipeline.tracking import derived, evidence
from pipeline.tracking.store import Store
from tests.databases import Server
from tests.pipeline.contents import Content, content, placeless
from tests.pipeline.houses import NOW, House, a_house, contest, every_kind_of_letter


def whole(house: House) -> Content:
    """What came of it."""
    found: Content = placeless(content(house.store, house.folder, contest(), NOW), house.inbox.parent)
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The state after one quiet run on SQLite."""
    with a_house(tmp_path_factory.mktemp("quiet")) as house:
        house.put(**every_kind_of_letter())
        house.ingest()
        return whole(house)


def test_row_18_a_database_that_another_program_holds_is_waited_for(
    tmp_path: Path, database: str, undisturbed: Content
) -> None:
    """A run goes on by itself when the lock is gone, even after its wait ran out once."""
    with a_house(tmp_path, database) as house:
        house.put(**every_kind_of_letter())
        with Store.open(house.folder, database, busy_seconds=0.4) as hasty:
            quick = House(house.inbox, house.folder, hasty)
            begun, free = threading.Event(), threading.Event()

            def hold() -> None:
                with house.store.writing():
                    begun.set()
                    free.wait(10)

            holder = threading.Thread(target=hold)
            holder.start()
            begun.wait(10)
            threading.Timer(0.6, free.set).start()
            quick.ingest()
            holder.join()
        assert whole(house) == undisturbed


def test_row_18_a_database_that_stays_locked_is_said_to_be_busy(tmp_path: Path, database: str) -> None:
    """In one sentence, and nothing of the letter is claimed."""
    with a_house(tmp_path, database) as house, Store.open(house.folder, database, busy_seconds=0.1) as hasty:
        house.put(**every_kind_of_letter())
        with house.store.writing(), pytest.raises(TrackingError, match="busy with another program"):
            House(house.inbox, house.folder, hasty).ingest()
        assert house.count(evidence.ARRIVAL) == 0
        house.ingest()
        assert house.count(evidence.ARRIVAL) > 0


@pytest.mark.parametrize("at", ["before", "after"])
def test_row_19_a_dropped_connection_is_rolled_back_and_done_again(
    tmp_path: Path, postgresql: Server, undisturbed: Content, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """The server ends the session between a letter's statements, three times; nothing is lost and nothing is twice."""
    deaths = iter((2, 3, 7))
    next_death, calls, died = next(deaths), 0, 0
    real = derived.put_reading

    def deadly(connection: Connection, *args: object, **named: object) -> None:
        nonlocal next_death, calls, died
        calls += 1
        if at == "after":
            real(connection, *args, **named)  # type: ignore[arg-type]
        if calls == next_death:
            next_death, died = next(deaths, 0), died + 1
            end_session(postgresql, connection)
        if at == "before":
            real(connection, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(derived, "put_reading", deadly)
    with a_house(tmp_path, postgresql.database()) as house:
        house.put(**every_kind_of_letter())
        result = house.ingest(jobs=2)
        assert died == 3
        assert (result.complete, result.troubles) == (True, ())
        assert whole(house) == undisturbed


def test_row_19_a_server_that_restarts_is_waited_for(tmp_path: Path, undisturbed: Content) -> None:
    """It crashes in the middle of a letter and comes back: the run goes on."""
    from tests.databases import a_server

    with a_server() as server, a_house(tmp_path, server.database()) as house:
        house.put(**every_kind_of_letter())
        crashed: list[threading.Thread] = []

        def crash(done: int, source: str) -> None:
            if done == 4:
                server.stop(at_once=True)
                crashed.append(threading.Thread(target=server.start))
                crashed[0].start()

        result = house.ingest(progress=crash)
        crashed[0].join()
        assert (result.complete, result.troubles) == (True, ())
        assert whole(house) == undisturbed


def test_row_19_a_server_that_stays_away_is_named(tmp_path: Path, postgresql: Server) -> None:
    """Not a traceback: which database, and that it cannot be reached; so is one that is not there."""
    gone = f"postgresql+psycopg://baiqau@/x?host={tmp_path}"
    absent = postgresql.url("nosuch")
    for url, said in ((gone, "cannot be reached"), (absent, "no such database")):
        with pytest.raises(TrackingError, match=said), a_house(tmp_path, url):
            pass


def end_session(server: Server, connection: Connection) -> None:
    """The server drops a connection, as it does when it is shut down."""
    session = connection.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(host=str(server.root), user="baiqau", dbname="postgres") as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [session])
