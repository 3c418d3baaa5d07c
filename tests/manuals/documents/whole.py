"""The manual of the documents, in the order of its chapters."""

from tests.manuals.documents import customer, firm_side
from tests.manuals.manual import Manual

DOCUMENTS = Manual("documents", "Mettre un document à disposition", (customer.CHAPTER, firm_side.CHAPTER))
