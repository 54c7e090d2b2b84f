"""The one family of this room's errors: a stable code with parameters; the sentence is the console's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Self

from intake.errors import CodedError, reason

__all__ = [
    "BackupError", "CommissionError", "ContestError", "DecisionError", "Mistake", "PipelineError", "RegisterError",
    "TrackingError", "reason",
]  # fmt: skip


class PipelineError(CodedError):
    """Base of what the pipeline reports to a person."""


class ContestError(PipelineError):
    """config.toml is missing or wrong: ``path``, ``key`` or ``line``, what is wrong, what is expected.

    ``value`` is what stands in the file, as TOML writes it; ``key`` leads to it, list items by their own key.
    """

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "contest_absent": "{path}: there is no such file; name the configuration with --config FILE",
            "contest_unreadable": "{path}: cannot be read: {why}",
            "not_utf8": "{path}: line {line}: not UTF-8 text; save the file in UTF-8",
            "toml": "{path}: line {line}: not valid TOML: {text}; expected key = value or [section]",
            "toml_quote": "{path}: line {line}: a quotation mark is missing or a sign is not allowed in text: {text}",
            "toml_value": '{path}: line {line}: not a value: {text}; expected "text", number, date, [list], true or '
            "false",
            "toml_list": "{path}: line {line}: a list before this is not closed, or a comma is missing: {text}",
            "toml_twice": "{path}: line {line}: stands a second time: {text}; expected once",
            "key_missing": "{path}: {key}: is missing",
            "key_unknown": "{path}: {key}: is not a known key; look for a slip of the pen",
            "not_text": "{path}: {key}: expected text in quotation marks, not {value}",
            "not_number": "{path}: {key}: expected a whole number, not {value}",
            "not_switch": "{path}: {key}: expected true or false, not {value}",
            "not_list": "{path}: {key}: expected a list in square brackets, not {value}",
            "not_section": "{path}: {key}: expected a section with keys, not {value}",
            "not_date": "{path}: {key}: expected a date like 2025-10-30, not {value}",
            "not_moment": "{path}: {key}: expected date and time like 2025-10-17T23:59:59+05:00, not {value}",
            "no_offset": "{path}: {key}: the time has no offset, expected like 2025-10-17T23:59:59+05:00, not {value}",
            "not_one_of": "{path}: {key}: expected one of {expected}, not {value}",
            "too_small": "{path}: {key}: expected a number not less than {least}, not {value}",
            "too_few": "{path}: {key}: expected in the list no fewer than {least}, there are {count}",
            "not_a_key": "{path}: {key}: expected Latin letters a-z, digits and hyphens, not {value}",
            "not_an_address": "{path}: {key}: expected an e-mail address like contest@example.kz, not {value}",
            "not_a_zone": "{path}: {key}: expected the name of a time zone like Asia/Almaty, not {value}",
            "secret": "{path}: {key}: a password must not stand here; use the environment variable PGPASSWORD or a "
            "PGPASSFILE",
            "secret_key": "{path}: {key}: a password must not stand here; keep it in an environment variable or a "
            "file, and name that in password_env or password_file",
            "not_a_host": "{path}: {key}: expected a server's name like imap.example.kz, without user, port or slashes",
            "not_a_variable": "{path}: {key}: expected the name of a variable, of Latin letters, digits and _; the "
            "password itself must not stand here",
            "not_a_keyword": "{path}: {key}: expected Latin letters, digits and -_.$ like Baiqau, not {value}",
            "no_login": "{path}: {key}: no way to log in; add password_env, password_file, credential or oauth",
            "two_logins": "{path}: {key}: stands beside {other}; leave one way to log in",
            "unprotected": "{path}: {key}: plain would show the password on the way; expected tls or starttls",
            "points": "{path}: {key}: expected two whole numbers, the lower first, like [1, 3], not {value}",
            "passes": "{path}: {key}: expected {low} to {high}, not {value}",
            "twice": "{path}: {key}: {value} stands twice, expected once",
            "no_paper": "{path}: {key}: no [[papers]] has the key {value}; add it or correct the name",
            "no_kind": "{path}: {key}: no [[kinds]] has the key {value}; add it or correct the name",
            "no_group": "{path}: {key}: no [[groups]] has the key of {value}; add it or correct the name",
            "no_ruling": "{path}: {key}: there is no ruling {value}; correct the name",
            "invalid": "{path}: {key}: not a valid value: {what}",
        }
    )


class DecisionError(PipelineError):
    """A decision that cannot be made as it was asked for: nothing was changed."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "no_submission": "there is no submission with the number {number}",
            "no_letter": "there is no letter with the number {number}",
            "no_file": "there is no file with the number {number}",
            "no_decision": "there is no decision with the number {number}",
            "kind_unknown": "{kind}: is none of the contest's documents; they are: {known}",
            "kind_several": "{kind}: may be any of these documents: {known}",
            "field_several": "{field}: may be any of these fields: {known}",
            "field_unknown": "{field}: is no field of the application; they are: {known}",
            "no_application": "{number}: has no application whose fields could be set; attach or assign one first",
            "kinds_mixed": "{words}: annex and none stand alone, without kinds",
            "no_pages": "{file}: has no pages that could be told apart; leave them out",
            "bad_pages": "{pages}: not pages of a file with {count}; write for example 3 or 3-5,7",
            "not_later": "{time}: is before the contest's deadline {deadline}; a deadline can only become later",
            "in_future": "{time}: is yet to come; nothing was received then",
            "no_school": "{school}: names no school: neither a number nor a name of its own",
            "school_of_itself": "{number}: the same submission says nothing of its school",
            "schools_several": "{school}: may be any of {schools}; write the full name, or a number",
            "undone_already": "{number}: was taken back already by decision {by}",
            "reason_empty": "a decision needs a reason",
        }
    )


