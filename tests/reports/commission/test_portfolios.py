"""Portfolios for the commission: numbered folders, an index, names that no system minds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.commission.portfolios import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("zip.zip/../../etc/passwd", "passwd"),
        ("..\\..\\Бұйрық: №1?.DOCX", "Бұйрық №1.docx"),
        ("жоспар\u202excod.exe", "жоспар U 202E xcod.exe"),
        ("con", "con"),
        ("...", "—"),
        ("", "—"),
        ("Есеп. 2024-2025 оқу жылы", "Есеп. 2024-2025 оқу жылы"),
    ],
)
def test_a_strangers_name_is_a_harmless_part_of_a_path(name: str, safe: str) -> None:
    """No folder, no sign of direction, nothing that a system keeps for itself; the ending stays."""
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder_or_is_too_long(name: str) -> None:
    """Whatever it is called: one part of a path, short, without what Windows refuses."""
    made = safe_name(name)
    assert made
    assert not set(made) & set('/\\:*?"<>|\0\n\r\t')
    assert len(made) <= 48 + 9
    assert made == made.strip(" .") or made == "—"
    assert made not in {".", ".."}
