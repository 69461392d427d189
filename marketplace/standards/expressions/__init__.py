"""Small, safe expressions over a template's fields, such as `net_weight <= gross_weight`: read once, never run as code."""

from marketplace.standards.expressions.errors import ExpressionError
from marketplace.standards.expressions.expression import Expression, check_sorts, compile_expression
from marketplace.standards.expressions.meaning import Amount
from marketplace.standards.expressions.sorts import LIST, NUMBER, TEXT, TRUTH, Sort

__all__ = ["LIST", "NUMBER", "TEXT", "TRUTH", "Amount", "Expression", "ExpressionError", "Sort", "check_sorts", "compile_expression"]
