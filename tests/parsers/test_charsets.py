"""Bytes of unknown encoding: the letters decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.charsets import decode, guess

KAZAKH = [
    "Сәлеметсіз бе! Үздік әдістемелік бірлестік жетекшісі байқауына қатысуға өтінім жібереміз.",
    "Қала мектептері бойынша ғылыми жобалар байқауының нәтижесі",
    "ҮЗДІК ӘДІСТЕМЕЛІК БІРЛЕСТІК",
    "Ұлттық бірыңғай тестілеу",
    "Тұрсынбекова Гүлнәр Қайратқызы",
]
RUSSIAN = [
    "Здравствуйте! Направляем материалы на конкурс, просим подтвердить получение.",
    "ПРОТОКОЛ ЗАСЕДАНИЯ №3",
    "Шевченко Юрий Ильич",
    "счёт на оплату",
    "ГКП на ПХВ «Школа-лицей № 79» акимата города",
]


CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "cp1251", "koi8-r", "cp866"]
LABELS = ["", "us-ascii", "iso-8859-1", "iso-8859-5", "utf-8", "x-nonsense", "rot13"]


def written(text: str, codec: str) -> bytes | None:
    """The bytes of a text in a table, None where the table lacks a letter."""
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


@pytest.mark.parametrize("text", KAZAKH + RUSSIAN)
@pytest.mark.parametrize("codec", CODECS)
def test_text_is_read_whatever_its_label_says(text: str, codec: str) -> None:
    """Kazakh and Russian in every table that their mail has, under true, wrong, empty and absurd labels."""
    data = written(text, codec)
    if data is None:
        return  # Kazakh has no place in the Russian tables.
    assert decode(data) == text
    if codec not in ("utf-16-le", "utf-16-be"):  # Two bytes a letter without a mark: only where nothing is declared.
        assert {label: decode(data, label) for label in LABELS} == dict.fromkeys(LABELS, text)


@pytest.mark.parametrize("codec", ["kz1048", "koi8-r", "cp866", "iso-8859-5", "mac_cyrillic", "utf-16-le"])
def test_a_true_label_is_believed(codec: str) -> None:
    """A label that fits is never overruled."""
    text = "Приказ о составе методического объединения на учебный год"
    assert decode(text.encode(codec), codec) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Les élèves sont arrivés à l'école", "iso-8859-1"),
        ("Müller grüßt die schöne Straße", "cp1252"),
        ("Öğrenci çalışma kâğıdı", "iso-8859-9"),
    ],
)
def test_western_text_under_its_own_label_stays_western(text: str, codec: str) -> None:
    """Few accented letters among plain ones are no Cyrillic."""
    assert decode(text.encode(codec), codec) == text


def test_kazakh_under_the_russian_label_keeps_its_letters() -> None:
    """The two tables share all Russian letters, and mail programs name the better known one."""
    text = "Қазақ тілі мен әдебиеті пәні бірлестігі"
    assert decode(text.encode("kz1048"), "windows-1251") == text


def test_damaged_utf8_is_still_utf8() -> None:
    """Cut off inside a letter, or with one wrong byte: the rest is read."""
    data = "Әдістемелік бірлестік жетекшісі".encode()
    assert decode(data[:-1]).startswith("Әдістемелік бірлестік жетекші")
    assert decode(data[:20] + b"\xff" + data[20:]).count("\ufffd") <= 2


def test_seven_bit_codes_need_their_label() -> None:
    """ISO-2022 and UTF-7 look like ASCII."""
    assert decode("日本語".encode("iso-2022-jp"), "iso-2022-jp") == "日本語"
    assert decode("План".encode("utf-7"), "utf-7") == "План"
    assert decode(b"a+b-c", None) == "a+b-c"


def test_east_asian_labels_are_believed() -> None:
    """Two-byte codes carry Cyrillic too."""
    for text in ("План работы", "教学计划"):
        assert decode(text.encode("gb2312"), "gb2312") == text


def test_names_together_tell_what_one_alone_cannot() -> None:
    """Three letters may be any table; beside longer names of the same program they are not."""
    names = ["МО.doc", "СОР", "Приказ о назначении", "план работы"]
    for codec in ("cp866", "cp1251"):
        assert guess([name.encode(codec) for name in names], ("cp866", "kz1048", "cp1251")) in (
            codec,
            "kz1048" if codec == "cp1251" else codec,
        )
    assert guess(["Бұйрық".encode()], ("cp866",)) == "utf-8"


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "cp1251", "utf-16", "koi8-r", "utf-7", "big5", "\x00", "idna"]),
)
def test_any_bytes_give_text(data: bytes, declared: str | None) -> None:
    """Never an error, never a lone surrogate, whatever the label."""
    decode(data, declared).encode("utf-8")


@given(st.text(max_size=200))
def test_utf8_always_comes_back(text: str) -> None:
    """UTF-8 proves itself, except that a byte order mark is taken off and UTF-16 without zeros does not exist."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return
    assert decode(data) == text
