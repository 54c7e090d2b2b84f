"""For the site: the announcement (III.4) and the application form (Appendix 1). Made from the configuration alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from parsers.knowledge import FormField
from pipeline.contest import Contest
from pipeline.stages import Stage
from reports.formats.paper import Block, Facts, Form, FormLine, Heading, Items, Paper, Paragraph
from reports.words import Words

BILINGUAL = ("kk", "ru")


def announcement(contest: Contest, words: Words) -> Paper:
    """Who may take part, until when, where to send what, how it is judged, under which conditions."""
    about, language = contest.contest, words.language
    told = contest.announcement
    opening = words("announcement-opening", organiser=about.organiser.of(language), contest=about.title.of(language))
    blocks: list[Block] = [Paragraph(opening), Facts(tuple(_facts(contest, words)))]
    documents = [kind.title.of(language) for kind in contest.kinds]
    lists = (
        ("announcement-aims", [one.of(language) for one in told.aims]),
        ("announcement-documents", [words("announcement-application"), *documents]),
        ("announcement-stages", [_stage(stage, words) for stage in contest.stages]),
        ("announcement-conditions", [one.of(language) for one in told.conditions]),
    )
    for heading, lines in lists:
        if lines:
            blocks += [Heading(words(heading)), Items(tuple(lines))]
    return _framed(contest, words, words("announcement-title"), blocks, words.day(contest.dates.approved))


def _facts(contest: Contest, words: Words) -> Iterator[tuple[str, str]]:
    about, dates, told, language = contest.contest, contest.dates, contest.announcement, words.language
    deadline = dates.deadline.astimezone(dates.zone)
    until = words("announcement-until", moment=words.moment(deadline), offset=words.offset(deadline))
    if told.participants:
        yield words("announcement-who"), told.participants.of(language)
    yield words("announcement-deadline"), until
    yield words("announcement-email"), contest.mailbox.address
    yield words("announcement-day"), words.day(dates.contest_day)
    yield words("announcement-venue"), (told.venue or about.place).of(language)
    if about.enquiries:
        yield words("announcement-enquiries"), about.enquiries
    if about.site:
        yield words("announcement-site"), about.site
    yield words("announcement-results"), words("announcement-within", count=dates.publish_within_days)


def _stage(stage: Stage, words: Words) -> str:
    low, high = stage.points
    count = len(stage.criteria)
    params = {
        "stage": stage.title.of(words.language), "criteria": count, "low": low, "high": high, "most": high * count
    }  # fmt: skip
    if stage.passes is None:
        return words("announcement-stage", **params)
    return words("announcement-stage-passes", **params, passes=stage.passes)


def application_form(contest: Contest, words: Words, *, bilingual: bool = False) -> Paper:
    """The form to fill; in two languages at once with ``bilingual``. What it asks is what the program reads."""
    languages = [words, *(Words(code) for code in BILINGUAL if code != words.language)] if bilingual else [words]
    about, dates = contest.contest, contest.dates
    deadline = dates.deadline.astimezone(dates.zone)
    blocks: list[Block] = [Form(tuple(_line(field, languages) for field in contest.form.fields))]
    blocks.append(Paragraph(" / ".join(one("form-signature") for one in languages)))
    # No address of ours stands in the form: whoever reads a form back must not take it for the school's.
    how = tuple(one("form-how", deadline=one.moment(deadline)) for one in languages)
    form = contest.announcement.form
    title = " / ".join(dict.fromkeys(form.of(one.language) if form else one("form-title") for one in languages))
    paper = _framed(contest, words, title, blocks, " / ".join(one("form-annex") for one in languages))
    titles = dict.fromkeys(about.title.of(one.language) for one in languages)
    return replace(paper, contest=" / ".join(titles), notes=how)


def _line(field: FormField, languages: Sequence[Words]) -> FormLine:
    label = " / ".join(dict.fromkeys(field.title.of(one.language) for one in languages))
    hint = " / ".join(dict.fromkeys(_hint(field, one) for one in languages))
    return FormLine(f"{label} *" if field.required else label, field.key, hint, field.type == "date")


def _hint(field: FormField, words: Words) -> str:
    key = f"form-hint-{field.type}"
    return words(key if words.has(key) else "form-hint-text")


def _framed(contest: Contest, words: Words, title: str, blocks: Sequence[Block], day: str) -> Paper:
    about, language = contest.contest, words.language
    return Paper(
        language=language,
        organiser=about.organiser.of(language),
        contest=about.title.of(language),
        title=title,
        place=about.place.of(language),
        day=day,
        made=datetime.combine(contest.dates.approved, time(), contest.dates.zone),
        notes=(),
        blocks=tuple(blocks),
        signatures=(),
        under_line=("", ""),
    )
