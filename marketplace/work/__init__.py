"""Batches, tasks, claims, submissions, imports and exports."""
