// Search with suggestions: a combobox as WAI-ARIA describes it, for names in any language.

import { suggest, type Suggestion } from "./api";
import { h, replace } from "./dom";

const WAIT = 120; // milliseconds after the last key

export function searchBox(label: string, chosen: (entity: Suggestion) => void): HTMLElement {
  const id = `search-${label.replace(/\W+/g, "-").toLowerCase()}`;
  const list = h("ul", { role: "listbox", id: `${id}-list`, hidden: true, "aria-label": `${label}: suggestions` });
  const input = h("input", {
    type: "search", id, placeholder: label, "aria-label": label, role: "combobox", autocomplete: "off",
    "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
  });
  let found: Suggestion[] = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (entity: Suggestion | undefined) => {
    if (!entity) return;
    input.value = "";
    close();
    chosen(entity);
  };
  const show = () => {
    const options = found.map((entity, index) => option(entity, index));
    replace(list, ...(options.length ? options : [h("li", { class: "quiet" }, "No name like this is known here.")]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
  };
  const option = (entity: Suggestion, index: number) =>
    h(
      "li",
      {
        role: "option", id: `${id}-${index}`, "aria-selected": String(index === active),
        onmousedown: ((event: Event) => {
          event.preventDefault();
          take(entity);
        }) as EventListener,
      },
      h("strong", {}, entity.label),
      entity.matched && entity.matched !== entity.label ? h("span", {}, ` (${entity.matched})`) : null,
      h("span", { class: "quiet" }, ` ${entity.kind}`),
    );
  const look = async () => {
    const text = input.value.trim();
    const turn = ++asked;
    if (!text) return close();
    const { entities } = await suggest(text);
    if (turn !== asked) return; // an answer to an older question
    found = entities;
    active = entities.length ? 0 : -1;
    show();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active = Math.max(0, Math.min(found.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
      show();
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if (!list.hidden && found[active]) take(found[active]);
      else void look().then(() => found.length && take(found[0]));
    } else if (event.key === "Escape") close();
  });
  return h("div", { class: "search" }, input, list);
}
