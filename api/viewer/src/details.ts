// The right-hand panel: the entity or relation that is selected, its evidence, and the path between two actors.

import * as api from "./api";
import { h, link, replace } from "./dom";
import { evidenceList } from "./evidence";
import type { State } from "./state";

export interface DetailsEvents {
  expand(id: string): void;
  collapse(id: string): void;
  path(from: string, to: string): void;
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
    if (!selection) return [h("h2", {}, "Details"), h("p", { class: "quiet" }, "Select an actor or a relation to read the sentences behind it. Double-click an actor, or press Enter, to see its neighbours.")];
    return "node" in selection ? this.nodeParts(selection.node) : this.edgeParts(selection.edge);
  }

  private async nodeParts(id: string): Promise<HTMLElement[]> {
    const on = this.state.filters.until || undefined;
    const entity = await api.entity(id, on);
    const names = entity.names.filter((name) => name.text !== entity.label).slice(0, 12);
    const memberships = entity.memberships.map((one) =>
      h("li", {}, `${one.label} (${one.status}${one.since ? ` since ${one.since}` : ""}${one.until ? ` until ${one.until}` : ""})`));
    const offices = entity.offices.map((one) =>
      h("li", {}, `${one.label}: ${one.office}${one.since ? ` since ${one.since}` : ""}${one.until ? ` until ${one.until}` : ""}`));
    return [
      h("h2", {}, entity.label),
      h("p", { class: "quiet" }, [entity.kind, entity.country, entity.known ? "" : "in no catalogue", entity.verified ? "" : "unverified"].filter(Boolean).join(", ")),
      h("p", {},
        h("button", { type: "button", onclick: (() => this.events.expand(id)) as EventListener }, "Next 25 neighbours"),
        h("button", { type: "button", onclick: (() => this.events.collapse(id)) as EventListener }, "Remove"),
      ),
      this.pathForm(id),
      ...section("Names", names.map((name) => h("li", { lang: name.language ?? "" }, name.text))),
      ...section("Identifiers", Object.entries(entity.identifiers).map(([name, value]) => h("li", {}, `${name}: `, identifier(name, value)))),
      ...section("Memberships", memberships),
      ...section("Offices", offices),
      ...section("In the articles", Object.entries(entity.counts).map(([name, count]) => h("li", {}, `${count} ${name}`))),
      h("p", {}, link(`/id/${encodeURI(id)}`, "Linked data")),
    ];
  }

  private async edgeParts(id: string): Promise<HTMLElement[]> {
    const edge = this.state.edges.get(id);
    if (!edge) return [h("p", { class: "quiet" }, "This relation is not shown with the present filters.")];
    const { claims } = await api.evidence(edge, this.state.filters);
    const name = (end: string) => this.state.nodes.get(end)?.label ?? end;
    return [
      h("h2", {}, `${name(edge.source)} → ${name(edge.target)}`),
      h("p", { class: "quiet" }, `${edge.relation}: ${edge.statements} statements, ${edge.origins} independent origins${edge.contested ? ", contested" : ""}`),
      evidenceList(claims),
    ];
  }

  private async pathParts([from, to]: [string, string]): Promise<HTMLElement[]> {
    const name = (end: string) => this.state.nodes.get(end)?.label ?? end;
    const title = h("h2", {}, `Path: ${name(from)} to ${name(to)}`);
    try {
      const { hops } = await api.path(from, to);
      return [title, ...hops.flatMap((hop) => [
        h("h3", {}, `${hop.source.label} → ${hop.relation} → ${hop.target.label}`),
        evidenceList(hop.evidence),
      ])];
    } catch (error) {
      if (error instanceof api.Problem && error.status === 404) return [title, h("p", { class: "refusal" }, error.message)];
      throw error;
    }
  }

  private pathForm(id: string): HTMLElement {
    const others = [...this.state.nodes.values()].filter((node) => node.id !== id).sort((a, b) => a.label.localeCompare(b.label));
    const choice = h("select", { "aria-label": "Path to" }, ...others.map((node) => h("option", { value: node.id }, node.label)));
    return h("form", { class: "inline", onsubmit: ((event: Event) => {
      event.preventDefault();
      if (choice.value) this.events.path(id, choice.value);
    }) as EventListener }, "Path to ", choice, h("button", { type: "submit" }, "Show"));
  }
}

function section(title: string, items: HTMLElement[]): HTMLElement[] {
  return items.length ? [h("h3", {}, title), h("ul", {}, ...items)] : [];
}

function identifier(name: string, value: string): HTMLElement {
  if (name === "wikidata") return link(`https://www.wikidata.org/wiki/${value}`, value);
  if (name === "geonames") return link(`https://www.geonames.org/${value}`, value);
  return h("span", {}, value);
}
