// The viewer: puts search, filters, tabs and details around one state, and keeps the URL in step with it.

import "./style.css";

import * as api from "./api";
import { askView } from "./askView";
import { Canvas, HARD_CAP } from "./canvas";
import { Details } from "./details";
import { h, replace } from "./dom";
import { filterPanel } from "./filters";
import { drawMap, zoomButtons } from "./map";
import { drawOverview } from "./overview";
import { color, familyColor, KIND_SHAPES } from "./palette";
import { searchBox } from "./search";
import { SparqlView } from "./sparqlView";
import { FAMILIES, fromUrl, needsSaving, State, TABS, toUrl, type Tab } from "./state";
import { drawTable } from "./table";
import { drawTimeline, stop } from "./timeline";

const TITLES: Record<Tab, string> = {
  graph: "Graph", overview: "Overview", map: "Map", timeline: "Timeline", table: "Table", sparql: "SPARQL", ask: "Ask",
};

const SETTLED = 500; // milliseconds after the last change until a large view is saved

const state = new State();
const panels = Object.fromEntries(
  TABS.map((tab) => [tab, h("section", { class: `panel ${tab}`, role: "tabpanel", tabindex: tab === "graph" ? undefined : 0, id: `panel-${tab}`, "aria-labelledby": `tab-${tab}`, hidden: true })]),
) as Record<Tab, HTMLElement>;
const status = h("p", { class: "status", role: "status", "aria-live": "polite" });
const empty = h("p", { class: "empty", hidden: true });
const detailsElement = h("aside", { class: "details", "aria-label": "Details" });

const canvasElement = h("div", { class: "canvas", tabindex: 0, role: "application", "aria-label": "Graph; the Table tab shows the same as rows" });
panels.graph.append(canvasElement, empty, legend(), zoomButtons((by) => canvas.zoom(by), () => canvas.fit()));
const details = new Details(detailsElement, state, {
  expand: (id) => void expand(id), collapse: (id) => void drop(state.collapsible(id)), remove: (id) => void drop([id]),
  path: showPath, show: (ids) => void addAll(ids), select,
});
const filters = filterPanel(state, () => void refilter());
let sparqlView: SparqlView | null = null;
let runQuestion: ((question: string) => Promise<void>) | null = null;

const undo = h("button", { type: "button", onclick: (() => void step("undo")) as EventListener }, "Undo");
const redo = h("button", { type: "button", onclick: (() => void step("redo")) as EventListener }, "Redo");
const tabs = TABS.map((tab) =>
  h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, onkeydown: ((event: Event) => nextTab(event as KeyboardEvent)) as EventListener, onclick: (() => void open(tab)) as EventListener }, TITLES[tab]));

replace(
  document.getElementById("app")!,
  h(
    "header", {},
    h("h1", {}, "Entente"),
    searchBox("Search actors, places, operations", (entity) => void addEntity(entity.id)),
    h("nav", { role: "tablist", "aria-label": "Views" }, ...tabs),
    h("div", { class: "actions" }, undo, redo,
      h("button", { type: "button", onclick: (() => void share()) as EventListener }, "Share"),
      exportMenu()),
  ),
  h("main", {}, filters.element, h("div", { class: "panels" }, ...TABS.map((tab) => panels[tab]), status), detailsElement),
);

// The canvas measures its element, which must be on the page by now.
const canvas = new Canvas(canvasElement, state, { select, expand: (id) => void expand(id) });

// ------------------------------------------------------------------ what a user does

function select(selection: State["selection"]): void {
  state.selection = selection;
  state.path = null;
  if (state.filtering) canvas.draw();
  canvas.mark();
  report();
  void details.draw();
  void remember();
}

async function addEntity(id: string): Promise<void> {
  await addAll([id]);
  canvas.focus(id);
  canvasElement.focus();
}

