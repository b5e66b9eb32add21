// What the URL holds, what undo restores, and who wants to know when it changes.

import type { Edge, Filters, Node } from "./api";

export type Tab = "graph" | "overview" | "map" | "timeline" | "table" | "sparql" | "ask";
export const TABS: Tab[] = ["graph", "overview", "map", "timeline", "table", "sparql", "ask"];

export type Selection = { node: string } | { edge: string } | null;

export interface View {
  tab: Tab;
  ids: string[];
  selection: Selection;
  filters: Filters;
  path: [string, string] | null;
  question: string;
}

// A new object every time: its lists are changed in place.
export function noFilters(): Filters {
  return { families: [], types: [], publisher: "", stance: "", confidence: 0, from: "", until: "" };
}

const NO_FILTERS = noFilters();

export const FAMILIES = ["contribution", "membership", "cooperation", "conflict", "other"] as const;

export class State {
  tab: Tab = "graph";
  selection: Selection = null;
  filters: Filters = noFilters();
  path: [string, string] | null = null;
  question = "";
  readonly nodes = new Map<string, Node>();
  readonly edges = new Map<string, Edge>();
  readonly positions = new Map<string, { x: number; y: number }>();
  readonly brought = new Map<string, string[]>(); // by whose expansion which actors came
  totals = { statements: 0, origins: 0 };
  private past: string[][] = [];
  private future: string[][] = [];
  private remembered = new Map<string, Node>();

  get filtering(): boolean {
    return differing(this.filters) !== null;
  }

  // With filters, only actors that a relation still touches are shown, and the one that is selected.
  get visible(): Node[] {
    const all = [...this.nodes.values()];
    if (!this.filtering) return all;
    const touched = new Set([...this.edges.values()].flatMap((edge) => [edge.source, edge.target]));
    const selected = this.selection && "node" in this.selection ? this.selection.node : null;
    return all.filter((node) => touched.has(node.id) || node.id === selected);
  }

  // What an expansion brought and nothing has built on since; the actor itself where that is nothing.
  collapsible(id: string): string[] {
    const came = (this.brought.get(id) ?? []).filter((one) => this.nodes.has(one) && !this.brought.has(one));
    return came.length ? came : [id];
  }

  get ids(): string[] {
    return [...this.nodes.keys()];
  }

  // Adds nodes and edges; edges whose ends are not both shown are left out.
  add(nodes: Node[], edges: Edge[], undoable = true): void {
    if (undoable) this.remember();
    for (const node of nodes) {
      this.nodes.set(node.id, node);
      this.remembered.set(node.id, node);
    }
    this.addEdges(edges);
  }

  addEdges(edges: Edge[]): void {
    for (const edge of edges) {
      if (this.nodes.has(edge.source) && this.nodes.has(edge.target)) this.edges.set(edge.id, edge);
    }
  }

  setEdges(edges: Edge[]): void {
    this.edges.clear();
    this.addEdges(edges);
  }

  remove(ids: string[], undoable = true): void {
    if (undoable) this.remember();
    for (const id of ids) {
      this.nodes.delete(id);
      this.brought.delete(id);
    }
    for (const [key, edge] of this.edges) {
      if (!this.nodes.has(edge.source) || !this.nodes.has(edge.target)) this.edges.delete(key);
    }
  }

  clear(): void {
    this.remember();
    this.nodes.clear();
    this.edges.clear();
  }

  remember(): void {
    this.past.push(this.ids);
    this.future = [];
    if (this.past.length > 100) this.past.shift();
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  // Back to the set of nodes before the last step; the caller fetches their edges again.
  undo(): boolean {
    return this.step(this.past, this.future);
  }

  redo(): boolean {
    return this.step(this.future, this.past);
  }

  private step(from: string[][], to: string[][]): boolean {
    const ids = from.pop();
    if (ids === undefined) return false;
    to.push(this.ids);
    this.nodes.clear();
    for (const id of ids) {
      const node = this.remembered.get(id);
      if (node) this.nodes.set(id, node);
    }
    return true;
  }

  view(): View {
    return {
      tab: this.tab, ids: this.ids, selection: this.selection, filters: this.filters, path: this.path,
      question: this.question,
    };
  }
}

const MOST_IN_URL = 60;

export function toUrl(view: View, key: string | null): string {
  const parameters = new URLSearchParams();
  if (view.tab !== "graph") parameters.set("tab", view.tab);
  if (key !== null) parameters.set("view", key);
  else if (view.ids.length) parameters.set("ids", view.ids.join(","));
  if (view.selection) parameters.set("sel", JSON.stringify(view.selection));
  const filters = differing(view.filters);
  if (filters) parameters.set("filters", filters);
  if (view.path) parameters.set("path", view.path.join(","));
  if (view.question) parameters.set("q", view.question);
  const text = parameters.toString();
  const readable = text.replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%3A/g, ":");
  return location.pathname + (readable ? `?${readable}` : "") + location.hash;
}

export function needsSaving(view: View): boolean {
  return view.ids.length > MOST_IN_URL;
}

export function fromUrl(search: string): Partial<View> & { key?: string } {
  const parameters = new URLSearchParams(search);
  const found: Partial<View> & { key?: string } = {};
  const tab = parameters.get("tab");
  if (tab && (TABS as string[]).includes(tab)) found.tab = tab as Tab;
  const ids = parameters.get("ids");
  if (ids) found.ids = ids.split(",").filter(Boolean);
  const key = parameters.get("view");
  if (key) found.key = key;
  const path = parameters.get("path")?.split(",");
  if (path?.length === 2) found.path = path as [string, string];
  found.question = parameters.get("q") ?? "";
  found.selection = parsed<Selection>(parameters.get("sel"));
  found.filters = { ...noFilters(), ...parsed<Partial<Filters>>(parameters.get("filters")) };
  return found;
}

function differing(filters: Filters): string | null {
  const kept = Object.entries(filters).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(NO_FILTERS[name as keyof Filters]),
  );
  return kept.length ? JSON.stringify(Object.fromEntries(kept)) : null;
}

function parsed<T>(text: string | null): T | null {
  if (!text) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null; // a damaged link still opens, without that part
  }
}
