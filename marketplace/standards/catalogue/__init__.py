"""The platform's ready templates, in Korean and English."""

from collections.abc import Mapping
from typing import Final

from marketplace.standards.catalogue.brand_content import BRAND_CONTENT
from marketplace.standards.catalogue.catalogue_update import CATALOGUE_UPDATE
from marketplace.standards.catalogue.document_entry import DOCUMENT_ENTRY
from marketplace.standards.catalogue.grocery_photo_tags import GROCERY_PHOTO_TAGS
from marketplace.standards.catalogue.kr_product_listing import KR_PRODUCT_LISTING
from marketplace.standards.catalogue.photo_boxes import PHOTO_BOXES
from marketplace.standards.catalogue.returns_coding import RETURNS_CODING
from marketplace.standards.catalogue.same_product import SAME_PRODUCT
from marketplace.standards.catalogue.sample_packing import SAMPLE_PACKING
from marketplace.standards.catalogue.stock_count import STOCK_COUNT
from marketplace.standards.spec import Spec

CATALOGUE: Final[Mapping[str, Spec]] = {
    "grocery-photo-tags": GROCERY_PHOTO_TAGS,
    "same-product": SAME_PRODUCT,
    "kr-product-listing": KR_PRODUCT_LISTING,
    "catalogue-update": CATALOGUE_UPDATE,
    "photo-boxes": PHOTO_BOXES,
    "document-entry": DOCUMENT_ENTRY,
    "brand-content": BRAND_CONTENT,
    "sample-packing": SAMPLE_PACKING,
    "stock-count": STOCK_COUNT,
    "returns-coding": RETURNS_CODING,
}
