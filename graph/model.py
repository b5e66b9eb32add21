"""The domain types: what a stage hands to the next one.

Everything here is immutable. A stage knows the stages before it only through these types:

    Article                 what was read
    Mention, Entity         who and what is named in it
    Statement               what somebody says holds or happened (one of six kinds)
    Claim                   a statement with its evidence, stance, attribution and the rule that found it
    Extraction              an article with everything understood from it

Offsets count Unicode code points in ``Article.text``. Entity ids have the form ``kind/key``
(``state/KAZ``, ``organization/CSTO``) and become IRIs only in ``graph.rdf``. Dates are ISO 8601 strings
at the precision the source supports (``2022``, ``2022-01``, ``2022-01-06``, ``2022-01-06T09:54:00Z``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class EntityKind(StrEnum):
    """What sort of thing an entity is; also the first part of its id."""

    STATE = "state"
    TERRITORY = "territory"
    ORGANIZATION = "organization"
    BODY = "body"
    PERSON = "person"
    GROUP = "group"
    OPERATION = "operation"
    PLACE = "place"


class Recognition(StrEnum):
    """How a mention was recognised."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    OFFICE = "office"
    COREFERENCE = "coreference"
    APPOSITION = "apposition"


class Stance(StrEnum):
    """How the source of a claim stands to it."""

    ASSERTED = "asserted"
    DENIED = "denied"
    HEDGED = "hedged"
    PLANNED = "planned"

    @property
    def supports(self) -> bool:
        """Whether a claim of this stance may be repeated as a direct statement."""
        return self is Stance.ASSERTED

    def contests(self, other: Stance) -> bool:
        """Whether two claims about the same node cannot both be right: one denies what the other does not."""
        return (self is Stance.DENIED) != (other is Stance.DENIED)


class EventType(StrEnum):
    """The event types of PLOVER (manual draft 0.8, 2021): INVESTIGATE is ACCUSE with mode ``investigate``."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Sector(StrEnum):
    """PLOVER's sectors: the role an actor plays in its country (manual draft 0.8, *Sectors*)."""

    GOV = "GOV"  # executive and its agencies
    MIL = "MIL"  # armed forces
    COP = "COP"  # police, gendarmerie, border guards, prisons
    SPY = "SPY"  # intelligence services
    JUD = "JUD"  # courts, prosecutors
    LEG = "LEG"  # parliaments and their members
    PTY = "PTY"  # political parties, of government or not
    OPP = "OPP"  # peaceful opposition, activists
    REB = "REB"  # armed opposition
    UAF = "UAF"  # armed, but nobody knows whose
    CRM = "CRM"  # organised crime
    ELI = "ELI"  # former officials, celebrities
    BUS = "BUS"  # business
    LAB = "LAB"  # workers, unions
    AGR = "AGR"  # farmers
    EDU = "EDU"  # schools, students
    MED = "MED"  # health
    JRN = "JRN"  # media
    REL = "REL"  # religious bodies
    REF = "REF"  # refugees, displaced, and those who serve them
    CVL = "CVL"  # civilians, protesters, crowds


class ContributionStatus(StrEnum):
    """Under way or done is deployed; announced, promised or future is pledged."""

    DEPLOYED = "deployed"
    PLEDGED = "pledged"
    CONSIDERED = "considered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class MembershipStatus(StrEnum):
    MEMBER = "member"
    CANDIDATE = "candidate"
    OBSERVER = "observer"
    SUSPENDED = "suspended"
    LEFT = "left"


class OfficeStatus(StrEnum):
    HOLDS = "holds"
    HELD = "held"
    ELECTED = "elected"
    APPOINTED = "appointed"
    RESIGNED = "resigned"
    DIED = "died"


