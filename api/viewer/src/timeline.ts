// When: a histogram by month with two native sliders, moved by keyboard as by mouse, and what happened in between.

import { h, replace, svg } from "./dom";
import type { State } from "./state";

const WIDTH = 1000;
const HEIGHT = 170;
const BASE = 140;
const PAUSE = 900; // milliseconds a month with reports is shown while playing

export interface TimelineEvents {
  changed(): void;
  select(selection: State["selection"]): void;
}

let playing = 0;

export function drawTimeline(element: HTMLElement, state: State, months: [string, number][], events: TimelineEvents): void {
  const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.dataset.end : undefined;
  if (!months.length) {
    replace(element, h("p", { class: "quiet" }, "Nothing on the canvas is dated yet: add actors in the graph."));
    return;
  }
  const all = span(months[0]![0], months[months.length - 1]![0]);
  const { filters } = state;
  const index = (month: string, missing: number) => {
    const found = all.findIndex((one) => one >= month.slice(0, 7));
    return !month ? missing : found < 0 ? all.length - 1 : found;
  };
  let from = index(filters.from, 0);
  let until = index(filters.until, all.length - 1);
  const counts = new Map(months);
  const within = (month: string) => month >= all[from]! && month <= all[until]!;
  const bars = [...counts].map(([month, count]) => bar(month, count, all.indexOf(month), all.length, Math.max(...counts.values())));
  const say = h("output", { class: "range" });
  const show = () => {
    const statements = months.filter(([month]) => within(month)).reduce((sum, [, count]) => sum + count, 0);
    say.textContent = `${all[from]} to ${all[until]}: ${statements} statements`;
    bars.forEach((one) => one.setAttribute("class", within(one.dataset.month!) ? "in" : "out"));
  };
  const settle = () => {
    filters.from = from === 0 ? "" : all[from]!;
    filters.until = until === all.length - 1 ? "" : all[until]!;
    events.changed();
  };
  const slide = (label: string, end: "from" | "until", value: number) =>
    h("label", {}, label, h("input", {
      type: "range", min: 0, max: all.length - 1, value, "data-end": end, "aria-valuetext": all[value] ?? "",
      oninput: ((event: Event) => {
        const at = Number((event.target as HTMLInputElement).value);
        if (end === "from") from = Math.min(at, until);
        else until = Math.max(at, from);
        show();
      }) as EventListener,
      onchange: (() => {
        stop();
        settle();
      }) as EventListener,
    }));
  const play = h("button", { type: "button", onclick: (() => {
    if (playing) return stop();
    const stops = months.map(([month]) => all.indexOf(month));
    until = from;
    playing = window.setInterval(() => {
      const next = stops.find((one) => one > until);
      if (next === undefined) return stop();
      until = next;
      settle();
    }, PAUSE);
    settle();
  }) as EventListener }, playing ? "Pause" : "Play");
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "histogram",
    "aria-label": `Statements a month, ${all[0]} to ${all[all.length - 1]}` }, ...axis(all), ...bars);
  show();
  replace(element, picture,
    h("div", { class: "sliders" }, slide("From", "from", from), slide("Until", "until", until), h("p", {}, play, " ", say)),
    chronicle(state, events));
  if (focused) element.querySelector<HTMLInputElement>(`input[data-end="${focused}"]`)?.focus();
}

export function stop(): void {
  clearInterval(playing);
  playing = 0;
  const button = document.querySelector<HTMLButtonElement>(".sliders button");
  if (button) button.textContent = "Play";
}

function bar(month: string, count: number, at: number, length: number, most: number): SVGRectElement {
  const height = Math.max(3, ((BASE - 10) * count) / most);
  const wide = Math.max(4, WIDTH / length - 1);
  const x = Math.min(WIDTH - wide, (at * WIDTH) / length);
  return svg("rect", { x, width: wide, y: BASE - height, height, "data-month": month }, svg("title", {}, `${month}: ${count} statements`));
}

function axis(all: string[]): SVGElement[] {
  const every = Math.max(1, Math.ceil(all.length / 12 / 12)); // years between two labels
  const ticks = all.flatMap((month, index) => (month.endsWith("-01") || index === 0 ? [{ month, x: (index * WIDTH) / all.length }] : []));
  const kept = ticks.filter((tick, index) => index === 0 || (Number(tick.month.slice(0, 4)) % every === 0 && tick.x > 45));
  return [
    svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: BASE, y2: BASE }),
    ...kept.flatMap(({ month, x }) => [
      svg("line", { class: "axis", x1: x, x2: x, y1: BASE, y2: BASE + 6 }),
      svg("text", { x: x + 3, y: BASE + 20 }, month.endsWith("-01") ? month.slice(0, 4) : month),
    ]),
  ];
}

// What the range holds, in order: the accessible side of the histogram.
function chronicle(state: State, events: TimelineEvents): HTMLElement {
  const name = (id: string) => state.nodes.get(id)?.label ?? id;
  const dated = [...state.edges.values()].filter((edge) => edge.first).sort((a, b) => a.first!.localeCompare(b.first!));
  return h("ol", { class: "chronicle" }, ...dated.map((edge) =>
    h("li", {}, h("time", { datetime: edge.first! }, edge.first!.slice(0, 10)), " ",
      h("button", { type: "button", class: "link", onclick: (() => events.select({ edge: edge.id })) as EventListener },
        `${name(edge.source)} ${edge.relation} ${name(edge.target)}`),
      edge.contested ? " (contested)" : edge.planned ? " (planned)" : "")));
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
