"""Nobody speaks for another school: not by headers, not by our numbers, not by a fuller application (fault 33)."""

from tests.faults.real import FORM, IN_TIME, PLAN, RealHouse, letter, word

FORM_TEXT = "\n".join(FORM)
FORGED = "Authentication-Results: mx.astana-modern.edu.kz; spf=pass smtp.mailfrom=m43@mail.kz; dkim=pass\n"


def headers(sender: str, more: str = "") -> str:
    """A sender's headers."""
    return f"{more}From: {sender}\nDate: Sun, 12 Oct 2025 12:00:00 +0500\nMessage-ID: <x.{sender}>\n"


def test_row_33_a_stranger_cannot_overwrite_an_application(house: RealHouse) -> None:
    """The same school and leader from another address, with a forged verdict of ours: both are shown to a person."""
    other = FORM_TEXT.replace("Ахметов Берік Қанатұлы", "Басқа Адам Баласы").replace("123 45 43", "999 99 99")
    later = IN_TIME.replace("10 Oct", "12 Oct").replace("Fri", "Sun")
    house.take(letter(text=FORM_TEXT, files={"20.docx": word(*PLAN)}))
    house.take(letter(text=other, headers=headers("stranger@evil.kz", FORGED), received=later))
    standings = [(one.state.application, str(one.verdict.standing)) for one in house.overview().submissions]
    assert {standing for _, standing in standings} == {"held"}
    mine = next(one for one in house.overview().submissions if one.state.number == 1)
    assert mine.state.application is not None
    assert mine.state.application.told("head") == "Ахметов Берік Қанатұлы"


def test_row_33_quoting_our_number_replaces_nothing(house: RealHouse) -> None:
    """Another leader's application that names it is another submission: nothing of the first is changed."""
    house.take(letter(text=FORM_TEXT, files={"20.docx": word(*PLAN)}))
    text = "ӘБ-2025 № 1\n" + FORM_TEXT.replace("Қуанышев Ерлан Болатұлы", "Бөтен Адам Баласы")
    house.take(letter(text=text, headers=headers("stranger@evil.kz", "Subject: Re: ӘБ-2025 № 1\n")))
    first = next(one for one in house.overview().submissions if one.state.number == 1)
    assert first.state.application is not None
    assert first.state.application.told("leader") == "Қуанышев Ерлан Болатұлы"
    assert set(first.state.claims) == {"gifted_pupils_plan"}
    assert len(first.state.letters) == 1
