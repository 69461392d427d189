"""Who is behind an account: applications, evidence and decisions."""
