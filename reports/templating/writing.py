"""Which reports can be made from a template, and how: the table that the command line and the desk ask."""

from collections.abc import Callable, Mapping

from pipeline.contest import Contest
from pipeline.state import Overview
from reports.commission.writing import Asked
from reports.errors import TemplateFileError
from reports.templating import filling, gathering, shipped, values
from reports.words import Words

OF_COMMISSION: Mapping[str, Callable[[Asked], values.Common]] = {
    "protocol": lambda asked: gathering.stage_protocol(asked) if asked.stage else gathering.final_protocol(asked),
    "commission-order": gathering.commission_order,
    "awards-order": gathering.awards_order,
    "diplomas": gathering.diplomas,
}
OF_OVERVIEW: Mapping[str, Callable[[Overview, Contest, Words], values.Common]] = {
    "participants": gathering.participants,
    "completeness-act": gathering.act,
}
OF_CONTEST: Mapping[str, Callable[[Contest, Words], values.Common]] = {"announcement": gathering.announcement}
NAMES = (*OF_COMMISSION, *OF_OVERVIEW, *OF_CONTEST)


def known(name: str) -> str:
    """The name, if the report can be made from a template; raises TemplateFileError."""
    if name not in NAMES:
        raise TemplateFileError("no_template", name=name, known=", ".join(NAMES))
    return name


def shipped_one(name: str, contest: Contest, words: Words, stage: int | None = None) -> bytes:
    """The shipped template of a report, ``stage`` of a stage's protocol; raises TemplateFileError."""
    found = next((one for one in contest.stages if one.number == stage), None)
    by_stage = known(name) == "protocol" and found is not None
    return shipped.dump("protocol --stage" if by_stage else name, contest, words, found)


def of_commission(name: str, template: bytes, asked: Asked) -> bytes:
    """A paper of the commission from a template; raises TemplateFileError."""
    return filling.fill(template, OF_COMMISSION[name](asked))


def of_overview(name: str, template: bytes, seen: Overview, contest: Contest, words: Words) -> bytes:
    """A paper of the first half from a template; raises TemplateFileError."""
    return filling.fill(template, OF_OVERVIEW[name](seen, contest, words))


def of_contest(name: str, template: bytes, contest: Contest, words: Words) -> bytes:
    """A paper of the configuration alone from a template; raises TemplateFileError."""
    return filling.fill(template, OF_CONTEST[name](contest, words))
