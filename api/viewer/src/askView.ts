// A question in words: the answer, its rows and sentences, and the SPARQL that gave it.

import { ask, examples, Problem, type Answer } from "./api";
import { h, replace } from "./dom";
import { evidenceList } from "./evidence";

const FIRST = "Which states contributed forces to the CSTO mission in Kazakhstan?";

export interface AskEvents {
  show(ids: string[]): void;
  asked(question: string): void;
  openSparql(text: string): void;
}

export function askView(element: HTMLElement, events: AskEvents): (question: string) => Promise<void> {
  const input = h("input", { type: "text", "aria-label": "Question", placeholder: FIRST });
  const output = h("div", { class: "answer", "aria-live": "polite" });
  const run = async (question: string) => {
    input.value = question;
    if (!question.trim()) return;
    events.asked(question);
    replace(output, h("p", { class: "quiet" }, "Asking…"));
    try {
      replace(output, ...answered(await ask(question), events));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      replace(output, h("p", { class: "refusal" }, error.message));
    }
  };
  const form = h(
    "form",
    { class: "question", onsubmit: ((event: Event) => { event.preventDefault(); void run(input.value); }) as EventListener },
    input,
    h("button", { type: "submit" }, "Ask"),
  );
  const list = h("ul", { class: "examples" });
  replace(element, form, output, h("details", { open: true }, h("summary", {}, "What can be asked"), list));
  void examples().then(({ examples: known }) =>
    replace(list, ...known.map((text) =>
      h("li", {}, h("button", { type: "button", class: "link", onclick: (() => void run(text)) as EventListener }, text)))));
  return run;
}

function answered(answer: Answer, events: AskEvents): HTMLElement[] {
  const columns = answer.columns.map((_, index) => index).filter((index) => tells(answer, index));
  const cells = (row: (string | number | null)[]) =>
    columns.map((index) => h("td", {}, row[index] === null ? "" : String(row[index])));
  const parts: HTMLElement[] = [h("p", { class: "result" }, answer.text)];
  if (answer.rows.length > 1) {
    parts.push(
      h(
        "table", {},
        h("thead", {}, h("tr", {}, ...columns.map((index) => h("th", { scope: "col" }, answer.columns[index]!)))),
        h("tbody", {}, ...answer.rows.map((row) => h("tr", {}, ...cells(row)))),
      ),
    );
  }
  const ids = answer.entities.map((entity) => entity.id);
  const buttons: HTMLElement[] = [];
  if (ids.length) {
    buttons.push(h("button", { type: "button", onclick: (() => events.show(ids)) as EventListener }, "Show in the graph"));
  }
  buttons.push(
    h("button", { type: "button", onclick: (() => events.openSparql(answer.sparql)) as EventListener }, "Open the query"),
  );
  parts.push(h("p", {}, ...buttons));
  if (answer.evidence.length) parts.push(h("h3", {}, "Sentences"), evidenceList(answer.evidence));
  parts.push(h("details", {}, h("summary", {}, "SPARQL"), h("pre", {}, answer.sparql)));
  return parts;
}

// Columns that differ between rows and are meant for people: the rest is in the sentence above, or in the API.
function tells(answer: Answer, index: number): boolean {
  const values = answer.rows.map((row) => row[index]);
  const technical = values.every((value) => typeof value === "string" && /^(https?:\/\/|[a-z]+\/\S+$)/.test(value));
  return !technical && new Set(values).size > 1;
}
