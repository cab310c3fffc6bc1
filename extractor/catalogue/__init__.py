"""What is known beforehand: countries, places, agencies, organisations, products, threat actors, malware, tools.

The files lie in `ontology/catalogue/*.jsonl` (in an installed package: `extractor/_ontology/catalogue`); see
`ontology/README.md` for their format. A folder of one's own in the same format is merged over them, so an analyst can
add an agency or an alias without touching the package.

entries.py    one known thing, and how names are compared
known.py      all of them, with the look-ups that annotating and linking need
inflected.py  their names in Ukrainian and Russian in every case, loaded for Cyrillic words only
"""

from extractor.catalogue.entries import Entry, normal, ontology_dir
from extractor.catalogue.inflected import CYRILLIC, Form, Inflected
from extractor.catalogue.known import Catalogue, load

__all__ = ["CYRILLIC", "Catalogue", "Entry", "Form", "Inflected", "load", "normal", "ontology_dir"]
