// Colours that stay apart for colour-blind readers (Okabe and Ito 2008), and shapes that do without them.

export const FAMILY_COLORS = {
  contribution: "#0072b2",
  membership: "#8a8a8a",
  cooperation: "#009e73",
  conflict: "#d55e00",
  other: "#cc79a7",
} as const;

// The darker ones again for a dark page: Okabe and Ito's sky blue, and lighter steps of the rest.
const ON_DARK: Partial<Record<keyof typeof FAMILY_COLORS, string>> = { contribution: "#56b4e9", conflict: "#f0803c" };

export function familyColor(family: keyof typeof FAMILY_COLORS): string {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return (dark ? ON_DARK[family] : undefined) ?? FAMILY_COLORS[family];
}

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
