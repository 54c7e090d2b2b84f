"""A set of letters in the making: letters with their twins, submissions with their verdicts."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from tests.samples import applications
from tests.samples.applications import Form
from tests.samples.mail import ASTANA, Draft, NameStyle, at, stamps, written
from tests.samples.paper import Hand
from tests.samples.people import team
from tests.samples.schools import School, invented_school, schools
from tests.samples.stories.files import (
    KINDS,
    Item,
    Json,
    application,
    archive,
    expect,
    item,
    kind,
    papers_of,
    portfolio,
    render,
)
from tests.samples.subjects import Subject

AS_OF = "2025-10-18T09:00:00+05:00"
EARLIER = "2025-10-16T12:00:00+05:00"
DEADLINE = at("10-17 23:59:59")
_STYLES: tuple[NameStyle, ...] = ("2047", "2047", "2231", "2231split", "raw_utf8")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished letter and its twin."""

    stem: str
    raw: bytes
    twin: Json


@dataclass(slots=True)
class Letters:
    """The set being made; every story draws on its own random source, so that stories do not disturb each other."""

    seed: int
    made: list[Made] = field(default_factory=list)
    submissions: dict[str, Json] = field(default_factory=dict)
    pool: list[School] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pool = [s for s in schools() if s.number not in (9, 12, 33, 39)]
        random.Random(f"{self.seed}:schools").shuffle(self.pool)
        self.pool[:0] = [invented_school(number) for number in range(190, 140, -1)]

    def hand(
        self, story: str, language: str = "any", *, subject: Subject | None = None, school: School | None = None
    ) -> Hand:
        """A new association for a story, of the next school in the pool."""
        rng = random.Random(f"{self.seed}:{story}")
        place = school or self.pool.pop()
        if language == "any":
            language = rng.choices(("kk", "ru", "mixed"), (72, 14, 14))[0]
        made = team(rng, place, language, subject)
        while made.head.initials in self.heads:  # two schools of one head would be taken for one school
            made = team(rng, place, language, subject)
        self.heads.add(made.head.initials)
        return Hand(rng, made)

    def post(
        self,
        story: str,
        h: Hand,
        when: str | datetime,
        *,
        files: Sequence[Item] = (),
        subject: str | None = "",
        text: str | None = "",
        verdict: str | list[str] = "submission",
        belongs: str | None = "",
        fields: Form | dict[str, str] | None = None,
        reply: str | None = None,
        style: NameStyle | None = None,
        receipt: Json | None = None,
        sender: str = "",
        name: str | None = None,
        **more: object,
    ) -> str:
        """Write a letter of a story and its twin; returns its Message-ID.

        ``belongs`` is its submission ("" the story's own, None no submission); ``more`` replaces fields of the draft.
        """
        rng = h.rng
        moment = at(when) if isinstance(when, str) else when
        sender = sender or h.team.leader_email
        ident = f"<{rng.getrandbits(64):016x}@{sender.rpartition('@')[2]}>"
        coding = style if style is not None else rng.choice(_STYLES)
        draft = Draft(
            sender=sender,
            name=h.team.leader.full if name is None else name,
            subject=subject,
            text=text,
            date=moment.astimezone(ASTANA),
            message_id=ident,
            in_reply_to=reply,
            received=stamps(moment, sender, rng),
            files=[f.sent(coding) for f in files],
            boundary=f"=_{rng.getrandbits(48):012x}",
        )
        draft = replace(draft, **more)  # type: ignore[arg-type]
        twin = {f"{f.name}/{rel}" if rel else f.name: e for f in files for rel, e in f.expect.items()}
        values = applications.expected(fields) if isinstance(fields, Form) else fields
        raw = written(draft)
        self.keep(
            story,
            raw,
            draft.message_id,
            verdict=verdict,
            belongs=belongs,
            files=twin,
            fields=values,
            receipt=receipt or proven(moment),
        )
        return draft.message_id or ident

    def keep(
        self,
        story: str,
        raw: bytes,
        message_id: str | None = None,
        *,
        verdict: str | list[str],
        belongs: str | None = "",
        files: dict[str, Json] | None = None,
        fields: dict[str, str] | None = None,
        receipt: Json | None = None,
        same_as: str | None = None,
    ) -> str:
        """Keep a letter's bytes with its twin; returns its stem. ``same_as``: the stem of what it is a copy of."""
        stem = f"{len(self.made) + 1:03d}-{story}"
        key = None if belongs is None or "submission" not in verdict else belongs or story
        twin: Json = {
            "message_id": message_id,
            "verdict": verdict,
            "submission": key,
            "files": files or {},
            "application": fields,
            "receipt": receipt,
        }
        if same_as is not None:
            twin["same_as"] = same_as
        self.made.append(Made(stem, raw, twin))
        if key is not None:
            self.submissions.setdefault(key, {"letters": []})["letters"].append(stem)  # type: ignore[attr-defined]
        return stem

    def judged(
        self,
        story: str,
        h: Hand,
        verdict: str | list[str],
        reasons: Sequence[str] = (),
        *,
        missing: Sequence[str] | None = (),
        may: Sequence[str] = (),
        earlier: Json | Literal["unstated"] | None = "unstated",
        **more: object,
    ) -> None:
        """Say what a careful organiser makes of a submission.

        ``missing`` None: not stated; ``may``: reasons that may stand beside ``reasons``.
        """
        record: Json = {
            "verdict": verdict,
            "reasons": list(reasons),
            "may_reasons": list(may),
            "missing": None if missing is None else list(missing),
            "institution": f"№ {h.team.school.number}",
            "leader": h.team.leader.full,
        } | more
        if earlier != "unstated":
            record["earlier"] = earlier
        self.submissions.setdefault(story, {"letters": []}).update(record)


