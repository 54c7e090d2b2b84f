"""The smallest configuration that is right, and every sort of mistake in it with the line that it is told by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """``old`` of ``SMALLEST`` written as ``new``; the code of the error, and its line in Kazakh and English."""

    name: str
    old: str
    new: str
    code: str
    kk: str
    en: str

    @property
    def text(self) -> str:
        """The configuration with the mistake."""
        assert SMALLEST.count(self.old), self.name
        return SMALLEST.replace(self.old, self.new, 1)


SMALLEST = """\
[contest]
key = "small-2026"
number_prefix = "S-2026"
title = { kk = "Байқау", ru = "Конкурс", en = "Contest" }
organiser = { kk = "Орталық", ru = "Центр", en = "Centre" }
place = { kk = "Қала", ru = "Город", en = "Town" }
words = ["small contest"]

[mailbox]
address = "contest@town.example"
trusted_hosts = ["town.example"]

[dates]
time_zone = "Asia/Almaty"
approved = 2026-01-10
announce_by = 2026-02-01
deadline = 2026-03-31T17:00:00+05:00
contest_day = 2026-04-20

[rulings]
one_per_school = false

[form]
titles = ["application"]

[[form.fields]]
key = "leader"
type = "person"
title = { kk = "Жетекші", ru = "Руководитель", en = "Leader" }
labels = ["Leader"]

[[groups]]
key = "team"
words = ["team"]

[[papers]]
key = "plan"
words = ["plan"]

[[kinds]]
key = "work_plan"
number = 1
title = { kk = "Жоспар", ru = "План", en = "Plan" }
signs.papers = ["plan"]
signs.title = ["@team plan"]
signs.halves = [["@team"], ["work"]]

[[kinds]]
key = "budget"
number = 2
title = { kk = "Смета", ru = "Смета", en = "Budget" }
signs.within = ["work_plan"]

