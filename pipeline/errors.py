"""The one family of this room's errors: what happened, where, and what to do."""


class PipelineError(Exception):
    """Base of what the pipeline reports to a person; ``str()`` is one clear line."""


class ContestError(PipelineError):
    """config.toml is missing or wrong: file, key, what is wrong, what is expected."""


class TrackingError(PipelineError):
    """The tracking database cannot be opened, is locked too long, or is of another version."""
