"""The commission's work: points given, and everything else that its people record."""

import sqlalchemy as sa
from alembic import op

from pipeline.tracking.columns import Moment, SafeText
from pipeline.tracking.migrations.kept import make_append_only

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

VERBS = (
    "member", "dismiss", "conflict", "no_conflict", "excuse", "no_excuse", "absent", "present", "vote", "close_vote",
    "close", "reopen", "nominate", "no_nomination", "draw",
)


def upgrade() -> None:
    """Make both tables append-only."""
    op.create_table('score',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', Moment(), nullable=False),
        sa.Column('by', SafeText(), nullable=False),
        sa.Column('reason', SafeText(), nullable=False),
        sa.Column('member', SafeText(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('stage', sa.Integer(), nullable=False),
        sa.Column('criterion', sa.Integer(), nullable=False),
        sa.Column('points', sa.Integer(), nullable=True),
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.CheckConstraint('criterion > 0', name=op.f('ck_score_criterion')),
        sa.CheckConstraint('stage > 0', name=op.f('ck_score_stage')),
        sa.CheckConstraint('points IS NULL OR points >= 0', name=op.f('ck_score_points')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_score_letter_id')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_score_contest_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_score'))
    )
    op.create_index(op.f('ix_score_at'), 'score', ['at'], unique=False)
    op.create_index(op.f('ix_score_letter_id'), 'score', ['letter_id'], unique=False)
    op.create_table('act',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', Moment(), nullable=False),
        sa.Column('by', SafeText(), nullable=False),
        sa.Column('verb', SafeText(), nullable=False),
        sa.Column('reason', SafeText(), nullable=False),
        sa.Column('member', SafeText(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=True),
        sa.Column('stage', sa.Integer(), nullable=True),
        sa.Column('target', SafeText(), nullable=False),
        sa.Column('value', SafeText(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.CheckConstraint(f"verb IN ({', '.join(map(repr, VERBS))})", name=op.f('ck_act_verb')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_act_letter_id')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_act_contest_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_act'))
    )
    op.create_index(op.f('ix_act_at'), 'act', ['at'], unique=False)
    for table in ("score", "act"):
        make_append_only(op, table)
