"""Windows of any width, and readers that go away."""

import io

import pytest
from rich.console import Console

from console import terminal

HEADS = ("№", "Шешім", "Мектеп", "Неге")
ROWS = [("1", "қабылданды", "«№ 79 мектеп-лицейі» ШЖҚ МКК", ""), ("2", "шешім күтуде", "№ 4 гимназия", "файл оқылмады")]


def printed(width: int) -> str:
    """The two rows in a window of that width."""
    console = Console(file=io.StringIO(), width=width)
    terminal.table(console, HEADS, ROWS, right={0}, whole={2})
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [20, 40, 80, 109, 110, 300])
def test_nothing_of_a_row_is_lost_in_a_narrow_window(width: int) -> None:
    """Every number and every word of every cell is there, whatever the width."""
    words = printed(width).split()
    assert all(word in words for row in ROWS for cell in row for word in cell.split())


def test_a_narrow_window_gets_lines_and_a_wide_one_a_table() -> None:
    """Empty cells take no line."""
    assert "Шешім: қабылданды" in printed(80)
    assert printed(80).count("Неге") == 1
    assert "Шешім: " not in printed(150)


def test_a_reader_that_goes_away_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """``| head`` closes the pipe: that ends the command where all end, and not as something that needs a person."""

    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(BrokenPipeError):
        terminal.out().print("a")
