// The SPARQL editor: completion from our own vocabulary, errors where they are, results as a table.

import { autocompletion, type CompletionContext } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql as sparqlLanguage } from "codemirror-lang-sparql";

import { Problem, sparql } from "./api";
import { h, link, replace } from "./dom";

const FIRST = `# Who contributed forces to operations in Kazakhstan?
PREFIX ent: <https://w3id.org/entente/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT DISTINCT ?state ?label ?operation WHERE {
  ?state ent:contributedForcesTo ?operation ; rdfs:label ?label .
  ?operation ent:host ?host .
  ?host rdfs:label "Kazakhstan"@en .
}`;

// Where the service found a mistake: marked until the text changes.
const mistake = StateEffect.define<{ from: number; to: number } | null>();
const mistakes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    for (const effect of transaction.effects) {
      if (!effect.is(mistake)) continue;
      return effect.value ? Decoration.set(Decoration.mark({ class: "cm-mistake" }).range(effect.value.from, effect.value.to)) : Decoration.none;
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// Colours by CSS variables, so that they follow the page into the dark.
const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword], color: "var(--organization)", fontWeight: "600" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--person)" },
  { tag: [tags.url, tags.namespace], color: "var(--operation)" },
  { tag: [tags.variableName, tags.propertyName], color: "var(--state)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

const ENTITY = /\/id\/((?:state|territory|organization|body|person|group|operation|place)\/[^/]+)$/;
const MOST_ROWS = 1000;

export class SparqlView {
  private readonly editor: EditorView;
  private readonly output = h("div", { class: "results", "aria-live": "polite" });
  private terms: string[] = [];
  private running: AbortController | null = null;

  constructor(element: HTMLElement, private readonly show: (ids: string[]) => void, private readonly ran: (text: string) => void) {
    const holder = h("div", { class: "editor" });
    this.editor = new EditorView({
      parent: holder,
      state: EditorState.create({
        doc: FIRST,
        extensions: [
          lineNumbers(), history(), bracketMatching(), syntaxHighlighting(highlighting), sparqlLanguage(), mistakes,
          autocompletion({ override: [(context) => this.complete(context)] }),
          keymap.of([{ key: "Mod-Enter", run: () => (void this.run(), true) }, ...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ "aria-label": "SPARQL query" }),
        ],
      }),
    });
    const run = h("button", { type: "button", onclick: (() => void this.run()) as EventListener }, "Run");
    const stop = h("button", { type: "button", onclick: (() => this.running?.abort()) as EventListener }, "Stop");
    replace(element, holder, h("p", {}, run, stop, h("span", { class: "quiet" }, " Ctrl+Enter runs")), this.output);
    void this.learn();
  }

  get text(): string {
    return this.editor.state.doc.toString();
  }

  set(text: string): void {
    this.editor.dispatch({ changes: { from: 0, to: this.editor.state.doc.length, insert: text } });
  }

  async run(): Promise<void> {
    this.running?.abort();
    this.running = new AbortController();
    this.editor.dispatch({ effects: mistake.of(null) });
    this.ran(this.text);
    replace(this.output, h("p", { class: "quiet" }, "Running…"));
    try {
      this.present(await sparql(this.text, this.running.signal));
    } catch (error) {
      if (error instanceof Problem) this.explain(error);
      else if ((error as Error).name === "AbortError") replace(this.output, h("p", { class: "quiet" }, "Stopped."));
      else throw error;
    }
  }

  private present(answer: Awaited<ReturnType<typeof sparql>>): void {
    if (typeof answer === "string") return replace(this.output, h("pre", {}, answer));
    if (answer.boolean !== undefined) return replace(this.output, h("p", { class: "result" }, String(answer.boolean)));
    const names = answer.head.vars ?? [];
    const rows = answer.results?.bindings ?? [];
    const cell = (term: { type: string; value: string } | undefined) =>
      h("td", {}, term === undefined ? "" : term.type === "uri" ? link(term.value, term.value) : term.value);
    const ids = [...new Set(rows.flatMap((row) => Object.values(row)).flatMap(({ type, value }) => entityOf(type, value)))];
    replace(
      this.output,
      h("p", {},
        ids.length ? h("button", { type: "button", onclick: (() => this.show(ids.slice(0, 60))) as EventListener }, `Show ${Math.min(ids.length, 60)} entities in the graph`) : null,
        rows.length > MOST_ROWS ? ` The first ${MOST_ROWS} rows are shown; the endpoint /sparql gives all.` : null),
      h(
        "table", {},
        h("caption", {}, `${rows.length} rows`),
        h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...rows.slice(0, MOST_ROWS).map((row) => h("tr", {}, ...names.map((name) => cell(row[name]))))),
      ),
    );
  }

  private explain(problem: Problem): void {
    replace(this.output, h("p", { class: "refusal", role: "alert" }, problem.message));
    const { doc } = this.editor.state;
    if (!problem.line || problem.line > doc.lines) return;
    const line = doc.line(problem.line);
    const at = Math.min(line.to, line.from + Math.max(0, (problem.column ?? 1) - 1));
    const word = /^\S+/.exec(doc.sliceString(at, line.to))?.[0].length ?? 0;
    const [from, to] = word ? [at, at + word] : [line.from, line.to]; // at the end of a line: the whole line
    this.editor.dispatch({
      selection: { anchor: at }, scrollIntoView: true, effects: mistake.of(from < to ? { from, to } : null),
    });
    this.editor.focus();
  }

  private complete(context: CompletionContext) {
    const word = context.matchBefore(/\?\w*|\w*:[\w-]*|\w+/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const variables = [...new Set(this.text.match(/\?\w+/g) ?? [])].filter((label) => label !== word.text);
    const options = word.text.startsWith("?")
      ? variables.map((label) => ({ label, type: "variable" }))
      : this.terms.map((label) => ({ label, type: "property" }));
    return { from: word.from, options, validFor: /^(\?\w*|\w*:?[\w-]*)$/ };
  }

  // The vocabulary comes from the store itself, so that completion and data cannot drift apart.
  private async learn(): Promise<void> {
    const answer = await fetch("/api/vocabulary").then((response) => (response.ok ? response.json() : { terms: [] }));
    this.terms = answer.terms as string[];
  }
}

function entityOf(type: string, value: string): string[] {
  const key = type === "uri" ? ENTITY.exec(value)?.[1] : undefined;
  return key ? [decodeURIComponent(key)] : [];
}
