"""Templates by page: the catalogue, and building one's own."""

from marketplace.standards.pages import building, catalogue, fields, publishing

PAGES = [catalogue.pages, building.pages, fields.pages, publishing.pages]
