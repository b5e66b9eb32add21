"""From article to answer. The rooms stand in the order in which the data passes:

    model        the types that stages hand to each other          errors    what can go wrong, as a tree
    articles     pages, text, JSON, feeds -> clean articles
    language     articles -> parsed sentences
    linking      mentions -> entities
    extraction   sentences -> claims, each with its evidence       records   claims <-> the JSON that `extract` writes
    rdf          claims <-> quads
    store        where quads live
    queries      typed questions to the store                      questions a question in words -> an answer
    network      the graph as NetworkX
    evaluation   gold in, precision and recall out
    ingest       the one place that walks through all of them

Nothing here serves HTTP or reads the environment: that is ``api``.
"""

__version__ = "0.1.0"  # a test compares it with pyproject.toml; reading the metadata would slow every query worker

__all__ = ["__version__"]
