"""Applications in sentences: letters and statements of schools, Kazakh and Russian."""

import random
from collections.abc import Callable

from tests.applications.generated.shapes import Form


def ask_from(rng: random.Random, form: Form) -> list[str]:
    """A statement of a school's head to the organiser about its leader."""
    v = form.value
    school, subject, leader = v("institution"), v("subject"), v("leader")
    head = form.head
    sign = form.signer.written if form.signer else ""
    if form.kk:
        fro = f"{head}{_from(head)}"
        top = rng.choice(
            (
                ["Әдістемелік орталықтың басшысына", f"{school} директоры", fro],
                ["«Әдістемелік орталығы» МКҚК басшысы С.Дауешоваға", f"{school} директоры {fro}"],
                ["Астана қаласының Әдістемелік орталығына", school, f"директоры {fro}"],
            )
        )
        teachers = rng.choice(("", " мұғалімдері", " пәні", " пәні мұғалімдері"))
        body = [
            "* Өтініш",
            (
                f"Сізден «Үздік әдістемелік бірлестік жетекшісі» қалалық байқауына "
                f"мектебіміздің {subject}{teachers} әдістемелік бірлестігінің "
                f"жетекшісі {leader}{_gen(leader)} қатысуына рұқсат беруіңізді сұраймын."
            ),
        ]
        ways = [
            f"Мектептің мекенжайы: {v('address')}",
            f"Мектеп телефоны: {v('phone')}",
            f"Жетекшінің телефоны: {v('leader_phone')}",
            f"Электрондық поштасы: {v('email')}",
        ]
        end = [f"Директор ____________ {sign}"] if sign else []
    else:
        top = rng.choice(
            (
                [
                    "Руководителю Методического центра",
                    "Дауешовой С.",
                    f"от директора {school}",
                    f"{genitive(head)}",
                ],
                ["В Методический центр города Астаны", f"директора {school}", genitive(head)],
            )
        )
        body = [
            "* Заявление",
            (
                f"Прошу допустить к участию в городском конкурсе «Лучший руководитель методического объединения» "
                f"руководителя МО «{subject}» {genitive(leader)}."
            ),
        ]
        ways = [
            f"Адрес школы: {v('address')}",
            f"Телефон школы: {v('phone')}",
            f"Телефон руководителя МО: {v('leader_phone')}",
            f"Эл. почта: {v('email')}",
        ]
        end = [f"Директор ____________ {sign}"] if sign else []
    return [*top, *body, *ways, *end, *([form.date.written] if form.date else [])]


def i_am(rng: random.Random, form: Form) -> list[str]:
    """A leader's own letter."""
    v = form.value
    if form.kk:
        lines = rng.choice(
            (
                [
                    (
                        f"Мен, {v('leader')}, {v('institution')} {v('subject')} әдістемелік бірлестігінің "
                        "жетекшісімін. «Үздік әдістемелік бірлестік жетекшісі» байқауына қатысуға өтінім беремін."
                    )
                ],
                [
                    "Өтінім",
                    f"Мен, {v('leader')}, {v('institution')} {v('subject')} ӘБ жетекшісі, байқауға қатысқым келеді.",
                ],
            )
        )
        lines += [
            (
                f"Мекенжайымыз: {v('address')}. Мектеп телефоны: {v('phone')}, "
                f"менің ұялы нөмірім {v('leader_phone')}, поштамыз {v('email')}."
            ),
            f"Мектеп директоры: {v('head')}.",
        ]
        return ["Құрметті комиссия!", *lines, "Құрметпен, " + v("leader").split()[0]]
    lines = [
        (
            f"Я, {v('leader')}, руководитель МО «{v('subject')}», {v('institution')}, "
            "прошу принять мою заявку на участие в конкурсе «Лучший руководитель методического объединения»."
        )
    ]
    lines += [
        f"Адрес школы: {v('address')}",
        f"Телефон школы {v('phone')}, мой сотовый {v('leader_phone')}, почта {v('email')}.",
        f"Директор школы {v('head')}.",
    ]
    return ["Добрый день!", *lines]


def _from(name: str) -> str:
    last = name[-1]
    if last == ".":
        return "-тен"
    soft = any(c in "әіөүеэ" for c in name.lower().split()[-1][-4:])
    if last in "аәеіыоуңнмжзйлрв" and last in "нңм":
        return "нен" if soft else "нан"
    if name.endswith(("қызы", "кызы", "ұлы", "улы")):
        return "нан"
    return {True: "ден", False: "дан"}[soft] if last in "аәеіыоуюяжзйлрв" else {True: "тен", False: "тан"}[soft]


def _gen(name: str) -> str:
    return "-ның" if name.endswith(".") else "ның"


def genitive(name: str) -> str:
    """A Russian name in the genitive, any other as it is."""
    words = name.split()
    if len(words) != 3 or "." in name or name.isupper():
        return name
    s, g, f = words
    if not f.endswith(("на", "ич")):
        return name
    if f.endswith("на"):
        s = s[:-1] + "ой" if s.endswith("а") and not s.endswith("ая") else s
        g = g[:-1] + ("и" if g[-1] in "яь" or g[-2] in "гкхжшщч" else "ы") if g[-1] in "ая" else g
        return f"{s} {g} {f[:-1]}ы"
    s = s + "а" if s[-1] not in "аойуыэюяеи" else s[:-1] + "я" if s.endswith("й") else s
    g = g[:-1] + "я" if g.endswith("й") else g + "а" if g[-1] not in "аеиоуыя" else g
    return f"{s} {g} {f}а"


PROSE: dict[str, Callable[[random.Random, Form], list[str]]] = {"ask_from": ask_from, "i_am": i_am}
