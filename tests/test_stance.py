"""Stance of clauses and who says so."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from graph.extraction import attribution, stance
from graph.model import Stance
from tests.linked_texts import linked

pytestmark = pytest.mark.model


def trigger(text: str, word: str) -> Token:
    return next(token for token in linked(text).doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Peru sent troops to Chile.", "sent", Stance.ASSERTED),
        ("Peru began to withdraw its troops.", "withdraw", Stance.ASSERTED),
        ("The minister, who attacked the plan, will resign.", "attacked", Stance.ASSERTED),
        ("Peru told Chile that Kenya had attacked Uganda.", "attacked", Stance.ASSERTED),
        # negation
        ("Peru has not sent troops.", "sent", Stance.DENIED),
        ("Peru never attacked Chile.", "attacked", Stance.DENIED),
        ("No troops were deployed.", "deployed", Stance.DENIED),
        ("Peru refused to send troops.", "send", Stance.DENIED),
        ("Peru failed to attack the rebels.", "attack", Stance.DENIED),
        ("Peru called off an attack on Chile.", "attack", Stance.DENIED),
        ("The minister denied that rebels had attacked the town.", "attacked", Stance.DENIED),
        # hedges
        ("Peru may send troops.", "send", Stance.HEDGED),
        ("Rebels allegedly attacked the town.", "attacked", Stance.HEDGED),
        ("The rebels claimed they had attacked the base.", "attacked", Stance.HEDGED),
        ("The army is believed to have attacked the town.", "attacked", Stance.HEDGED),
        ("Peru reported a suspected attack on its embassy.", "attack", Stance.HEDGED),
        ("If Peru attacks Chile, Kenya will protest.", "attacks", Stance.HEDGED),
        # what is to come
        ("Peru will send troops.", "send", Stance.PLANNED),
        ("Peru agreed to send troops.", "send", Stance.PLANNED),
        ("Peru is to deploy troops.", "deploy", Stance.PLANNED),
        ("Peru will send ships and deploy troops.", "deploy", Stance.PLANNED),
        ("The planned deployment was announced.", "deployment", Stance.PLANNED),
    ],
)
def test_stance_of_a_clause(text: str, word: str, expected: Stance) -> None:
    assert stance.stance(trigger(text, word)) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels attacked the town.", "attacked", ()),
        ("Kenya said rebels attacked the town.", "attacked", ("state/KEN",)),
        ("Rebels attacked the town, Kenya said on Monday.", "attacked", ("state/KEN",)),
        ("According to Kenya, rebels attacked the town.", "attacked", ("state/KEN",)),
        ("Kenya was quoted as saying rebels attacked the town.", "attacked", ("state/KEN",)),
        ("Kenya denied that Peru had attacked Chile.", "attacked", ("state/KEN",)),
        ("Kenya said Uganda claimed that Peru had attacked Chile.", "attacked", ("state/UGA", "state/KEN")),
        ("Kenya accused Peru and Chile.", "accused", ()),
    ],
)
def test_who_says_so(text: str, word: str, expected: tuple[str, ...]) -> None:
    article = linked(text)
    token = next(token for token in article.doc if token.text == word)
    assert attribution.of(token, article) == expected
