"""The regular part of the work, done by rules: answers suggested from inputs and tables, rows sent where they belong."""

from marketplace.standards.regular.lookup import ANY
from marketplace.standards.regular.routing import Router, Routing, compile_routes
from marketplace.standards.regular.suggesting import Suggester, Suggestion, compile_prefill, source_of

__all__ = ["ANY", "Router", "Routing", "Suggester", "Suggestion", "compile_prefill", "compile_routes", "source_of"]