[[stages]]
key = "jury"
number = 1
title = { kk = "Қазылар", ru = "Жюри", en = "Jury" }
points = [0, 10]
passes = 15
criteria = ["Idea", "Use"]
"""

MISTAKES = (
    Mistake(
        "a missing key",
        "approved = 2026-01-10\n",
        "",
        "key_missing",
        "dates.approved: бұл кілт не бөлім жазылмаған; оны қосыңыз",
        "dates.approved: this key or section is missing; add it",
    ),
    Mistake(
        "a missing section",
        '[mailbox]\naddress = "contest@town.example"\ntrusted_hosts = ["town.example"]\n',
        "",
        "key_missing",
        "mailbox: бұл кілт не бөлім жазылмаған; оны қосыңыз",
        "mailbox: this key or section is missing; add it",
    ),
    Mistake(
        "a missing language",
        'title = { kk = "Смета", ru = "Смета", en = "Budget" }',
        'title = { kk = "Смета", ru = "Смета" }',
        "key_missing",
        "kinds.budget.title.en: бұл кілт не бөлім жазылмаған; оны қосыңыз",
        "kinds.budget.title.en: this key or section is missing; add it",
    ),
    Mistake(
        "an unknown section",
        "[mailbox]",
        "[mailboks]",
        "key_unknown",
        "mailboks: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "mailboks: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown key",
        "number_prefix",
        "number_prefiks",
        "key_unknown",
        "contest.number_prefiks: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "contest.number_prefiks: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown key of the form",
        'titles = ["application"]',
        'titles = ["application"]\nhint = ["x"]',
        "key_unknown",
        "form.hint: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "form.hint: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown key of a field",
        'type = "person"',
        'type = "person"\nrequierd = true',
        "key_unknown",
        "form.fields.leader.requierd: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "form.fields.leader.requierd: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown key of a kind",
        "number = 2",
        "number = 2\nneeded = true",
        "key_unknown",
        "kinds.budget.needed: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "kinds.budget.needed: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown key of signs",
        "signs.within",
        "signs.whithin",
        "key_unknown",
        "kinds.budget.signs.whithin: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "kinds.budget.signs.whithin: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown language",
        'en = "Budget"',
        'en = "Budget", de = "Haushalt"',
        "key_unknown",
        "kinds.budget.title.de: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "kinds.budget.title.de: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown key of a group",
        'words = ["team"]',
        'words = ["team"]\nword = "x"',
        "key_unknown",
        "groups.team.word: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "groups.team.word: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "an unknown key of a paper",
        'words = ["plan"]',
        'words = ["plan"]\nfrim = true',
        "key_unknown",
        "papers.plan.frim: мұндай кілт не бөлім қарастырылмаған; жазылуын тексеріңіз",
        "papers.plan.frim: this is not a known key or section; look for a slip of the pen",
    ),
    Mistake(
        "a number for text",
        'number_prefix = "S-2026"',
        "number_prefix = 2026",
        "not_text",
        "contest.number_prefix: 2026 деген мән жарамайды; күтілетіні: тырнақшадағы мәтін",
        "contest.number_prefix: 2026 will not do; expected: text in quotation marks",
    ),
    Mistake(
        "text for a number",
        "number = 2",
        'number = "second"',
        "not_number",
        'kinds.budget.number: "second" деген мән жарамайды; күтілетіні: бүтін сан',
        'kinds.budget.number: "second" will not do; expected: a whole number',
    ),
    Mistake(
        "half a number",
        "number = 2",
        "number = 2.5",
        "not_number",
        "kinds.budget.number: 2.5 деген мән жарамайды; күтілетіні: бүтін сан",
        "kinds.budget.number: 2.5 will not do; expected: a whole number",
    ),
    Mistake(
        "an endless number",
        "number = 2",
        "number = inf",
        "not_number",
        "kinds.budget.number: inf деген мән жарамайды; күтілетіні: бүтін сан",
        "kinds.budget.number: inf will not do; expected: a whole number",
    ),
    Mistake(
        "text for a switch",
        "one_per_school = false",
        'one_per_school = "maybe"',
        "not_switch",
        'rulings.one_per_school: "maybe" деген мән жарамайды; күтілетіні: true немесе false',
        'rulings.one_per_school: "maybe" will not do; expected: true or false',
    ),
    Mistake(
        "text for a list",
        'words = ["small contest"]',
        'words = "small contest"',
        "not_list",
        'contest.words: "small contest" деген мән жарамайды; күтілетіні: тік жақшадағы тізім',
        'contest.words: "small contest" will not do; expected: a list in square brackets',
    ),
    Mistake(
        "a list for a section",
        "[rulings]",
        "[[rulings]]",
        "not_section",
        'rulings: [{"one_per_school": false}] деген мән жарамайды; күтілетіні: кілттері бар бөлім',
        'rulings: [{"one_per_school": false}] will not do; expected: a section with keys',
    ),
    Mistake(
        "text for a title",
        'title = { kk = "Байқау", ru = "Конкурс", en = "Contest" }',
        'title = "Contest"',
        "not_section",
        'contest.title: "Contest" деген мән жарамайды; күтілетіні: кілттері бар бөлім',
        'contest.title: "Contest" will not do; expected: a section with keys',
    ),
    Mistake(
        "a number in a list of words",
        'words = ["team"]',
        'words = ["team", 7]',
        "not_text",
        "groups.team.words.2: 7 деген мән жарамайды; күтілетіні: тырнақшадағы мәтін",
        "groups.team.words.2: 7 will not do; expected: text in quotation marks",
    ),
    Mistake(
        "words for a date",
        "contest_day = 2026-04-20",
        'contest_day = "soon"',
        "not_date",
        'dates.contest_day: "soon" деген мән жарамайды; күтілетіні: күн, мысалы, 2025-10-30',
        'dates.contest_day: "soon" will not do; expected: a date, for example 2025-10-30',
    ),
    Mistake(
        "a number for a date",
        "contest_day = 2026-04-20",
        "contest_day = 20260420",
        "not_date",
        "dates.contest_day: 20260420 деген мән жарамайды; күтілетіні: күн, мысалы, 2025-10-30",
        "dates.contest_day: 20260420 will not do; expected: a date, for example 2025-10-30",
    ),
    Mistake(
        "a moment for a date",
        "contest_day = 2026-04-20",
        "contest_day = 2026-04-20T10:00:00",
        "not_date",
        "dates.contest_day: 2026-04-20T10:00:00 деген мән жарамайды; күтілетіні: күн, мысалы, 2025-10-30",
        "dates.contest_day: 2026-04-20T10:00:00 will not do; expected: a date, for example 2025-10-30",
    ),
    Mistake(
        "a day that is not in the calendar",
        "contest_day = 2026-04-20",
        'contest_day = "2026-02-30"',
        "not_date",
        'dates.contest_day: "2026-02-30" деген мән жарамайды; күтілетіні: күн, мысалы, 2025-10-30',
        'dates.contest_day: "2026-02-30" will not do; expected: a date, for example 2025-10-30',
    ),
    Mistake(
        "words for a moment",
        "deadline = 2026-03-31T17:00:00+05:00",
        'deadline = "31 наурыз"',
        "not_moment",
        'dates.deadline: "31 наурыз" деген мән жарамайды; күтілетіні: күн мен уақыт, мысалы, 2025-10-17T23:59:59+05:00',
        'dates.deadline: "31 наурыз" will not do; expected: date and time, for example 2025-10-17T23:59:59+05:00',
    ),
    Mistake(
        "a number for a moment",
        "deadline = 2026-03-31T17:00:00+05:00",
        "deadline = 1774958400",
        "not_moment",
        "dates.deadline: 1774958400 деген мән жарамайды; күтілетіні: күн мен уақыт, мысалы, 2025-10-17T23:59:59+05:00",
        "dates.deadline: 1774958400 will not do; expected: date and time, for example 2025-10-17T23:59:59+05:00",
    ),
    Mistake(
        "a moment without offset",
        "deadline = 2026-03-31T17:00:00+05:00",
        "deadline = 2026-03-31T17:00:00",
        "no_offset",
        (
            "dates.deadline: 2026-03-31T17:00:00 уақытының белдеуі көрсетілмеген; күтілетіні: мысалы, "
            "2025-10-17T23:59:59+05:00"
        ),
        "dates.deadline: the time 2026-03-31T17:00:00 has no offset; expected: for example 2025-10-17T23:59:59+05:00",
    ),
    Mistake(
        "a day for a moment",
        "deadline = 2026-03-31T17:00:00+05:00",
        "deadline = 2026-03-31",
        "no_offset",
        "dates.deadline: 2026-03-31 уақытының белдеуі көрсетілмеген; күтілетіні: мысалы, 2025-10-17T23:59:59+05:00",
        "dates.deadline: the time 2026-03-31 has no offset; expected: for example 2025-10-17T23:59:59+05:00",
    ),
    Mistake(
        "no such language",
        'words = ["small contest"]',
        'words = ["small contest"]\nlanguage = "de"',
        "not_one_of",
        'contest.language: "de" деген мән жарамайды; күтілетіні мыналардың бірі: kk, ru, en',
        'contest.language: "de" will not do; expected one of: kk, ru, en',
    ),
    Mistake(
        "no such type of field",
        'type = "person"',
        'type = "school"',
        "not_one_of",
        (
            'form.fields.leader.type: "school" деген мән жарамайды; күтілетіні мыналардың бірі: institution, text, '
            "phone, email, subject, person, date, mark"
        ),
        (
            'form.fields.leader.type: "school" will not do; expected one of: institution, text, phone, email, subject, '
            "person, date, mark"
        ),
    ),
    Mistake(
        "an empty list",
        'trusted_hosts = ["town.example"]',
        "trusted_hosts = []",
        "too_few",
        "mailbox.trusted_hosts: тізімдегі мәндер саны: 0; күтілетіні: кемінде 1",
        "mailbox.trusted_hosts: values in the list: 0; expected: 1 or more",
    ),
    Mistake(
        "no criteria",
        'criteria = ["Idea", "Use"]',
        "criteria = []",
        "too_few",
        "stages.jury.criteria: тізімдегі мәндер саны: 0; күтілетіні: кемінде 1",
        "stages.jury.criteria: values in the list: 0; expected: 1 or more",
    ),
    Mistake(
        "a key with other letters",
        'key = "small-2026"',
        'key = "байқау 2026"',
        "not_a_key",
        'contest.key: "байқау 2026" деген мән жарамайды; күтілетіні: a–z латын әріптері, цифрлар мен дефис',
        'contest.key: "байқау 2026" will not do; expected: Latin letters a–z, digits and hyphens',
    ),
    Mistake(
        "no address",
        'address = "contest@town.example"',
        'address = "contest at town"',
        "not_an_address",
        (
            'mailbox.address: "contest at town" деген мән жарамайды; күтілетіні: электрондық пошта мекенжайы, мысалы, '
            "contest@example.kz"
        ),
        'mailbox.address: "contest at town" will not do; expected: an e-mail address, for example contest@example.kz',
    ),
    Mistake(
        "no zone",
        'time_zone = "Asia/Almaty"',
        'time_zone = "Asia/Astana"',
        "not_a_zone",
        'dates.time_zone: "Asia/Astana" деген мән жарамайды; күтілетіні: уақыт белдеуінің атауы, мысалы, Asia/Almaty',
        'dates.time_zone: "Asia/Astana" will not do; expected: the name of a time zone, for example Asia/Almaty',
    ),
    Mistake(
        "a continent for a zone",
        'time_zone = "Asia/Almaty"',
        'time_zone = "Asia"',
        "not_a_zone",
        'dates.time_zone: "Asia" деген мән жарамайды; күтілетіні: уақыт белдеуінің атауы, мысалы, Asia/Almaty',
        'dates.time_zone: "Asia" will not do; expected: the name of a time zone, for example Asia/Almaty',
    ),
    Mistake(
        "a zone outside the folder",
        'time_zone = "Asia/Almaty"',
        'time_zone = "../etc"',
        "not_a_zone",
        'dates.time_zone: "../etc" деген мән жарамайды; күтілетіні: уақыт белдеуінің атауы, мысалы, Asia/Almaty',
        'dates.time_zone: "../etc" will not do; expected: the name of a time zone, for example Asia/Almaty',
    ),
    Mistake(
        "a password",
        "[form]\n",
        '[storage]\ndatabase = "postgresql://me:secret@host/name"\n\n[form]\n',
        "secret",
        (
            "storage.database: құпиясөзді бұл файлға жазуға болмайды; оны PGPASSWORD орта айнымалысында немесе "
            "PGPASSFILE файлында сақтаңыз"
        ),
        (
            "storage.database: a password must not stand in this file; keep it in the environment variable PGPASSWORD "
            "or in a PGPASSFILE"
        ),
    ),
    Mistake(
        "points the wrong way",
        "points = [0, 10]",
        "points = [10, 0]",
        "points",
        "stages.jury.points: [10, 0] деген мән жарамайды; күтілетіні: екі бүтін сан, алдымен кішісі, мысалы, [1, 3]",
        "stages.jury.points: [10, 0] will not do; expected: two whole numbers, the lower first, for example [1, 3]",
    ),
    Mistake(
        "one point",
        "points = [0, 10]",
        "points = [10]",
        "points",
        "stages.jury.points: [10] деген мән жарамайды; күтілетіні: екі бүтін сан, алдымен кішісі, мысалы, [1, 3]",
        "stages.jury.points: [10] will not do; expected: two whole numbers, the lower first, for example [1, 3]",
    ),
    Mistake(
        "three points",
        "points = [0, 10]",
        "points = [0, 5, 10]",
        "points",
        "stages.jury.points: [0, 5, 10] деген мән жарамайды; күтілетіні: екі бүтін сан, алдымен кішісі, мысалы, [1, 3]",
        "stages.jury.points: [0, 5, 10] will not do; expected: two whole numbers, the lower first, for example [1, 3]",
    ),
    Mistake(
        "a sum out of reach",
        "passes = 15",
        "passes = 21",
        "passes",
        "stages.jury.passes: 21 деген мән жарамайды; күтілетіні: 0–20 аралығындағы сан",
        "stages.jury.passes: 21 will not do; expected: a number from 0 to 20",
    ),
    Mistake(
        "the same key twice",
        'key = "budget"',
        'key = "work_plan"',
        "twice",
        "kinds.key: «work_plan» мәні екі рет кездеседі; әр мән бір рет қана жазылуы тиіс",
        "kinds.key: “work_plan” stands twice; each value must stand once",
    ),
    Mistake(
        "the same number twice",
        "number = 2",
        "number = 1",
        "twice",
        "kinds.number: «1» мәні екі рет кездеседі; әр мән бір рет қана жазылуы тиіс",
        "kinds.number: “1” stands twice; each value must stand once",
    ),
    Mistake(
        "no such paper",
        'signs.papers = ["plan"]',
        'signs.papers = ["plann"]',
        "no_paper",
        (
            "kinds.work_plan.signs.papers: [[papers]] бөлімінде «plann» деген кілт жоқ; оны қосыңыз немесе атауын "
            "түзетіңіз"
        ),
        "kinds.work_plan.signs.papers: no [[papers]] has the key “plann”; add it or correct the name",
    ),
    Mistake(
        "no such weak paper",
        'signs.papers = ["plan"]',
        'signs.weak_papers = ["plann"]',
        "no_paper",
        (
            "kinds.work_plan.signs.weak_papers: [[papers]] бөлімінде «plann» деген кілт жоқ; оны қосыңыз немесе атауын "
            "түзетіңіз"
        ),
        "kinds.work_plan.signs.weak_papers: no [[papers]] has the key “plann”; add it or correct the name",
    ),
    Mistake(
        "no such kind within",
        'signs.within = ["work_plan"]',
        'signs.within = ["workplan"]',
        "no_kind",
        "kinds.budget.signs.within: [[kinds]] бөлімінде «workplan» деген кілт жоқ; оны қосыңыз немесе атауын түзетіңіз",
        "kinds.budget.signs.within: no [[kinds]] has the key “workplan”; add it or correct the name",
    ),
    Mistake(
        "no such kind beside",
        'signs.within = ["work_plan"]',
        'signs.beside = ["workplan"]',
        "no_kind",
        "kinds.budget.signs.beside: [[kinds]] бөлімінде «workplan» деген кілт жоқ; оны қосыңыз немесе атауын түзетіңіз",
        "kinds.budget.signs.beside: no [[kinds]] has the key “workplan”; add it or correct the name",
    ),
    Mistake(
        "no such group",
        'signs.title = ["@team plan"]',
        'signs.title = ["@teem plan"]',
        "no_group",
        "kinds.work_plan.signs.title: «@teem» деген топ [[groups]] бөлімінде жоқ; оны қосыңыз немесе атауын түзетіңіз",
        "kinds.work_plan.signs.title: the group “@teem” is not among [[groups]]; add it or correct the name",
    ),
    Mistake(
        "a group in capitals",
        'signs.title = ["@team plan"]',
        'signs.title = ["@Team plan"]',
        "no_group",
        "kinds.work_plan.signs.title: «@Team» деген топ [[groups]] бөлімінде жоқ; оны қосыңыз немесе атауын түзетіңіз",
        "kinds.work_plan.signs.title: the group “@Team” is not among [[groups]]; add it or correct the name",
    ),
    Mistake(
        "no such group in a half",
        'signs.halves = [["@team"], ["work"]]',
        'signs.halves = [["@team"], ["@job"]]',
        "no_group",
        "kinds.work_plan.signs.halves: «@job» деген топ [[groups]] бөлімінде жоқ; оны қосыңыз немесе атауын түзетіңіз",
        "kinds.work_plan.signs.halves: the group “@job” is not among [[groups]]; add it or correct the name",
    ),
    Mistake(
        "no equals sign",
        "number = 2",
        "number 2",
        "toml",
        "50-жол: TOML ережесіне сай жазылмаған: «number 2»; күтілетіні: кілт = мән немесе [бөлім]",
        "line 50: not valid TOML: “number 2”; expected: key = value or [section]",
    ),
    Mistake(
        "a missing quotation mark",
        'address = "contest@town.example"',
        'address = "contest@town.example',
        "toml_quote",
        (
            '10-жол: тырнақша жабылмаған немесе мәтінде рұқсат етілмеген таңба бар: «address = "contest@town.example»; '
            "тырнақшаларды тексеріңіз"
        ),
        (
            "line 10: quotation marks are not closed, or a sign is not allowed in text: “address = "
            '"contest@town.example”; check the quotation marks'
        ),
    ),
    Mistake(
        "text without quotation marks",
        'address = "contest@town.example"',
        "address = contest@town.example",
        "toml_value",
        (
            "10-жол: мән дұрыс жазылмаған: «address = contest@town.example»; күтілетіні: тырнақшадағы мәтін, сан, күн, "
            "[тізім], true немесе false"
        ),
        (
            "line 10: the value is not written right: “address = contest@town.example”; expected: text in quotation "
            "marks, a number, a date, a [list], true or false"
        ),
    ),
    Mistake(
        "a day of no month",
        "contest_day = 2026-04-20",
        "contest_day = 2026-13-20",
        "toml_value",
        (
            "18-жол: мән дұрыс жазылмаған: «contest_day = 2026-13-20»; күтілетіні: тырнақшадағы мәтін, сан, күн, "
            "[тізім], true немесе false"
        ),
        (
            "line 18: the value is not written right: “contest_day = 2026-13-20”; expected: text in quotation marks, a "
            "number, a date, a [list], true or false"
        ),
    ),
    Mistake(
        "a key twice in a section",
        "number = 2",
        "number = 2\nnumber = 3",
        "toml_twice",
        "51-жол: кілт немесе бөлім екінші рет жазылған: «number = 3»; біреуін ғана қалдырыңыз",
        "line 51: the key or section stands a second time: “number = 3”; leave one",
    ),
    Mistake(
        "a section twice",
        "[rulings]",
        "[dates]",
        "toml_twice",
        "20-жол: кілт немесе бөлім екінші рет жазылған: «[dates]»; біреуін ғана қалдырыңыз",
        "line 20: the key or section stands a second time: “[dates]”; leave one",
    ),
    Mistake(
        "a list without end",
        'words = ["team"]',
        'words = ["team"',
        "toml_list",
        (
            "36-жол: осыған дейін тізім жақшасы жабылмаған немесе үтір қойылмаған: «[[papers]]»; жақшалар мен "
            "үтірлерді тексеріңіз"
        ),
        "line 36: a list before this is not closed, or a comma is missing: “[[papers]]”; check brackets and commas",
    ),
    Mistake(
        "an open section",
        "[rulings]",
        "[rulings",
        "toml",
        "20-жол: TOML ережесіне сай жазылмаған: «[rulings»; күтілетіні: кілт = мән немесе [бөлім]",
        "line 20: not valid TOML: “[rulings”; expected: key = value or [section]",
    ),
    Mistake(
        "a backslash in text",
        'number_prefix = "S-2026"',
        'number_prefix = "S\\2026"',
        "toml_quote",
        (
            '3-жол: тырнақша жабылмаған немесе мәтінде рұқсат етілмеген таңба бар: «number_prefix = "S\\2026"»; '
            "тырнақшаларды тексеріңіз"
        ),
        (
            'line 3: quotation marks are not closed, or a sign is not allowed in text: “number_prefix = "S\\2026"”; '
            "check the quotation marks"
        ),
    ),
    Mistake(
        "an end too soon",
        'criteria = ["Idea", "Use"]\n',
        'criteria = ["Idea", "Use"',
        "toml_list",
        (
            '60-жол: осыған дейін тізім жақшасы жабылмаған немесе үтір қойылмаған: «criteria = ["Idea", "Use"»; '
            "жақшалар мен үтірлерді тексеріңіз"
        ),
        (
            'line 60: a list before this is not closed, or a comma is missing: “criteria = ["Idea", "Use"”; check '
            "brackets and commas"
        ),
    ),
    Mistake(
        "nought",
        "contest_day = 2026-04-20",
        "contest_day = 2026-04-20\npublish_within_days = 0",
        "too_small",
        "dates.publish_within_days: 0 деген мән жарамайды; күтілетіні: 1 немесе одан үлкен сан",
        "dates.publish_within_days: 0 will not do; expected: the number 1 or more",
    ),
    Mistake(
        "a missing comma",
        'criteria = ["Idea", "Use"]',
        'criteria = ["Idea" "Use"]',
        "toml_list",
        (
            '60-жол: осыған дейін тізім жақшасы жабылмаған немесе үтір қойылмаған: «criteria = ["Idea" "Use"]»; '
            "жақшалар мен үтірлерді тексеріңіз"
        ),
        (
            'line 60: a list before this is not closed, or a comma is missing: “criteria = ["Idea" "Use"]”; check '
            "brackets and commas"
        ),
    ),
    Mistake(
        "a password in the mailbox",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\nhost = "imap.town.example"\npassword = "hunter2"',
        "secret_key",
        (
            "mailbox.password: құпиясөзді бұл файлға жазуға болмайды; оны орта айнымалысында немесе бөлек файлда "
            "сақтап, атауын password_env немесе password_file кілтінде көрсетіңіз"
        ),
        (
            "mailbox.password: a password must not stand in this file; keep it in a variable of the environment or in "
            "a file, and name that in password_env or password_file"
        ),
    ),
    Mistake(
        "a secret of the application",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\noauth = { provider = "google", client = "c", client_secret = "hunter2" }',
        "secret_key",
        (
            "mailbox.oauth.client_secret: құпиясөзді бұл файлға жазуға болмайды; оны орта айнымалысында немесе бөлек "
            "файлда сақтап, атауын password_env немесе password_file кілтінде көрсетіңіз"
        ),
        (
            "mailbox.oauth.client_secret: a password must not stand in this file; keep it in a variable of the "
            "environment or in a file, and name that in password_env or password_file"
        ),
    ),
    Mistake(
        "the password itself for its variable",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\nhost = "imap.town.example"\npassword_env = "hunter2 !"',
        "not_a_variable",
        (
            "mailbox.password_env: бұл атау емес; күтілетіні: латын әріптері, цифрлар мен _ белгісі; құпиясөздің өзін "
            "бұл файлға жазуға болмайды"
        ),
        (
            "mailbox.password_env: this is not a name; expected: Latin letters, digits and the sign _; the password "
            "itself must not stand in this file"
        ),
    ),
    Mistake(
        "a server with a user in its name",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\nhost = "imaps://me:hunter2@imap.town.example/"',
        "not_a_host",
        (
            "mailbox.host: бұл сервердің атауы емес; күтілетіні: мысалы, imap.example.kz, пайдаланушы аты, порт және "
            "қиғаш сызық жазылмайды"
        ),
        (
            "mailbox.host: this is not a server's name; expected: for example imap.example.kz, without user, port or "
            "slashes"
        ),
    ),
    Mistake(
        "a mark with a space",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\nkeyword = "Our mark"',
        "not_a_keyword",
        (
            'mailbox.keyword: "Our mark" деген мән жарамайды; күтілетіні: латын әріптері, цифрлар және - _ . $ '
            "белгілері, мысалы, Baiqau"
        ),
        (
            'mailbox.keyword: "Our mark" will not do; expected: Latin letters, digits and the signs - _ . $, for '
            "example Baiqau"
        ),
    ),
    Mistake(
        "no way to log in",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\nhost = "imap.town.example"',
        "no_login",
        ("mailbox: кіру тәсілі көрсетілмеген; password_env, password_file, credential немесе oauth кілтін қосыңыз"),
        "mailbox: there is no way to log in; add password_env, password_file, credential or oauth",
    ),
    Mistake(
        "two ways to log in",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\nhost = "h"\npassword_env = "P"\ncredential = "c"',
        "two_logins",
        "mailbox.credential: бұл кілт password_env кілтімен қатар жазылған; кірудің бір тәсілін қалдырыңыз",
        "mailbox.credential: it stands beside password_env; leave one way to log in",
    ),
    Mistake(
        "a password in the open",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\nhost = "imap.town.example"\nsecurity = "plain"\npassword_env = "P"',
        "unprotected",
        "mailbox.security: plain мәнімен құпиясөз ашық жіберіледі; күтілетіні: tls немесе starttls",
        "mailbox.security: plain would show the password on the way; expected: tls or starttls",
    ),
    Mistake(
        "a login without a server",
        'trusted_hosts = ["town.example"]',
        'trusted_hosts = ["town.example"]\npassword_env = "P"',
        "key_missing",
        "mailbox.host: бұл кілт не бөлім жазылмаған; оны қосыңыз",
        "mailbox.host: this key or section is missing; add it",
    ),
)
