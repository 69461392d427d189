"""Proving the ledger from its rows alone: what is wrong, if anything, in words."""

from collections.abc import Iterator

from sqlalchemy import text

from marketplace.kernel.database import db

# Each query finds what must not exist; its columns fill the sentence.
FAULTS = (
    ("{0} does not sum to zero ({1})", "SELECT key, total_minor FROM check_entries WHERE total_minor IS NULL OR total_minor <> 0"),
    ("{0} has {1} lines", "SELECT key, lines FROM check_entries WHERE lines < 2"),
    ("{0} {1} is below zero: {2} {3}", """SELECT kind, owner_id, balance_minor, currency FROM check_balances
        WHERE balance_minor < 0 AND kind NOT IN ('provider', 'bank', 'loss', 'debt')"""),
    ("the {0} owes less than nothing: {1} {2}",
        "SELECT kind, balance_minor, currency FROM check_balances WHERE kind = 'bank' AND balance_minor > 0"),
    # We may owe the provider what disputes took after the money had gone on to workers, what appeals cost us, and nothing more.
    ("the provider is owed {0} {1}, disputes took {2}, appeals cost {3}", """
        SELECT b.balance_minor, b.currency, coalesce(d.taken, 0), coalesce(a.lost, 0) FROM check_balances b
        LEFT JOIN (SELECT currency, sum(fee_minor + CASE WHEN reinstated_at IS NULL THEN amount_minor ELSE 0 END) AS taken FROM disputes
            WHERE withdrawn_at IS NOT NULL GROUP BY currency) d ON d.currency = b.currency
        LEFT JOIN (SELECT currency, sum(lost_minor) AS lost FROM appeals GROUP BY currency) a ON a.currency = b.currency
        WHERE b.kind = 'provider' AND b.balance_minor > coalesce(d.taken, 0) + coalesce(a.lost, 0)"""),
    ("dispute {0} took {1}, its entry says otherwise", """SELECT d.id, d.amount_minor + d.fee_minor FROM disputes d
        LEFT JOIN lines l ON l.entry_key = 'dispute:' || d.id AND l.account_kind = 'provider'
        WHERE coalesce(l.amount_minor, 0) <> CASE WHEN d.withdrawn_at IS NULL THEN 0 ELSE d.amount_minor + d.fee_minor END"""),
    ("dispute {0} gave {1} back, its entry says otherwise", """SELECT d.id, d.amount_minor FROM disputes d
        LEFT JOIN lines l ON l.entry_key = 'dispute_won:' || d.id AND l.account_kind = 'provider'
        WHERE coalesce(l.amount_minor, 0) <> CASE WHEN d.reinstated_at IS NULL THEN 0 ELSE -d.amount_minor END"""),
    ("worker {0} owes less than nothing: {1} {2}",
        "SELECT owner_id, balance_minor, currency FROM check_balances WHERE kind = 'debt' AND balance_minor > 0"),
    ("verdict {0} pays but was not released", """SELECT v.id FROM verdicts v
        LEFT JOIN entries e ON e.verdict_id = v.id WHERE v.pays AND e.key IS NULL"""),
    ("verdict {0} says {1}, its release paid {2}", """SELECT v.id, v.pay_minor, sum(l.amount_minor) FROM verdicts v
        JOIN entries e ON e.verdict_id = v.id
        JOIN lines l ON l.entry_key = e.key AND l.account_kind = 'worker' GROUP BY v.id, v.pay_minor HAVING sum(l.amount_minor) <> v.pay_minor"""),
    ("verdict {0} is {1} but its submission is {2}", """SELECT v.id, v.outcome, s.state FROM verdicts v JOIN submissions s ON s.id = v.submission_id
        LEFT JOIN appeals a ON a.verdict_id = v.id
        WHERE s.state <> CASE WHEN a.state = 'overturned' AND a.pay_minor = v.price_minor THEN 'accepted' WHEN a.state = 'overturned' THEN 'partial'
            WHEN a.state = 'filed' AND v.outcome = 'rejected' THEN 'appealed' WHEN a.state = 'conceded' AND v.outcome = 'rejected' THEN 'conceded'
            ELSE v.outcome END"""),
    ("appeal {0} adds {1}, its entry paid {2}", """SELECT a.id, a.pay_minor - a.paid_minor, coalesce(l.amount_minor, 0) FROM appeals a
        LEFT JOIN lines l ON l.entry_key = 'appeal:' || a.id AND l.account_kind = 'worker'
        WHERE coalesce(l.amount_minor, 0) <> a.pay_minor - a.paid_minor"""),
    ("appeal {0} cost us {1}, its entry says {2}", """SELECT a.id, a.lost_minor, coalesce(-l.amount_minor, 0) FROM appeals a
        LEFT JOIN lines l ON l.entry_key = 'appeal:' || a.id AND l.account_kind = 'loss'
        WHERE coalesce(-l.amount_minor, 0) <> a.lost_minor"""),
    ("appeal {0} is about {1} of {2}, its verdict about {3} of {4}", """SELECT a.id, a.paid_minor, a.price_minor, v.pay_minor, v.price_minor
        FROM appeals a JOIN verdicts v ON v.id = a.verdict_id
        WHERE a.paid_minor <> v.pay_minor OR a.price_minor <> v.price_minor OR a.currency <> v.currency OR a.worker_id <> v.worker_id"""),
    ("batch {0} holds {1}, its open slots need {2}", """SELECT b.id, coalesce(h.held, 0), coalesce(n.needed, 0) FROM batches b
        LEFT JOIN (SELECT owner_id, sum(balance_minor) AS held FROM check_balances WHERE kind = 'hold' GROUP BY owner_id) h ON h.owner_id = b.id
        LEFT JOIN (SELECT batch_id, sum((slots - slots_done - slots_withdrawn) * held_minor) AS needed FROM tasks
            GROUP BY batch_id) n ON n.batch_id = b.id
        WHERE coalesce(h.held, 0) <> coalesce(n.needed, 0)"""),
    ("payout {0} is {1}, on its way are {2}", """SELECT p.id, p.state, coalesce(b.balance_minor, 0) FROM payouts p
        LEFT JOIN check_balances b ON b.kind = 'transit' AND b.owner_id = p.id AND b.currency = p.currency
        WHERE coalesce(b.balance_minor, 0) <> CASE WHEN p.state IN ('requested', 'sending', 'sent') THEN p.amount_minor ELSE 0 END"""),
    ("the tax account has {0} {1}, the payouts that weren't returned withheld {2}", """SELECT coalesce(t.kept, 0), c.currency, coalesce(p.withheld, 0)
        FROM (SELECT currency FROM payouts UNION SELECT currency FROM check_balances WHERE kind = 'tax') c
        LEFT JOIN (SELECT currency, sum(balance_minor) AS kept FROM check_balances WHERE kind = 'tax' GROUP BY currency) t ON t.currency = c.currency
        LEFT JOIN (SELECT currency, sum(income_tax_minor + local_tax_minor) AS withheld FROM payouts
            WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.key = 'payout_returned:' || payouts.id) GROUP BY currency) p ON p.currency = c.currency
        WHERE coalesce(t.kept, 0) <> coalesce(p.withheld, 0)"""),
    ("payment {0} is {1}, its funding entry says otherwise", """SELECT p.id, p.state FROM payments p
        LEFT JOIN entries e ON e.key = 'funding:payment:' || p.id
        WHERE (p.state = 'paid') <> (e.key IS NOT NULL)"""),
)
SLOTS = (
    ("task {0} has {1} slots taken, {2} live claims", """SELECT t.id, t.slots_taken, count(c.id) FROM tasks t
        LEFT JOIN claims c ON c.task_id = t.id AND c.state IN ('active', 'submitted')
        AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.claim_id = c.id AND s.state IN ('rejected', 'appealed', 'conceded'))
        GROUP BY t.id, t.slots_taken HAVING count(c.id) <> t.slots_taken"""),
    ("worker {0} is counted with {1} claims, holds {2}", """SELECT w.person_id, w.active_claims, count(c.id) FROM workers w
        LEFT JOIN claims c ON c.worker_id = w.person_id AND c.state = 'active' GROUP BY w.person_id, w.active_claims
        HAVING count(c.id) <> w.active_claims"""),
)


def prove_ledger() -> list[str]:
    """Every fault of the ledger and of the slots that its money is held for; empty when all is right."""
    return list(_find(FAULTS + SLOTS))


def _find(checks: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for sentence, query in checks:
        for row in db.session.execute(text(query)):
            yield sentence.format(*row)
