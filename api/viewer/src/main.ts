// The viewer: puts search, filters, tabs and details around one state, and keeps the URL in step with it.

import "./style.css";

import * as api from "./api";
import { askView } from "./askView";
import { Canvas, HARD_CAP } from "./canvas";
import { Details } from "./details";
import { h, replace } from "./dom";
import { filterPanel } from "./filters";
import { drawMap } from "./map";
import { drawOverview } from "./overview";
import { FAMILY_COLORS } from "./palette";
import { searchBox } from "./search";
import { SparqlView } from "./sparqlView";
import { FAMILIES, fromUrl, needsSaving, State, TABS, toUrl, type Tab } from "./state";
import { drawTable } from "./table";
import { drawTimeline } from "./timeline";

const TITLES: Record<Tab, string> = {
  graph: "Graph", overview: "Overview", map: "Map", timeline: "Timeline", table: "Table", sparql: "SPARQL", ask: "Ask",
};

const state = new State();
const panels = Object.fromEntries(
  TABS.map((tab) => [tab, h("section", { class: `panel ${tab}`, role: "tabpanel", id: `panel-${tab}`, "aria-labelledby": `tab-${tab}`, hidden: true })]),
) as Record<Tab, HTMLElement>;
const status = h("p", { class: "status", role: "status", "aria-live": "polite" });
const empty = h("p", { class: "empty", hidden: true }, "Nothing is shown yet. Search for a state, an organisation, a person or an operation above; or read some articles first: entente ingest seeds.");
const detailsElement = h("aside", { class: "details", "aria-label": "Details" });

const canvasElement = h("div", { class: "canvas", tabindex: 0, role: "application", "aria-label": "Graph; the Table tab shows the same as rows" });
panels.graph.append(canvasElement, empty, legend());
const details = new Details(detailsElement, state, { expand: (id) => void expand(id), collapse, path: showPath });
const filters = filterPanel(state, () => void refilter());
let sparqlView: SparqlView | null = null;
let runQuestion: ((question: string) => Promise<void>) | null = null;

const undo = h("button", { type: "button", onclick: (() => void step("undo")) as EventListener }, "Undo");
const redo = h("button", { type: "button", onclick: (() => void step("redo")) as EventListener }, "Redo");
const tabs = TABS.map((tab) =>
  h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, onclick: (() => void open(tab)) as EventListener }, TITLES[tab]));

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
  canvas.mark();
  void details.draw();
  void remember();
}

async function addEntity(id: string): Promise<void> {
  if (!state.nodes.has(id)) {
    const graph = await api.among([...state.ids, id], state.filters);
    const fresh = graph.nodes.filter((node) => !state.nodes.has(node.id));
    state.add(fresh, graph.edges);
  }
  if (state.tab !== "graph") await open("graph");
  redraw();
  select({ node: id });
  canvas.focus(id);
  canvasElement.focus();
}

async function expand(id: string): Promise<void> {
  if (state.nodes.size >= HARD_CAP) return say(`The canvas holds ${HARD_CAP} actors at most: remove some, or use the overview.`);
  const graph = await api.expand(id, state.ids, state.filters);
  const fresh = graph.nodes.filter((node) => !state.nodes.has(node.id));
  state.add(fresh, graph.edges);
  redraw();
  say(fresh.length ? `${fresh.length} more, ${graph.remaining} left` : "No more neighbours with these filters");
}

function collapse(id: string): void {
  state.remove([id]);
  state.selection = null;
  redraw();
  void details.draw();
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
  await open("graph");
  redraw();
}

// The same nodes, their relations as the present filters leave them.
async function refilter(): Promise<void> {
  const { edges } = state.ids.length ? await api.among(state.ids, state.filters) : { edges: [] };
  state.setEdges(edges);
  redraw();
  await drawTab();
  void details.draw();
}

// ------------------------------------------------------------------ drawing

function redraw(): void {
  empty.hidden = state.nodes.size > 0;
  undo.disabled = !state.canUndo;
  redo.disabled = !state.canRedo;
  canvas.draw();
  const edges = [...state.edges.values()];
  const sum = (pick: (edge: api.Edge) => number) => edges.reduce((total, edge) => total + pick(edge), 0);
  say(`${state.nodes.size} nodes, ${edges.length} relations, ${sum((edge) => edge.statements)} statements`);
  if (state.tab === "table") drawTable(panels.table, state, select);
  void remember();
}

