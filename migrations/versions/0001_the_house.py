"""The house"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import statements

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('companies',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('business_number', sa.String(), nullable=False),
    sa.Column('representative', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('applied', 'approved', 'rejected', 'suspended')", name=op.f('ck_companies_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_companies')),
    sa.UniqueConstraint('business_number', name=op.f('uq_companies_business_number'))
    )
    op.create_table('job_runs',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('job', sa.String(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_runs'))
    )
    with op.batch_alter_table('job_runs', schema=None) as batch_op:
        batch_op.create_index('ix_job_runs_job', ['job', 'id'], unique=False)

    op.create_table('journal',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_kind', sa.String(), nullable=False),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('actor_name', sa.String(), nullable=False),
    sa.Column('verb', sa.String(), nullable=False),
    sa.Column('subject_kind', sa.String(), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal'))
    )
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.create_index('ix_journal_company', ['company_id', 'id'], unique=False)
        batch_op.create_index('ix_journal_subject', ['subject_kind', 'subject_id', 'id'], unique=False)

    op.create_table('leases',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('ledger_accounts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.CheckConstraint("(owner_id = 0) = (kind IN ('fee', 'provider'))", name=op.f('ck_ledger_accounts_owner')),
    sa.CheckConstraint("kind IN ('wallet', 'hold', 'worker', 'fee', 'transit', 'provider')", name=op.f('ck_ledger_accounts_kind')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_accounts')),
    sa.UniqueConstraint('id', 'kind', 'currency', name=op.f('uq_ledger_accounts_id_kind_currency')),
    sa.UniqueConstraint('kind', 'owner_id', 'currency', name=op.f('uq_ledger_accounts_kind_owner_id_currency'))
    )
    op.create_table('mails',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('to', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mails'))
    )
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.create_index('ix_mails_unsent', ['next_try_at'], unique=False, sqlite_where=sa.text('sent_at IS NULL'), postgresql_where=sa.text('sent_at IS NULL'))

    op.create_table('people',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('is_admin', sa.Boolean(), nullable=False),
    sa.Column('is_reviewer', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("locale IN ('ko', 'en')", name=op.f('ck_people_locale')),
    sa.CheckConstraint("state IN ('active', 'suspended')", name=op.f('ck_people_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sa.UniqueConstraint('email', name=op.f('uq_people_email'))
    )
    op.create_table('provider_events',
    sa.Column('event_id', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('account', sa.String(), nullable=True),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_provider_events'))
    )
    with op.batch_alter_table('provider_events', schema=None) as batch_op:
        batch_op.create_index('ix_provider_events_untaken', ['received_at'], unique=False, sqlite_where=sa.text('taken_at IS NULL'), postgresql_where=sa.text('taken_at IS NULL'))

    op.create_table('seals',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sealed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seals'))
    )
    op.create_table('sign_in_failures',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bucket', sa.String(), nullable=False),
    sa.Column('window_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_failures')),
    sa.UniqueConstraint('bucket', 'window_at', name=op.f('uq_sign_in_failures_bucket_window_at'))
    )
    op.create_table('api_keys',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('shown_start', sa.String(), nullable=False),
    sa.Column('key_hash', sa.String(), nullable=False),
    sa.Column('scopes', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_api_keys_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_keys')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_api_keys_key_hash'))
    )
    with op.batch_alter_table('api_keys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_api_keys_person_id'), ['person_id'], unique=False)

    op.create_table('applications',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('statement', sa.String(), nullable=False),
    sa.Column('checks', sa.JSON(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'business') = (company_id IS NOT NULL)", name=op.f('ck_applications_company')),
    sa.CheckConstraint("kind IN ('business', 'worker')", name=op.f('ck_applications_kind')),
    sa.CheckConstraint("state = 'submitted' OR (decided_by IS NOT NULL AND decided_at IS NOT NULL AND reason <> '' AND (state <> 'approved' OR evidence <> ''))", name=op.f('ck_applications_decided')),
    sa.CheckConstraint("state IN ('submitted', 'approved', 'rejected')", name=op.f('ck_applications_state')),
    sa.ForeignKeyConstraint(['company_id'], ['companies.id'], name=op.f('fk_applications_company_id_companies')),
    sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_applications_decided_by_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_applications_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_applications'))
    )
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.create_index('ix_applications_state', ['state', 'id'], unique=False)

    op.create_table('journal_reads',
    sa.Column('reader', sa.String(), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['journal.id'], name=op.f('fk_journal_reads_entry_id_journal')),
    sa.PrimaryKeyConstraint('reader', 'entry_id', name=op.f('pk_journal_reads'))
    )
    op.create_table('kept_answers',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_kept_answers_person_id_people')),
    sa.PrimaryKeyConstraint('person_id', 'key', name=op.f('pk_kept_answers'))
    )
    with op.batch_alter_table('kept_answers', schema=None) as batch_op:
        batch_op.create_index('ix_kept_answers_at', ['at'], unique=False)

    op.create_table('memberships',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.CheckConstraint("role IN ('owner', 'manager', 'company_reviewer', 'finance', 'viewer')", name=op.f('ck_memberships_role')),
    sa.ForeignKeyConstraint(['company_id'], ['companies.id'], name=op.f('fk_memberships_company_id_companies')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_memberships_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memberships')),
    sa.UniqueConstraint('person_id', name=op.f('uq_memberships_person_id'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memberships_company_id'), ['company_id'], unique=False)

    op.create_table('notices',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['entry_id'], ['journal.id'], name=op.f('fk_notices_entry_id_journal')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_notices_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices'))
    )
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.create_index('ix_notices_person', ['person_id', 'id'], unique=False)

    op.create_table('reset_links',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_reset_links_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reset_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_reset_links_token_hash'))
    )
    with op.batch_alter_table('reset_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reset_links_person_id'), ['person_id'], unique=False)

    op.create_table('sealed_rows',
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('seal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['journal.id'], name=op.f('fk_sealed_rows_entry_id_journal')),
    sa.ForeignKeyConstraint(['seal_id'], ['seals.id'], name=op.f('fk_sealed_rows_seal_id_seals')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_sealed_rows'))
    )
    with op.batch_alter_table('sealed_rows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sealed_rows_seal_id'), ['seal_id'], unique=False)

    op.create_table('sessions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('browser', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_sessions_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sessions_token_hash'))
    )
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sessions_person_id'), ['person_id'], unique=False)

    op.create_table('templates',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title_json', sa.JSON(), nullable=False),
    sa.Column('summary_json', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['companies.id'], name=op.f('fk_templates_company_id_companies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_templates')),
    sa.UniqueConstraint('key', name=op.f('uq_templates_key'))
    )
    op.create_table('workers',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('terms_version', sa.String(), nullable=False),
    sa.Column('terms_accepted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('active_claims', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('applied', 'approved', 'rejected', 'suspended')", name=op.f('ck_workers_state')),
    sa.CheckConstraint('active_claims >= 0', name=op.f('ck_workers_active_claims')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_workers_person_id_people')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_workers'))
    )
    op.create_table('payout_accounts',
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('provider_account_id', sa.String(), nullable=True),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('payouts_enabled', sa.Boolean(), nullable=False),
    sa.Column('details_submitted', sa.Boolean(), nullable=False),
    sa.Column('requirements', sa.JSON(), nullable=False),
    sa.Column('disabled_reason', sa.String(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['worker_id'], ['workers.person_id'], name=op.f('fk_payout_accounts_worker_id_workers')),
    sa.PrimaryKeyConstraint('worker_id', name=op.f('pk_payout_accounts')),
    sa.UniqueConstraint('provider_account_id', name=op.f('uq_payout_accounts_provider_account_id'))
    )
    op.create_table('payouts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('destination', sa.String(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('transfer_id', sa.String(), nullable=True),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name=op.f('ck_payouts_paid')),
    sa.CheckConstraint("state IN ('requested', 'sending', 'sent', 'paid', 'failed')", name=op.f('ck_payouts_state')),
    sa.CheckConstraint("state NOT IN ('sent', 'paid') OR transfer_id IS NOT NULL", name=op.f('ck_payouts_transfer')),
    sa.CheckConstraint('amount_minor > 0', name=op.f('ck_payouts_amount')),
    sa.ForeignKeyConstraint(['worker_id'], ['workers.person_id'], name=op.f('fk_payouts_worker_id_workers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payouts')),
    sa.UniqueConstraint('transfer_id', name=op.f('uq_payouts_transfer_id'))
    )
    with op.batch_alter_table('payouts', schema=None) as batch_op:
        batch_op.create_index('ix_payouts_due', ['state', 'next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_payouts_worker_id'), ['worker_id'], unique=False)
        batch_op.create_index('uq_payouts_live', ['worker_id', 'currency'], unique=True, sqlite_where=sa.text("state IN ('requested', 'sending', 'sent')"), postgresql_where=sa.text("state IN ('requested', 'sending', 'sent')"))

    op.create_table('template_versions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('template_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name=op.f('ck_template_versions_published')),
    sa.CheckConstraint("state IN ('draft', 'published')", name=op.f('ck_template_versions_state')),
    sa.ForeignKeyConstraint(['template_id'], ['templates.id'], name=op.f('fk_template_versions_template_id_templates')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_template_versions')),
    sa.UniqueConstraint('template_id', 'number', name=op.f('uq_template_versions_template_id_number'))
    )
    op.create_table('batches',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('template_version_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('price_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fee_bps', sa.Integer(), nullable=False),
    sa.Column('slots_per_task', sa.Integer(), nullable=False),
    sa.Column('claim_minutes', sa.Integer(), nullable=False),
    sa.Column('review_hours', sa.Integer(), nullable=False),
    sa.Column('deadline_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_batches_closed')),
    sa.CheckConstraint("state IN ('draft', 'funded', 'open', 'paused', 'closed')", name=op.f('ck_batches_state')),
    sa.CheckConstraint("state NOT IN ('open', 'paused') OR published_at IS NOT NULL", name=op.f('ck_batches_published')),
    sa.CheckConstraint('fee_bps BETWEEN 0 AND 5000', name=op.f('ck_batches_fee')),
    sa.CheckConstraint('price_minor > 0', name=op.f('ck_batches_price')),
    sa.CheckConstraint('slots_per_task BETWEEN 1 AND 20', name=op.f('ck_batches_slots')),
    sa.ForeignKeyConstraint(['company_id'], ['companies.id'], name=op.f('fk_batches_company_id_companies')),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_batches_created_by_people')),
    sa.ForeignKeyConstraint(['template_version_id'], ['template_versions.id'], name=op.f('fk_batches_template_version_id_template_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batches'))
    )
    with op.batch_alter_table('batches', schema=None) as batch_op:
        batch_op.create_index('ix_batches_company', ['company_id', 'id'], unique=False)
        batch_op.create_index('ix_batches_open', ['id'], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('quiz_attempts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('template_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('template_version_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('right', sa.Integer(), nullable=False),
    sa.Column('questions', sa.Integer(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['template_id'], ['templates.id'], name=op.f('fk_quiz_attempts_template_id_templates')),
    sa.ForeignKeyConstraint(['template_version_id'], ['template_versions.id'], name=op.f('fk_quiz_attempts_template_version_id_template_versions')),
    sa.ForeignKeyConstraint(['worker_id'], ['workers.person_id'], name=op.f('fk_quiz_attempts_worker_id_workers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_attempts'))
    )
    with op.batch_alter_table('quiz_attempts', schema=None) as batch_op:
        batch_op.create_index('ix_quiz_attempts_worker', ['worker_id', 'template_id', 'id'], unique=False)

    op.create_table('files',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stored_as', sa.String(), nullable=False),
    sa.Column('thumbnail_as', sa.String(), nullable=False),
    sa.Column('shown_name', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_files_batch_id_batches')),
    sa.ForeignKeyConstraint(['company_id'], ['companies.id'], name=op.f('fk_files_company_id_companies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_files'))
    )
    with op.batch_alter_table('files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_files_batch_id'), ['batch_id'], unique=False)

    op.create_table('imports',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('table_as', sa.String(), nullable=False),
    sa.Column('archive_as', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('rows_good', sa.Integer(), nullable=False),
    sa.Column('rows_bad', sa.Integer(), nullable=False),
    sa.Column('rows_repeated', sa.Integer(), nullable=False),
    sa.Column('errors', sa.JSON(), nullable=False),
    sa.Column('preview', sa.JSON(), nullable=False),
    sa.Column('created_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('checked', 'stored', 'discarded')", name=op.f('ck_imports_state')),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_imports_batch_id_batches')),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_imports_created_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_imports_batch_id'), ['batch_id'], unique=False)

    op.create_table('payments',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('checkout_id', sa.String(), nullable=True),
    sa.Column('checkout_url', sa.String(), nullable=True),
    sa.Column('provider_payment_id', sa.String(), nullable=True),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name=op.f('ck_payments_paid')),
    sa.CheckConstraint("state IN ('requested', 'opened', 'lapsed', 'paid')", name=op.f('ck_payments_state')),
    sa.CheckConstraint('amount_minor > 0', name=op.f('ck_payments_amount')),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_payments_batch_id_batches')),
    sa.ForeignKeyConstraint(['company_id'], ['companies.id'], name=op.f('fk_payments_company_id_companies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payments')),
    sa.UniqueConstraint('checkout_id', name=op.f('uq_payments_checkout_id')),
    sa.UniqueConstraint('provider_payment_id', name=op.f('uq_payments_provider_payment_id'))
    )
    with op.batch_alter_table('payments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payments_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_payments_company_id'), ['company_id'], unique=False)
        batch_op.create_index('uq_payments_open', ['batch_id'], unique=True, sqlite_where=sa.text("state IN ('requested', 'opened')"), postgresql_where=sa.text("state IN ('requested', 'opened')"))

    op.create_table('qualifications',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('template_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attempt_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('earned_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['quiz_attempts.id'], name=op.f('fk_qualifications_attempt_id_quiz_attempts')),
    sa.ForeignKeyConstraint(['template_id'], ['templates.id'], name=op.f('fk_qualifications_template_id_templates')),
    sa.ForeignKeyConstraint(['worker_id'], ['workers.person_id'], name=op.f('fk_qualifications_worker_id_workers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_qualifications')),
    sa.UniqueConstraint('worker_id', 'template_id', name=op.f('uq_qualifications_worker_id_template_id'))
    )
    op.create_table('tasks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('spread', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('slots', sa.Integer(), nullable=False),
    sa.Column('slots_taken', sa.Integer(), nullable=False),
    sa.Column('slots_done', sa.Integer(), nullable=False),
    sa.Column('slots_withdrawn', sa.Integer(), nullable=False),
    sa.Column('held_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('input', sa.JSON(), nullable=False),
    sa.CheckConstraint("state <> 'complete' OR (slots_done > 0 AND slots_done + slots_withdrawn = slots)", name=op.f('ck_tasks_complete')),
    sa.CheckConstraint("state IN ('open', 'complete', 'withdrawn', 'broken')", name=op.f('ck_tasks_state')),
    sa.CheckConstraint('slots_done BETWEEN 0 AND slots_taken', name=op.f('ck_tasks_done')),
    sa.CheckConstraint('slots_taken >= 0 AND slots_withdrawn >= 0 AND slots_taken + slots_withdrawn <= slots', name=op.f('ck_tasks_taken')),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_tasks_batch_id_batches')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tasks')),
    sa.UniqueConstraint('batch_id', 'number', name=op.f('uq_tasks_batch_id_number'))
    )
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.create_index('ix_tasks_free', ['batch_id', 'spread', 'id'], unique=False, sqlite_where=sa.text("state = 'open' AND slots > slots_taken + slots_withdrawn"), postgresql_where=sa.text("state = 'open' AND slots > slots_taken + slots_withdrawn"))
        batch_op.create_index('ix_tasks_state', ['batch_id', 'state', 'number'], unique=False)

    op.create_table('claims',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('template_version_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('price_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('draft', sa.JSON(), nullable=True),
    sa.Column('draft_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state IN ('released', 'expired')) = (ended_at IS NOT NULL)", name=op.f('ck_claims_ended')),
    sa.CheckConstraint("state IN ('active', 'submitted', 'released', 'expired')", name=op.f('ck_claims_state')),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_claims_batch_id_batches')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_claims_task_id_tasks')),
    sa.ForeignKeyConstraint(['template_version_id'], ['template_versions.id'], name=op.f('fk_claims_template_version_id_template_versions')),
    sa.ForeignKeyConstraint(['worker_id'], ['workers.person_id'], name=op.f('fk_claims_worker_id_workers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claims'))
    )
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.create_index('ix_claims_batch', ['batch_id', 'state'], unique=False)
        batch_op.create_index('ix_claims_expiry', ['expires_at'], unique=False, sqlite_where=sa.text("state = 'active'"), postgresql_where=sa.text("state = 'active'"))
        batch_op.create_index('ix_claims_worker', ['worker_id', 'id'], unique=False)
        batch_op.create_index('uq_claims_live', ['task_id', 'worker_id'], unique=True, sqlite_where=sa.text("state IN ('active', 'submitted')"), postgresql_where=sa.text("state IN ('active', 'submitted')"))

    op.create_table('refunds',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('payment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('provider_refund_id', sa.String(), nullable=True),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('requested', 'sending', 'sent', 'settled', 'failed')", name=op.f('ck_refunds_state')),
    sa.CheckConstraint("state NOT IN ('sent', 'settled') OR provider_refund_id IS NOT NULL", name=op.f('ck_refunds_provider_refund')),
    sa.CheckConstraint('amount_minor > 0', name=op.f('ck_refunds_amount')),
    sa.ForeignKeyConstraint(['company_id'], ['companies.id'], name=op.f('fk_refunds_company_id_companies')),
    sa.ForeignKeyConstraint(['payment_id'], ['payments.id'], name=op.f('fk_refunds_payment_id_payments')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refunds')),
    sa.UniqueConstraint('provider_refund_id', name=op.f('uq_refunds_provider_refund_id'))
    )
    with op.batch_alter_table('refunds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_refunds_company_id'), ['company_id'], unique=False)
        batch_op.create_index('ix_refunds_due', ['state', 'next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_refunds_payment_id'), ['payment_id'], unique=False)

    op.create_table('submissions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('claim_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('company_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('review_due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'under_review') = (decided_at IS NULL)", name=op.f('ck_submissions_decided')),
    sa.CheckConstraint("state IN ('under_review', 'accepted', 'partial', 'rework', 'rejected')", name=op.f('ck_submissions_state')),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_submissions_batch_id_batches')),
    sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_submissions_claim_id_claims')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_submissions_task_id_tasks')),
    sa.ForeignKeyConstraint(['worker_id'], ['workers.person_id'], name=op.f('fk_submissions_worker_id_workers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submissions')),
    sa.UniqueConstraint('claim_id', 'round', name=op.f('uq_submissions_claim_id_round'))
    )
    with op.batch_alter_table('submissions', schema=None) as batch_op:
        batch_op.create_index('ix_submissions_batch', ['batch_id', 'state', 'id'], unique=False)
        batch_op.create_index('ix_submissions_queue', ['review_due_at', 'id'], unique=False, sqlite_where=sa.text("state = 'under_review'"), postgresql_where=sa.text("state = 'under_review'"))
        batch_op.create_index('ix_submissions_queue_company', ['company_id', 'review_due_at', 'id'], unique=False, sqlite_where=sa.text("state = 'under_review'"), postgresql_where=sa.text("state = 'under_review'"))
        batch_op.create_index('ix_submissions_worker', ['worker_id', 'id'], unique=False)

    op.create_table('reviews',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('submission_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reviewer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("decision <> 'rework' OR message <> ''", name=op.f('ck_reviews_what_to_fix')),
    sa.CheckConstraint("decision = 'accept' OR reviewer_id IS NOT NULL", name=op.f('ck_reviews_somebody')),
    sa.CheckConstraint("decision IN ('accept', 'partial', 'rework', 'reject')", name=op.f('ck_reviews_decision')),
    sa.CheckConstraint("decision NOT IN ('partial', 'reject') OR failed > 0", name=op.f('ck_reviews_evidence')),
    sa.CheckConstraint('score BETWEEN 0 AND 100', name=op.f('ck_reviews_score')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['people.id'], name=op.f('fk_reviews_reviewer_id_people')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_reviews_submission_id_submissions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    sa.UniqueConstraint('submission_id', name=op.f('uq_reviews_submission_id'))
    )
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.create_index('ix_reviews_reviewer', ['reviewer_id', 'id'], unique=False)

    op.create_table('verdicts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('claim_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('submission_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('review_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('pays', sa.Boolean(), nullable=False),
    sa.Column('price_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('pay_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fee_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(outcome = 'accepted' AND pay_minor = price_minor) OR (outcome = 'rejected' AND pay_minor = 0) OR (outcome = 'partial' AND pay_minor > 0 AND pay_minor < price_minor)", name=op.f('ck_verdicts_pay')),
    sa.CheckConstraint("outcome IN ('accepted', 'partial', 'rejected')", name=op.f('ck_verdicts_outcome')),
    sa.CheckConstraint("pays = (outcome <> 'rejected')", name=op.f('ck_verdicts_pays')),
    sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_verdicts_claim_id_claims')),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_verdicts_review_id_reviews')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_verdicts_submission_id_submissions')),
    sa.ForeignKeyConstraint(['worker_id'], ['workers.person_id'], name=op.f('fk_verdicts_worker_id_workers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdicts')),
    sa.UniqueConstraint('claim_id', name=op.f('uq_verdicts_claim_id')),
    sa.UniqueConstraint('id', 'pays', name=op.f('uq_verdicts_id_pays')),
    sa.UniqueConstraint('review_id', name=op.f('uq_verdicts_review_id')),
    sa.UniqueConstraint('submission_id', name=op.f('uq_verdicts_submission_id'))
    )
    with op.batch_alter_table('verdicts', schema=None) as batch_op:
        batch_op.create_index('ix_verdicts_worker', ['worker_id', 'id'], unique=False)

    op.create_table('entries',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('verdict_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('verdict_pays', sa.Boolean(), nullable=True),
    sa.Column('actor_name', sa.String(), nullable=False),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'release') = (verdict_id IS NOT NULL) AND (kind = 'release') = (verdict_pays IS NOT NULL)", name=op.f('ck_entries_release')),
    sa.CheckConstraint("kind IN ('funding', 'hold', 'release', 'give_back', 'payout', 'payout_paid', 'payout_returned', 'refund', 'refund_returned')", name=op.f('ck_entries_kind')),
    sa.CheckConstraint('verdict_pays IS NULL OR verdict_pays', name=op.f('ck_entries_pays')),
    sa.ForeignKeyConstraint(['verdict_id', 'verdict_pays'], ['verdicts.id', 'verdicts.pays'], name='fk_entries_verdicts'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_entries')),
    sa.UniqueConstraint('key', 'kind', 'currency', name=op.f('uq_entries_key_kind_currency')),
    sa.UniqueConstraint('verdict_id', name=op.f('uq_entries_verdict_id'))
    )
    with op.batch_alter_table('entries', schema=None) as batch_op:
        batch_op.create_index('ix_entries_posted_at', ['posted_at'], unique=False)

    op.create_table('lines',
    sa.Column('entry_key', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('entry_kind', sa.String(), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_kind', sa.String(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("NOT (account_kind = 'worker' AND amount_minor > 0) OR entry_kind IN ('release', 'payout_returned')", name=op.f('ck_lines_worker_credit')),
    sa.CheckConstraint('amount_minor <> 0', name=op.f('ck_lines_amount')),
    sa.ForeignKeyConstraint(['account_id', 'account_kind', 'currency'], ['ledger_accounts.id', 'ledger_accounts.kind', 'ledger_accounts.currency'], name='fk_lines_ledger_accounts'),
    sa.ForeignKeyConstraint(['entry_key', 'entry_kind', 'currency'], ['entries.key', 'entries.kind', 'entries.currency'], name='fk_lines_entries', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('entry_key', 'number', name=op.f('pk_lines'))
    )
    with op.batch_alter_table('lines', schema=None) as batch_op:
        batch_op.create_index('ix_lines_account', ['account_id', 'amount_minor'], unique=False)
    for statement in statements(op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    raise RuntimeError("the first migration has nothing below it")
