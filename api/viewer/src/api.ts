// The service as the viewer sees it: typed, one function a question. Errors carry the service's own words.

export interface Node {
  id: string;
  label: string;
  kind: string;
  country: string | null;
  known: boolean;
  verified: boolean;
  acronym: string | null;
}

export interface Edge {
  id: string;
  source: string;
  target: string;
  relation: string;
  family: "cooperation" | "conflict" | "contribution" | "membership" | "other";
  origins: number;
  statements: number;
  contested: boolean;
  planned: boolean;
  first: string | null;
  last: string | null;
}

export interface Graph {
  nodes: Node[];
  edges: Edge[];
  remaining: number;
  statements: number;
  origins: number;
}

export interface Evidence {
  claim: string;
  kind: string;
  summary: string;
  text: string;
  highlights: [number, number][];
  stance: string;
  confidence: number;
  rule: string;
  attributed_to: { id: string; label: string }[];
  article: { id: string; title: string | null; publisher: string | null; published: string | null; url: string | null };
  origins: number;
}

export interface Suggestion {
  id: string;
  label: string;
  kind: string;
  matched: string;
}

export interface EntityDetails {
  id: string;
  label: string;
  kind: string;
  country: string | null;
  verified: boolean;
  known: boolean;
  names: { text: string; language: string | null }[];
  identifiers: Record<string, string>;
  memberships: { organization: string; label: string; status: string; since: string | null; until: string | null }[];
  offices: { person: string; label: string; office: string; of: string; since: string | null; until: string | null }[];
  counts: Record<string, number>;
}

export interface Contribution {
  contributor: { id: string; label: string };
  host: { id: string; label: string } | null;
  operation: { id: string; label: string } | null;
  organization: { id: string; label: string } | null;
  status: string;
  stance: string;
  personnel: [number | null, number | null] | null;
  origins: number;
  contested: boolean;
  first_published: string | null;
  last_published: string | null;
}

export interface Answer {
  question: string;
  text: string;
  columns: string[];
  rows: (string | number | null)[][];
  entities: { id: string; label: string }[];
  evidence: Evidence[];
  sparql: string;
}

export interface Hop {
  source: Node;
  target: Node;
  relation: string;
  evidence: Evidence[];
}

export interface Place {
  id: string;
  label: string;
  latitude: number;
  longitude: number;
}

export interface Scene extends Place {
  claims: number;
  origins: number;
}

export interface Filters {
  families: string[];
  types: string[];
  publisher: string;
  stance: string;
  confidence: number;
  from: string;
  until: string;
}

export class Problem extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(message);
  }
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, { headers: { Accept: "application/json" }, ...init });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(body.detail ?? response.statusText, response.status, body.line, body.column);
  return body as T;
}

function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  return call<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export function query(parameters: Record<string, string | number | undefined>): string {
  const entries = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
}

export const start = (filters: Filters) => post<Graph>("/api/network/start", { filters });
export const expand = (id: string, present: string[], filters: Filters) =>
  post<Graph>("/api/network/expand", { id, present, limit: 25, filters });
export const among = (ids: string[], filters: Filters) => post<Graph>("/api/network/among", { ids, filters });
export const communities = () => call<Overview>("/api/network/communities");
export const suggest = (text: string) =>
  call<{ entities: Suggestion[] }>(`/api/entities?${query({ q: text, limit: 8 })}`);
export const entity = (id: string, on?: string) =>
  call<EntityDetails>(`/api/entities/${encodeURI(id)}?${query({ on })}`);
export const evidence = (edge: { source: string; target: string; relation: string }, filters: Filters) =>
  post<{ claims: Evidence[] }>("/api/network/evidence", { ...edge, filters });
export const path = (a: string, b: string) => call<{ hops: Hop[] }>(`/api/path?${query({ a, b })}`);
export const ask = (q: string) => call<Answer>(`/api/ask?${query({ q })}`);
export const examples = () => call<{ examples: string[] }>("/api/ask/examples");
export const contributions = (parameters: Record<string, string | undefined>) =>
  call<{ contributions: Contribution[] }>(`/api/contributions?${query({ ...parameters, limit: 500 })}`);
export const timeline = (ids: string[], filters: Filters) =>
  post<{ months: [string, number][] }>("/api/network/timeline", { ids, filters });
export const scenes = (parameters: Record<string, string | undefined>) =>
  call<{ scenes: Scene[] }>(`/api/network/scenes?${query(parameters)}`);
export const claimsAbout = (id: string, limit: number, cursor?: string) =>
  call<{ claims: Evidence[]; total: number; cursor: string | null }>(`/api/claims?${query({ about: id, limit, cursor })}`);
export const places = () => call<{ places: Place[] }>("/api/places");
export const saveView = (state: unknown) => post<{ key: string }>("/api/views", { state });
export const loadView = (key: string) => call<{ state: unknown }>(`/api/views/${encodeURIComponent(key)}`);

export async function exported(format: string, ids: string[], filters: Filters): Promise<Blob> {
  const response = await fetch("/api/network/export", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ format, ids, filters }),
  });
  if (response.ok) return response.blob();
  const body = await response.json().catch(() => ({}));
  throw new Problem(body.detail ?? response.statusText, response.status);
}

// The publishers of articles, for suggestions.
export async function publishers(): Promise<string[]> {
  const text = "SELECT DISTINCT ?publisher WHERE { GRAPH ?g { ?article a <https://schema.org/NewsArticle> ; " +
    "<http://purl.org/dc/terms/publisher> ?publisher } } ORDER BY ?publisher LIMIT 500";
  const answer = await sparql(text, new AbortController().signal);
  if (typeof answer === "string") return [];
  return (answer.results?.bindings ?? []).map((row) => row.publisher?.value ?? "").filter(Boolean);
}

export interface Overview {
  nodes: { id: string; label: string; x: number; y: number; size: number; community: number }[];
  communities: { id: number; label: string; x: number; y: number; radius: number; members: number; ids: string[] }[];
  edges: { source: number; target: number; weight: number }[];
}

export async function sparql(text: string, signal: AbortSignal): Promise<{ head: { vars?: string[] }; results?: { bindings: Record<string, { type: string; value: string }>[] }; boolean?: boolean } | string> {
  const response = await fetch("/sparql", {
    method: "POST",
    headers: {
      "Content-Type": "application/sparql-query",
      Accept: "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.5",
    },
    body: text,
    signal,
  });
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw new Problem(body.detail ?? response.statusText, response.status, body.line, body.column);
  }
  const type = response.headers.get("content-type") ?? "";
  return type.includes("json") ? response.json() : response.text();
}
