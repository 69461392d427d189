"""Templates by page: the catalogue, and building one's own."""

from marketplace.standards.pages import building, catalogue, fields, publishing, tables

PAGES = [catalogue.pages, building.pages, fields.pages, tables.pages, publishing.pages]
