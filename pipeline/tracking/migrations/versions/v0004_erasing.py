"""Erasing personal data: its log, what it erased, and the one way past the triggers of what is kept."""

import sqlalchemy as sa
from alembic import op

from pipeline.tracking.columns import Moment, SafeText
from pipeline.tracking.migrations.kept import append_only_tables, make_append_only

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A letter's identity and a submission's number say nothing of a person, and must never be given anew.
FOR_GOOD = ("contest", "letter", "submission", "listing", "erasure", "erased", "erased_place")


def upgrade() -> None:
    """Make the tables; let an erasure past the triggers of every kept table that holds personal data."""
    op.create_table('erasure',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', Moment(), nullable=False),
        sa.Column('before', Moment(), nullable=False),
        sa.Column('letters', sa.Integer(), nullable=False),
        sa.Column('submissions', sa.Integer(), nullable=False),
        sa.Column('statistics', SafeText(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_erasure_contest_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure'))
    )
    op.create_table('erased',
        sa.Column('letter_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('erasure_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['erasure_id'], ['erasure.id'], name=op.f('fk_erased_erasure_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_erased_letter_id')),
        sa.PrimaryKeyConstraint('letter_id', name=op.f('pk_erased'))
    )
    op.create_table('erased_place',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('folder', SafeText(), nullable=False),
        sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
        sa.Column('uid', SafeText(), nullable=False),
        sa.Column('erasure_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['erasure_id'], ['erasure.id'], name=op.f('fk_erased_place_erasure_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erased_place')),
        sa.UniqueConstraint('source', 'folder', 'uidvalidity', 'uid', name=op.f('uq_erased_place_source_folder_uidvalidity_uid'))
    )
    op.create_table('erasing',
        sa.Column('erasure_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(['erasure_id'], ['erasure.id'], name=op.f('fk_erasing_erasure_id')),
        sa.PrimaryKeyConstraint('erasure_id', name=op.f('pk_erasing'))
    )
    op.create_table('shred',
        sa.Column('raw_sha256', SafeText(), nullable=False),
        sa.PrimaryKeyConstraint('raw_sha256', name=op.f('pk_shred'))
    )
    for table in {*append_only_tables(op), "erasure", "erased", "erased_place"}:
        make_append_only(op, table, erasable=table not in FOR_GOOD)
