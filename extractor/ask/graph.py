"""The graph with its questions: what `from extractor import Graph` gives."""

from extractor.ask.questions import Question, bind, read
from extractor.store import graph
from extractor.store.rows import Rows


class Graph(graph.Graph):
    """A graph folder that can be asked by name."""

    def query(self, question: str | Question, /, **values: object) -> Rows:
        """What the store finds, streamed.

        Args:
            question: a shipped question's name or number, a file ending in .rq, SPARQL text, or a `Question`.
            values: its parameters.

        Raises QueryError where it is not valid, or asks another server (SERVICE).
        """
        asked = question if isinstance(question, Question) else read(question)
        return super().query(bind(asked, values, self.base))
