"""What the browser tests look at: a few articles of our own making, with their claims written by hand.

Real states in invented sentences, chosen for what goes wrong in viewers: names that repeat in a sentence, letters
beyond the first 65,536, a denial, states the size of a pixel, disputed ones, an actor with forty neighbours, two that
nothing joins to the rest, and an article that attacks whoever shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model import (
    Actor,
    Article,
    Claim,
    ContributionStatus,
    Entity,
    EntityKind,
    Event,
    EventType,
    Evidence,
    Extraction,
    ForceContribution,
    Quantity,
    Sector,
    Span,
    Stance,
    Statement,
)
from graph.rdf.iris import OURS
from graph.rdf.quads import to_quads
from graph.store import Store, open_store
from tests.seeded import KAZAKH_MISSION, background

MALI_MISSION = "operation/minusma"
HUB = "state/FRA"
# Forty states in alphabetical order of their codes: more neighbours than one expansion shows, or two.
NEIGHBOURS = (
    *("AGO", "ALB", "ARG", "AUS", "AUT", "BEL", "BEN", "BGD", "BGR", "BOL", "BRA", "BWA", "CHE", "CHL"),
    *("CHN", "CIV", "CMR", "COG", "COL", "CRI", "CUB", "CYP", "CZE", "DJI", "DNK", "DOM", "DZA", "ECU"),
    *("EGY", "ESP", "ETH", "FIN", "GAB", "GEO", "GHA", "GIN", "GRC", "GTM", "HND", "HRV"),
)
TINY = ("SGP", "MLT", "MUS", "BHR")
ATTACK = "</script><script>window.struck=1</script><img src=x onerror='window.struck=2'>"
VILLAIN = Entity(
    id='group/x"><img src=x onerror=window.struck=3>', kind=EntityKind.GROUP, label=f"Evil {ATTACK} href", known=False
)
FORMULA = Entity(id="group/formula", kind=EntityKind.GROUP, label='=HYPERLINK("http://evil.example")', known=False)


def store() -> Store:
    """A fresh store in memory with the catalogue and all of these articles."""
    opened = open_store(None)
    opened.load(background())
    for extraction in extractions():
        opened.replace_graph(OURS.article(extraction.article.id).value, to_quads(extraction, OURS))
    return opened


def extractions() -> Iterator[Extraction]:
    """All of it."""
    yield _almaty()
    yield _second_source()
    yield _letters()
    yield _tiny()
    yield _neighbours()
    yield _apart()
    yield _hostile()


def _claim(
    text: str,
    sentence: str,
    statement: Statement,
    *marked: tuple[str, int],
    stance: Stance = Stance.ASSERTED,
    confidence: float = 0.9,
) -> Claim:
    """A claim resting on a sentence; each of ``marked`` is a word and which of its occurrences in it is meant."""
    start = text.index(sentence)
    spans = []
    for word, number in marked:
        at = -1
        for _ in range(number):
            at = sentence.index(word, at + 1)
        spans.append(Span(start + at, start + at + len(word)))
    evidence = Evidence(Span(start, start + len(sentence)), sentence, tuple(sorted(spans)))
    return Claim(statement=statement, evidence=evidence, rule="by hand", stance=stance, confidence=confidence)


def _article(key: str, text: str, published: str, publisher: str, claims: Sequence[Claim], *met: Entity) -> Extraction:
    article = Article(
        id=key, text=text, title=f"Title of {key}", published=published, publisher=publisher,
        url=f"https://news.example/{key}",
    )  # fmt: skip
    return Extraction(article=article, model="", entities={each.id: each for each in met}, claims=tuple(claims))


def sent(
    code: str,
    operation: str = KAZAKH_MISSION,
    host: str = "state/KAZ",
    status: ContributionStatus = ContributionStatus.DEPLOYED,
    people: int | None = None,
) -> ForceContribution:
    """A contribution of a state."""
    personnel = None if people is None else Quantity(people, people, str(people))
    return ForceContribution(
        contributor=f"state/{code}", status=status, host=host, operation=operation, personnel=personnel
    )


def event(source: str, target: str, kind: EventType = EventType.AID, place: str | None = None) -> Event:
    """Somebody did something to somebody."""
    first, second = (Actor(entity=each, country=None, sector=Sector.GOV, text=each) for each in (source, target))
    return Event(type=kind, source=(first,), target=(second,), place=place)


def _almaty() -> Extraction:
    sentence = "Belarus, Armenia, Kyrgyzstan and Tajikistan promised troops, and Russia sent 3000."
    text = f"Crowds filled the square. {sentence}"
    names = {"BLR": "Belarus", "ARM": "Armenia", "KGZ": "Kyrgyzstan", "TJK": "Tajikistan"}
    pledged = ContributionStatus.PLEDGED
    claims = [
        _claim(text, sentence, sent(code, status=pledged), (name, 1), ("promised", 1)) for code, name in names.items()
    ]
    claims.append(_claim(text, sentence, sent("RUS", people=3000), ("Russia", 1), ("sent", 1)))
    claims.append(
        _claim(
            text, "Crowds filled the square.", event("state/KAZ", "state/RUS", EventType.REQUEST, "place/almaty-kaz")
        )
    )
    return _article("almaty", text, "2022-01-06T09:54:00Z", "Steppe Gazette", claims)


def _second_source() -> Extraction:
    text = "Russia moved 2000 soldiers to Kazakhstan. Tajikistan denied that it had sent anybody."
    first, second = text.split(". ")
    claims = [
        _claim(text, f"{first}.", sent("RUS", people=2000), ("moved", 1), confidence=0.6),
        _claim(text, second, sent("TJK"), ("denied", 1), stance=Stance.DENIED, confidence=0.7),
    ]
    return _article("second", text, "2022-01-11", "River Times", claims)


def _letters() -> Extraction:
    text = "🕊️🕊️ Côte d’Ivoire told Mali that Mali’s guests, 𝒜𝒷𝒸 und Łódź, leave Mali: Мали, 马里."
    place = event("state/CIV", "state/MLI", EventType.REQUEST)
    return _article(
        "letters", text, "2022-02-17", "Steppe Gazette", [_claim(text, text, place, ("Mali", 3), ("told", 1))]
    )


def _tiny() -> Extraction:
    text = "Singapore, Malta, Mauritius and Bahrain joined in Mali; Kosovo and Taiwan sent medics there."
    people = dict(zip(TINY, (12, 40, 5, 60), strict=True))
    claims = [_claim(text, text, sent(code, MALI_MISSION, "state/MLI", people=count)) for code, count in people.items()]
    claims += [_claim(text, text, sent(code, MALI_MISSION, "state/MLI")) for code in ("XKX", "TWN")]
    return _article("tiny", text, "2022-03-02", "River Times", claims)


def _neighbours() -> Extraction:
    text = "France helped forty states."
    claims = [_claim(text, text, event(HUB, f"state/{code}"), ("France", 1)) for code in NEIGHBOURS]
    claims.append(_claim(text, text, event(HUB, "state/MLI")))
    return _article("neighbours", text, "2023-05-04", "River Times", claims)


def _apart() -> Extraction:
    text = "Fiji consulted Tonga."
    return _article("apart", text, "2023-06-01", "River Times", [_claim(text, text, event("state/FJI", "state/TON"))])


def _hostile() -> Extraction:
    text = f"Somebody wrote {ATTACK} about Iceland."
    claims = [
        _claim(text, text, event(VILLAIN.id, "state/ISL", EventType.THREATEN), ("<img", 1)),
        _claim(text, text, event(FORMULA.id, "state/ISL", EventType.THREATEN)),
    ]
    article = Article(
        id="hostile", text=text, title=f"Read {ATTACK}", published="2023-07-01", publisher=f"Pub {ATTACK}",
        url="javascript:window.struck=4",
    )  # fmt: skip
    met = {each.id: each for each in (VILLAIN, FORMULA)}
    return Extraction(article=article, model="", entities=met, claims=tuple(claims))
