// What is shown: relations, event types, publisher, stance, confidence. The service does the filtering.

import { publishers } from "./api";
import { h, replace } from "./dom";
import { familyColor, FAMILY_COLORS } from "./palette";
import { FAMILIES, noFilters, type State } from "./state";

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
  const known = h("datalist", { id: "publishers" });
  void publishers().then((names) => replace(known, ...names.map((name) => h("option", { value: name }))), () => undefined);
  return { element: h("div", { class: "side" }, form, known), refresh };
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
  const month = (label: string, value: string, set: (value: string) => void) =>
    h("label", { class: "stacked" }, label, h("input", {
      type: "month", value: value.slice(0, 7), min: "1945-01", pattern: "\\d{4}-\\d{2}", placeholder: "yyyy-mm",
      onchange: ((event: Event) => {
        const input = event.target as HTMLInputElement;
        if (!input.checkValidity()) return;
        set(input.value);
        changed();
      }) as EventListener,
    }));
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
    h("details", { open: filters.types.length > 0 }, h("summary", {}, "Event type"), ...TYPES.map((type) => box(filters.types, type, type.toLowerCase()))),
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
        type: "text", value: filters.publisher, placeholder: "any", list: "publishers",
        onchange: ((event: Event) => {
          filters.publisher = (event.target as HTMLInputElement).value.trim();
          changed();
        }) as EventListener,
      }),
    ),
    h(
      "fieldset", { class: "time" }, h("legend", {}, "Time"),
      month("From", filters.from, (value) => (filters.from = value)),
      month("Until", filters.until, (value) => (filters.until = value)),
    ),
    h("label", { class: "stacked" }, `Confidence at least ${Math.round(filters.confidence * 100)} %`, confidence),
    h(
      "button",
      {
        type: "button", disabled: !state.filtering,
        onclick: (() => {
          state.filters = noFilters();
          refresh();
          changed();
        }) as EventListener,
      },
      "Clear filters",
    ),
  ];
}

function swatch(family: keyof typeof FAMILY_COLORS): HTMLElement {
  return h("span", {}, h("i", { class: "swatch", style: `background:${familyColor(family)}` }), ` ${family}`);
}
