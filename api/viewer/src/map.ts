// Contributions on a map: arcs from contributor to host, as wide as their personnel or their reports; events as dots.

import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { Topology, GeometryCollection } from "topojson-specification";

import type { Contribution, Place, Scene } from "./api";
import { h, replace, svg } from "./dom";

const WIDTH = 960;
const HEIGHT = 500;
const NEAREST = 24;

export interface MapEvents {
  contribution(row: Contribution): void;
  place(id: string): void;
}

interface Spot {
  x: number;
  y: number;
  label: string;
  rank: number;
  text: SVGTextElement;
}

export async function drawMap(
  element: HTMLElement, rows: Contribution[], places: Place[], scenes: Scene[], events: MapEvents,
): Promise<void> {
  const topology = (await import("world-atlas/countries-50m.json")).default as unknown as Topology<{
    countries: GeometryCollection;
  }>;
  const countries = feature(topology, topology.objects.countries);
  const projection = geoNaturalEarth1().rotate([-11, 0]).fitSize([WIDTH, HEIGHT], { type: "Sphere" });
  const path = geoPath(projection);
  const at = new Map(places.map((place) => [place.id, place]));
  const point = (place: Place) => projection([place.longitude, place.latitude]) ?? [0, 0];
  const drawn = rows.filter((row) => at.has(row.contributor.id) && row.host && at.has(row.host.id) && row.host.id !== row.contributor.id);
  const land = countries.features.map((shape) => svg("path", { class: "land", d: path(shape) ?? "" }));
  const arcs = drawn.map((row) => {
    const [from, to] = [at.get(row.contributor.id)!, at.get(row.host!.id)!];
    const said = `${row.contributor.label} to ${row.host!.label}: ${row.status}${personnel(row)}, ${row.origins} independent origins`;
    const line = { type: "LineString" as const, coordinates: [[from.longitude, from.latitude], [to.longitude, to.latitude]] };
    return pressable("path", said, () => events.contribution(row), {
      class: `arc ${row.status}`, d: path(line) ?? "", "stroke-width": width(row),
      "data-from": row.contributor.id, "data-to": row.host!.id,
    });
  });
  const happened = scenes.map((scene) => {
    const [x, y] = point(scene);
    const said = `${scene.label}: ${scene.claims} events reported, ${scene.origins} independent origins`;
    return pressable("circle", said, () => events.place(scene.id), { class: "scene", cx: x, cy: y, "data-r": 2 + Math.sqrt(scene.origins) });
  });
  const spots = spotsOf(drawn, at, scenes, point);
  const dots = spots.map((spot) => svg("circle", { class: "spot", cx: spot.x, cy: spot.y, "data-r": 2 }));
  const moving = svg("g", {}, svg("path", { class: "sphere", d: path({ type: "Sphere" }) ?? "" }), ...land, ...arcs,
    ...happened, ...dots, ...spots.map((spot) => spot.text));
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", role: "group", tabindex: 0,
    "aria-label": "Contributions on a map; arrow keys move, plus and minus zoom" }, moving);
  const zoom = zoomable(picture, moving, spots);
  replace(element, h("div", { class: "mapframe" }, picture, zoom), note(rows, drawn, scenes));
}

function note(rows: Contribution[], drawn: Contribution[], scenes: Scene[]): HTMLElement {
  const missing = rows.length - drawn.length;
  return h("p", { class: "quiet mapnote" },
    h("i", { class: "key arc-key" }), "contribution, wider with personnel ",
    h("i", { class: "key arc-key dashed" }), "announced or considered ",
    h("i", { class: "key arc-key refused" }), "refused or withdrawn ",
    h("i", { class: "key scene-key" }), "events. ",
    `${drawn.length} contributions drawn${missing ? `, ${missing} without a known host` : ""}, events at ${scenes.length} places. ` +
    "Borders come from Natural Earth and are no statement of ours; names come from the graph.");
}

// The ends of arcs and the places of events, those with most arcs first: they get their names first.
function spotsOf(drawn: Contribution[], at: Map<string, Place>, scenes: Scene[], point: (place: Place) => [number, number] | number[]): Spot[] {
  const ranks = new Map<string, number>();
  for (const row of drawn) {
    for (const [id, by] of [[row.host!.id, 3], [row.contributor.id, 1]] as const) ranks.set(id, (ranks.get(id) ?? 0) + by);
  }
  const ends = [...ranks].map(([id, rank]) => ({ place: at.get(id)!, rank }));
  const happened = scenes.map((scene) => ({ place: scene as Place, rank: 0.5 }));
  return [...ends, ...happened].sort((a, b) => b.rank - a.rank).map(({ place, rank }) => {
    const [x, y] = point(place) as [number, number];
    return { x, y, label: place.label, rank, text: svg("text", {}, place.label) };
  });
}

