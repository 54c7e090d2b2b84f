"""The console's own errors. Every family of the house ends here as one line and an exit code."""


class UseError(Exception):
    """A command that cannot be carried out as written: exit code 2. ``key`` is the sentence's key in the catalogue."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
