"""Letters from every kind of source through the whole recipe: the same letter is one, wherever it comes from."""

import mailbox
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.files import letters as letters_of
from pipeline.overview import overview
from pipeline.process import ingest
from pipeline.state import LetterVerdict
from pipeline.tracking.evidence import ARRIVAL, LETTER
from tests.faults.real import FORM, letter, word
from tests.parsers.outlook_files import Tree, msg
from tests.pipeline.houses import NOW, a_house, contest, every_kind_of_letter
from tests.pipeline.letters import plain_reader

AFTER = datetime(2025, 10, 20, 9, tzinfo=UTC)
SAYS = "Сәлеметсіз бе!\n\nFrom the school, with papers\n>From an earlier letter\nБайқау материалдары"
Writer = Callable[[Path, Mapping[str, bytes]], None]


def as_mbox(folder: Path, raw: Mapping[str, bytes]) -> None:
    """One mbox file, as Python writes it: "From " gets a ">", what has one already does not (mboxo)."""
    box = mailbox.mbox(folder / "all.mbox")
    for data in raw.values():
        box.add(data)
    box.close()


def as_mboxrd(folder: Path, raw: Mapping[str, bytes]) -> None:
    """One mbox file whose quoting can be undone."""
    with (folder / "all.mbox").open("wb") as file:
        for data in raw.values():
            lines = data.replace(b"\r\n", b"\n").split(b"\n")
            quoted = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
            file.write(b"From - Fri Oct 10 12:00:00 2025\n" + b"\n".join(quoted) + b"\n\n")


def as_maildir(folder: Path, raw: Mapping[str, bytes]) -> None:
    """A Maildir, LF line ends as delivered by mail servers."""
    box = mailbox.Maildir(folder / "Maildir")
    for data in raw.values():
        box.add(data)


def as_zip(folder: Path, raw: Mapping[str, bytes]) -> None:
    """An archive of files."""
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in raw.items():
            archive.writestr(f"Хаттар/{name}.eml", data)


def as_files(folder: Path, raw: Mapping[str, bytes]) -> None:
    """Files, line ends as they come from IMAP."""
    for name, data in raw.items():
        (folder / f"{name}.eml").write_bytes(data)


WRITERS: tuple[Writer, ...] = (as_files, as_mbox, as_mboxrd, as_maildir, as_zip)


def test_the_same_letter_from_five_sources_is_one_letter(tmp_path: Path) -> None:
    """Read by the real splitter: mbox quoting, line ends and packing make no other letter of it."""
    raw = letter({"Өтінім.docx": word(*FORM)}, text=SAYS)
    folders = [tmp_path / writer.__name__ for writer in WRITERS]
    for writer, folder in zip(WRITERS, folders, strict=True):
        folder.mkdir()
        writer(folder, {"one": raw})
    with a_house(tmp_path / "house") as house:
        result = ingest(letters_of(folders), house.store, house.folder, contest(), clock=lambda: AFTER, jobs=1)
        assert (result.new, result.known, result.troubles) == (1, 4, ())
        assert (house.count(LETTER), house.count(ARRIVAL)) == (1, 5)
        (one,) = overview(house.store, contest(), AFTER).letters
        assert (one.verdict, one.receipt.proof) == (LetterVerdict.SUBMISSION, "trusted_received")
        again = ingest(letters_of(folders), house.store, house.folder, contest(), clock=lambda: AFTER)
        assert (again.new, again.known, house.count(ARRIVAL)) == (0, 5, 5)


@pytest.mark.parametrize("writer", [as_mboxrd, as_maildir, as_zip])
def test_every_kind_of_letter_is_told_apart_in_every_source(tmp_path: Path, writer: Writer) -> None:
    """The same verdicts as from files; skipped mail that is wanted later is fetched from the container again."""
    verdicts = []
    for number, write in enumerate((as_files, writer)):
        with a_house(tmp_path / str(number)) as house:
            write(house.inbox, every_kind_of_letter())
            result = house.ingest(readers=plain_reader)
            assert (result.troubles, result.complete) == ((), True)
            seen = house.overview().letters
            verdicts.append(sorted((one.message_id, one.verdict, one.why.code, len(one.files)) for one in seen))
    assert verdicts[0] == verdicts[1]


def test_what_cannot_be_taken_from_a_container_is_said(tmp_path: Path) -> None:
    """The others are taken, and the source does not count as listed to its end."""
    with a_house(tmp_path) as house:
        as_zip(house.inbox, {"good": every_kind_of_letter()["first"]})
        with zipfile.ZipFile(house.inbox / "all.zip", "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.eml", bytes(60 << 20))
        result = house.ingest()
        assert (result.new, [trouble.detail for trouble in result.troubles]) == (1, ["too_large"])
        assert not result.complete


@pytest.mark.parametrize("form", ["msg", "eml"])
def test_a_forwarded_original_proves_no_receipt(tmp_path: Path, form: str) -> None:
    """A late letter that carries one which came in time is late: only its own stamps count (model.md 7)."""
    inner = letter({"Өтінім.docx": word(*FORM)})
    late = "Mon, 20 Oct 2025 09:00:00 +0500"
    name, sender = "Алдыңғы хат.eml", "From: d@mail.kz\nMessage-ID: <o@x>\n"
    raw = letter({name: inner}, text="Байқау материалдары", received=late, headers=sender)
    if form == "msg":
        head = raw.partition(b"\r\nMIME-Version")[0].decode() + "\r\n"
        attached: dict[str, bytes | Tree] = {name: inner}
        raw = msg({"007D": head, "1000": "Байқау материалдары"}, attached)
    with a_house(tmp_path / "house") as house:
        (house.inbox / f"late.{form}").write_bytes(raw)
        result = ingest(letters_of([house.inbox]), house.store, house.folder, contest(), clock=lambda: AFTER)
        assert (result.new, result.troubles) == (1, ())
        (one,) = overview(house.store, contest(), NOW).submissions
        assert (one.verdict.standing.value, one.verdict.reasons) == ("rejected", ("late",))
        assert any(file.facts.application for file in one.state.letters[0].files)
