"""Claims <-> quads: pure functions, no store, no clock.

iris           which IRI a thing has
statements     statement -> triples: identity, what a claim adds, what follows directly
entities       entity -> triples
quads          extraction -> the article's named graph
catalog        catalogue -> its named graph
reading        quads -> extraction
history        recording, superseding, retracting
validation     graphs against the shapes
serialisation  quads as TriG, Turtle, N-Quads, JSON-LD
"""

from graph.rdf.catalog import catalog_quads
from graph.rdf.iris import DEFAULT_BASE, OURS, Namespace
from graph.rdf.quads import revision, to_quads

__all__ = ["DEFAULT_BASE", "OURS", "Namespace", "catalog_quads", "revision", "to_quads"]
