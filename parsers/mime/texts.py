"""Texts of a letter: lines broken by mail programs are joined again."""


def unflow(text: str, *, delsp: bool) -> str:
    """Join the soft line breaks of ``format=flowed`` (RFC 3676, 4): a line that ends with a space goes on in the next.

    ``delsp``: that space was added by the sender's program and goes. Lines of different quoting depth are never joined.
    """
    result: list[str] = []
    going_on: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        if going_on == depth and content != "-- ":
            result[-1] += content
        else:
            result.append((">" * depth + " " if depth else "") + content)
        flows = content.endswith(" ") and content != "-- "
        going_on = depth if flows else None
        if flows and delsp:
            result[-1] = result[-1][:-1]
    return "\n".join(result)
