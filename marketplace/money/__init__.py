"""The ledger, money held for work, payouts, refunds and receipts."""
