"""The graph to people: a picture that opens in any browser, offline.

write(graph, path)      graph -> drawing -> arranged -> one HTML file
"""

from extractor.show.picture import write

__all__ = ["write"]
