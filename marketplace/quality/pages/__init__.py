"""The pages of quality: a task being worked on with what its reviewer said, verdicts, appeals, receipts and earnings."""

from flask import Blueprint

from marketplace.quality.pages import answering, appeals, bonuses, earnings, results, reviewing

PAGES: list[Blueprint] = [answering.pages, results.pages, earnings.pages, reviewing.pages, bonuses.pages, appeals.pages]
