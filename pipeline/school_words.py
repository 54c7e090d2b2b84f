"""What the configuration says of schools: who may take part, and what their names are made of."""

from pydantic import Field

from parsers.knowledge import FormerName
from pipeline.sections import Section


class Eligibility(Section):
    """Words by which a sender may not be a school of this contest: a person decides.

    ``former_names`` of the city in a new paper are remarked.
    """

    not_a_school: tuple[str, ...] = ()
    a_school: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()


class SchoolType(Section):
    """One type of school and the words that name it. ``apart``: alone it is no school, its numbers are others."""

    key: str
    words: tuple[str, ...]
    apart: bool = False


class Schools(Section):
    """What schools' names are made of, as roots: a word belongs to a root that it begins with (short ones: that it is).

    ``types``: kinds of schools and their words (``school`` says nothing in itself); ``private``: words that only a
    private school bears; ``plain``: legal and other words that tell no school from another; ``number``: words before a
    school's number; ``named``: spellings of one name, a line each; ``places``: words beside a street's or building's
    name and number; ``districts``: words beside the name of a city's district. ``register``: a file of all schools of
    the city, beside the configuration; empty where there is none.
    """

    register_file: str = Field(default="", alias="register")
    types: tuple[SchoolType, ...] = ()
    private: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    named: tuple[tuple[str, ...], ...] = ()
    places: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
