"""Where quads live: one interface (``store``), in this process, in processes of its own, or at an endpoint."""

from graph.store.store import Dataset, Form, Results, Store, Stream, open_store

__all__ = ["Dataset", "Form", "Results", "Store", "Stream", "open_store"]
