"""Pages read by recognition of characters, and the letters that wait for it."""

import sqlalchemy as sa
from alembic import op

from pipeline.tracking.columns import SafeText

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; nothing in them is kept evidence, so no trigger guards them."""
    op.create_table('scan_page',
        sa.Column('sha256', SafeText(), nullable=False),
        sa.Column('page', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('recogniser', SafeText(), nullable=False),
        sa.Column('whole', sa.Boolean(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.CheckConstraint('page > 0', name=op.f('ck_scan_page_page')),
        sa.PrimaryKeyConstraint('sha256', 'page', name=op.f('pk_scan_page'))
    )
    op.create_table('scanned',
        sa.Column('letter_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('recogniser', SafeText(), nullable=False),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_scanned_letter_id')),
        sa.PrimaryKeyConstraint('letter_id', name=op.f('pk_scanned'))
    )
    op.create_index(op.f('ix_scanned_recogniser'), 'scanned', ['recogniser'], unique=False)
    # Letters that came before are read anew by this version, which finds those with scans.
