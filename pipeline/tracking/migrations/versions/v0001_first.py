"""The first form of the database: what is kept with its triggers, what is derived."""

import sqlalchemy as sa
from alembic import op

from pipeline.tracking.columns import Moment, SafeText
from pipeline.tracking.migrations.kept import make_append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = ("contest", "letter", "file", "arrival", "skipped", "submission", "quarantine", "listing")


def upgrade() -> None:
    """Make every table; triggers refuse to change or delete what is kept."""
    op.create_table('contest',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sha256', SafeText(), nullable=False),
        sa.Column('text', SafeText(), nullable=False),
        sa.Column('loaded_at', Moment(), nullable=False),
        sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_contest_sha256')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_contest')),
        sa.UniqueConstraint('sha256', name=op.f('uq_contest_sha256'))
    )
    op.create_table('letter',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', SafeText(), nullable=False),
        sa.Column('seen_at', Moment(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.CheckConstraint('length(key) = 64', name=op.f('ck_letter_key')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_letter_contest_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_letter')),
        sa.UniqueConstraint('key', name=op.f('uq_letter_key'))
    )
    op.create_table('listing',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('at', Moment(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_listing_contest_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_listing'))
    )
    op.create_index(op.f('ix_listing_at'), 'listing', ['at'], unique=False)
    op.create_table('arrival',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('raw_sha256', SafeText(), nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('folder', SafeText(), nullable=False),
        sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
        sa.Column('uid', SafeText(), nullable=False),
        sa.Column('internaldate', Moment(), nullable=True),
        sa.Column('not_before', Moment(), nullable=True),
        sa.Column('not_after', Moment(), nullable=True),
        sa.Column('proof', SafeText(), nullable=False),
        sa.Column('seen_at', Moment(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.CheckConstraint("proof IN ('trusted_received', 'internaldate', 'person', 'none')", name=op.f('ck_arrival_proof')),
        sa.CheckConstraint('length(raw_sha256) = 64', name=op.f('ck_arrival_raw_sha256')),
        sa.CheckConstraint('not_before IS NULL OR not_after IS NULL OR not_before <= not_after', name=op.f('ck_arrival_interval')),
        sa.CheckConstraint('size >= 0', name=op.f('ck_arrival_size')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_arrival_contest_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_arrival_letter_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_arrival')),
        sa.UniqueConstraint('source', 'folder', 'uidvalidity', 'uid', name=op.f('uq_arrival_source_folder_uidvalidity_uid'))
    )
    op.create_index(op.f('ix_arrival_letter_id'), 'arrival', ['letter_id'], unique=False)
    op.create_index(op.f('ix_arrival_raw_sha256'), 'arrival', ['raw_sha256'], unique=False)
    op.create_table('file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('path', SafeText(), nullable=False),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_file_letter_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_file')),
        sa.UniqueConstraint('letter_id', 'path', name=op.f('uq_file_letter_id_path'))
    )
    op.create_table('link',
        sa.Column('key', SafeText(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_link_letter_id')),
        sa.PrimaryKeyConstraint('key', 'letter_id', name=op.f('pk_link')),
        sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_link_letter_id'), 'link', ['letter_id'], unique=False)
    op.create_table('membership',
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('verdict', SafeText(), nullable=False),
        sa.Column('why', SafeText(), nullable=False),
        sa.Column('founder_id', sa.Integer(), nullable=True),
        sa.Column('joined_by', SafeText(), nullable=True),
        sa.Column('wanted', sa.Boolean(), nullable=False),
        sa.CheckConstraint("verdict IN ('submission', 'unclear', 'unrelated', 'automatic', 'quarantined')", name=op.f('ck_membership_verdict')),
        sa.CheckConstraint('founder_id IS NULL OR joined_by IS NOT NULL', name=op.f('ck_membership_joined_by')),
        sa.ForeignKeyConstraint(['founder_id'], ['letter.id'], name=op.f('fk_membership_founder_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_membership_letter_id')),
        sa.PrimaryKeyConstraint('letter_id', name=op.f('pk_membership'))
    )
    op.create_index(op.f('ix_membership_founder_id'), 'membership', ['founder_id'], unique=False)
    op.create_table('quarantine',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('at', Moment(), nullable=False),
        sa.Column('engine', SafeText(), nullable=False),
        sa.Column('code', SafeText(), nullable=False),
        sa.Column('detail', SafeText(), nullable=False),
        sa.CheckConstraint('length(code) > 0', name=op.f('ck_quarantine_code')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_quarantine_letter_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_quarantine'))
    )
    op.create_index(op.f('ix_quarantine_letter_id'), 'quarantine', ['letter_id'], unique=False)
    op.create_table('reading',
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('engine', SafeText(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.Column('basis', SafeText(), nullable=False),
        sa.Column('raw_sha256', SafeText(), nullable=False),
        sa.Column('verdict', SafeText(), nullable=False),
        sa.Column('headers', SafeText(), nullable=False),
        sa.Column('body', SafeText(), nullable=True),
        sa.Column('problem', SafeText(), nullable=True),
        sa.CheckConstraint("raw_sha256 = '' OR length(raw_sha256) = 64", name=op.f('ck_reading_raw_sha256')),
        sa.CheckConstraint("verdict IN ('quarantined', 'automatic', 'unclear')", name=op.f('ck_reading_verdict')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_reading_contest_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_reading_letter_id')),
        sa.PrimaryKeyConstraint('letter_id', name=op.f('pk_reading'))
    )
    op.create_table('skipped',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('raw_sha256', SafeText(), nullable=False),
        sa.Column('header_sha256', SafeText(), nullable=False),
        sa.Column('source', SafeText(), nullable=False),
        sa.Column('folder', SafeText(), nullable=False),
        sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
        sa.Column('uid', SafeText(), nullable=False),
        sa.Column('headers', SafeText(), nullable=False),
        sa.Column('verdict', SafeText(), nullable=False),
        sa.Column('why', SafeText(), nullable=False),
        sa.Column('internaldate', Moment(), nullable=True),
        sa.Column('not_before', Moment(), nullable=True),
        sa.Column('not_after', Moment(), nullable=True),
        sa.Column('proof', SafeText(), nullable=False),
        sa.Column('seen_at', Moment(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.CheckConstraint("proof IN ('trusted_received', 'internaldate', 'person', 'none')", name=op.f('ck_skipped_proof')),
        sa.CheckConstraint("verdict IN ('unrelated', 'automatic')", name=op.f('ck_skipped_verdict')),
        sa.CheckConstraint('length(header_sha256) = 64', name=op.f('ck_skipped_header_sha256')),
        sa.CheckConstraint('length(raw_sha256) = 64', name=op.f('ck_skipped_raw_sha256')),
        sa.CheckConstraint('not_before IS NULL OR not_after IS NULL OR not_before <= not_after', name=op.f('ck_skipped_interval')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_skipped_contest_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_skipped_letter_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_skipped')),
        sa.UniqueConstraint('source', 'folder', 'uidvalidity', 'uid', name=op.f('uq_skipped_source_folder_uidvalidity_uid'))
    )
    op.create_index(op.f('ix_skipped_letter_id'), 'skipped', ['letter_id'], unique=False)
    op.create_index(op.f('ix_skipped_raw_sha256'), 'skipped', ['raw_sha256'], unique=False)
    op.create_table('submission',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('issued_at', Moment(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.CheckConstraint('number > 0', name=op.f('ck_submission_number')),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_submission_contest_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_submission_letter_id')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_submission')),
        sa.UniqueConstraint('letter_id', name=op.f('uq_submission_letter_id'))
    )
    op.create_table('part',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('ordinal', sa.Integer(), nullable=False),
        sa.Column('path', SafeText(), nullable=False),
        sa.Column('name', SafeText(), nullable=False),
        sa.Column('content_type', SafeText(), nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('sha256', SafeText(), nullable=False),
        sa.Column('inline', sa.Boolean(), nullable=False),
        sa.Column('facts', SafeText(), nullable=False),
        sa.CheckConstraint('size >= 0', name=op.f('ck_part_size')),
        sa.ForeignKeyConstraint(['id'], ['file.id'], name=op.f('fk_part_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_part_letter_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_part')),
        sa.UniqueConstraint('letter_id', 'path', name=op.f('uq_part_letter_id_path'))
    )
    op.create_index(op.f('ix_part_sha256'), 'part', ['sha256'], unique=False)
    op.create_table('receipt',
        sa.Column('arrival_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('not_before', Moment(), nullable=True),
        sa.Column('not_after', Moment(), nullable=True),
        sa.Column('proof', SafeText(), nullable=False),
        sa.CheckConstraint("proof IN ('trusted_received', 'internaldate', 'person', 'none')", name=op.f('ck_receipt_proof')),
        sa.CheckConstraint('not_before IS NULL OR not_after IS NULL OR not_before <= not_after', name=op.f('ck_receipt_interval')),
        sa.ForeignKeyConstraint(['arrival_id'], ['arrival.id'], name=op.f('fk_receipt_arrival_id')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_receipt_letter_id')),
        sa.PrimaryKeyConstraint('arrival_id', name=op.f('pk_receipt'))
    )
    op.create_index(op.f('ix_receipt_letter_id'), 'receipt', ['letter_id'], unique=False)
    op.create_table('claim',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('part_id', sa.Integer(), nullable=True),
        sa.Column('kind', SafeText(), nullable=False),
        sa.Column('pages', SafeText(), nullable=False),
        sa.Column('strength', SafeText(), nullable=False),
        sa.Column('partly', sa.Boolean(), nullable=False),
        sa.Column('evidence', SafeText(), nullable=False),
        sa.CheckConstraint("strength IN ('sure', 'doubtful')", name=op.f('ck_claim_strength')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_claim_letter_id')),
        sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_claim_part_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_claim'))
    )
    op.create_index(op.f('ix_claim_kind'), 'claim', ['kind'], unique=False)
    op.create_index(op.f('ix_claim_letter_id'), 'claim', ['letter_id'], unique=False)
    op.create_index(op.f('ix_claim_part_id'), 'claim', ['part_id'], unique=False)
    op.create_table('field',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('part_id', sa.Integer(), nullable=True),
        sa.Column('key', SafeText(), nullable=False),
        sa.Column('value', SafeText(), nullable=False),
        sa.Column('normal', SafeText(), nullable=False),
        sa.Column('page', sa.Integer(), nullable=True),
        sa.Column('line', sa.Integer(), nullable=True),
        sa.Column('confidence', sa.Float(), nullable=False),
        sa.CheckConstraint('confidence BETWEEN 0 AND 1', name=op.f('ck_field_confidence')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_field_letter_id')),
        sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_field_part_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_field'))
    )
    op.create_index(op.f('ix_field_letter_id'), 'field', ['letter_id'], unique=False)
    op.create_index(op.f('ix_field_part_id'), 'field', ['part_id'], unique=False)

    for table in KEPT:
        make_append_only(op, table)