class TrackingError(PipelineError):
    """The data folder or the tracking database cannot be opened, is locked too long, or is of another version."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "folder_unmade": "{path}: the data folder cannot be made or used: {why}",
            "folder_held": "{path}: another run is at work in this folder (process {process}); wait until it is done",
            "watch_held": "{path}: another process ({process}) watches this contest's mailbox already",
            "restore_unfinished": "{path}: a backup was being put back here and did not come to its end; "
            "run restore again",
            "backup_unwritten": "{path}: the backup could not be written, nothing of it is left there: {why}",
            "database_unopened": "{path}: the database cannot be opened: {why}",
            "database_newer": "{path}: the database is of a newer version (revision {revision}): update baiqau first",
            "database_busy": "{path}: the database is busy with another program; try again",
            "database_full": "{path}: no room left on the disk for the database; free some and try again",
            "database_disk": "{path}: the disk of the database failed; check it and try again",
            "database_readonly": "{path}: the database cannot be written; check the rights to the file and folder",
            "database_damaged": "{path}: not a database, or a damaged one; put it back from a backup",
            "database_failed": "{path}: the database refused: {what}",
            "database_unreachable": "{path}: the database server cannot be reached: {what}",
            "database_lost": "{path}: the connection to the database was lost and did not come back: {what}",
            "database_login": "{path}: the database refused the login: {what}; the password is taken from PGPASSWORD "
            "or a PGPASSFILE",
            "restore_no_room": "{path}: no room left on the disk; nothing was put back, free some space and try again",
            "database_absent": "{path}: the server has no such database; create it first (createdb)",
            "database_encoding": "{path}: the database is in {encoding}, it must be in UTF8 (createdb -E UTF8)",
            "database_address": "not a database address, expected postgresql+psycopg://USER@HOST/NAME or "
            "sqlite:///FILE",
            "database_secret": "{path}: a password must not stand in the address; use PGPASSWORD or a PGPASSFILE",
            "database_other": "{kind}: data is kept in SQLite or PostgreSQL, in no other database",
        }
    )


class BackupError(PipelineError):
    """A backup that cannot be made or put back as asked: the file or the place has to be another."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "backup_exists": "{path}: is there already and is not written over; name another file or a folder",
            "backup_running": "{path}: another backup is being written to this file; wait until it is done",
            "backup_unreadable": "{path}: the backup cannot be read: {why}",
            "backup_unknown": "{path}: not a backup of this program",
            "backup_no_archive": "{path}: not a backup, or cut short, or damaged; nothing was put back",
            "backup_newer": "{path}: a backup of a newer version (revision {revision}): update baiqau first",
            "backup_damaged": "{path}: the backup is damaged ({name}); nothing was put back, take another one",
            "restore_not_empty": "{path}: the data folder is not empty; a backup is put back into an empty one only",
            "restore_database_not_empty": "the database is not empty; a backup is put back into an empty one only",
        }
    )


