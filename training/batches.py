"""Examples as tensors: windows for the encoder, and the events in them for the second pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np
import torch
from torch import Tensor

from extractor.annotate.model.labels import ENTITIES, TYPES, span_tags, tags
from extractor.annotate.model.segments import REACH, segment
from extractor.annotate.model.text import SPECIAL
from training.data import Event, Example

IGNORED: Final = -100
CLS, SEP = 101, 102  # of BERT's uncased vocabulary


@dataclass(frozen=True, slots=True)
class Window:
    """Part of an example: words first..after."""

    example: Example
    first: int
    after: int

    def __len__(self) -> int:
        firsts = self.example.pieces.firsts
        return int(firsts[self.after] - firsts[self.first])


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as the second pass sees it, by pieces of its window ([CLS] counted)."""

    window: int
    start: int
    length: int
    trigger: tuple[int, int]  # pieces, from `start`
    type: int
    realis: int
    tags: tuple[tuple[int, int], ...]  # piece from `start`, tag: the first piece of every word


@dataclass(frozen=True, slots=True)
class Batch:
    """What one training step takes."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    flat: Tensor | None
    allowed: Tensor | None  # (windows, pieces, entity tags)
    events: tuple[Seen, ...]


def seeded(text: str) -> Random:
    """A stream of chance that is the same for the same text."""
    return Random(text)  # noqa: S311  (no secret hangs on it)


def thinned(example: Example, share: float, random: Random) -> Example:
    """Of every other document, about `share` of the sentences without events left out.

    At run time the model reads the sentences that a gate lets through, side by side; so it must have seen such texts.
    """
    if not share or random.random() < 0.5:
        return example
    pieces = example.pieces
    kept = [
        i
        for first, after in pieces.sentences
        if any(example.flat[first:after]) or random.random() > share
        for i in range(first, after)
    ]
    return example.of_words(kept) if kept else example


def cut(example: Example, size: int, random: Random | None) -> list[Window]:
    """Windows of whole sentences, none overlapping; the first is of random length, so that cuts differ by epoch."""
    pieces = example.pieces
    budget = random.randint(size // 3, size) if random else size
    found: list[Window] = []
    first = 0
    for start, after in pieces.sentences:
        if pieces.firsts[after] - pieces.firsts[first] > budget and start > first:
            found.append(Window(example, first, start))
            first, budget = start, size
    found.append(Window(example, first, len(pieces.words)))
    return [part for window in found for part in _halved(window, size)]


def _halved(window: Window, size: int) -> list[Window]:
    """A sentence may be longer than any window."""
    if len(window) <= size or window.after - window.first < 2:
        return [window] if len(window) <= size else []
    middle = (window.first + window.after) // 2
    halves = (Window(window.example, window.first, middle), Window(window.example, middle, window.after))
    return [part for half in halves for part in _halved(half, size)]


def batched(windows: list[Window], size: int, random: Random) -> list[list[Window]]:
    """Batches of windows of about one length and one kind, in random order."""
    found: list[list[Window]] = []
    for events in (True, False):
        mine = [w for w in windows if bool(w.example.flat) is events]
        random.shuffle(mine)
        for i in range(0, len(mine), 16 * size):
            bucket = sorted(mine[i : i + 16 * size], key=len)
            found += [bucket[j : j + size] for j in range(0, len(bucket), size)]
    random.shuffle(found)
    return found


def seen(number: int, window: Window, event: Event, context: int) -> Seen | None:
    """One event of a window for the second pass; None where the window holds not all of its trigger."""
    if not window.first <= event.trigger[0] < event.trigger[1] <= window.after:
        return None
    pieces = window.example.pieces
    first, after = segment(pieces, (window.first, window.after), event.trigger, context)
    spans = [(a - first, b - first, role) for a, b, role in event.arguments if first <= a < b <= after]
    marks = span_tags(after - first, spans)
    base = int(pieces.firsts[first])
    return Seen(
        number,
        base - int(pieces.firsts[window.first]) + 1,
        int(pieces.firsts[after]) - base,
        (int(pieces.firsts[event.trigger[0]]) - base, int(pieces.firsts[event.trigger[1]]) - base),
        event.type,
        event.realis,
        tuple((int(pieces.firsts[first + i]) - base, tag) for i, tag in enumerate(marks)),
    )


def false_events(window: Window, share: float, random: Random) -> list[Event]:
    """Words that are no trigger, passed off as one: the second pass must learn to find nothing there."""
    example = window.example
    true = [e for e in example.events if window.first <= e.trigger[0] < window.after]
    count = int(share * len(true) + random.random())
    open_words = [i for i in range(window.first, window.after) if not example.flat[i] and _wordlike(example, i)]
    picked = random.sample(open_words, min(count, len(open_words)))
    return [
        Event((i, i + 1), random.choice(true).type if true else random.randrange(len(TYPES)), IGNORED, ())
        for i in picked
    ]


def _wordlike(example: Example, i: int) -> bool:
    word = example.pieces.words[i]
    return word.end - word.start > 3 and example.text[word.start].isalpha()


def batch(windows: Sequence[Window], context: int, negatives: float, random: Random) -> Batch:
    """Tensors of one batch; all its windows come from corpora of one kind."""
    shape = (len(windows), max(map(len, windows)) + 2)
    ids, shapes, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, window in enumerate(windows):
        pieces, n = window.example.pieces, len(window)
        part = slice(pieces.firsts[window.first], pieces.firsts[window.after])
        ids[row, : n + 2] = [CLS, *pieces.ids[part], SEP]
        shapes[row, : n + 2] = [SPECIAL, *pieces.shapes[part], SPECIAL]
        mask[row, : n + 2] = 1
    events = bool(windows[0].example.flat)
    found: list[Seen] = []
    for row, window in enumerate(windows) if events else ():
        all_events = (*window.example.events, *false_events(window, negatives, random))
        found += [s for e in all_events if (s := seen(row, window, e, context))]
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(shapes),
        torch.from_numpy(mask),
        _flat(windows, shape) if events else None,
        None if events else _allowed(windows, shape),
        tuple(found),
    )


def _places(window: Window) -> Iterator[tuple[int, int]]:
    """(place of its first piece in the window, word) of each word."""
    firsts = window.example.pieces.firsts
    for word in range(window.first, window.after):
        yield int(firsts[word] - firsts[window.first]) + 1, word


def _flat(windows: Sequence[Window], shape: tuple[int, int]) -> Tensor:
    gold = np.full(shape, IGNORED)
    for row, window in enumerate(windows):
        for place, word in _places(window):
            gold[row, place] = window.example.flat[word]
    return torch.from_numpy(gold)


def _allowed(windows: Sequence[Window], shape: tuple[int, int]) -> Tensor:
    found = np.zeros((*shape, tags(len(ENTITIES))), dtype=bool)
    for row, window in enumerate(windows):
        for place, word in _places(window):
            found[row, place, list(window.example.entities[word])] = True
    return torch.from_numpy(found)


@dataclass(frozen=True, slots=True)
class Second:
    """The second pass's inputs and gold, for the events of a batch."""

    rows: Tensor
    places: Tensor
    mask: Tensor
    trigger: Tensor
    distance: Tensor
    kind: Tensor
    roles: Tensor
    realis: Tensor


def second(events: Sequence[Seen]) -> Second:
    """Pad events to one length; `rows` and `places` say where their pieces lie in the batch's hidden states."""
    shape = (len(events), max(e.length for e in events))
    places, mask, trigger, distance = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    roles = np.full(shape, IGNORED)
    for row, event in enumerate(events):
        along = np.arange(event.length)
        places[row, : event.length] = event.start + along
        mask[row, : event.length] = 1
        start, end = event.trigger
        trigger[row, start:end] = 1
        away = np.where(along < start, along - start, np.maximum(along - end + 1, 0))
        distance[row, : event.length] = np.clip(away, -REACH, REACH) + REACH
        for place, tag in event.tags:
            roles[row, place] = tag
    number = torch.tensor([e.window for e in events])[:, None].expand(shape)
    kinds = torch.tensor([e.type for e in events])
    realis = torch.tensor([e.realis for e in events])
    made = [torch.from_numpy(array) for array in (places, mask, trigger, distance, roles)]
    return Second(number, made[0], made[1], made[2], made[3], kinds, made[4], realis)