async function open(tab: Tab): Promise<void> {
  state.tab = tab;
  tabs.forEach((button, index) => button.setAttribute("aria-selected", String(TABS[index] === tab)));
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
      const [{ contributions }, { places }] = await Promise.all([api.contributions(period()), api.places()]);
      return drawMap(panels.map, contributions, places, (row) => void showContribution(row));
    }
    case "timeline": {
      const everything = { ...state.filters, from: "", until: "" };
      const { months } = await api.timeline(state.ids, everything);
      return drawTimeline(panels.timeline, state, months, () => void refilter());
    }
    case "overview":
      return drawOverview(panels.overview, await api.communities(), (ids) => void show(ids.slice(0, 60)));
    case "sparql":
      sparqlView ??= new SparqlView(panels.sparql);
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

function period(): Record<string, string | undefined> {
  return { from: state.filters.from || undefined, until: state.filters.until || undefined };
}

async function showContribution(row: api.Contribution): Promise<void> {
  const target = row.operation?.id ?? row.host?.id;
  if (!target) return;
  const graph = await api.among([row.contributor.id, target], state.filters);
  state.add(graph.nodes.filter((node) => !state.nodes.has(node.id)), graph.edges);
  await open("graph");
  redraw();
  const edge = graph.edges.find((one) => one.family === "contribution");
  select(edge ? { edge: edge.id } : { node: row.contributor.id });
}

function say(text: string): void {
  status.textContent = text;
}

function legend(): HTMLElement {
  return h("ul", { class: "legend", "aria-label": "Legend" },
    ...FAMILIES.map((family) => h("li", {}, h("i", { class: "swatch", style: `background:${FAMILY_COLORS[family]}` }), family)),
    h("li", {}, h("i", { class: "dashes" }), "planned or contested"),
    h("li", {}, "wider: more independent origins"));
}

// ------------------------------------------------------------------ sharing

let savedKey: string | null = null;

async function remember(): Promise<void> {
  const view = state.view();
  savedKey = null;
  if (needsSaving(view)) savedKey = (await api.saveView({ ids: view.ids }).catch(() => ({ key: "" }))).key || null;
  history.replaceState(null, "", toUrl(view, savedKey));
}

async function share(): Promise<void> {
  await remember();
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  say(`This view has the address ${location.href} (copied)`);
}

function exportMenu(): HTMLElement {
  const formats = [["html", "One HTML file"], ["graphml", "GraphML"], ["gexf", "GEXF"], ["json", "JSON"], ["csv", "CSV"], ["ttl", "Turtle"]];
  const items = formats.map(([format, title]) =>
    h("li", {}, h("a", { href: "#", onclick: ((event: Event) => {
      const anchor = event.currentTarget as HTMLAnchorElement;
      anchor.href = `/api/network/export?${api.query({ format, ids: state.ids.join(",") })}`;
    }) as EventListener, download: `entente.${format}` }, title!)));
  const png = h("li", {}, h("a", { href: "#", onclick: ((event: Event) => {
    event.preventDefault();
    void canvas.png().then((blob) => download(blob, "entente.png"));
  }) as EventListener }, "PNG picture"));
  return h("details", { class: "menu" }, h("summary", {}, "Export"), h("ul", {}, ...items, png));
}

function download(blob: Blob, name: string): void {
  const anchor = h("a", { href: URL.createObjectURL(blob), download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

// ------------------------------------------------------------------ keyboard and start

document.addEventListener("keydown", (event) => {
  const typing = (event.target as HTMLElement).closest("input, textarea, select, .cm-editor");
  if (typing) return;
  const node = state.selection && "node" in state.selection ? state.selection.node : null;
  if (event.ctrlKey && event.key === "z") void step(event.shiftKey ? "redo" : "undo");
  else if (event.ctrlKey && event.key === "y") void step("redo");
  else if (event.key === "Enter" && node && document.activeElement === canvasElement) void expand(node);
  else if (event.key === "Backspace" && node) collapse(node);
  else if (document.activeElement === canvasElement && event.key.startsWith("Arrow")) {
    event.preventDefault();
    walk(event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1);
  } else return;
});

// Arrows go from one actor to the next, in the order of their names.
function walk(by: number): void {
  const ids = [...state.nodes.values()].sort((a, b) => a.label.localeCompare(b.label)).map((node) => node.id);
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
  const saved = wanted.key ? ((await api.loadView(wanted.key)).state as { ids: string[] }) : null;
  const ids = saved?.ids ?? wanted.ids ?? [];
  const graph = ids.length ? await api.among(ids, state.filters) : await api.start(state.filters);
  state.add(graph.nodes, graph.edges, false);
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
