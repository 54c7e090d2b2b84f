"""How the watch of a mailbox stands: contact, folders, alarms, what the clock has done, letters filed."""

import sqlalchemy as sa
from alembic import op

from pipeline.tracking.columns import Moment, SafeText

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; their rows change as things change, so no trigger guards them."""
    op.create_table('contact',
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('state', SafeText(), nullable=False),
        sa.Column('since', Moment(), nullable=False),
        sa.Column('last', Moment(), nullable=True),
        sa.Column('code', SafeText(), nullable=False),
        sa.PrimaryKeyConstraint('source', name=op.f('pk_contact'))
    )
    op.create_table('watched',
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('folder', SafeText(), nullable=False),
        sa.Column('role', SafeText(), nullable=False),
        sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
        sa.Column('uidnext', sa.BigInteger(), nullable=False),
        sa.Column('letters', sa.Integer(), nullable=False),
        sa.Column('listed_at', Moment(), nullable=True),
        sa.PrimaryKeyConstraint('source', 'folder', name=op.f('pk_watched'))
    )
    op.create_table('alarm',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('code', SafeText(), nullable=False),
        sa.Column('params', SafeText(), nullable=False),
        sa.Column('began', Moment(), nullable=False),
        sa.Column('ended', Moment(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_alarm'))
    )
    op.create_index(op.f('ix_alarm_ended'), 'alarm', ['ended'], unique=False)
    op.create_table('errand',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', SafeText(), nullable=False),
        sa.Column('due', Moment(), nullable=False),
        sa.Column('done_at', Moment(), nullable=False),
        sa.Column('outcome', SafeText(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_errand')),
        sa.UniqueConstraint('name', 'due', name=op.f('uq_errand_name_due'))
    )
    op.create_table('filed',
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('folder', SafeText(), nullable=False),
        sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
        sa.Column('uid', SafeText(), nullable=False),
        sa.Column('act', SafeText(), nullable=False),
        sa.Column('next_uid', sa.BigInteger(), nullable=False),
        sa.Column('begun_at', Moment(), nullable=False),
        sa.Column('done_at', Moment(), nullable=True),
        sa.PrimaryKeyConstraint('source', 'folder', 'uidvalidity', 'uid', 'act', name=op.f('pk_filed'))
    )
