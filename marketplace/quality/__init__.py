"""Reviews by checklist and the verdicts that release money."""
