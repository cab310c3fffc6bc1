"""Lower case that leaves every offset where it was."""


def lower_keeping_length(text: str) -> str:
    """`text` in lower case with every character still at its offset (a few capitals grow when lowered)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
