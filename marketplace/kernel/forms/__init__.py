"""Forms: one class reads a page's form and a JSON body, and describes itself for the API document."""

from marketplace.kernel.forms.amounts import AmountField, MomentField
from marketplace.kernel.forms.choices import ChoiceField, JsonTextField, ManyField, ObjectField
from marketplace.kernel.forms.form import (
    REQUIRED,
    JsonValues,
    TypedField,
    Values,
    VerbForm,
    raise_field,
    wrong,
)
from marketplace.kernel.forms.texts import FlagField, SecretField, TextField, UploadField, WholeField

__all__ = [
    "REQUIRED", "AmountField", "ChoiceField", "FlagField", "JsonTextField", "JsonValues", "ManyField", "MomentField", "ObjectField",
    "SecretField", "TextField", "TypedField", "UploadField", "Values", "VerbForm", "WholeField", "raise_field", "wrong",
]
