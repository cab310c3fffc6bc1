"""The statistical recogniser made quick: the entities spaCy's own `ner` finds, for a sixth of its time.

spaCy's compiled transition parser takes Python's lock some hundred times a token, which costs more than the network.
Here the same greedy decisions are taken for all tokens of a text at once: outside an entity what is best depends on
the token alone, so that only the few tokens within an entity are left to be walked through.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from extractor.annotate.recogniser_network import Attributes, Floats, Network, by_piece, greatest, is_known, network_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

NAME = "ner"
FACTORY = "extractor_recogniser"
STATE = ("ENT_IOB", "IS_SPACE", "SENT_START")
STARTS_SENTENCE = 1
TRIAL = "Officials in Norway said on Monday that Example Corp. paid $2 million to the group.\n\nIt did not."

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
Piece = tuple[int, int, int]
"""An entity: its first token, the token after it, the number of its label."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What tells where an entity may begin or go on."""

    may_begin: Flags
    may_continue: Flags
    is_free: Flags
    is_space: Flags


@dataclass(frozen=True, slots=True)
class Moves:
    """The last layers, and what each of their scores stands for.

    The hidden layer sums three parts: of the token, of the first token of the open entity, of the token before.
    """

    parts: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    alone: Floats
    """What the second and the third part come to where no entity is open."""
    width: int
    opening: Floats
    opening_bias: Floats
    kinds: NDArray[np.str_]
    labels: Places
    inside: Floats
    inside_bias: Floats

    def part(self, which: int, vectors: Floats) -> Floats:
        """One part of the hidden layer's sum, a row a token."""
        summed: Floats = vectors @ self.parts[which]
        summed += self.biases[which]
        return summed

    def open(self, tokens: Tokens, own: Floats) -> Places:
        """The best move at each token where no entity is open."""
        scores = greatest(own + self.alone, self.width) @ self.opening
        scores += self.opening_bias
        for kind, allowed in (("B", tokens.may_begin), ("U", ~tokens.is_space)):
            scores[np.ix_(~allowed, self.kinds == kind)] = -np.inf
        best: Places = scores.argmax(axis=1)
        return best

    def continues(self, hidden: Floats, labels: Places) -> Flags:
        """Whether an open entity goes on beyond its token, for each row of the hidden layer's sum."""
        scores = np.einsum("ij,ikj->ik", greatest(hidden, self.width), self.inside[labels])
        scores += self.inside_bias[labels]
        goes_on: Flags = scores[:, 0] >= scores[:, 1]
        return goes_on


class Recogniser:
    """Stands for the `ner` of a pipeline; a text that needs more than is done here is given to that."""

    def __init__(self, ner: Any, network: Network, moves: Moves) -> None:
        self._ner, self._network, self._moves = ner, network, moves
        self._columns: list[int | str] = [*network.columns, *STATE]
        self._names = {name: i for i, name in enumerate(ner.labels)}
        self._labels = [ner.vocab.strings[name] for name in ner.labels]

    def __call__(self, doc: "Doc") -> "Doc":
        """Set the entities of `doc`; those set before stay as they are."""
        pieces = self._pieces(doc)
        if pieces is None:
            self._ner(doc)
        else:
            doc.set_ents([self._span(doc, piece) for piece in pieces])
        return doc

    def pipe(self, docs: Iterable["Doc"], batch_size: int = 0) -> Iterator["Doc"]:  # noqa: ARG002 - spaCy's signature
        """Each of `docs` by itself: what is found in a text never depends on the others."""
        yield from map(self, docs)

    def _pieces(self, doc: "Doc") -> list[Piece] | None:
        states: Any = doc.to_array(self._columns)
        before = self._before(doc, states)
        if before is None or not len(doc):
            return before
        tokens = _tokens(*states[:, -len(STATE) :].T)
        vectors = self._network.vectors(states[:, : -len(STATE)])
        return _walk([*before, *_found(self._moves, tokens, vectors)])

    def _before(self, doc: "Doc", states: Attributes) -> list[Piece] | None:
        """The entities set before; None where a label is unknown here or a token is barred from any entity."""
        known = [(e.start, e.end, self._names.get(e.label_, -1)) for e in doc.ents]
        covered = sum(end - start for start, end, _ in known)
        if covered != np.count_nonzero(states[:, -3] & 1) or any(label < 0 for *_, label in known):
            return None
        return known

    def _span(self, doc: "Doc", piece: Piece) -> "Span":
        from spacy.tokens import Span

        start, end, label = piece
        return Span(doc, start, end, label=self._labels[label], kb_id=doc[start].ent_kb_id)


def _tokens(iob: Attributes, is_space: Attributes, sentence: Attributes) -> Tokens:
    is_free = (iob & 1) == 0
    may_continue = np.zeros(len(iob), np.bool_)
    may_continue[:-1] = is_free[1:] & (sentence[1:] != STARTS_SENTENCE)
    spaces = is_space != 0
    return Tokens(may_continue & ~spaces, may_continue, is_free, spaces)


