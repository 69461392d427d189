"""Small, safe expressions over a template's fields, such as `net_weight <= gross_weight`: read once, never run as code."""

from marketplace.standards.expressions.expression import Expression, ExpressionError, compile_expression

__all__ = ["Expression", "ExpressionError", "compile_expression"]
