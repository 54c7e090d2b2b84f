"""A person may say which school a submission is of: the table of decisions takes one verb more."""

import sqlalchemy as sa
from alembic import op

from pipeline.tracking.columns import Moment, SafeText
from pipeline.tracking.migrations.kept import make_append_only

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None

VERBS = ('verdict', 'withdraw', 'kind', 'role', 'place', 'school', 'field', 'received', 'extend', 'waive', 'undo')
COLUMNS = "id, letter_key, at, decided_by, verb, targets, value, reason, basis, undoes, contest_id"


def upgrade() -> None:
    """Widen the check of the verb; SQLite knows no other way than a new table with the same rows."""
    check = f"verb IN ({', '.join(map(repr, VERBS))})"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f('ck_decision_verb'), 'decision', type_='check')
        op.create_check_constraint(op.f('ck_decision_verb'), 'decision', check)
        return
    # The old table keeps its triggers until it is dropped; dropping a table fires none.
    op.rename_table('decision', 'decision_before')
    op.create_table('decision',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_key', SafeText(), nullable=True),
        sa.Column('at', Moment(), nullable=False),
        sa.Column('decided_by', SafeText(), nullable=False),
        sa.Column('verb', SafeText(), nullable=False),
        sa.Column('targets', SafeText(), nullable=False),
        sa.Column('value', SafeText(), nullable=False),
        sa.Column('reason', SafeText(), nullable=False),
        sa.Column('basis', SafeText(), nullable=False),
        sa.Column('undoes', sa.Integer(), nullable=True),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.CheckConstraint(check, name=op.f('ck_decision_verb')),
        sa.CheckConstraint('length(trim(reason)) > 0', name=op.f('ck_decision_reason')),
        sa.CheckConstraint("(verb = 'undo') = (undoes IS NOT NULL)", name=op.f('ck_decision_undoes')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_decision_contest_id')),
        sa.ForeignKeyConstraint(['undoes'], ['decision.id'], name=op.f('fk_decision_undoes')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
        sa.UniqueConstraint('undoes', name=op.f('uq_decision_undoes'))
    )
    op.execute(f"INSERT INTO decision ({COLUMNS}) SELECT {COLUMNS} FROM decision_before ORDER BY id")
    op.drop_table('decision_before')
    make_append_only(op, 'decision')