class OperationPhase(StrEnum):
    ANNOUNCED = "announced"
    UNDER_WAY = "under way"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, ``start <= end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}-{self.end}: must satisfy 0 <= start <= end")

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words that the span covers in ``text``."""
        return text[self.start : self.end]


_PARTIAL_DATE = re.compile(r"-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")


@dataclass(frozen=True, slots=True)
class Time:
    """When something held or happened: a moment or an interval, each end at its own precision.

    ``start`` and ``end`` are ISO 8601 dates of any precision. A moment has ``start == end``; ``None`` at one end
    is an open interval (written ``..``, as in ISO 8601-2). At least one end is given.
    """

    start: str | None
    end: str | None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("a time needs a start or an end")
        for value in (self.start, self.end):
            if value is not None and not _PARTIAL_DATE.fullmatch(value):
                raise ValueError(f"not an ISO 8601 date: {value!r}")

    @classmethod
    def at(cls, moment: str) -> Time:
        """A moment (``2022-01`` is some time in that month)."""
        return cls(moment, moment)

    @classmethod
    def parse(cls, text: str) -> Time:
        """Read what :meth:`__str__` writes. Raises ValueError for anything else."""
        start, slash, end = text.partition("/")
        if not slash:
            return cls.at(start)
        return cls(*(None if part in ("..", "") else part for part in (start, end)))

    def __str__(self) -> str:
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"

    @property
    def day(self) -> str | None:
        """The ISO day, where the time is one moment known to the day at least."""
        if self.start is None or self.start != self.end or len(self.start) < len("2022-01-06"):
            return None
        return self.start[:10]

    @property
    def year(self) -> str | None:
        """The year it falls in, where one is known."""
        known = self.start or self.end
        return known[:4] if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clean article. ``text`` holds lead and paragraphs once each, separated by blank lines; the title is apart.

    ``id`` is the explicit id, else the canonical URL, else the path it was given under; ``origin`` is the id of
    the article whose text it repeats (its own id unless syndicated). ``published`` is ISO 8601 at the precision
    that the source gives. ``notes`` records for people what reading had to repair.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str = "en"
    origin: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def year(self) -> str | None:
        """The year of publication, where known."""
        return self.published[:4] if self.published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Something that can be named.

    ``country`` is the PLOVER actor code: ISO 3166 alpha-3 where it belongs to a country, else IGO, NGO, MNC, IMG
    (international militant group) and so on. ``sector`` is the role it plays when nothing else is said (a rebel
    group is REB). ``verified`` is false where the catalogue row was written from memory; ``known`` is false for
    an entity met in an article that no catalogue lists.
    """

    id: str
    kind: EntityKind
    label: str
    country: str | None = None
    sector: Sector | None = None
    acronym: str | None = None
    iso3: str | None = None
    wikidata: str | None = None
    geonames: str | None = None
    known: bool = True
    verified: bool = True

    def __post_init__(self) -> None:
        if not self.id.startswith(f"{self.kind}/"):
            raise ValueError(f"entity id {self.id!r} does not start with its kind {self.kind!r}")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words in the article that name an entity."""

    span: Span
    entity: str
    how: Recognition
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An entity in a role. ``entity`` is None for actors known only by role (*gunmen*) or by code (*aid agencies*)."""

    entity: str | None
    country: str | None
    sector: Sector | None
    text: str

    def __post_init__(self) -> None:
        if self.entity is None and self.sector is None and self.country is None:
            raise ValueError(f"actor {self.text!r} has neither an entity nor a sector nor a country")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people or things: exact (``low == high``) or a range with either end open; verbatim words kept."""

    low: int | None
    high: int | None
    text: str = field(default="", compare=False)

    @property
    def value(self) -> int | None:
        """The number, where there is exactly one."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Asset:
    """Equipment or units by kind (``aircraft``, ``ship``, ``field hospital``), counted where the text counts them."""

    kind: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Somebody did something to somebody: one PLOVER event."""

    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    source: tuple[Actor, ...] = ()
    target: tuple[Actor, ...] = ()
    place: str | None = None
    time: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceContribution:
    """A contributor's forces for an operation. ``operation``, else ``organization`` and ``host``, identify it."""

    contributor: str
    status: ContributionStatus
    host: str | None = None
    operation: str | None = None
    organization: str | None = None
    personnel: Quantity | None = None
    assets: tuple[Asset, ...] = ()
    time: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A member's standing in an organisation."""

    member: str
    organization: str
    status: MembershipStatus = MembershipStatus.MEMBER
    time: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolding:
    """A person's office. ``office`` is a normalised common noun (``president``); ``of`` a state or organisation."""

    person: str
    office: str
    of: str
    status: OfficeStatus = OfficeStatus.HOLDS
    time: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationReport:
    """What an article says of an operation; ``task`` in the article's own words."""

    operation: str
    kind: str | None = None
    lead: str | None = None
    host: str | None = None
    place: str | None = None
    phase: OperationPhase | None = None
    task: str | None = None
    time: Time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place lies within another place, territory or state."""

    place: str
    within: str


Statement = Event | ForceContribution | Membership | OfficeHolding | OperationReport | Location


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a claim rests on, and the spans in it that matter most (actors, trigger)."""

    span: Span
    text: str
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody's statement, in one sentence of one article.

    ``attributed_to`` holds the ids of those who said so (empty: the article itself). ``confidence`` is the share of
    claims of this ``rule`` that were right on the gold set, in 0..1. ``rule`` names the rule or model that found it.
    """

    statement: Statement
    evidence: Evidence
    rule: str
    stance: Stance = Stance.ASSERTED
    attributed_to: tuple[str, ...] = ()
    confidence: float = 0.5

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0..1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """An article with everything understood from it.

    ``entities`` holds every id used in mentions and claims. Claims come sentence by sentence, and within a sentence
    the main one first. ``model`` names the language model and its version.
    """

    article: Article
    model: str
    entities: Mapping[str, Entity] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
