// The accessible mirror of the canvas: the same statements as rows, sorted by any column.

import type { Edge } from "./api";
import { h, replace } from "./dom";
import type { State } from "./state";

type Column = { title: string; of: (edge: Edge) => string | number; kind?: "number" | "day" };

const order = { column: 3, up: false };

export function drawTable(element: HTMLElement, state: State, select: (selection: State["selection"]) => void): void {
  const name = (id: string) => state.nodes.get(id)?.label ?? id;
  const columns: Column[] = [
    { title: "From", of: (edge) => name(edge.source) },
    { title: "Relation", of: (edge) => edge.relation },
    { title: "To", of: (edge) => name(edge.target) },
    { title: "Origins", of: (edge) => edge.origins, kind: "number" },
    { title: "Statements", of: (edge) => edge.statements, kind: "number" },
    { title: "First", of: (edge) => edge.first?.slice(0, 10) ?? "", kind: "day" },
    { title: "Last", of: (edge) => edge.last?.slice(0, 10) ?? "", kind: "day" },
    { title: "Note", of: (edge) => (edge.contested ? "contested" : edge.planned ? "planned" : "") },
  ];
  const by = columns[order.column]!.of;
  const edges = [...state.edges.values()].sort((a, b) => compare(by(a), by(b)) * (order.up ? 1 : -1) || a.id.localeCompare(b.id));
  const sort = (column: number) => {
    order.up = order.column === column ? !order.up : columns[column]!.kind !== "number";
    order.column = column;
    drawTable(element, state, select);
    element.querySelectorAll<HTMLElement>("th button")[column]?.focus();
  };
  const head = columns.map(({ title }, column) =>
    h("th", { scope: "col", "aria-sort": column !== order.column ? "none" : order.up ? "ascending" : "descending" },
      h("button", { type: "button", onclick: (() => sort(column)) as EventListener }, title,
        column === order.column ? (order.up ? " ▲" : " ▼") : "")));
  const row = (edge: Edge) =>
    h("tr", { "data-id": edge.id },
      ...columns.map(({ of, kind }) => h("td", { class: kind ?? "" }, String(of(edge)))),
      h("td", {}, h("button", { type: "button", "aria-label": `Sentences: ${name(edge.source)} ${edge.relation} ${name(edge.target)}`,
        onclick: (() => select({ edge: edge.id })) as EventListener }, "Sentences")));
  replace(element, h("table", { class: "mirror" },
    h("caption", {}, `${edges.length} relations between ${state.visible.length} actors`),
    h("thead", {}, h("tr", {}, ...head, h("th", { scope: "col" }, h("span", { class: "unseen" }, "Evidence")))),
    h("tbody", {}, ...edges.map(row))));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}