// Puts actors on the canvas, selects the first of them, and shows the graph.
async function addAll(ids: string[]): Promise<void> {
  const fresh = ids.filter((id) => !state.nodes.has(id));
  if (fresh.length) {
    if (full()) return;
    const graph = await api.among([...state.ids, ...fresh], state.filters);
    state.add(graph.nodes.filter((node) => !state.nodes.has(node.id)), graph.edges);
    state.totals = graph;
  }
  state.selection = { node: ids[0]! };
  if (state.tab !== "graph") await open("graph");
  redraw();
  select(ids.length === 1 ? { node: ids[0]! } : null);
  if (ids.length > 1) canvas.fit();
}

async function expand(id: string): Promise<void> {
  if (full()) return;
  const graph = await api.expand(id, state.ids, state.filters);
  const fresh = graph.nodes.filter((node) => !state.nodes.has(node.id));
  state.add(fresh, graph.edges);
  state.brought.set(id, [...(state.brought.get(id) ?? []), ...fresh.map((node) => node.id)]);
  state.totals = graph;
  redraw();
  say(fresh.length ? `${fresh.length} more, ${graph.remaining} left. ${standing()}` : `No more neighbours with these filters. ${standing()}`);
}

function full(): boolean {
  const reached = state.nodes.size >= HARD_CAP;
  if (reached) say(`The canvas holds ${HARD_CAP} actors at most: remove some, or use the overview.`);
  return reached;
}

async function drop(ids: string[]): Promise<void> {
  state.remove(ids);
  const chosen = state.selection && "node" in state.selection ? state.selection.node : null;
  if (chosen === null || !state.nodes.has(chosen)) state.selection = null;
  await refilter();
}

function showPath(from: string, to: string): void {
  state.path = [from, to];
  void details.draw();
  void remember();
}

async function step(which: "undo" | "redo"): Promise<void> {
  if (state[which]()) await refilter();
}

async function show(ids: string[]): Promise<void> {
  const graph = await api.among(ids, state.filters);
  state.clear();
  state.add(graph.nodes, graph.edges, false);
  state.totals = graph;
  state.selection = null;
  await open("graph");
  redraw();
  canvas.fit();
}

// The same nodes, their relations as the present filters leave them.
let turn = 0;
async function refilter(): Promise<void> {
  const mine = ++turn;
  const graph = state.ids.length ? await api.among(state.ids, state.filters) : { edges: [], statements: 0, origins: 0 };
  if (mine !== turn) return; // an answer to older filters
  state.setEdges(graph.edges);
  state.totals = graph;
  redraw();
  if (state.tab !== "graph") await drawTab();
  void details.draw();
}

// ------------------------------------------------------------------ drawing

function redraw(): void {
  undo.disabled = !state.canUndo;
  redo.disabled = !state.canRedo;
  canvas.draw();
  explainEmptiness();
  report();
  filters.refresh();
  if (state.tab === "table") drawTable(panels.table, state, select);
  void remember();
}

function explainEmptiness(): void {
  empty.hidden = state.visible.length > 0;
  empty.textContent = state.nodes.size
    ? "Nothing on the canvas passes these filters: clear some of them."
    : "Nothing is shown yet. Search for a state, an organisation, a person or an operation above; or read some articles first: entente ingest seeds.";
}

function standing(): string {
  const shown = state.visible.length;
  const kept = shown < state.nodes.size ? ` of ${state.nodes.size}` : "";
  return `${shown}${kept} nodes, ${state.totals.statements} statements, ${state.totals.origins} origins`;
}

function report(): void {
  say(standing());
}

async function open(tab: Tab): Promise<void> {
  if (tab !== "timeline") stop();
  state.tab = tab;
  tabs.forEach((button, index) => {
    button.setAttribute("aria-selected", String(TABS[index] === tab));
    button.tabIndex = TABS[index] === tab ? 0 : -1;
  });
  for (const name of TABS) panels[name].hidden = name !== tab;
  await drawTab();
  await remember();
}

