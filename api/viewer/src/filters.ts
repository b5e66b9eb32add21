// What is shown: relations, event types, publisher, stance, confidence. The service does the filtering.

import { h } from "./dom";
import { FAMILY_COLORS } from "./palette";
import { FAMILIES, NO_FILTERS, type State } from "./state";

const TYPES = [
  "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
  "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
];
const STANCES = ["", "asserted", "hedged", "planned", "denied"];

export function filterPanel(state: State, changed: () => void): { element: HTMLElement; refresh: () => void } {
  const form = h("form", { class: "filters", "aria-label": "Filters" });
  const refresh = () => form.replaceChildren(...parts(state, changed, refresh));
  form.addEventListener("submit", (event) => event.preventDefault());
  refresh();
  return { element: form, refresh };
}

function parts(state: State, changed: () => void, refresh: () => void): HTMLElement[] {
  const { filters } = state;
  const toggle = (list: string[], value: string, on: boolean) => {
    const at = list.indexOf(value);
    if (on && at < 0) list.push(value);
    if (!on && at >= 0) list.splice(at, 1);
    changed();
  };
  const box = (list: string[], value: string, shown: HTMLElement | string) =>
    h(
      "label",
      {},
      h("input", {
        type: "checkbox", checked: list.includes(value),
        onchange: ((event: Event) => toggle(list, value, (event.target as HTMLInputElement).checked)) as EventListener,
      }),
      shown,
    );
  const confidence = h("input", {
    type: "range", min: 0, max: 1, step: 0.05, value: filters.confidence, "aria-label": "Least confidence",
    onchange: ((event: Event) => {
      filters.confidence = Number((event.target as HTMLInputElement).value);
      refresh();
      changed();
    }) as EventListener,
  });
  return [
    h(
      "fieldset", {}, h("legend", {}, "Relation"),
      ...FAMILIES.map((family) => box(filters.families, family, swatch(family))),
    ),
    h("details", {}, h("summary", {}, "Event type"), ...TYPES.map((type) => box(filters.types, type, type.toLowerCase()))),
    h(
      "label", { class: "stacked" }, "Stance",
      h(
        "select",
        {
          onchange: ((event: Event) => {
            filters.stance = (event.target as HTMLSelectElement).value;
            changed();
          }) as EventListener,
        },
        ...STANCES.map((value) => h("option", { value, selected: value === filters.stance }, value || "any")),
      ),
    ),
    h(
      "label", { class: "stacked" }, "Publisher",
      h("input", {
        type: "text", value: filters.publisher, placeholder: "any",
        onchange: ((event: Event) => {
          filters.publisher = (event.target as HTMLInputElement).value.trim();
          changed();
        }) as EventListener,
      }),
    ),
    h("label", { class: "stacked" }, `Confidence at least ${Math.round(filters.confidence * 100)} %`, confidence),
    h(
      "button",
      {
        type: "button",
        onclick: (() => {
          state.filters = { ...NO_FILTERS, families: [], types: [] };
          refresh();
          changed();
        }) as EventListener,
      },
      "Clear filters",
    ),
  ];
}

function swatch(family: keyof typeof FAMILY_COLORS): HTMLElement {
  return h("span", {}, h("i", { class: "swatch", style: `background:${FAMILY_COLORS[family]}` }), ` ${family}`);
}
