// When: a histogram by month with two native sliders, moved by keyboard as by mouse.

import { h, replace, svg } from "./dom";
import type { State } from "./state";

export function drawTimeline(element: HTMLElement, state: State, months: [string, number][], changed: () => void): void {
  if (!months.length) {
    replace(element, h("p", { class: "quiet" }, "Nothing on the canvas is dated yet: add actors in the graph."));
    return;
  }
  const all = span(months[0]![0], months[months.length - 1]![0]);
  const counts = new Map(months);
  const most = Math.max(...months.map(([, count]) => count));
  const { filters } = state;
  let from = Math.max(0, all.indexOf(filters.from.slice(0, 7)));
  let until = filters.until ? all.indexOf(filters.until.slice(0, 7)) : all.length - 1;
  if (until < 0) until = all.length - 1;
  const bars = all.map((month, index) =>
    svg("rect", {
      x: index, width: 0.9, y: 100 - (100 * (counts.get(month) ?? 0)) / most, height: (100 * (counts.get(month) ?? 0)) / most,
      class: index >= from && index <= until ? "in" : "out",
    }, svg("title", {}, `${month}: ${counts.get(month) ?? 0} statements`)),
  );
  const say = h("output", {}, `${all[from]} to ${all[until]}`);
  const slide = (label: string, value: number, set: (value: number) => void) =>
    h("label", {}, label, h("input", {
      type: "range", min: 0, max: all.length - 1, value, "aria-valuetext": all[value] ?? "",
      oninput: ((event: Event) => {
        set(Number((event.target as HTMLInputElement).value));
        if (from > until) [from, until] = [until, from];
        say.textContent = `${all[from]} to ${all[until]}`;
        bars.forEach((bar, index) => bar.setAttribute("class", index >= from && index <= until ? "in" : "out"));
      }) as EventListener,
      onchange: (() => {
        filters.from = from === 0 ? "" : all[from]!;
        filters.until = until === all.length - 1 ? "" : all[until]!;
        changed();
      }) as EventListener,
    }));
  replace(
    element,
    svg("svg", { viewBox: `0 0 ${all.length} 100`, preserveAspectRatio: "none", role: "img", class: "histogram",
      "aria-label": `Statements a month, ${all[0]} to ${all[all.length - 1]}` }, ...bars),
    h("div", { class: "sliders" }, slide("From", from, (value) => (from = value)), slide("Until", until, (value) => (until = value)), say),
  );
}

function span(first: string, last: string): string[] {
  const months: string[] = [];
  let [year, month] = first.split("-").map(Number) as [number, number];
  while (months.length < 2400) {
    const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    months.push(text);
    if (text >= last) break;
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}