def _found(moves: Moves, tokens: Tokens, vectors: Floats) -> list[Piece]:
    """What would begin at each token, were no entity open there."""
    own = moves.part(0, vectors)
    best = moves.open(tokens, own)
    kinds, labels = moves.kinds[best], moves.labels[best]
    units = np.flatnonzero(tokens.is_free & (kinds == "U"))
    starts = np.flatnonzero(tokens.is_free & (kinds == "B"))
    ends = _ends(moves, tokens, vectors, own, starts, labels[starts])
    return [
        *zip(units.tolist(), (units + 1).tolist(), labels[units].tolist(), strict=True),
        *zip(starts.tolist(), ends.tolist(), labels[starts].tolist(), strict=True),
    ]


def _ends(moves: Moves, tokens: Tokens, vectors: Floats, own: Floats, starts: Places, labels: Places) -> Places:
    """The token after each entity begun; all are followed at once, a token a round."""
    opened = moves.part(1, vectors[starts])
    ends = starts + 1
    going = np.arange(len(starts))
    while going.size:
        at = ends[going]
        hidden = own[at] + opened[going] + moves.part(2, vectors[at - 1])
        stays = tokens.may_continue[at] & moves.continues(hidden, labels[going])
        ends[going] += 1
        going = going[stays]
    return ends


def _walk(pieces: list[Piece]) -> list[Piece]:
    """From left to right, those that begin where none is open."""
    out, reached = [], 0
    for piece in sorted(pieces):
        if piece[0] >= reached:
            out.append(piece)
            reached = piece[1]
    return out


def sped_up(nlp: "Language") -> "Language":
    """`nlp`, its `ner` replaced by the quick one where that is of the shape known here; else as it was."""
    from spacy.language import Language
    from threadpoolctl import threadpool_limits

    if NAME not in nlp.pipe_names or not _decides_as_here(nlp.get_pipe(NAME)):
        return nlp
    if not Language.has_factory(FACTORY):
        Language.factory(FACTORY, func=make_recogniser)
    with threadpool_limits(limits=1):  # on matrices this small more threads only wait for each other
        quick = nlp.add_pipe(FACTORY, after=NAME)
        nlp.remove_pipe(NAME if _trial(nlp, quick) == _trial(nlp, nlp.get_pipe(NAME)) else FACTORY)
    return nlp


def make_recogniser(nlp: "Language", name: str) -> Recogniser:  # noqa: ARG001 - the signature is spaCy's
    """Factory of `extractor_recogniser`, which takes the weights of the `ner` beside it."""
    ner: Any = nlp.get_pipe(NAME)
    return Recogniser(ner, network_of(ner.model.get_ref("tok2vec")), _moves(ner))


def _decides_as_here(ner: Any) -> bool:
    """Whether it decides greedily, by three tokens, and has learnt all its labels."""
    model: Any = getattr(ner, "model", None)
    return (
        getattr(model, "name", "") == "parser_model"
        and ner.cfg["beam_width"] == 1
        and bool(model.attrs["has_upper"])
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == 3
        and is_known(model.get_ref("tok2vec"))
    )


def _trial(nlp: "Language", component: Any) -> list[tuple[int, int, str]]:
    return [(e.start, e.end, e.label_) for e in component(nlp.make_doc(TRIAL)).ents]


def _moves(ner: Any) -> Moves:
    linear, lower, upper = (ner.model.get_ref("tok2vec").layers[-1], *map(ner.model.get_ref, ("lower", "upper")))
    parts = [by_piece(weights) for weights in lower.get_param("W")]
    pads = lower.get_param("pad")[0].swapaxes(1, 2).reshape(len(parts), -1)
    own_bias = lower.get_param("b").T.ravel()
    names = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
    scores, biases = upper.get_param("W"), upper.get_param("b")
    opening = [i for i, name in enumerate(names) if name == "O" or (name[:2] in ("B-", "U-") and name[2:])]
    inside = [[names.index(f"{kind}-{label}") for kind in "IL"] for label in ner.labels]
    return Moves(
        parts=tuple(linear.get_param("W").T @ part for part in parts),
        biases=tuple(linear.get_param("b") @ part + (own_bias if i == 0 else 0) for i, part in enumerate(parts)),
        alone=pads[1] + pads[2],
        width=lower.get_dim("nO"),
        opening=np.ascontiguousarray(scores[opening].T),
        opening_bias=biases[opening],
        kinds=np.array([names[i][0] for i in opening]),
        labels=np.array([ner.labels.index(names[i][2:]) if names[i] != "O" else -1 for i in opening]),
        inside=scores[inside],
        inside_bias=biases[inside],
    )
