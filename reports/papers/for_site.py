"""The papers for the site that are made from the configuration alone, and their formats."""

from collections.abc import Callable, Mapping

from pipeline.contest import Contest
from reports.formats import as_docx, as_html, as_pdf
from reports.formats.paper import Paper
from reports.papers.announcement import announcement, application_form
from reports.words import Words

Maker = Callable[[Contest, Words, bool], bytes]
_Papery = Callable[[Contest, Words, bool], Paper]


def _formats(paper: _Papery) -> dict[str, Maker]:
    return {
        "docx": lambda contest, words, both: as_docx.dump(paper(contest, words, both)),
        "pdf": lambda contest, words, both: as_pdf.dump(paper(contest, words, both)),
    }


def _announced(contest: Contest, words: Words, _: bool) -> Paper:
    return announcement(contest, words)


def _form(contest: Contest, words: Words, both: bool) -> Paper:
    return application_form(contest, words, bilingual=both)


FOR_SITE: Mapping[str, Mapping[str, Maker]] = {
    "announcement": {
        **_formats(_announced),
        "html": lambda contest, words, _: as_html.paper(announcement(contest, words), contest, words),
        "fragment": lambda contest, words, _: as_html.fragment(announcement(contest, words)),
    },
    "application-form": _formats(_form),
}
