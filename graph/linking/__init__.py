"""Names in texts -> entities of the catalogue, or of the article where the catalogue knows none.

catalog, rows, tables, cities, cldr   what is known before any article
aliases, mentions                     every known name in a text, in one pass
meanings, disambiguation, neighbours  which of its meanings a name has here
runs, titles, persons, officeholders  persons, known and unknown
organizations, places                 organisations and places that only the article names
salience, coreference                 who *they* and *the bloc* are
ledger, document                      the article while it is linked, and when it is
linker                                the front: Linker.find, Linker.link
"""
