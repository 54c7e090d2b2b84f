"""People who decide on letters made by hand: what the commands do, without a store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.contest import Contest
from pipeline.decisions import Basis, Entry
from pipeline.decisions.asking import Wish
from pipeline.decisions.laying import laid
from pipeline.decisions.log import fingerprint
from pipeline.decisions.resolve import Decided, resolve
from pipeline.judge import judge_all
from pipeline.overview import Together, lay_together
from pipeline.state import Judged, LetterState, Overview
from tests.pipeline.making import AFTER, the_contest

Asked = Callable[[Overview, Decided], Wish]


@dataclass
class Office:
    """Letters, the numbers that were issued to their submissions, and the decisions made on them so far."""

    letters: list[LetterState] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    contest: Contest = field(default_factory=the_contest)

    def arrive(self, *letters: LetterState) -> None:
        """Letters come, and submissions that they found get numbers."""
        self.letters += letters
        self._number()

    def _number(self) -> None:
        for founder in self.together().numbers:
            self.numbers.setdefault(founder, max(self.numbers.values(), default=0) + 1)

    def together(self, entries: Sequence[Entry] | None = None) -> Together:
        """Everything laid together."""
        decided = resolve(self.entries if entries is None else entries)
        machine = {letter.key: letter for letter in self.letters}
        return lay_together(laid(machine.values(), decided), machine, self.numbers, decided, self.contest)

    def overview(self, now: datetime = AFTER, closed: bool = True, unlisted: Sequence[str] = ()) -> Overview:
        """Everything, judged."""
        whole = self.together()
        judged = judge_all(whole.states, now, closed, self.contest, unlisted)
        return Overview(now, judged, whole.letters, whole.numbers, whole.notices, whole.decisions)

    def judged(self, now: datetime = AFTER, closed: bool = True) -> Mapping[str, Judged]:
        """The submissions by founder."""
        return {one.state.founder: one for one in self.overview(now, closed).submissions}

    def decide(self, asked: Asked, *, at: datetime = AFTER, by: str = "Айгүл", reason: str = "себебі") -> Entry:
        """Make a decision on what is seen now."""
        decided = resolve(self.entries)
        wish = asked(self.overview(at), decided)
        basis = Basis(fingerprint(wish.verb, wish.targets, self.together().seen), wish.letters, wish.claims, wish.left)
        number = len(self.entries) + 1
        entry = Entry(number, at, by, wish.verb, wish.targets, wish.value, reason, basis, wish.undoes)
        self.entries.append(entry)
        self._number()
        return entry

    def fates(self) -> dict[int, str]:
        """What became of each decision."""
        return {
            one.id: one.standing + (" on older facts" if one.older_facts else "") for one in self.together().decisions
        }

    def letter(self, key: str) -> LetterState:
        """A letter by its key, as it stands now."""
        return next(one for one in self.together().letters if one.key == key)

    def file_id(self, name: str) -> int:
        """The number of the file with that name."""
        return next(file.id for letter in self.letters for file in letter.files if file.name == name)