async function drawTab(): Promise<void> {
  switch (state.tab) {
    case "graph":
      return canvas.fit();
    case "table":
      return drawTable(panels.table, state, select);
    case "map": {
      const [{ contributions }, { places }, { scenes }] = await Promise.all([
        api.contributions({ since: state.filters.from || undefined, on: state.filters.until || undefined }), knownPlaces(),
        api.scenes({ since: state.filters.from || undefined, until: state.filters.until || undefined }),
      ]);
      return drawMap(panels.map, contributions, places, scenes, {
        contribution: (row) => void showContribution(row), place: (id) => select({ node: id }),
      });
    }
    case "timeline": {
      const everything = { ...state.filters, from: "", until: "" };
      const { months } = await api.timeline(state.ids, everything);
      return drawTimeline(panels.timeline, state, months, { changed: () => void refilter(), select });
    }
    case "overview":
      return drawOverview(panels.overview, await api.communities(), (ids) => void show(ids.slice(0, 60)));
    case "sparql":
      sparqlView ??= new SparqlView(panels.sparql, (ids) => void show(ids), (text) => {
        history.replaceState(null, "", `${location.pathname}${location.search}#query=${encodeURIComponent(text)}`);
      });
      return;
    case "ask":
      runQuestion ??= askView(panels.ask, {
        show: (ids) => void show(ids),
        asked: (question) => {
          state.question = question;
          void remember();
        },
        openSparql: (text) => void open("sparql").then(() => sparqlView!.set(text)),
      });
  }
}

let placed: ReturnType<typeof api.places> | null = null;
function knownPlaces(): ReturnType<typeof api.places> {
  return (placed ??= api.places());
}

async function showContribution(row: api.Contribution): Promise<void> {
  const target = row.operation?.id ?? row.host?.id;
  if (!target) return;
  await addAll([row.contributor.id, target]);
  const edge = [...state.edges.values()].find((one) =>
    one.family === "contribution" && one.source === row.contributor.id && one.target === target);
  select(edge ? { edge: edge.id } : { node: row.contributor.id });
}

function say(text: string): void {
  status.textContent = text;
}

function legend(): HTMLElement {
  const kinds = ["state", "organization", "operation", "person", "group", "place"];
  return h("details", { class: "legend", open: true, ontoggle: (() => canvas.cy.resize()) as EventListener }, h("summary", {}, "Legend"),
    h("ul", {},
      ...kinds.map((kind) => h("li", {}, h("i", { class: `kind ${KIND_SHAPES[kind]}`, style: `background:${color(`--${kind}`) || color("--node")}` }), kind))),
    h("ul", {},
      ...FAMILIES.map((family) => h("li", {}, h("i", { class: "swatch", style: `background:${familyColor(family)}` }), family)),
      h("li", {}, h("i", { class: "dashes" }), "planned"),
      h("li", {}, h("i", { class: "dots" }), "contested"),
      h("li", {}, "wider: more independent origins")));
}

// ------------------------------------------------------------------ sharing

const saved = { ids: "", key: "" };

// The URL follows the view. What is too long for it is saved by the service, once things have settled.
let settling = 0;
async function remember(now = false): Promise<void> {
  const view = state.view();
  clearTimeout(settling);
  if (!needsSaving(view)) return history.replaceState(null, "", toUrl(view, null));
  if (saved.ids !== view.ids.join()) {
    if (!now) return void (settling = window.setTimeout(() => void remember(true), SETTLED));
    const { key } = await api.saveView({ ids: view.ids });
    Object.assign(saved, { ids: view.ids.join(), key });
  }
  history.replaceState(null, "", toUrl(state.view(), saved.key));
}

async function share(): Promise<void> {
  await remember(true);
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  say(`This view has the address ${location.href} (copied)`);
}

