// Ten thousand actors at once: communities as discs on a plain canvas; a click on a disc opens its members.

import type { Overview } from "./api";
import { h, replace } from "./dom";
import { color } from "./palette";

type Box = { left: number; right: number; top: number; bottom: number };

const STEP = 60; // pixels that an arrow key moves the picture

export function drawOverview(element: HTMLElement, overview: Overview, open: (ids: string[]) => void): void {
  if (!overview.nodes.length) {
    replace(element, h("p", { class: "quiet" }, "No article relates anybody to anybody yet."));
    return;
  }
  const said = `${overview.nodes.length} actors in ${overview.communities.length} communities`;
  const canvas = h("canvas", { class: "overview-canvas", tabindex: 0, role: "img", "aria-label": said });
  const list = h("ul", { class: "communities" }, ...overview.communities.slice(0, 60).map((community) =>
    h("li", {}, h("button", { type: "button", class: "link", onclick: (() => open(community.ids)) as EventListener },
      `${community.label} (${community.members})`))));
  replace(element, canvas,
    h("p", { class: "quiet" }, `${said}. A click opens a community; drag or arrow keys move, wheel or + and − zoom, 0 shows all.`), list);
  new Picture(canvas, overview, open);
}

class Picture {
  private readonly context: CanvasRenderingContext2D;
  private readonly communities: Overview["communities"];
  private readonly nodes: Map<number, Overview["nodes"]>;
  private view = { x: 0, y: 0, scale: 1 };
  private width = 0;
  private height = 0;
  private waiting = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly overview: Overview,
    private readonly open: (ids: string[]) => void,
  ) {
    this.context = canvas.getContext("2d", { alpha: false })!;
    this.communities = overview.communities;
    this.nodes = grouped(overview.nodes);
    this.listen();
    new ResizeObserver(() => {
      this.width = canvas.width = Math.max(1, canvas.clientWidth * devicePixelRatio);
      this.height = canvas.height = Math.max(1, canvas.clientHeight * devicePixelRatio);
      this.fit();
      this.draw();
    }).observe(canvas);
  }

  private fit(): void {
    const edges = this.communities.map(({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
    const [left, right] = [Math.min(...edges.map((box) => box.left)), Math.max(...edges.map((box) => box.right))];
    const [top, bottom] = [Math.min(...edges.map((box) => box.top)), Math.max(...edges.map((box) => box.bottom))];
    const room = 0.94;
    const scale = Math.min((room * this.width) / (right - left || 1), (room * this.height) / (bottom - top || 1));
    this.view = { x: (left + right) / 2, y: (top + bottom) / 2, scale };
  }

  private at(x: number, y: number): [number, number] {
    return [this.width / 2 + (x - this.view.x) * this.view.scale, this.height / 2 + (y - this.view.y) * this.view.scale];
  }

  private soon(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  private draw(): void {
    const { context } = this;
    context.globalAlpha = 1;
    context.fillStyle = color("--surface");
    context.fillRect(0, 0, this.width, this.height);
    this.drawEdges();
    for (const community of this.communities) this.drawCommunity(community);
    context.globalAlpha = 1;
    this.drawLabels();
  }

  private drawEdges(): void {
    const { context } = this;
    const byId = new Map(this.communities.map((community) => [community.id, community]));
    context.strokeStyle = color("--quiet");
    context.globalAlpha = 0.3;
    for (const edge of this.overview.edges) {
      const [a, b] = [byId.get(edge.source), byId.get(edge.target)];
      if (!a || !b) continue;
      context.lineWidth = Math.min(8, 1 + Math.log2(edge.weight));
      context.beginPath();
      context.moveTo(...this.at(a.x, a.y));
      context.lineTo(...this.at(b.x, b.y));
      context.stroke();
    }
  }

  private drawCommunity(community: Overview["communities"][number]): void {
    const { context } = this;
    const [x, y] = this.at(community.x, community.y);
    const radius = community.radius * this.view.scale;
    if (x + radius < 0 || y + radius < 0 || x - radius > this.width || y - radius > this.height) return;
    const hue = (community.id * 137) % 360;
    context.globalAlpha = 0.18;
    context.fillStyle = `hsl(${hue} 60% 50%)`;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 0.9;
    context.fillStyle = `hsl(${hue} 60% 45%)`;
    for (const node of this.nodes.get(community.id) ?? []) {
      const [px, py] = this.at(node.x, node.y);
      const size = Math.max(1.5, Math.min(12, Math.sqrt(node.size) * 1.5)) * devicePixelRatio;
      context.fillRect(px - size / 2, py - size / 2, size, size);
    }
  }

  // The names of communities, the largest first, then of actors where the picture is close enough; none over another.
  private drawLabels(): void {
    const taken: Box[] = [];
    for (const one of this.communities.slice(0, 60)) {
      this.write(one.label, ...this.at(one.x, one.y), 13, "bold", taken, one.radius * this.view.scale > 12);
    }
    for (const one of this.communities) {
      if (one.radius * this.view.scale < 120 * devicePixelRatio) continue;
      for (const node of (this.nodes.get(one.id) ?? []).slice(0, 80)) {
        const [x, y] = this.at(node.x, node.y);
        this.write(node.label, x, y + 12 * devicePixelRatio, 11, "normal", taken, true);
      }
    }
  }

  private write(text: string, x: number, y: number, size: number, weight: string, taken: Box[], wanted: boolean): void {
    if (!wanted || x < 0 || y < 0 || x > this.width || y > this.height) return;
    const { context } = this;
    context.font = `${weight} ${size * devicePixelRatio}px system-ui, sans-serif`;
    context.textAlign = "center";
    const half = context.measureText(text).width / 2;
    const middle = Math.max(half + 4, Math.min(this.width - half - 4, x));
    const box = { left: middle - half, right: middle + half, top: y - size * devicePixelRatio, bottom: y + 4 };
    if (taken.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) return;
    taken.push(box);
    context.lineWidth = 3 * devicePixelRatio;
    context.strokeStyle = color("--surface");
    context.strokeText(text, middle, y);
    context.fillStyle = color("--text");
    context.fillText(text, middle, y);
  }

  private listen(): void {
    const { canvas } = this;
    let dragging: { x: number; y: number; moved: boolean } | null = null;
    canvas.addEventListener("pointerdown", (event) => {
      dragging = { x: event.clientX, y: event.clientY, moved: false };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!dragging) return;
      const [dx, dy] = [event.clientX - dragging.x, event.clientY - dragging.y];
      if (Math.abs(dx) + Math.abs(dy) > 3) dragging.moved = true;
      this.move(-dx, -dy);
      Object.assign(dragging, { x: event.clientX, y: event.clientY });
    });
    canvas.addEventListener("pointerup", (event) => {
      const moved = dragging?.moved;
      dragging = null;
      if (!moved) this.pick(event.offsetX * devicePixelRatio, event.offsetY * devicePixelRatio);
    });
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 500));
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  private key(event: KeyboardEvent): void {
    const moves: Record<string, [number, number]> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    const move = moves[event.key];
    if (move) this.move(...move);
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") {
      this.fit();
      this.soon();
    } else return;
    event.preventDefault();
  }

  private move(dx: number, dy: number): void {
    this.view.x += (dx * devicePixelRatio) / this.view.scale;
    this.view.y += (dy * devicePixelRatio) / this.view.scale;
    this.soon();
  }

  private zoom(by: number): void {
    this.view.scale = Math.max(20, Math.min(40_000, this.view.scale * by));
    this.soon();
  }

  private pick(px: number, py: number): void {
    const hit = this.communities.find((community) => {
      const [x, y] = this.at(community.x, community.y);
      return Math.hypot(px - x, py - y) <= community.radius * this.view.scale;
    });
    if (hit) this.open(hit.ids);
  }
}

function grouped(nodes: Overview["nodes"]): Map<number, Overview["nodes"]> {
  const found = new Map<number, Overview["nodes"]>();
  for (const node of nodes) {
    const members = found.get(node.community);
    if (members) members.push(node);
    else found.set(node.community, [node]);
  }
  return found;
}
