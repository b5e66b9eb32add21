"""Where quads live: one interface (``store``), in this process, in processes of its own, or at an endpoint."""

from graph.store.limits import Limits
from graph.store.opening import open_store
from graph.store.store import Dataset, Form, Results, Store, Stream

__all__ = ["Dataset", "Form", "Limits", "Results", "Store", "Stream", "open_store"]