function pressable(
  tag: "path" | "circle", said: string, press: () => void, attributes: Record<string, string | number>,
): SVGElement {
  return svg(tag, {
    ...attributes, tabindex: 0, role: "button", "aria-label": said, onclick: press as EventListener,
    onkeydown: ((event: Event) => {
      if ((event as KeyboardEvent).key === "Enter") press();
    }) as EventListener,
  }, svg("title", {}, said));
}

// Wheel, drag, keys and buttons. Dots and names keep their size; a name is left out where it would lie over another.
function zoomable(picture: SVGSVGElement, moving: SVGGElement, spots: Spot[]): HTMLElement {
  const view = { x: 0, y: 0, k: 1 };
  const apply = () => {
    view.k = Math.max(1, Math.min(NEAREST, view.k));
    view.x = Math.max(WIDTH * (1 - view.k), Math.min(0, view.x));
    view.y = Math.max(HEIGHT * (1 - view.k), Math.min(0, view.y));
    moving.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.k})`);
    for (const circle of moving.querySelectorAll("circle")) circle.setAttribute("r", String(Number(circle.dataset.r) / view.k));
    place(spots, view.k);
  };
  const zoom = (by: number, x = WIDTH / 2, y = HEIGHT / 2) => {
    const k = Math.max(1, Math.min(NEAREST, view.k * by));
    view.x = x - ((x - view.x) * k) / view.k;
    view.y = y - ((y - view.y) * k) / view.k;
    view.k = k;
    apply();
  };
  const scale = () => WIDTH / (picture.getBoundingClientRect().width || WIDTH);
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 400), ((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT);
  }, { passive: false });
  let dragging = false;
  picture.addEventListener("pointerdown", () => (dragging = true));
  addEventListener("pointerup", () => (dragging = false));
  picture.addEventListener("pointermove", (event) => {
    if (!dragging || !event.buttons) return;
    view.x += event.movementX * scale();
    view.y += event.movementY * scale();
    apply();
  });
  picture.addEventListener("keydown", (event) => {
    const moves: Record<string, [number, number]> = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const move = moves[event.key];
    if (move) {
      view.x += move[0];
      view.y += move[1];
      apply();
    } else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") zoom(0);
    else return;
    event.preventDefault();
  });
  apply();
  return zoomButtons((by) => zoom(by), () => zoom(0));
}

export function zoomButtons(zoom: (by: number) => void, all: () => void): HTMLElement {
  const button = (text: string, label: string, press: () => void) =>
    h("button", { type: "button", "aria-label": label, title: label, onclick: press as EventListener }, text);
  return h("div", { class: "zoom" }, button("+", "Zoom in", () => zoom(1.4)), button("−", "Zoom out", () => zoom(1 / 1.4)),
    button("⤢", "Show all", all));
}

function place(spots: Spot[], k: number): void {
  const size = 10 / k;
  const taken: [number, number, number, number][] = [];
  for (const spot of spots) {
    const box: [number, number, number, number] = [spot.x, spot.y - size * 0.7, spot.x + spot.label.length * size * 0.58 + 4 / k, spot.y + size * 0.5];
    const free = taken.every(([x1, y1, x2, y2]) => box[0] > x2 || box[2] < x1 || box[1] > y2 || box[3] < y1);
    if (free) taken.push(box);
    spot.text.setAttribute("visibility", free ? "visible" : "hidden");
    spot.text.setAttribute("x", String(spot.x + 4 / k));
    spot.text.setAttribute("y", String(spot.y + 3 / k));
    spot.text.setAttribute("font-size", String(size));
    spot.text.setAttribute("stroke-width", String(2.5 / k));
  }
}

function width(row: Contribution): number {
  const people = row.personnel?.[0] ?? row.personnel?.[1] ?? 0;
  return people ? Math.min(7, 1 + Math.log10(people) * 1.4) : Math.min(4, 1 + Math.log2(row.origins));
}

function personnel(row: Contribution): string {
  const [low, high] = row.personnel ?? [null, null];
  if (low === null && high === null) return "";
  return low === high ? `, ${low} people` : `, ${low ?? "?"} to ${high ?? "?"} people`;
}
