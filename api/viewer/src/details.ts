// The right-hand panel: the entity or relation that is selected, its evidence, and the path between two actors.

import * as api from "./api";
import { h, link, replace } from "./dom";
import { evidenceList } from "./evidence";
import { searchBox } from "./search";
import type { State } from "./state";

const FIRST_CLAIMS = 8;
const HINT = "Select an actor or a relation to read the sentences behind it. Double-click an actor, or press Enter, to see its neighbours.";
const KEYS: [string, string][] = [
  ["/", "search"], ["arrows", "next actor"], ["Enter", "neighbours"], ["Backspace", "collapse"], ["Delete", "remove"],
  ["Ctrl+Z, Ctrl+Y", "undo, redo"], ["+ − 0", "zoom, show all"],
];

export interface DetailsEvents {
  expand(id: string): void;
  collapse(id: string): void;
  remove(id: string): void;
  path(from: string, to: string): void;
  show(ids: string[]): void;
  select(selection: State["selection"]): void;
}

export class Details {
  private turn = 0;

  constructor(
    readonly element: HTMLElement,
    private readonly state: State,
    private readonly events: DetailsEvents,
  ) {}

  async draw(): Promise<void> {
    const turn = ++this.turn;
    const content = await this.content().catch((error: unknown) => [h("p", { class: "refusal" }, String(error))]);
    if (turn === this.turn) replace(this.element, ...content);
  }

  private async content(): Promise<HTMLElement[]> {
    const { selection, path } = this.state;
    if (path) return this.pathParts(path);
    if (!selection) return hint();
    return "node" in selection ? this.nodeParts(selection.node) : this.edgeParts(selection.edge);
  }

  private async nodeParts(id: string): Promise<HTMLElement[]> {
    const { filters } = this.state;
    const on = filters.until ? lastDay(filters.until) : undefined;
    const [entity, said] = await Promise.all([api.entity(id, on), api.claimsAbout(id, FIRST_CLAIMS)]);
    const names = entity.names.filter((name) => name.text !== entity.label).slice(0, 12);
    return [
      h("h2", {}, entity.label),
      h("p", { class: "quiet" }, [entity.kind, entity.country, entity.known ? "" : "in no catalogue", entity.verified ? "" : "unverified"].filter(Boolean).join(", ")),
      this.actions(id),
      this.relations(id),
      ...this.sentences(id, said),
      ...section("Names", names.map((name) => h("li", { lang: name.language ?? "" }, name.text))),
      ...section("Identifiers", Object.entries(entity.identifiers).map(([name, value]) => h("li", {}, `${name}: `, identifier(name, value)))),
      ...section(on ? `Memberships on ${on}` : "Memberships", entity.memberships.map((one) => h("li", {}, `${one.label} (${one.status}${period(one)})`))),
      ...section("Offices", entity.offices.map((one) => h("li", {}, `${one.label}: ${one.office}${period(one)}`))),
      h("p", {}, link(`/id/${encodeURI(id)}`, "Linked data")),
    ];
  }

  private actions(id: string): HTMLElement {
    const button = (text: string, press: () => void) => h("button", { type: "button", onclick: press as EventListener }, text);
    const present = this.state.nodes.has(id);
    return h("div", { class: "actions-of" },
      present ? button("Next 25 neighbours", () => this.events.expand(id)) : button("Put on the canvas", () => this.events.show([id])),
      present ? button("Collapse", () => this.events.collapse(id)) : null,
      present ? button("Remove", () => this.events.remove(id)) : null,
      searchBox("Path to", (entity) => this.events.path(id, entity.id)));
  }

  // What is shown of it, as a list: the way from an actor to its relations without a mouse.
  private relations(id: string): HTMLElement {
    const name = (end: string) => this.state.nodes.get(end)?.label ?? end;
    const edges = [...this.state.edges.values()].filter((edge) => edge.source === id || edge.target === id);
    if (!edges.length) return h("p", { class: "quiet" }, "No relation of it is shown.");
    const items = edges.sort((a, b) => b.origins - a.origins).map((edge) =>
      h("li", {}, h("button", { type: "button", class: "link", onclick: (() => this.events.select({ edge: edge.id })) as EventListener },
        edge.source === id ? `${edge.relation} ${name(edge.target)}` : `${name(edge.source)} ${edge.relation} it`)));
    return h("details", { open: items.length <= 10 }, h("summary", {}, `${items.length} relations shown`), h("ul", {}, ...items));
  }

