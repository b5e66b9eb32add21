// Sentences behind a statement: the words that matter marked, who said so, where it stands.

import type { Evidence } from "./api";
import { h, link } from "./dom";

export function evidenceList(claims: Evidence[]): HTMLElement {
  if (!claims.length) return h("p", { class: "quiet" }, "No sentence supports this with the present filters.");
  return h("ol", { class: "evidence" }, ...claims.map(one));
}

function one(claim: Evidence): HTMLElement {
  const { article } = claim;
  const title = article.title ?? article.id;
  const attributed = claim.attributed_to.map((speaker) => speaker.label).join(", ");
  return h(
    "li",
    {},
    h("blockquote", {}, marked(claim.text, claim.highlights)),
    h(
      "p",
      { class: "source" },
      article.url ? link(article.url, title) : link(`/id/article/${encodeURIComponent(article.id)}`, title),
      article.publisher ? `, ${article.publisher}` : "",
      article.published ? h("time", { datetime: article.published }, ` ${article.published.slice(0, 10)}`) : "",
    ),
    h(
      "p",
      { class: "tags" },
      h("span", { class: `stance ${claim.stance}` }, claim.stance),
      h("span", {}, claim.summary),
      attributed ? h("span", {}, `according to ${attributed}`) : null,
      h("span", { title: `rule ${claim.rule}` }, `confidence ${Math.round(claim.confidence * 100)} %`),
      claim.origins > 1 ? h("span", {}, `${claim.origins} independent origins`) : null,
    ),
  );
}

// Offsets count code points, as the service counts them; JavaScript's strings do not.
export function marked(text: string, highlights: [number, number][]): DocumentFragment {
  const points = Array.from(text);
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of [...highlights].sort((a, b) => a[0] - b[0])) {
    if (start < at || end > points.length) continue;
    fragment.append(points.slice(at, start).join(""), h("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  fragment.append(points.slice(at).join(""));
  return fragment;
}
