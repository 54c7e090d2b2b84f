"""Archives in several files, as programs part them: put together, or the number that lacks is said."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts import Part
from parsers.limits import MailLimits
from parsers.unpack import packed, unpack
from parsers.volumes import grouped, lacking, together, volume_of
from tests.parsers.archive_files import rar5_volumes
from tests.parsers.test_unpack import archive, sent

FILES = {"20. Жоспар.txt": "Дарынды балалар".encode() * 9, "Суреттер/1.bin": bytes(range(256)) * 300}
LIMITS = MailLimits(members=50, unpacked_mb=40)


def laid(folder: Path, volumes: dict[str, bytes]) -> list[Part]:
    """Volumes as attachments."""
    parts = []
    for at, (name, data) in enumerate(volumes.items()):
        (folder / f"p{at}").write_bytes(data)
        parts.append(Part(str(at), name, "", len(data), f"{at:064x}", False, f"p{at}"))
    return parts


def opened(folder: Path, volumes: dict[str, bytes], limits: MailLimits = LIMITS) -> tuple[Part, ...]:
    """What the first volume with the others gives, however they came."""
    (of,) = grouped(laid(folder, volumes))
    return unpack(of[0], folder, limits, of[1:])


def contents(folder: Path, parts: tuple[Part, ...]) -> dict[str, bytes]:
    """Files by their names inside."""
    return {part.name.split("/", 1)[1]: (folder / part.file).read_bytes() for part in parts if part.file}


def problems(parts: tuple[Part, ...]) -> set[tuple[str, str]]:
    """Why what is not read."""
    return {(part.problem.code, part.problem.detail) for part in parts if part.problem}


def pieces(data: bytes, name: str, count: int = 3) -> dict[str, bytes]:
    """Cut like a cake."""
    size = -(-len(data) // count)
    return {f"{name}.{at + 1:03d}": data[at * size : (at + 1) * size] for at in range(count)}


def by_program(folder: Path, *command: str) -> dict[str, bytes]:
    """What a program made of ``FILES`` in several files."""
    there = folder / "made"
    there.mkdir()
    for name, data in FILES.items():
        (there / name).parent.mkdir(exist_ok=True)
        (there / name).write_bytes(data)
    try:
        subprocess.run([*command, *FILES], cwd=there, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not installed")
    return {path.name: path.read_bytes() for path in sorted(there.iterdir()) if path.name.startswith("П.")}


@pytest.mark.parametrize("name", ["Портфолио.zip", "a.7z"])
def test_pieces_of_an_archive_are_joined(tmp_path: Path, name: str) -> None:
    """.001 and so on, in whatever order they are attached."""
    if name.endswith("7z") and not packed.is_installed():
        pytest.skip("libarchive13 is not installed")
    from tests.parsers.test_archives import seven

    volumes = pieces(archive(FILES) if name.endswith("zip") else seven(FILES), name)
    shuffled = dict(reversed(list(volumes.items())))
    assert contents(tmp_path, opened(tmp_path, shuffled)) == FILES


@pytest.mark.skipif(not packed.is_installed(), reason="libarchive13 is not installed")
def test_a_7z_in_volumes_of_its_own_program(tmp_path: Path) -> None:
    """As 7-Zip parts it; without the last it says that one lacks, without the first too."""
    volumes = by_program(tmp_path, "7zz", "a", "-mx0", "-v30k", "П.7z")
    assert len(volumes) == 3
    assert contents(tmp_path, opened(tmp_path, volumes)) == FILES
    assert problems(opened(tmp_path, {n: d for n, d in volumes.items() if not n.endswith("3")})) == {("volume", "3")}
    assert problems(opened(tmp_path, {n: d for n, d in volumes.items() if not n.endswith("1")})) == {("volume", "1")}


def test_a_zip_in_volumes_of_its_own_program(tmp_path: Path) -> None:
    """The last has the directory, whose places are counted from the beginning of a volume."""
    volumes = by_program(tmp_path, "zip", "-0", "-s", "64k", "П.zip")
    assert sorted(volumes) == ["П.z01", "П.zip"]
    assert contents(tmp_path, opened(tmp_path, volumes)) == FILES
    assert problems(opened(tmp_path, {"П.z01": volumes["П.z01"]})) == {("volume", "2")}


@pytest.mark.parametrize("named", ["Портфолио.part{}.rar", "old"])
def test_a_rar_in_volumes(tmp_path: Path, named: str) -> None:
    """Both ways of naming; a member that goes on in the next file is whole."""
    made = rar5_volumes(FILES, 40_000)
    assert len(made) >= 2
    if named == "old":
        names = ["a.rar", *(f"a.r{at:02d}" for at in range(len(made) - 1))]
    else:
        names = [named.format(at) for at in range(1, len(made) + 1)]
    assert contents(tmp_path, opened(tmp_path, dict(zip(names, made, strict=True)))) == FILES


def test_a_rar_that_lacks_a_volume_gives_what_it_has_and_says_which(tmp_path: Path) -> None:
    """The first file is whole in the first volume."""
    made = rar5_volumes(FILES, 40_000)
    parts = opened(tmp_path, {"a.part1.rar": made[0]})
    assert ("volume", "2") in problems(parts)
    assert contents(tmp_path, tuple(p for p in parts if not p.problem))["20. Жоспар.txt"] == FILES["20. Жоспар.txt"]
    assert problems(opened(tmp_path, {"a.part2.rar": made[1]})) == {("volume", "1")}


def test_limits_hold_for_all_volumes_together(tmp_path: Path) -> None:
    """Members and room on disk."""
    volumes = pieces(archive({f"{at}.txt": b"x" for at in range(60)}), "a.zip")
    assert ("too_many", "members") in problems(opened(tmp_path, volumes))
    volumes = pieces(archive({"a.bin": bytes(range(256)) * 9000}), "b.zip")
    assert ("too_large", "volumes") in problems(opened(tmp_path, volumes, MailLimits(members=50, unpacked_mb=0)))


def test_a_volume_within_an_archive_says_what_lacks(tmp_path: Path) -> None:
    """It stands alone there."""
    (part,) = unpack(sent(tmp_path, archive({"a.7z.002": b"7z\xbc\xaf\x27\x1c" + bytes(60)})), tmp_path, LIMITS)
    assert (part.problem and (part.problem.code, part.problem.detail)) == ("volume", "1")


@pytest.mark.parametrize(
    ("name", "stem", "number"),
    [
        ("П.part02.rar", "п", 2), ("П.part2 (1).rar", "п", 2), ("a.r00", "a", 2), ("a.7z.001", "a.7z", 1),
        ("x/a.zip.010", "a.zip", 10), ("a.z01", "a", 1),
    ],
)  # fmt: skip
def test_names_of_volumes(name: str, stem: str, number: int) -> None:
    """As programs write them and mail programs change them."""
    volume = volume_of(name)
    assert volume is not None
    assert (volume.stem, volume.number) == (stem, number)


@pytest.mark.parametrize("name", ["a.rar", "a.zip", "Бөлім 2.docx", "план.2025", "part1.docx", "a.7z"])
def test_what_may_stand_alone_is_no_volume(name: str) -> None:
    """Two archives of one name and different kinds stay two."""
    assert volume_of(name) is None
    assert together([name, "b.docx"]) == []


@given(st.sets(st.integers(1, 30), min_size=1))
def test_what_lacks_is_what_is_not_there(numbers: set[int]) -> None:
    """Up to the last that is there."""
    names = [f"a.part{number}.rar" for number in numbers]
    assert set(lacking(names)) == set(range(1, max(numbers))) - numbers or len(lacking(names)) == 20
