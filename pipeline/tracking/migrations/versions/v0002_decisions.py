"""What people decide, and who loaded a configuration."""

import sqlalchemy as sa
from alembic import op

from pipeline.tracking.columns import Moment, SafeText
from pipeline.tracking.migrations.kept import make_append_only

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table of decisions, append-only; the column of who loaded a configuration."""
    op.add_column('contest', sa.Column('loaded_by', SafeText(), nullable=True))
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
        sa.CheckConstraint("verb IN ('verdict', 'withdraw', 'kind', 'role', 'place', 'field', 'received', 'extend', 'waive', 'undo')", name=op.f('ck_decision_verb')),
        sa.CheckConstraint('length(trim(reason)) > 0', name=op.f('ck_decision_reason')),
        sa.CheckConstraint("(verb = 'undo') = (undoes IS NOT NULL)", name=op.f('ck_decision_undoes')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_decision_contest_id')),
        sa.ForeignKeyConstraint(['undoes'], ['decision.id'], name=op.f('fk_decision_undoes')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
        sa.UniqueConstraint('undoes', name=op.f('uq_decision_undoes'))
    )
    make_append_only(op, "decision")
