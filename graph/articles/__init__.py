"""Raw pages, text, JSON and feeds -> clean articles.

reading      a path, folder or URL -> articles, one failure never stopping the rest
pages        HTML -> blocks and metadata
structured   JSON, JSON lines, feeds
cleaning     blocks of a scrape -> title, paragraphs once each, publication time
dates        the publication time in the many ways pages write it
syndication  which article's text does this one repeat
"""

from graph.articles.reading import Failure, count, read

__all__ = ["Failure", "count", "read"]
