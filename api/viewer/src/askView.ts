// A question in words: the answer, its rows and sentences, and the SPARQL that gave it.

import { ask, Problem, type Answer } from "./api";
import { h, replace } from "./dom";
import { evidenceList } from "./evidence";

const EXAMPLES = [
  "Which states contributed forces to the CSTO mission in Kazakhstan?",
  "Who is president of Kazakhstan?",
  "How many troops did Kenya send to Haiti?",
  "Which members of the CSTO did not contribute to the mission in Kazakhstan?",
];

export interface AskEvents {
  show(ids: string[]): void;
  asked(question: string): void;
  openSparql(text: string): void;
}

export function askView(element: HTMLElement, events: AskEvents): (question: string) => Promise<void> {
  const input = h("input", { type: "text", "aria-label": "Question", placeholder: EXAMPLES[0]! });
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
    { class: "ask", onsubmit: ((event: Event) => { event.preventDefault(); void run(input.value); }) as EventListener },
    input,
    h("button", { type: "submit" }, "Ask"),
  );
  const examples = EXAMPLES.map((text) =>
    h("li", {}, h("button", { type: "button", class: "link", onclick: (() => void run(text)) as EventListener }, text)),
  );
  replace(element, form, output, h("details", { open: true }, h("summary", {}, "Examples"), h("ul", {}, ...examples)));
  return run;
}

function answered(answer: Answer, events: AskEvents): HTMLElement[] {
  const cells = (row: (string | number | null)[]) => row.map((value) => h("td", {}, value === null ? "" : String(value)));
  const parts: HTMLElement[] = [h("p", { class: "result" }, answer.text)];
  if (answer.rows.length) {
    parts.push(
      h(
        "table", {},
        h("thead", {}, h("tr", {}, ...answer.columns.map((name) => h("th", { scope: "col" }, name)))),
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
