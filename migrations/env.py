"""Alembic's environment: one database, one transaction a migration, the models' metadata as the aim."""

from alembic import context
from flask import current_app

from marketplace import tables
from marketplace.kernel.database import db

tables.load()


def run_migrations_online() -> None:
    """Upgrade or downgrade over the application's own engine."""
    writing = {"ilgam_writing": True} if db.engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
    with db.engine.execution_options(**writing).connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, transaction_per_migration=True,
                          **current_app.extensions["migrate"].configure_args)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
