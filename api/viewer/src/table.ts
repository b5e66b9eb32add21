// The accessible mirror of the canvas: the same statements as rows.

import { h, replace } from "./dom";
import type { State } from "./state";

export function drawTable(element: HTMLElement, state: State, select: (selection: State["selection"]) => void): void {
  const edges = [...state.edges.values()].sort((a, b) => b.origins - a.origins || a.id.localeCompare(b.id));
  const name = (id: string) => state.nodes.get(id)?.label ?? id;
  const head = ["From", "Relation", "To", "Origins", "Statements", "First", "Last", ""];
  replace(
    element,
    h(
      "table",
      {},
      h("caption", {}, `${edges.length} relations between ${state.nodes.size} actors`),
      h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text)))),
      h(
        "tbody",
        {},
        ...edges.map((edge) =>
          h(
            "tr",
            {},
            h("td", {}, name(edge.source)),
            h("td", {}, edge.relation),
            h("td", {}, name(edge.target)),
            h("td", { class: "number" }, String(edge.origins)),
            h("td", { class: "number" }, String(edge.statements)),
            h("td", { class: "day" }, edge.first?.slice(0, 10) ?? ""),
            h("td", { class: "day" }, edge.last?.slice(0, 10) ?? ""),
            h("td", {}, h("button", { type: "button", onclick: (() => select({ edge: edge.id })) as EventListener }, "Sentences")),
          ),
        ),
      ),
    ),
  );
}
