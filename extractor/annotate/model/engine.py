"""The two passes of the model, in onnxruntime on one thread."""

from pathlib import Path
from typing import Any, Protocol

from extractor.annotate.model.bio import Floats
from extractor.annotate.model.text import Ints

SLOWER = "SkipLayerNormFusion"
"""What onnxruntime makes of adding and normalising takes five times as long as the two (measured on one core)."""


class Engine(Protocol):
    """The two passes, on whatever runs them."""

    def read(self, ids: Ints, shapes: Ints) -> tuple[Floats, Floats, Floats]:
        """Event logits, entity logits, hidden states for the second pass; all (windows, pieces, ...). The windows of
        a call have one length: nothing is padded.
        """

    def again(self, hidden: Floats, mask: Ints, trigger: Ints, distance: Ints, kind: Ints) -> tuple[Floats, Floats]:
        """Role logits (events, pieces, tags) and realis logits (events, 3)."""


class OnnxEngine:
    """Both passes from their graphs in `folder`. Its inputs should be of one text: the scale of the eight-bit
    products is taken over all that goes in together, so a neighbour would change a text's last decimals.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._first, self._second = (
            onnxruntime.InferenceSession(
                str(folder / f"{name}.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=[SLOWER],
            )
            for name in ("reader", "second")
        )

    def read(self, ids: Ints, shapes: Ints) -> tuple[Floats, Floats, Floats]:
        """See `Engine`."""
        events, entities, hidden = self._first.run(None, {"ids": ids, "shapes": shapes})
        return events, entities, hidden

    def again(self, hidden: Floats, mask: Ints, trigger: Ints, distance: Ints, kind: Ints) -> tuple[Floats, Floats]:
        """See `Engine`."""
        fed: dict[str, Any] = {"hidden": hidden, "mask": mask, "trigger": trigger, "distance": distance, "kind": kind}
        roles, realis = self._second.run(None, fed)
        return roles, realis
