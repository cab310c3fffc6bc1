"""spaCy without its command line, which `import spacy` brings along: an HTTP client, project templates, a fifth of the
time to a first result. Nothing here asks for it.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_UNUSED = "spacy.cli.info"


def import_spacy() -> None:
    """Import it, unless somebody has; `spacy.info` then loads the command line when it is called."""
    if "spacy" in sys.modules:
        return
    stand_in = ModuleType(_UNUSED)
    stand_in.info = _info  # type: ignore[attr-defined]
    sys.modules[_UNUSED] = stand_in
    try:
        import_module("spacy")
    finally:
        del sys.modules[_UNUSED]  # whoever imports it from now on gets the real one


def _info(*arguments: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*arguments, **options)
