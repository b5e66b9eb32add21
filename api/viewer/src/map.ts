// Contributions on a map: arcs from contributor to host, as wide as their personnel or their reports.

import { geoCentroid, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { Topology, GeometryCollection } from "topojson-specification";

import type { Contribution, Place } from "./api";
import { h, replace, svg } from "./dom";

const WIDTH = 960;
const HEIGHT = 500;

export async function drawMap(
  element: HTMLElement, rows: Contribution[], places: Place[], select: (row: Contribution) => void,
): Promise<void> {
  const topology = (await import("world-atlas/countries-50m.json")).default as unknown as Topology<{
    countries: GeometryCollection;
  }>;
  const countries = feature(topology, topology.objects.countries);
  const projection = geoNaturalEarth1().fitSize([WIDTH, HEIGHT], { type: "Sphere" });
  const path = geoPath(projection);
  const at = new Map(places.map((place) => [place.id, [place.longitude, place.latitude] as [number, number]]));
  const land = countries.features.map((shape) => svg("path", { class: "land", d: path(shape) ?? "" }));
  const arcs = rows.flatMap((row) => {
    const from = at.get(row.contributor.id);
    const to = row.host ? at.get(row.host.id) : undefined;
    if (!from || !to) return [];
    const said = `${row.contributor.label} to ${row.host!.label}: ${row.status}${personnel(row)}, ${row.origins} origins`;
    const pick = (() => select(row)) as EventListener;
    return [
      svg(
        "path",
        {
          class: `arc ${row.status}`, d: path({ type: "LineString", coordinates: [from, to] }) ?? "", tabindex: 0,
          role: "button", "aria-label": said, "stroke-width": width(row), onclick: pick,
          onkeydown: ((event: Event) => {
            if ((event as KeyboardEvent).key === "Enter") select(row);
          }) as EventListener,
        },
        svg("title", {}, said),
      ),
    ];
  });
  const ends = new Set(rows.flatMap((row) => [row.contributor.id, row.host?.id ?? ""]));
  const dots = places
    .filter((place) => ends.has(place.id))
    .map((place) => {
      const [x, y] = projection([place.longitude, place.latitude]) ?? [0, 0];
      return svg("g", { class: "spot" }, svg("circle", { cx: x, cy: y, r: 2.5 }), svg("text", { x: x + 4, y: y + 3 }, place.label));
    });
  const missing = rows.length - arcs.length;
  replace(
    element,
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", role: "group", "aria-label": "Contributions on a map" },
      svg("path", { class: "sphere", d: path({ type: "Sphere" }) ?? "" }), ...land, ...arcs, ...dots),
    h("p", { class: "quiet" }, `${arcs.length} contributions drawn${missing ? `, ${missing} without a known host` : ""}. ` +
      "Borders come from Natural Earth and are no statement of ours; labels come from the graph."),
  );
}

export const centroid = geoCentroid;

function width(row: Contribution): number {
  const people = row.personnel?.[0] ?? row.personnel?.[1] ?? 0;
  return people ? Math.min(8, 1 + Math.log10(people) * 1.5) : Math.min(6, 1 + Math.log2(row.origins));
}

function personnel(row: Contribution): string {
  const [low, high] = row.personnel ?? [null, null];
  if (low === null && high === null) return "";
  return low === high ? `, ${low} people` : `, ${low ?? "?"} to ${high ?? "?"} people`;
}
