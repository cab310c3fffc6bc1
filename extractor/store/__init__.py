"""Results -> graph: the folder on disk, the RDF store in it, and every way out of it."""
