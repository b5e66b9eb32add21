"""The graph as NetworkX.

relations    who stands in which relation to whom, aggregated by the store
projection   relations -> a MultiDiGraph; neighbours, paths, communities
export       a MultiDiGraph -> GraphML, GEXF, JSON, CSV, Turtle
page         a MultiDiGraph -> one HTML file that needs no network (pyvis)
"""

from graph.network.page import html_page, pyvis_network
from graph.network.projection import Hop, path, projection
from graph.network.relations import Filters, Relation

__all__ = ["Filters", "Hop", "Relation", "html_page", "path", "projection", "pyvis_network"]
