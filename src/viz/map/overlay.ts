/**
 * Text and rings over the map, as SVG: crisp, cheap, and easy to keep in place. Purely visual; the same facts are in
 * the list of sites that a screen reader gets.
 */
import type { PlacedLabel } from "./labels";

const SVG = "http://www.w3.org/2000/svg";

export class Overlay {
  readonly element: SVGSVGElement;
  private readonly caps = group("map-caps");
  private readonly labels = group("map-labels");
  private readonly rings = group("map-rings");
  private readonly event = group("map-event");
  private readonly leader = group("map-leader");
  private readonly textOf = new Map<string, SVGTextElement>();

  constructor() {
    this.element = document.createElementNS(SVG, "svg");
    this.element.setAttribute("class", "map-overlay");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.leader, this.caps, this.labels, this.rings, this.event);
  }

  resize(width: number, height: number): void {
    this.element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
  }

  setCaps(caps: readonly { text: string; x: number; y: number; side: "bloc" | "exporter" }[]): void {
    this.caps.replaceChildren(...caps.map((cap) => text(cap.text, cap.x, cap.y, `cap-${cap.side}`)));
  }

  /** Names that stay are moved, new ones fade in, others go. */
  setLabels(labels: readonly PlacedLabel[]): void {
    const wanted = new Set(labels.map((label) => label.key));
    for (const [key, element] of this.textOf)
      if (!wanted.has(key)) {
        element.remove();
        this.textOf.delete(key);
      }
    for (const label of labels) {
      let element = this.textOf.get(label.key);
      if (element === undefined) {
        element = text(label.text, 0, 0, "site-name");
        this.textOf.set(label.key, element);
        this.labels.append(element);
      }
      if (element.textContent !== label.text) element.textContent = label.text;
      element.setAttribute("x", String(Math.round(label.x)));
      element.setAttribute("y", String(Math.round(label.y + label.height * 0.78)));
    }
  }

  setRings(rings: readonly { x: number; y: number; radius: number; kind: "selected" | "hover" | "focus" }[]): void {
    this.rings.replaceChildren(
      ...rings.map((ring) => {
        const circle = document.createElementNS(SVG, "circle");
        circle.setAttribute("cx", String(ring.x));
        circle.setAttribute("cy", String(ring.y));
        circle.setAttribute("r", String(ring.radius));
        circle.setAttribute("class", `ring-${ring.kind}`);
        return circle;
      }),
    );
  }

  /** The name of what is happening, under or over its glyph; null takes it away. */
  setEvent(event: { name: string; verb: string; tone: "ink" | "back"; x: number; y: number } | null): void {
    if (event === null) {
      this.event.replaceChildren();
      return;
    }
    const element = text("", event.x, event.y, `event-name event-${event.tone}`);
    const name = document.createElementNS(SVG, "tspan");
    name.textContent = `${event.name} `;
    const verb = document.createElementNS(SVG, "tspan");
    verb.textContent = event.verb;
    verb.setAttribute("class", "event-verb");
    element.append(name, verb);
    this.event.replaceChildren(element);
  }

  setLeader(line: { x1: number; y1: number; x2: number; y2: number } | null): void {
    if (line === null) {
      this.leader.replaceChildren();
      return;
    }
    const element = document.createElementNS(SVG, "line");
    for (const [name, value] of Object.entries(line)) element.setAttribute(name, String(Math.round(value)));
    this.leader.replaceChildren(element);
  }
}

function group(className: string): SVGGElement {
  const element = document.createElementNS(SVG, "g");
  element.setAttribute("class", className);
  return element;
}

function text(content: string, x: number, y: number, className: string): SVGTextElement {
  const element = document.createElementNS(SVG, "text");
  element.setAttribute("x", String(Math.round(x)));
  element.setAttribute("y", String(Math.round(y)));
  element.setAttribute("class", className);
  element.textContent = content;
  return element;
}
