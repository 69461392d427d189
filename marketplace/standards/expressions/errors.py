"""How an expression that can't be read, or that makes no sense, is refused."""

from marketplace.kernel.text import Text


class ExpressionError(ValueError):
    """A sentence that says what is wrong with an expression, and where."""

    def __init__(self, sentence: Text, **facts: object) -> None:
        self.sentence = sentence.format(**facts)
        super().__init__(self.sentence.en)