  private sentences(id: string, said: { claims: api.Evidence[]; total: number; cursor: string | null }): HTMLElement[] {
    const list = h("div", {}, evidenceList(said.claims));
    let { cursor } = said;
    const more = h("button", { type: "button", hidden: cursor === null, onclick: (() => {
      void api.claimsAbout(id, FIRST_CLAIMS * 3, cursor ?? undefined).then((next) => {
        list.append(evidenceList(next.claims));
        cursor = next.cursor;
        more.hidden = cursor === null;
      });
    }) as EventListener }, "More sentences");
    return [h("h3", {}, `${said.total} statements in the articles`), list, more];
  }

  private async edgeParts(id: string): Promise<HTMLElement[]> {
    const edge = this.state.edges.get(id);
    if (!edge) return [h("p", { class: "quiet" }, "This relation is not shown with the present filters.")];
    const { claims } = await api.evidence(edge, this.state.filters);
    const end = (one: string) => h("button", { type: "button", class: "link", onclick: (() => this.events.select({ node: one })) as EventListener },
      this.state.nodes.get(one)?.label ?? one);
    const note = edge.contested ? ", contested" : edge.planned ? ", planned" : "";
    return [
      h("h2", {}, end(edge.source), ` ${edge.relation} `, end(edge.target)),
      h("p", { class: "quiet" }, `${count(edge.statements, "statement")}, ${count(edge.origins, "independent origin")}${note}`),
      evidenceList(claims),
    ];
  }

  private async pathParts([from, to]: [string, string]): Promise<HTMLElement[]> {
    const name = (end: string) => this.state.nodes.get(end)?.label ?? end;
    const back = h("button", { type: "button", onclick: (() => this.events.select({ node: from })) as EventListener }, "Close the path");
    try {
      const { hops } = await api.path(from, to);
      const ends = [hops[0]?.source.label ?? name(from), hops[hops.length - 1]?.target.label ?? name(to)];
      const ids = [...new Set(hops.flatMap((hop) => [hop.source.id, hop.target.id]))];
      return [
        h("h2", {}, `Path: ${ends[0]} to ${ends[1]}`),
        h("div", { class: "actions-of" },
          h("button", { type: "button", onclick: (() => this.events.show(ids)) as EventListener }, "Show in the graph"), back),
        ...hops.map((hop) => h("section", { class: "hop" },
          h("h3", {}, `${hop.source.label} – ${hop.relation} – ${hop.target.label}`), evidenceList(hop.evidence))),
      ];
    } catch (error) {
      if (!(error instanceof api.Problem) || error.status !== 404) throw error;
      return [h("h2", {}, `Path: ${name(from)} to ${name(to)}`), h("p", { class: "refusal" }, error.message), back];
    }
  }
}

function hint(): HTMLElement[] {
  return [
    h("h2", {}, "Details"), h("p", { class: "quiet" }, HINT), h("h3", {}, "Keys"),
    h("dl", { class: "keys" }, ...KEYS.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])),
  ];
}

function section(title: string, items: HTMLElement[]): HTMLElement[] {
  return items.length ? [h("h3", {}, title), h("ul", {}, ...items)] : [];
}

function period({ since, until }: { since: string | null; until: string | null }): string {
  return `${since ? ` since ${since}` : ""}${until ? ` until ${until}` : ""}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

// Memberships are asked for a day: the last one of a month or year.
function lastDay(moment: string): string {
  const [year, month, day] = moment.split("-").map(Number) as [number, number?, number?];
  if (day) return moment;
  return new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
}

function identifier(name: string, value: string): HTMLElement {
  if (name === "wikidata") return link(`https://www.wikidata.org/wiki/${value}`, value);
  if (name === "geonames") return link(`https://www.geonames.org/${value}`, value);
  return h("span", {}, value);
}
