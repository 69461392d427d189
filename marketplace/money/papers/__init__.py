"""Money on paper: statements, receipts and invoices as documents, drawn alike as PDF in the reader's language."""
