// The working canvas: cytoscape with fcose. Old nodes stay where they are when new ones arrive.

import cytoscape, { type Core, type ElementDefinition } from "cytoscape";
import fcose from "cytoscape-fcose";

import type { Edge, Node } from "./api";
import { color, FAMILY_COLORS, KIND_SHAPES } from "./palette";
import { FAMILIES, type State } from "./state";

cytoscape.use(fcose);

const SOFT_CAP = 600; // nodes above which the layout is a draft
export const HARD_CAP = 1500;

export interface CanvasEvents {
  select(selection: State["selection"]): void;
  expand(id: string): void;
}

export class Canvas {
  readonly cy: Core;

  constructor(
    readonly element: HTMLElement,
    private readonly state: State,
    events: CanvasEvents,
  ) {
    this.cy = cytoscape({ container: element, style: stylesheet(), minZoom: 0.1, maxZoom: 4, layout: { name: "preset" } });
    this.cy.on("tap", "node", (event) => events.select({ node: event.target.id() }));
    this.cy.on("tap", "edge", (event) => events.select({ edge: event.target.id() }));
    this.cy.on("tap", (event) => {
      if (event.target === this.cy) events.select(null);
    });
    this.cy.on("dbltap", "node", (event) => events.expand(event.target.id()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy.style(stylesheet()));
  }

  // Draws the state: what is gone leaves, what is new is laid out around what stays.
  draw(): void {
    const fresh = this.state.ids.filter((id) => this.cy.getElementById(id).empty());
    this.cy.batch(() => {
      this.cy.elements().filter((element) => !this.has(element.id())).remove();
      for (const id of fresh) this.cy.add(this.nodeElement(this.state.nodes.get(id)!));
      for (const edge of this.state.edges.values()) this.upsert(edge);
    });
    this.mark();
    if (fresh.length) this.layout(new Set(fresh));
  }

  mark(): void {
    this.cy.elements().unselect();
    const selection = this.state.selection;
    if (selection) this.cy.getElementById("node" in selection ? selection.node : selection.edge).select();
  }

  focus(id: string): void {
    const node = this.cy.getElementById(id);
    if (node.nonempty()) this.cy.animate({ center: { eles: node }, duration: 200 });
  }

  fit(): void {
    this.cy.resize();
    this.cy.fit(undefined, 40);
  }

  png(): Promise<Blob> {
    return Promise.resolve(this.cy.png({ output: "blob", full: true, scale: 2, bg: color("--surface") }));
  }

  private has(id: string): boolean {
    return this.state.nodes.has(id) || this.state.edges.has(id);
  }

  private nodeElement(node: Node): ElementDefinition {
    const position = this.state.positions.get(node.id);
    const data = { id: node.id, label: node.label, kind: node.kind, shape: KIND_SHAPES[node.kind] ?? "ellipse" };
    return { group: "nodes", data, ...(position ? { position } : {}), classes: node.known ? "" : "unlisted" };
  }

  private upsert(edge: Edge): void {
    const data = {
      id: edge.id, source: edge.source, target: edge.target, label: edge.relation, family: edge.family,
      width: 1 + Math.min(7, Math.log2(edge.origins + 1) * 1.5),
    };
    const classes = edge.contested ? "contested" : edge.planned ? "planned" : "";
    const present = this.cy.getElementById(edge.id);
    if (present.nonempty()) present.data(data).classes(classes);
    else this.cy.add({ group: "edges", data, classes });
  }

  private layout(fresh: Set<string>): void {
    const kept = this.cy.nodes().filter((node) => !fresh.has(node.id())).nodes();
    const fixed: { nodeId: string; position: { x: number; y: number } }[] = [];
    kept.nodes().forEach((node) => void fixed.push({ nodeId: node.id(), position: { ...node.position() } }));
    for (const id of fresh) this.near(id);
    const draft = this.cy.nodes().length > SOFT_CAP;
    const options = {
      name: "fcose", animate: false, randomize: fixed.length === 0, quality: draft ? "draft" : "default", fit: false,
      nodeSeparation: 110, idealEdgeLength: 120, nodeRepulsion: 9000, packComponents: fixed.length === 0,
      ...(fixed.length ? { fixedNodeConstraint: fixed } : {}),
    };
    this.cy.layout(options as unknown as cytoscape.LayoutOptions).run();
    const places = new Map(fixed.map(({ nodeId, position }) => [nodeId, position]));
    kept.positions((node) => places.get(node.id())!);
    this.cy.nodes().forEach((node) => void this.state.positions.set(node.id(), { ...node.position() }));
    this.cy.animate({ fit: { eles: this.cy.elements(), padding: 40 }, duration: 250 });
  }

  // A start for the layout: beside a neighbour that is already placed.
  private near(id: string): void {
    const node = this.cy.nodes().filter((candidate) => candidate.id() === id);
    const anchor = node.neighborhood().nodes().filter((other) => this.state.positions.has(other.id())).first();
    const place = this.state.positions.get(anchor.id() ?? "");
    if (place && !this.state.positions.has(id)) {
      const angle = Math.random() * 2 * Math.PI;
      node.positions(() => ({ x: place.x + 90 * Math.cos(angle), y: place.y + 90 * Math.sin(angle) }));
    }
  }
}

function stylesheet(): cytoscape.StylesheetJson {
  const text = color("--text");
  return [
    {
      selector: "node",
      style: {
        label: "data(label)", shape: "data(shape)" as never, width: 26, height: 26, "font-size": 11, color: text,
        "background-color": color("--node"), "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap",
        "text-max-width": "110px", "text-outline-color": color("--surface"), "text-outline-width": 2,
        "border-width": 1.5, "border-color": color("--surface"),
      },
    },
    { selector: 'node[kind="state"]', style: { "background-color": color("--state") } },
    { selector: 'node[kind="organization"]', style: { "background-color": color("--organization") } },
    { selector: 'node[kind="operation"]', style: { "background-color": color("--operation") } },
    { selector: 'node[kind="person"]', style: { "background-color": color("--person") } },
    { selector: 'node[kind="group"]', style: { "background-color": color("--group") } },
    { selector: "node.unlisted", style: { "border-style": "dashed", "border-color": text } },
    {
      selector: "edge",
      style: {
        width: "data(width)", "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.9,
        label: "data(label)", "font-size": 8, color: text, "text-rotation": "autorotate", "text-opacity": 0.75,
        "text-outline-color": color("--surface"), "text-outline-width": 2, "min-zoomed-font-size": 9,
      },
    },
    ...FAMILIES.map((family) => ({
      selector: `edge[family="${family}"]`,
      style: { "line-color": FAMILY_COLORS[family], "target-arrow-color": FAMILY_COLORS[family] },
    })),
    { selector: "edge.planned, edge.contested", style: { "line-style": "dashed" as const } },
    { selector: "edge.contested", style: { "line-dash-pattern": [3, 3] } },
    { selector: ":selected", style: { "overlay-color": color("--focus"), "overlay-opacity": 0.25, "overlay-padding": 5 } },
  ] as cytoscape.StylesheetJson;
}
