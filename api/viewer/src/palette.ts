// Colours that stay apart for colour-blind readers (Okabe and Ito 2008), and shapes that do without them.

export const FAMILY_COLORS = {
  contribution: "#0072b2",
  membership: "#999999",
  cooperation: "#009e73",
  conflict: "#d55e00",
  other: "#cc79a7",
} as const;

export const KIND_SHAPES: Record<string, string> = {
  state: "ellipse",
  territory: "ellipse",
  organization: "round-rectangle",
  body: "rectangle",
  operation: "hexagon",
  person: "diamond",
  group: "triangle",
  place: "vee",
};

export function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
