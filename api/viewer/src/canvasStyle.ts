// How nodes and relations look, in the colours of the page.

import type cytoscape from "cytoscape";

import { color, familyColor } from "./palette";
import { FAMILIES } from "./state";

const KINDS = ["state", "organization", "operation", "person", "group"];

export function stylesheet(): cytoscape.StylesheetJson {
  const text = color("--text");
  const outline = { "text-outline-color": color("--surface"), "text-outline-width": 2 };
  return [
    {
      selector: "node",
      style: {
        label: "data(label)", shape: "data(shape)" as never, width: 26, height: 26, "font-size": 12, color: text,
        "background-color": color("--node"), "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap",
        "text-max-width": "120px", "border-width": 1.5, "border-color": color("--surface"), "z-index": 10, ...outline,
      },
    },
    { selector: 'node[kind="operation"], node[kind="organization"]', style: { width: 34, height: 34, "font-weight": "bold" } },
    ...[...KINDS, "territory"].map((kind) => ({
      selector: `node[kind="${kind}"]`,
      style: { "background-color": color(kind === "territory" ? "--state" : `--${kind}`) },
    })),
    { selector: 'node[kind="body"]', style: { "background-color": color("--organization"), "background-opacity": 0.75 } },
    { selector: "node.unlisted", style: { "border-style": "dashed", "border-color": text } },
    { selector: "node.hidden", style: { display: "none" } },
    {
      selector: "edge",
      style: {
        width: "data(width)", "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.9,
        "font-size": 10, color: text, "text-rotation": "autorotate", ...outline,
      },
    },
    { selector: "edge.named", style: { label: "data(label)", "z-index": 5 } },
    ...FAMILIES.map((family) => ({
      selector: `edge[family="${family}"]`,
      style: { "line-color": familyColor(family), "target-arrow-color": familyColor(family) },
    })),
    { selector: "edge.planned", style: { "line-style": "dashed" as const } },
    { selector: "edge.contested", style: { "line-style": "dashed" as const, "line-dash-pattern": [2, 4] } },
    { selector: ":selected", style: { "overlay-color": color("--focus"), "overlay-opacity": 0.25, "overlay-padding": 5 } },
  ] as cytoscape.StylesheetJson;
}
