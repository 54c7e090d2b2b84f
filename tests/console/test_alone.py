"""Two data folders on one mailbox: the second daemon of a computer is told of the first."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.daemon.alone import Alone
from console.daemon.watch import Watch
from pipeline.reader import Reader
from pipeline.workers import Workers
from tests.faults.watched import DiskBox, WatchedHouse, a_watched_house, watched_contest
from tests.pipeline.letters import plain_reader


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WatchedHouse]:
    """A house with a mailbox that no other test names."""
    loaded = watched_contest(user=f"{tmp_path}@example.kz")
    with a_watched_house(tmp_path, loaded, opened=DiskBox(tmp_path / "box").open) as made:
        yield made


def once(house: WatchedHouse, alone: Alone) -> set[str]:
    """One round; the alarms after it."""
    with Workers[Reader](1, plain_reader) as workers:
        Watch(replace(house.place(workers), alone=alone)).once()
    return house.alarms()


def test_row_36_a_second_data_folder_on_one_mailbox_is_an_alarm_until_the_first_has_ended(house: WatchedHouse) -> None:
    """Upper and lower case and the two usual ports are the same mailbox."""
    account = house.account()
    first = Alone(replace(account, user=account.user.upper(), port=993))
    second = Alone(replace(account, port=143))
    assert first.claim()
    assert once(house, second) == {"watched_twice"}
    first.leave()
    assert once(house, second) == set()
    assert not first.claim()
    second.leave()


def test_another_mailbox_is_another(house: WatchedHouse) -> None:
    """Two contests on one server stand in nobody's way."""
    account = house.account()
    one, other = Alone(account), Alone(replace(account, user=f"other-{account.user}"))
    assert (one.claim(), one.claim(), other.claim()) == (True, True, True)
    one.leave()
    other.leave()
