"""The platform's ready templates, in Korean and English."""

from collections.abc import Mapping
from typing import Final

from marketplace.standards.catalogue.grocery_photo_tags import GROCERY_PHOTO_TAGS
from marketplace.standards.catalogue.kr_product_listing import KR_PRODUCT_LISTING
from marketplace.standards.catalogue.same_product import SAME_PRODUCT
from marketplace.standards.spec import Spec

CATALOGUE: Final[Mapping[str, Spec]] = {
    "grocery-photo-tags": GROCERY_PHOTO_TAGS,
    "same-product": SAME_PRODUCT,
    "kr-product-listing": KR_PRODUCT_LISTING,
}
