// The working canvas: cytoscape with fcose. Old nodes stay where they are when new ones arrive.

import cytoscape, { type Core, type EdgeSingular, type ElementDefinition, type NodeSingular } from "cytoscape";
import fcose from "cytoscape-fcose";

import type { Edge, Node } from "./api";
import { shortName } from "./names";
import { color, KIND_SHAPES } from "./palette";
import { stylesheet } from "./canvasStyle";
import type { State } from "./state";

cytoscape.use(fcose);

const SOFT_CAP = 600; // nodes above which the layout is a draft
export const HARD_CAP = 1500;
const ALL_NAMED = 12; // relations up to which every one is labelled

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
    this.cy.on("dragfree", "node", (event) => void this.state.positions.set(event.target.id(), { ...event.target.position() }));
    this.cy.on("mouseover", "node, edge", (event) => this.hover(event.target));
    this.cy.on("mouseout", "node, edge", () => {
      element.title = "";
      this.name();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy.style(stylesheet()));
  }

  // Draws the state: what is gone leaves, what is new is laid out around what stays.
  draw(): void {
    const first = this.cy.nodes().empty();
    const added = this.state.ids.filter((id) => this.cy.getElementById(id).empty());
    const visible = new Set(this.state.visible.map((node) => node.id));
    this.cy.batch(() => {
      this.cy.elements().filter((element) => !this.has(element.id())).remove();
      for (const id of added) this.cy.add(this.nodeElement(this.state.nodes.get(id)!));
      for (const edge of this.state.edges.values()) this.upsert(edge);
      this.cy.nodes().forEach((node) => void node.toggleClass("hidden", !visible.has(node.id())));
    });
    this.mark();
    const unplaced = new Set(this.state.ids.filter((id) => !this.state.positions.has(id)));
    if (unplaced.size) this.layout(unplaced);
    if (first) this.fit();
  }

  mark(): void {
    this.cy.elements().unselect();
    const selection = this.state.selection;
    if (selection) this.cy.getElementById("node" in selection ? selection.node : selection.edge).select();
    this.name();
  }

  focus(id: string): void {
    const node = this.cy.getElementById(id);
    if (node.nonempty()) this.cy.animate({ center: { eles: node }, duration: 200 });
  }

  fit(): void {
    this.cy.resize();
    const shown = this.cy.elements().filter((element) => element.visible());
    if (shown.nonempty()) this.cy.fit(shown, 40);
    if (this.cy.zoom() > 1.6) {
      this.cy.zoom(1.6);
      this.cy.center(shown);
    }
  }

  zoom(by: number): void {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  png(): Promise<Blob> {
    return Promise.resolve(this.cy.png({ output: "blob", full: true, scale: 2, bg: color("--surface") }));
  }

  // Labels stand on the relations that are looked at: a hundred times the same words would hide the rest.
  private name(): void {
    const edges = this.cy.edges();
    edges.removeClass("named");
    if (edges.length <= ALL_NAMED) edges.addClass("named");
    const selected = this.cy.elements(":selected");
    selected.edges().addClass("named");
    selected.nodes().connectedEdges().addClass("named");
  }

  private hover(target: NodeSingular | EdgeSingular): void {
    this.element.title = String(target.data("title"));
    this.name();
    (target.isNode() ? target.connectedEdges() : target).addClass("named");
  }

  private has(id: string): boolean {
    return this.state.nodes.has(id) || this.state.edges.has(id);
  }

  private nodeElement(node: Node): ElementDefinition {
    const position = this.state.positions.get(node.id);
    const data = {
      id: node.id, label: shortName(node), title: node.label, kind: node.kind, shape: KIND_SHAPES[node.kind] ?? "ellipse",
    };
    return { group: "nodes", data, ...(position ? { position: { ...position } } : {}), classes: node.known ? "" : "unlisted" };
  }

  private upsert(edge: Edge): void {
    const title = `${edge.relation}: ${edge.statements} statements, ${edge.origins} independent origins`;
    const data = {
      id: edge.id, source: edge.source, target: edge.target, label: edge.relation, title, family: edge.family,
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
    if (fixed.length) this.fanOut([...fresh]);
    const draft = this.cy.nodes().length > SOFT_CAP;
    const options = {
      name: "fcose", animate: false, randomize: fixed.length === 0, quality: draft ? "draft" : "default", fit: false,
      nodeSeparation: 120, idealEdgeLength: 130, nodeRepulsion: 12000, gravity: 0.3, packComponents: false,
      nodeDimensionsIncludeLabels: true,
      ...(fixed.length ? { fixedNodeConstraint: fixed } : {}),
    };
    repeatably(() => this.cy.layout(options as unknown as cytoscape.LayoutOptions).run());
    const places = new Map(fixed.map(({ nodeId, position }) => [nodeId, position]));
    kept.positions((node) => places.get(node.id())!);
    this.cy.nodes().forEach((node) => void this.state.positions.set(node.id(), { ...node.position() }));
  }

  // A start for the layout: outwards from the neighbour that is already placed, away from the middle of the rest.
  private fanOut(fresh: string[]): void {
    const middle = this.middle();
    const fans = new Map<string, string[]>();
    for (const id of fresh) {
      const anchor = this.cy.getElementById(id).neighborhood().nodes().filter((other) => this.state.positions.has(other.id())).first();
      const key = anchor.nonempty() ? anchor.id()! : "";
      fans.set(key, [...(fans.get(key) ?? []), id]);
    }
    for (const [anchor, ids] of fans) {
      const at = this.state.positions.get(anchor) ?? { x: middle.x, y: middle.y + middle.radius + 120 };
      const away = Math.atan2(at.y - middle.y, at.x - middle.x);
      ids.forEach((id, index) => {
        const angle = away + (((index % 12) - Math.min(ids.length, 12) / 2 + 0.5) * Math.PI) / 9;
        const radius = 150 + 80 * Math.floor(index / 12);
        const place = { x: at.x + radius * Math.cos(angle), y: at.y + radius * Math.sin(angle) };
        this.cy.getElementById(id).position(place);
      });
    }
  }

  private middle(): { x: number; y: number; radius: number } {
    const placed = [...this.state.positions].filter(([id]) => this.state.nodes.has(id)).map(([, place]) => place);
    const count = placed.length || 1;
    const x = placed.reduce((sum, place) => sum + place.x, 0) / count;
    const y = placed.reduce((sum, place) => sum + place.y, 0) / count;
    return { x, y, radius: Math.max(0, ...placed.map((place) => Math.hypot(place.x - x, place.y - y))) };
  }
}

// The layout draws from Math.random: with a seed of ours, the same view looks the same everywhere it is opened.
function repeatably(run: () => void): void {
  const random = Math.random;
  let seed = 20220106;
  Math.random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  try {
    run();
  } finally {
    Math.random = random;
  }
}