function exportMenu(): HTMLElement {
  const formats = [["html", "One HTML file"], ["graphml", "GraphML"], ["gexf", "GEXF"], ["json", "JSON"], ["csv", "CSV"], ["ttl", "Turtle"], ["png", "PNG picture"]] as const;
  const menu = h("details", { class: "menu" }, h("summary", {}, "Export"));
  const save = async (format: string) => {
    menu.open = false;
    menu.querySelector("summary")!.focus();
    const ids = state.visible.map((node) => node.id);
    if (!ids.length) return say("Nothing is shown that could be exported.");
    download(await (format === "png" ? canvas.png() : api.exported(format, ids, state.filters)), `entente.${format}`);
    say(`Saved entente.${format}. ${standing()}`);
  };
  menu.append(h("ul", {}, ...formats.map(([format, title]) =>
    h("li", {}, h("button", { type: "button", class: "link", "data-format": format, onclick: (() => void save(format)) as EventListener }, title)))));
  return menu;
}

function download(blob: Blob, name: string): void {
  const anchor = h("a", { href: URL.createObjectURL(blob), download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

// ------------------------------------------------------------------ keyboard and start

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (target.closest("input, textarea, select, .cm-editor")) return;
  const node = state.selection && "node" in state.selection ? state.selection.node : null;
  const onCanvas = document.activeElement === canvasElement;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "z") void step(event.shiftKey ? "redo" : "undo");
    else if (event.key === "y") void step("redo");
    else return;
  } else if (event.key === "/") document.querySelector<HTMLInputElement>("header input[type=search]")!.focus();
  else if (event.key === "Escape" && onCanvas) select(null);
  else if (!onCanvas) return;
  else if (event.key === "Enter" && node) void expand(node);
  else if (event.key === "Backspace" && node) void drop(state.collapsible(node));
  else if (event.key === "Delete" && node) void drop([node]);
  else if (event.key === "+" || event.key === "=") canvas.zoom(1.25);
  else if (event.key === "-") canvas.zoom(0.8);
  else if (event.key === "0") canvas.fit();
  else if (event.key.startsWith("Arrow")) walk(event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1);
  else return;
  event.preventDefault();
});

// Arrow keys go from tab to tab, as WAI-ARIA describes it.
function nextTab(event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const next = (TABS.indexOf(state.tab) + by + TABS.length) % TABS.length;
  tabs[next]!.focus();
  void open(TABS[next]!);
}

// Arrows go from one actor to the next, in the order of their names.
function walk(by: number): void {
  const ids = state.visible.sort((a, b) => a.label.localeCompare(b.label)).map((node) => node.id);
  if (!ids.length) return;
  const now = state.selection && "node" in state.selection ? ids.indexOf(state.selection.node) : -1;
  const next = ids[(now + by + ids.length) % ids.length]!;
  select({ node: next });
  canvas.focus(next);
}

async function begin(): Promise<void> {
  const wanted = fromUrl(location.search);
  if (wanted.filters) state.filters = wanted.filters;
  state.question = wanted.question ?? "";
  filters.refresh();
  const kept = wanted.key ? ((await api.loadView(wanted.key)).state as { ids: string[] }) : null;
  const ids = kept?.ids ?? wanted.ids ?? [];
  const graph = ids.length ? await api.among(ids, state.filters) : await api.start(state.filters);
  state.add(graph.nodes, graph.edges, false);
  state.totals = graph;
  state.selection = wanted.selection ?? null;
  state.path = wanted.path ?? null;
  const query = new URLSearchParams(location.hash.slice(1)).get("query");
  await open(wanted.tab ?? (query ? "sparql" : "graph"));
  redraw();
  if (query) sparqlView?.set(query);
  if (state.tab === "ask" && state.question) await runQuestion?.(state.question);
  await details.draw();
}

window.addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof api.Problem || event.reason instanceof TypeError) {
    event.preventDefault();
    say(`That did not work: ${(event.reason as Error).message}`);
  }
});

void begin();
