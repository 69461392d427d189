"""What the database itself refuses, in the words of each engine: the ledger's and the journal's triggers, and the check views."""

APPEND_ONLY = ("entries", "lines", "journal", "seals", "sealed_rows")

SQLITE = [
    """CREATE TRIGGER lines_sealed BEFORE INSERT ON lines
       WHEN EXISTS (SELECT 1 FROM entries WHERE key = NEW.entry_key)
       BEGIN SELECT RAISE(ABORT, 'entry_sealed: an entry takes no more lines'); END""",
    """CREATE TRIGGER lines_whole BEFORE INSERT ON lines WHEN typeof(NEW.amount_minor) <> 'integer'
       BEGIN SELECT RAISE(ABORT, 'amount_not_whole: an amount is a whole number of minor units'); END""",
    """CREATE TRIGGER entries_balanced BEFORE INSERT ON entries
       WHEN (SELECT count(*) < 2 OR sum(amount_minor) <> 0 FROM lines WHERE entry_key = NEW.key)
       BEGIN SELECT RAISE(ABORT, 'entry_unbalanced: the lines of an entry sum to zero'); END""",
    *(f"""CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
       BEGIN SELECT RAISE(ABORT, '{table}_append_only: rows are never changed or removed'); END"""
      for table in APPEND_ONLY for verb in ("update", "delete")),
]

POSTGRESQL = [
    """CREATE FUNCTION refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF EXISTS (SELECT 1 FROM entries WHERE key = NEW.entry_key) THEN
           RAISE EXCEPTION 'entry_sealed: an entry takes no more lines' USING ERRCODE = '23514', CONSTRAINT = 'entry_sealed';
         END IF; RETURN NEW; END $$""",
    "CREATE TRIGGER lines_sealed BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION refuse_sealed()",
    """CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF (SELECT count(*) < 2 OR sum(amount_minor) <> 0 FROM lines WHERE entry_key = NEW.key) THEN
           RAISE EXCEPTION 'entry_unbalanced: the lines of an entry sum to zero' USING ERRCODE = '23514', CONSTRAINT = 'entry_unbalanced';
         END IF; RETURN NEW; END $$""",
    "CREATE TRIGGER entries_balanced BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced()",
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION '%_append_only: rows are never changed or removed', TG_TABLE_NAME
           USING ERRCODE = '23514', CONSTRAINT = 'append_only'; END $$""",
    *(f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
      for table in APPEND_ONLY),
    *(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
      for table in APPEND_ONLY),
]

VIEWS = {
    "check_entries": """SELECT e.key, e.kind, e.currency, e.verdict_id, e.posted_at, count(l.number) AS lines, sum(l.amount_minor) AS total_minor
        FROM entries e LEFT JOIN lines l ON l.entry_key = e.key GROUP BY e.key, e.kind, e.currency, e.verdict_id, e.posted_at""",
    "check_balances": """SELECT a.id AS account_id, a.kind, a.owner_id, a.currency, coalesce(sum(l.amount_minor), 0) AS balance_minor,
        count(l.number) AS lines
        FROM ledger_accounts a LEFT JOIN lines l ON l.account_id = a.id GROUP BY a.id, a.kind, a.owner_id, a.currency""",
    "check_claims": """SELECT c.id AS claim_id, c.task_id, c.batch_id, c.worker_id, c.state, c.price_minor, c.currency, c.claimed_at, c.expires_at,
        t.state AS task_state, t.slots, t.slots_taken, t.slots_done, t.slots_withdrawn FROM claims c JOIN tasks t ON t.id = c.task_id""",
    "check_submissions": """SELECT s.id AS submission_id, s.claim_id, s.task_id, s.batch_id, s.worker_id, s.round, s.state, s.submitted_at,
        s.decided_at,
        r.id AS review_id, r.reviewer_id, r.decision, r.score, r.failed, v.id AS verdict_id, v.outcome, v.pay_minor, v.fee_minor, v.currency
        FROM submissions s LEFT JOIN reviews r ON r.submission_id = s.id LEFT JOIN verdicts v ON v.submission_id = s.id""",
    "check_payouts": """SELECT p.id AS payout_id, p.worker_id, p.destination, p.amount_minor, p.currency, p.state, p.attempt, p.transfer_id,
        p.created_at, p.paid_at FROM payouts p""",
    "check_audit": """SELECT j.id AS entry_id, j.at, j.actor_kind, j.actor_id, j.verb, j.subject_kind, j.subject_id, j.company_id,
        s.seal_id, s.hash FROM journal j LEFT JOIN sealed_rows s ON s.entry_id = j.id""",
}


def statements(engine: str) -> list[str]:
    """Every statement to run on an engine, in order."""
    return (SQLITE if engine == "sqlite" else POSTGRESQL) + [f"CREATE VIEW {name} AS {body}" for name, body in VIEWS.items()]
