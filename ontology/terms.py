"""The terms of the ontology for Python; ``tests/test_terms.py`` compares them with the .ttl files one by one.

Names follow the IRIs: ``ent:contributedForcesTo`` is ``CONTRIBUTED_FORCES_TO``, ``ent:ForceContribution`` is
``FORCE_CONTRIBUTION``. Where a class and a property or an individual would collide, the property ends in ``_OF``,
``_BY`` or the like in the vocabulary itself, never only here.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

VERSION: Final = "1.0.0"

ENT: Final = "https://w3id.org/entente/ns#"
PLOVER: Final = "https://w3id.org/entente/plover#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
PROV: Final = "http://www.w3.org/ns/prov#"
NIF: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF: Final = "http://www.w3.org/2005/11/its/rdf#"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
ORG: Final = "http://www.w3.org/ns/org#"
TIME: Final = "http://www.w3.org/2006/time#"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
GEONAMES: Final = "https://sws.geonames.org/"

PREFIXES: Final = {
    "ent": ENT,
    "plover": PLOVER,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "schema": SCHEMA,
    "prov": PROV,
    "nif": NIF,
    "itsrdf": ITSRDF,
    "geo": GEO,
    "wgs84": WGS84,
    "wd": WIKIDATA,
}


def _ent(name: str) -> NamedNode:
    return NamedNode(ENT + name)


# Who and what
ENTITY: Final = _ent("Entity")
STATE: Final = _ent("State")
TERRITORY: Final = _ent("Territory")
ORGANIZATION: Final = _ent("Organization")
BODY: Final = _ent("Body")
PERSON: Final = _ent("Person")
GROUP: Final = _ent("Group")
OPERATION: Final = _ent("Operation")
PLACE: Final = _ent("Place")

COUNTRY_CODE: Final = _ent("countryCode")
SECTOR: Final = _ent("sector")
ACRONYM: Final = _ent("acronym")
ISO3: Final = _ent("iso3")
KNOWN: Final = _ent("known")
VERIFIED: Final = _ent("verified")
DEMONYM: Final = _ent("demonym")
MANDATE: Final = _ent("mandate")
PART_OF: Final = _ent("partOf")
SUCCEEDED_BY: Final = _ent("succeededBy")
POPULATION: Final = _ent("population")

# What is said
STATEMENT: Final = _ent("Statement")
EVENT: Final = _ent("Event")
FORCE_CONTRIBUTION: Final = _ent("ForceContribution")
MEMBERSHIP: Final = _ent("Membership")
OFFICE_HOLDING: Final = _ent("OfficeHolding")
CONTAINMENT: Final = _ent("Containment")

ACTOR: Final = _ent("Actor")
HAS_ENTITY: Final = _ent("entity")
EVENT_TYPE: Final = _ent("eventType")
MODE: Final = _ent("mode")
SOURCE: Final = _ent("source")
TARGET: Final = _ent("target")
IN_STATE: Final = _ent("inState")
DAY: Final = _ent("day")
CONTRIBUTOR: Final = _ent("contributor")
FOR_OPERATION: Final = _ent("operation")
FOR_ORGANIZATION: Final = _ent("organization")
HOST: Final = _ent("host")
MEMBER_IS: Final = _ent("member")
OFFICE_HOLDER: Final = _ent("officeHolder")
OFFICE: Final = _ent("office")
OFFICE_OF: Final = _ent("officeOf")
CONTAINED_PLACE: Final = _ent("containedPlace")
CONTAINER: Final = _ent("container")

# Who says so
ASSERTION: Final = _ent("Assertion")
CLAIM: Final = _ent("Claim")
RECORD: Final = _ent("Record")
ASSERTS: Final = _ent("asserts")
STANCE: Final = _ent("stance")
STATUS: Final = _ent("status")
CONFIDENCE: Final = _ent("confidence")
RULE: Final = _ent("rule")
POSITION: Final = _ent("position")
HIGHLIGHT: Final = _ent("highlight")
VALID_FROM: Final = _ent("validFrom")
VALID_UNTIL: Final = _ent("validUntil")
PARTICIPATION: Final = _ent("Participation")
SOURCE_PART: Final = _ent("sourcePart")
TARGET_PART: Final = _ent("targetPart")
PLAYED_BY: Final = _ent("playedBy")
WORDS: Final = _ent("words")
CONTEXT: Final = _ent("context")
AT_PLACE: Final = _ent("place")
PERSONNEL_LOW: Final = _ent("personnelLow")
PERSONNEL_HIGH: Final = _ent("personnelHigh")
PERSONNEL_WORDS: Final = _ent("personnelWords")
ASSET: Final = _ent("Asset")
HAS_ASSET: Final = _ent("asset")
ASSET_KIND: Final = _ent("assetKind")
COUNT: Final = _ent("count")
LEAD: Final = _ent("lead")
OPERATION_KIND: Final = _ent("operationKind")
PHASE: Final = _ent("phase")
TASK: Final = _ent("task")

# Articles
ARTICLE: Final = _ent("Article")
MENTION: Final = _ent("Mention")
RECOGNITION: Final = _ent("recognition")
ORIGIN: Final = _ent("origin")
ORIGIN_IDENTIFIER: Final = _ent("originIdentifier")
REVISION: Final = _ent("revision")
NOTE: Final = _ent("note")

# What follows directly, where stance and status allow
CONTRIBUTED_FORCES_TO: Final = _ent("contributedForcesTo")
SENT_FORCES_TO: Final = _ent("sentForcesTo")
REFUSED_FORCES_TO: Final = _ent("refusedForcesTo")
MEMBER_OF: Final = _ent("memberOf")
CANDIDATE_OF: Final = _ent("candidateOf")
OBSERVER_OF: Final = _ent("observerOf")
SUSPENDED_FROM: Final = _ent("suspendedFrom")
HOLDS_OFFICE_IN: Final = _ent("holdsOfficeIn")
WITHIN: Final = _ent("within")

# Recording, correcting, judging
RECORDED_AT: Final = _ent("recordedAt")
RECORDED_WITH: Final = _ent("recordedWith")
REVISED_AT: Final = _ent("revisedAt")
RUN: Final = _ent("run")
PAST_REVISION: Final = _ent("PastRevision")
REVISION_OF: Final = _ent("revisionOf")
SUPERSEDED_AT: Final = _ent("supersededAt")
SUPERSEDED_BY: Final = _ent("supersededBy")
TOMBSTONE: Final = _ent("Tombstone")
RETRACTED_AT: Final = _ent("retractedAt")
JUDGEMENT: Final = _ent("Judgement")
VERDICT: Final = _ent("verdict")
JUDGES: Final = _ent("judges")
JUDGED_BY: Final = _ent("judgedBy")
JUDGED_AT: Final = _ent("judgedAt")
REASON: Final = _ent("reason")
CATALOG_VERSION: Final = _ent("catalogVersion")

# Closed lists: the classes of the values, and the values by the word used in our records
CONTRIBUTION_STATUS: Final = _ent("ContributionStatus")
MEMBERSHIP_STATUS: Final = _ent("MembershipStatus")
OFFICE_STATUS: Final = _ent("OfficeStatus")
OPERATION_PHASE: Final = _ent("OperationPhase")
STANCE_CLASS: Final = _ent("Stance")
RECOGNITION_CLASS: Final = _ent("Recognition")
VERDICT_CLASS: Final = _ent("Verdict")

STANCES: Final = {word: _ent(word.title()) for word in ("asserted", "denied", "hedged", "planned")}
STATUSES: Final = {
    word: _ent(word.title())
    for word in (
        *("deployed", "pledged", "considered", "refused", "withdrawn"),
        *("member", "candidate", "observer", "suspended", "left"),
        *("holds", "held", "elected", "appointed", "resigned", "died"),
    )
}
PHASES: Final = {"announced": _ent("Announced"), "under way": _ent("UnderWay"), "ended": _ent("Ended")}
RECOGNITIONS: Final = {
    word: _ent(f"By{word.title()}") for word in ("name", "demonym", "capital", "office", "coreference", "apposition")
}
VERDICTS: Final = {"same": _ent("Same"), "different": _ent("Different")}

# Terms of others that we use
TYPE: Final = NamedNode(RDF + "type")
LABEL: Final = NamedNode(RDFS + "label")
SAME_AS: Final = NamedNode(OWL + "sameAs")
ALT_LABEL: Final = NamedNode(SKOS + "altLabel")
HIDDEN_LABEL: Final = NamedNode(SKOS + "hiddenLabel")
IDENTIFIER: Final = NamedNode(DCTERMS + "identifier")
CITATION: Final = NamedNode(DCTERMS + "source")
PUBLISHER: Final = NamedNode(DCTERMS + "publisher")
LICENSE: Final = NamedNode(DCTERMS + "license")
NEWS_ARTICLE: Final = NamedNode(SCHEMA + "NewsArticle")
HEADLINE: Final = NamedNode(SCHEMA + "headline")
ARTICLE_BODY: Final = NamedNode(SCHEMA + "articleBody")
DATE_PUBLISHED: Final = NamedNode(SCHEMA + "datePublished")
IN_LANGUAGE: Final = NamedNode(SCHEMA + "inLanguage")
URL: Final = NamedNode(SCHEMA + "url")
WAS_DERIVED_FROM: Final = NamedNode(PROV + "wasDerivedFrom")
WAS_ATTRIBUTED_TO: Final = NamedNode(PROV + "wasAttributedTo")
SENTENCE: Final = NamedNode(NIF + "Sentence")
BEGIN_INDEX: Final = NamedNode(NIF + "beginIndex")
END_INDEX: Final = NamedNode(NIF + "endIndex")
ANCHOR_OF: Final = NamedNode(NIF + "anchorOf")
IDENTITY_REFERENCE: Final = NamedNode(ITSRDF + "taIdentRef")
LATITUDE: Final = NamedNode(WGS84 + "lat")
LONGITUDE: Final = NamedNode(WGS84 + "long")
