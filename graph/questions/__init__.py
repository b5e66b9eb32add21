"""A question in words -> a query, or an honest refusal.

dates       the days that it speaks of
names       the names in it, by the catalogue's linker
grammar     patterns (data: ``ontology/lexicon/question_*.tsv``) -> what is asked
answer      what an answer is
forces      contributions        standings   memberships, offices        happenings  events, operations, places
ask         all of it
"""

from graph.questions.answer import Answer, Sentence
from graph.questions.ask import answer
from graph.questions.grammar import examples

__all__ = ["Answer", "Sentence", "answer", "examples"]
