"""`extractor query`: ask the graph by a question's name, a file, or SPARQL."""


def query() -> None:
    """x"""
