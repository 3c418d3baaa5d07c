"""Words on screen: as they are, or to be told in the language of whoever reads them."""

from django.utils.functional import Promise

Words = str | Promise
