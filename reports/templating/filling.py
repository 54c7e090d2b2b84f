"""Filling a template that a secretary edited in Word: docxtpl, in a sandbox, every value escaped.

A template is the organiser's own file. Still it cannot reach anything but the values (jinja2's sandbox), it is bounded
in size, and a slip in it is told with its placeholder and its place, never as a traceback.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import fields

from docx.document import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reports.errors import TemplateFileError
from reports.formats.as_docx import timeless
from reports.templating.checking import Place, Slip, check
from reports.templating.values import Common

_MOST = 16 << 20  # bytes of a template's text parts, unpacked: an edited page is a hundredth of it


def fill(template: bytes, values: Common) -> bytes:
    """The paper; the same template and values make the same bytes.

    Raises TemplateFileError: a file that is no Word document, or the mistakes in it.
    """
    opened = _opened(template)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    slips = check(_places(opened.docx), type(values), environment)
    if slips:
        raise TemplateFileError("template_slips", count=len(slips)).because(slips)
    # The values of dataclasses stay what they are: a template reads their fields.
    context = {one.name: getattr(values, one.name) for one in fields(values)}
    try:
        opened.render(context, environment, autoescape=True)
    except TemplateError as error:
        raise TemplateFileError("template_fails", what=str(error)) from error
    except Exception as error:
        raise TemplateFileError("template_fails", what=type(error).__name__) from error
    out = io.BytesIO()
    opened.save(out)
    return timeless(out)


def slips_in(template: bytes, values: type[Common]) -> list[Slip]:
    """The mistakes of a template; raises TemplateFileError."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    return check(_places(_opened(template).docx), values, environment)


def _opened(template: bytes) -> DocxTemplate:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            names = {info.filename: info.file_size for info in package.infolist()}
        if "word/document.xml" not in names:
            raise TemplateFileError("template_not_docx")
        if sum(size for name, size in names.items() if name.endswith((".xml", ".rels"))) > _MOST:
            raise TemplateFileError("template_too_large")
        opened = DocxTemplate(io.BytesIO(template))
        opened.init_docx()
    except TemplateFileError:
        raise
    except Exception as error:
        raise TemplateFileError("template_not_docx") from error
    return opened


def _places(document: Document) -> Iterator[Place]:
    """The paragraphs of the body, then of headers and footers, in which anything stands."""
    yield from _paragraphs("body", document.element.body)
    for section in document.sections:
        for part, one in (("header", section.header), ("footer", section.footer)):
            if not one.is_linked_to_previous:
                yield from _paragraphs(part, one._element)


def _paragraphs(part: str, element: object) -> Iterator[Place]:
    for number, line in enumerate(element.iter(qn("w:p")), 1):  # type: ignore[attr-defined]
        text = "".join(one.text or "" for one in line.iter(qn("w:t")))
        if text.strip():
            yield Place(part, number, text)
