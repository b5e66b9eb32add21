"""Who bore an office when: surnames with a title, by the catalogue's dated offices."""

from __future__ import annotations

from collections import defaultdict

from graph.linking.aliases import folded
from graph.linking.catalog import Catalog, DatedOffice
from graph.linking.ledger import Ledger
from graph.linking.titles import Found
from graph.model import Entity, Sector


class Officeholders:
    """The catalogue's office-holders by surname."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._by_surname: defaultdict[str, list[DatedOffice]] = defaultdict(list)
        for office in catalog.offices:
            person = catalog.get(office.person)
            if person is not None:
                for key in _short_names(person.label):
                    self._by_surname[key].append(office)

    def named(self, names: list[str], title: Found | None, ledger: Ledger) -> Entity | None:
        """The person of a surname: of the office's country where one is said, in office that day, the only one left.

        Without a title the country must be in the article and the office held on the day of publication.
        """
        found = self._by_surname.get(folded(" ".join(names)), ())
        of = ledger.entities[title.of] if title is not None and title.of is not None else None
        day = ledger.article.published
        if of is not None:
            found = [office for office in found if self._country(office) == of.country]
        elif title is None or day is None:
            found = [office for office in found if ledger.countries[self._country(office) or ""] > 0]
        if day is not None and (title is None or of is None or len({o.person for o in found}) > 1):
            found = [office for office in found if _in_office(office, day)]
        elif title is None:
            return None
        persons = {office.person for office in found}
        return self._catalog.get(persons.pop()) if len(persons) == 1 else None

    def by_title(self, names: list[str], title: Found | None) -> Entity | None:
        """Whoever the world knows by this title and surname, where the text says nothing more (*President Reagan*).

        The bearers must all be of one country; where they are several (*President Bush*), it is the state.
        """
        if title is None or title.of is not None or title.elsewhere:
            return None
        found = [o for o in self._by_surname.get(folded(" ".join(names)), ()) if _is_called(o, title)]
        if len({self._country(office) for office in found}) != 1:
            return None
        persons = {office.person for office in found}
        return self._catalog.get(persons.pop() if len(persons) == 1 else found[0].of)

    def _country(self, office: DatedOffice) -> str | None:
        of = self._catalog.get(office.of)
        return of.country if of is not None else None


def _short_names(label: str) -> set[str]:
    """The ways to shorten a name: its last word, with the small words before it, or (Asian names) its first."""
    parts = folded(label).split()
    if len(parts) < 2:
        return {" ".join(parts)}
    return {" ".join(parts[index:]) for index in range(1, len(parts))} | {parts[0]}


def _is_called(office: DatedOffice, title: Found) -> bool:
    """Whether the title is that of the office; *Mr* and *General* go with any."""
    return title.sector in (None, Sector.MIL) or office.office == title.words.removeprefix("former ")


def _in_office(office: DatedOffice, day: str) -> bool:
    start, end = office.start or "", office.end or "9999"
    return start <= day[: max(len(start), 4)] and day[: len(end)] <= end
