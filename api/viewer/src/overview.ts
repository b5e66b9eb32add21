// Ten thousand actors at once: communities as discs on a plain canvas; a click on a disc opens its members.

import type { Overview } from "./api";
import { h, replace } from "./dom";
import { color } from "./palette";

export function drawOverview(element: HTMLElement, overview: Overview, open: (ids: string[]) => void): void {
  const canvas = h("canvas", { class: "overview", tabindex: 0, role: "img",
    "aria-label": `${overview.nodes.length} actors in ${overview.communities.length} communities` });
  const list = h("ul", { class: "communities" }, ...overview.communities.slice(0, 40).map((community) =>
    h("li", {}, h("button", { type: "button", onclick: (() => open(community.ids)) as EventListener },
      `${community.label} (${community.members})`))));
  replace(element, canvas, list);
  const view = { x: 0, y: 0, scale: 1 };
  const context = canvas.getContext("2d")!;
  const half = () => Math.min(canvas.width, canvas.height) / 2;
  const toScreen = (x: number, y: number) =>
    [canvas.width / 2 + (x - view.x) * view.scale * half(), canvas.height / 2 + (y - view.y) * view.scale * half()] as const;
  const byId = new Map(overview.communities.map((community) => [community.id, community]));

  const draw = () => {
    canvas.width = canvas.clientWidth * devicePixelRatio;
    canvas.height = canvas.clientHeight * devicePixelRatio;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.strokeStyle = color("--quiet");
    for (const edge of overview.edges) {
      const a = byId.get(edge.source);
      const b = byId.get(edge.target);
      if (!a || !b) continue;
      context.globalAlpha = 0.35;
      context.lineWidth = Math.min(8, 1 + Math.log2(edge.weight));
      context.beginPath();
      context.moveTo(...toScreen(a.x, a.y));
      context.lineTo(...toScreen(b.x, b.y));
      context.stroke();
    }
    for (const community of overview.communities) {
      const [x, y] = toScreen(community.x, community.y);
      context.globalAlpha = 0.18;
      context.fillStyle = `hsl(${(community.id * 137) % 360} 60% 50%)`;
      context.beginPath();
      context.arc(x, y, community.radius * view.scale * half(), 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 0.9;
    for (const node of overview.nodes) {
      const [x, y] = toScreen(node.x, node.y);
      context.fillStyle = `hsl(${(node.community * 137) % 360} 60% 45%)`;
      const size = Math.max(1.5, Math.sqrt(node.size) * 1.5) * devicePixelRatio;
      context.fillRect(x - size / 2, y - size / 2, size, size);
    }
    context.globalAlpha = 1;
    context.fillStyle = color("--text");
    context.font = `${13 * devicePixelRatio}px system-ui, sans-serif`;
    context.textAlign = "center";
    for (const community of overview.communities.slice(0, 25)) {
      const [x, y] = toScreen(community.x, community.y);
      context.fillText(community.label, x, y);
    }
  };
  let dragging: { x: number; y: number; moved: boolean } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    dragging = { x: event.clientX, y: event.clientY, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!dragging) return;
    const [dx, dy] = [event.clientX - dragging.x, event.clientY - dragging.y];
    if (Math.abs(dx) + Math.abs(dy) > 3) dragging.moved = true;
    view.x -= (dx * devicePixelRatio) / (view.scale * half());
    view.y -= (dy * devicePixelRatio) / (view.scale * half());
    Object.assign(dragging, { x: event.clientX, y: event.clientY });
    requestAnimationFrame(draw);
  });
  canvas.addEventListener("pointerup", (event) => {
    const moved = dragging?.moved;
    dragging = null;
    if (!moved) pick(event.offsetX * devicePixelRatio, event.offsetY * devicePixelRatio);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    view.scale = Math.max(0.3, Math.min(40, view.scale * Math.exp(-event.deltaY / 500)));
    requestAnimationFrame(draw);
  }, { passive: false });
  const pick = (px: number, py: number) => {
    const hit = overview.communities.find((community) => {
      const [x, y] = toScreen(community.x, community.y);
      return Math.hypot(px - x, py - y) <= community.radius * view.scale * half();
    });
    if (hit) open(hit.ids);
  };
  new ResizeObserver(draw).observe(canvas);
  draw();
}
