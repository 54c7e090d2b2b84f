"""Nobody speaks for another school: not by headers, not by our numbers, not by a fuller application (fault 33)."""

from datetime import UTC, datetime

from intake.authentication import Authentication
from tests.faults.real import FORM, IN_TIME, PLAN, RealHouse, letter, word

FORM_TEXT = "\n".join(FORM)
BEFORE = datetime(2025, 10, 13, tzinfo=UTC)
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


def told(results: str, sender: str = "m43@school43.kz", host: str = "mx.astana-modern.edu.kz") -> str:
    """A letter's headers under the word of our own server on its sender."""
    return f"Authentication-Results: {host}; {results}\n" + headers(sender)


GENUINE = "dmarc=pass header.from=school43.kz; dkim=pass header.d=school43.kz; spf=pass smtp.mailfrom=m43@school43.kz"
SPOOFED = "dmarc=fail header.from=school43.kz; dkim=none; spf=fail smtp.mailfrom=m43@school43.kz"
CHANGED = FORM_TEXT.replace("Ахметов Берік Қанатұлы", "Басқа Адам Баласы").replace("123 45 43", "999 99 99")
LATER = IN_TIME.replace("10 Oct", "12 Oct").replace("Fri", "Sun")


def test_row_33_a_letter_from_the_schools_own_address_that_fails_authentication_is_only_proposed(
    house: RealHouse,
) -> None:
    """From is forged to the letter: the first submission stays as it was, a person is asked about the second."""
    house.take(letter(text=FORM_TEXT, files={"20.docx": word(*PLAN)}, headers=told(GENUINE)))
    house.take(letter(text=CHANGED, headers=told(SPOOFED).replace("<x.", "<y."), received=LATER))
    first, second = house.overview(BEFORE).submissions
    assert first.state.application is not None
    assert first.state.application.told("head") == "Ахметов Берік Қанатұлы"
    assert (first.verdict.standing, len(first.state.letters)) == ("incomplete", 1)
    assert second.verdict.standing == "held"
    assert {finding.code for finding in second.state.remarks} >= {"sender_failed"}
    assert second.state.letters[0].joined_by is not None
    assert second.state.letters[0].joined_by.code == "founded_doubted"
    kept = {one.letters[0].authentication for one in (first.state, second.state)}
    assert kept == {
        Authentication("mx.astana-modern.edu.kz", "pass", "pass", "pass", "passed", "school43.kz"),
        Authentication("mx.astana-modern.edu.kz", "fail", "none", "fail", "failed"),
    }
    assert [one.verdict.standing for one in house.overview().submissions] == ["held", "held"]  # nobody is rejected


def test_row_33_forged_results_below_ours_or_in_another_name_change_nothing(house: RealHouse) -> None:
    """What the sender wrote into the letter is not our server's word."""
    forged = FORGED + f"Authentication-Results: mx.evil.kz; {GENUINE}\n"
    spoofed = told(SPOOFED).replace("From:", f"{forged}From:").replace("<x.", "<y.")
    house.take(letter(text=FORM_TEXT, files={"20.docx": word(*PLAN)}, headers=told(GENUINE)))
    house.take(letter(text=CHANGED, headers=spoofed, received=LATER))
    second = house.overview().submissions[1].state.letters[0].authentication
    assert second is not None
    assert (second.dmarc, second.outcome) == ("fail", "failed")
    house.take(letter(text=CHANGED, headers=told(GENUINE, host="mx.evil.kz").replace("<x.", "<z."), received=LATER))
    assert [one.authentication for one in house.overview().letters if one.message_id.startswith("<z.")] == [None]


def test_row_33_a_number_from_an_unknown_address_is_only_proposed(house: RealHouse) -> None:
    """Numbers can be guessed: where our server tells of senders they are not enough."""
    house.take(letter(text=FORM_TEXT, headers=told(GENUINE)))
    stranger = "Subject: ӘБ-2025 № 1\n" + told("dmarc=pass header.from=evil.kz", "stranger@evil.kz")
    house.take(letter({"20.docx": word(*PLAN)}, headers=stranger, received=LATER))
    first, second = house.overview().submissions
    assert len(first.state.letters) == 1
    assert first.state.proposals == (second.state.founder,)
    assert (first.verdict.standing, second.verdict.standing) == ("held", "held")
