// The SPARQL editor: completion from our own vocabulary, errors where they are, results as a table.

import { autocompletion, type CompletionContext } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
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

export class SparqlView {
  private readonly editor: EditorView;
  private readonly output = h("div", { class: "results", "aria-live": "polite" });
  private terms: string[] = [];
  private running: AbortController | null = null;

  constructor(element: HTMLElement) {
    const holder = h("div", { class: "editor" });
    this.editor = new EditorView({
      parent: holder,
      state: EditorState.create({
        doc: FIRST,
        extensions: [
          lineNumbers(), history(), bracketMatching(), syntaxHighlighting(defaultHighlightStyle), sparqlLanguage(),
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
    location.hash = `query=${encodeURIComponent(this.text)}`;
    replace(this.output, h("p", { class: "quiet" }, "Running…"));
    try {
      this.show(await sparql(this.text, this.running.signal));
    } catch (error) {
      if (error instanceof Problem) this.explain(error);
      else if ((error as Error).name === "AbortError") replace(this.output, h("p", { class: "quiet" }, "Stopped."));
      else throw error;
    }
  }

  private show(answer: Awaited<ReturnType<typeof sparql>>): void {
    if (typeof answer === "string") return replace(this.output, h("pre", {}, answer));
    if (answer.boolean !== undefined) return replace(this.output, h("p", { class: "result" }, String(answer.boolean)));
    const names = answer.head.vars ?? [];
    const rows = answer.results?.bindings ?? [];
    const cell = (term: { type: string; value: string } | undefined) =>
      h("td", {}, term === undefined ? "" : term.type === "uri" ? link(term.value, term.value) : term.value);
    replace(
      this.output,
      h(
        "table", {},
        h("caption", {}, `${rows.length} rows`),
        h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...rows.slice(0, 1000).map((row) => h("tr", {}, ...names.map((name) => cell(row[name]))))),
      ),
    );
  }

  private explain(problem: Problem): void {
    replace(this.output, h("p", { class: "refusal", role: "alert" }, problem.message));
    if (problem.line && problem.line <= this.editor.state.doc.lines) {
      const line = this.editor.state.doc.line(problem.line);
      const at = Math.min(line.to, line.from + Math.max(0, (problem.column ?? 1) - 1));
      this.editor.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      this.editor.focus();
    }
  }

  private complete(context: CompletionContext) {
    const word = context.matchBefore(/[\w]*:[\w]*|\w+/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    return { from: word.from, options: this.terms.map((label) => ({ label, type: "property" })) };
  }

  // The vocabulary comes from the store itself, so that completion and data cannot drift apart.
  private async learn(): Promise<void> {
    const answer = await fetch("/api/vocabulary").then((response) => (response.ok ? response.json() : { terms: [] }));
    this.terms = answer.terms as string[];
  }
}