def proven(moment: datetime, delay: int = 2) -> Json:
    """The receipt that our own servers' stamps prove."""
    from datetime import timedelta

    return {
        "not_before": moment.isoformat(),
        "not_after": (moment + timedelta(seconds=delay)).isoformat(),
        "proof": "trusted_received",
    }


def unproven() -> Json:
    """No stamp of ours: nothing is proven."""
    return {"not_before": None, "not_after": None, "proof": "none"}


def before(verdict: str, missing: Sequence[str] | None = (), reasons: Sequence[str] = ()) -> Json:
    """What the submission was on 16 October at noon."""
    return {"verdict": verdict, "reasons": list(reasons), "missing": None if missing is None else list(missing)}


GREETINGS = (
    (
        "Сәлеметсіз бе!\n\n«Үздік әдістемелік бірлестік жетекшісі» байқауына құжаттарымызды жолдап отырмыз.\n\n"
        "Құрметпен, {leader}\n{school}\n"
    ),
    "Қайырлы күн! Байқауға қатысуға өтінім мен портфолио жіберемін. Қабылдап алыңыз.\n\n{leader}, тел.: {phone}\n",
    "Армысыз! Мектебімізден әдістемелік бірлестік жетекшісінің портфолиосын жібердік.\n{school}\n",
    "Ассалаумағалейкум, материалдар тіркелген файлда.\nҚұрметпен {leader}\n",
)
RUSSIAN_GREETINGS = (
    (
        "Добрый день!\n\nНаправляем материалы на конкурс «Лучший руководитель методического объединения».\n\n"
        "С уважением, {leader}\n{school}\n"
    ),
    "Здравствуйте! Отправляю заявку и портфолио руководителя МО.\n{leader}, {phone}\n",
)


def greeting(h: Hand) -> str:
    """What stands in the letter itself."""
    ru = h.team.language == "ru"
    text = h.rng.choice(RUSSIAN_GREETINGS if ru else GREETINGS)
    return text.format(
        leader=h.team.leader.full,
        school=h.team.school.short_ru if ru else h.team.school.short_kk,
        phone=h.team.leader_phone,
    )


__all__ = [
    "AS_OF",
    "DEADLINE",
    "EARLIER",
    "KINDS",
    "Form",
    "Item",
    "Json",
    "Letters",
    "Made",
    "application",
    "archive",
    "before",
    "expect",
    "greeting",
    "item",
    "kind",
    "papers_of",
    "portfolio",
    "proven",
    "render",
    "unproven",
]
