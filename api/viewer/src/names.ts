// What to write where there is little room.

import type { Node } from "./api";

const LONG = 22; // characters; what a node can carry on two lines

export function shortName(node: Pick<Node, "label" | "acronym">): string {
  return node.acronym && node.label.length > LONG ? node.acronym : node.label;
}
