"""What every room stands on: time, money, words, errors, the database, permissions and the journal."""
