"""Questions of the graph, by name or in SPARQL, and their answers as tables and files."""