@dataclass(frozen=True, slots=True)
class Mistake:
    """One of several things that are wrong with what was handed in: where, a stable code and its parameters."""

    where: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class CommissionError(PipelineError):
    """The commission's work cannot be recorded as it was given: nothing was changed.

    ``mistakes``: where a file or a stage is at fault in several places, each with its place, code and parameters.
    """

    mistakes: tuple[Mistake, ...] = ()
    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "members_refused": "{file}: the list of members was refused, nothing was changed",
            "scores_refused": "the score sheets were refused, nothing was changed: {count} mistakes",
            "scores_changed": "{count} points differ from those that stand: {cells}; use --replace with --reason",
            "names_refused": "the list of names was refused, nothing was changed: {count} mistakes",
            "nothing_to_undo": "nothing like that is recorded, so there is nothing to take back",
            "two_chairs": "the commission would have two chairs: {who}; correct the roles",
            "not_admitted": "submission {submission} is not admitted to stage {stage}",
            "absent_has_sheets": "submission {submission} has sheets in stage {stage}: it cannot have been absent",
            "stage_owes": "stage {stage} cannot be closed: {count} things are missing",
            "stage_open": "stage {stage} is not closed",
            "stage_closed": "stage {stage} is closed; reopen it first: baiqau stage reopen {stage} --reason TEXT",
            "later_closed": "stage {stage} cannot be reopened while stage {later} is closed; reopen that first",
            "may_not_vote": "{member} does not vote on the tie {tie}: not a judging member, or in conflict",
            "not_tied": "submission {submission} is not in the tie {tie}, which is between {between}",
            "no_votes": "nobody has voted on the tie {tie} yet",
            "no_nomination": "there is no nomination {nomination}; known are {known}",
            "not_all_closed": "nominations are given when every stage is closed",
            "tie_open": "the tie {tie} is not decided yet; vote on it first",
            "has_a_place": "submission {submission} has a place; by the rulings a place winner gets no nomination",
            "has_a_nomination": "submission {submission} has another nomination already",
            "dismissed_listed": "{who}: left the commission; take them out of the file or take their dismissal back",
            "no_member": "{member} is not a member of the commission; import the members first",
            "not_accepted": "submission {submission} is not accepted: only accepted ones take part",
            "no_stage": "there is no stage {stage}; known are {known}",
            "no_tie": "there is no tie {tie}; known are {known}",
            "tie_decided": "the tie {tie} is decided already",
        }
    )

    def because(self, mistakes: Iterable[Mistake]) -> Self:
        """The same error with its mistakes."""
        self.mistakes = tuple(mistakes)
        return self


class RegisterError(ContestError):
    """The register of schools beside config.toml is not named or cannot be used: ``path``, and what to do."""

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "register_unset": 'config.toml names no register of schools; add register = "file.xlsx" to [schools]',
            "register_absent": "{path}: there is no such file; correct [schools] register in config.toml",
            "register_unreadable": "{path}: cannot be read: {why}",
            "register_damaged": "{path}: not a table that can be read; save it as CSV, TSV or XLSX",
            "register_no_names": "{path}: no column of schools' names; give it the head name (and phone)",
            "register_empty": "{path}: there is no school under the head of the table",
        }
    )
