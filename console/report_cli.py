"""``baiqau report``: what can be typed, and which part of the console makes the report of that name."""

from pathlib import Path
from typing import Annotated

import typer

from console.listing import settings_of


def report(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    waiting: Annotated[bool, typer.Option("--waiting")] = False,
    of_stage: Annotated[int | None, typer.Option("--stage", metavar="N", min=1)] = None,
    member: Annotated[str | None, typer.Option("--member", metavar="EMAIL")] = None,
    meeting: Annotated[str, typer.Option("--meeting", metavar="NUMBER")] = "",
    order: Annotated[str, typer.Option("--order", metavar="NUMBER")] = "",
    day: Annotated[str | None, typer.Option("--day", metavar="DATE")] = None,
    starts: Annotated[str | None, typer.Option("--starts", metavar="TIME")] = None,
    background: Annotated[Path | None, typer.Option("--background", metavar="FILE")] = None,
    bilingual: Annotated[bool, typer.Option("--bilingual")] = False,
    template: Annotated[Path | None, typer.Option("--template", metavar="FILE")] = None,
    template_out: Annotated[Path | None, typer.Option("--template-out", metavar="FILE")] = None,
) -> None:
    """Reports out."""
    from reports.commission.writing import REPORTS
    from reports.papers.for_site import FOR_SITE

    settings = settings_of(context)
    if template_out is not None:
        from console.templates import write_shipped

        raise typer.Exit(write_shipped(settings, name, of_stage, template_out))
    if name in REPORTS:
        from console.commission_reports import Wish
        from console.commission_reports import report as of_commission

        wish = Wish(name, form, output, of_stage, member, meeting, day, starts, background, order, template)
        raise typer.Exit(of_commission(settings, wish))
    if name == "portfolios":
        from console.portfolios import report as of_portfolios

        raise typer.Exit(of_portfolios(settings, form, output, of_stage, member))
    if name in FOR_SITE:
        from console.templates import for_site

        raise typer.Exit(for_site(settings, name, form, output, template, bilingual=bilingual))
    if template is not None:
        from console.templates import of_overview

        raise typer.Exit(of_overview(settings, name, form, output, template))
    from console.commands import report as work

    raise typer.Exit(work(settings, name, form or "html", output, waiting))
