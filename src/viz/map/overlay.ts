/**
 * Text and rings over the map, as SVG: crisp, cheap, and easy to keep in place. Purely visual; the same facts are in
 * the list of sites that a screen reader gets.
 */
import type { Box, PlacedLabel } from "./labels";

const SVG = "http://www.w3.org/2000/svg";

export type RingKind = "selected" | "followed" | "hover" | "focus";

/** The name of what is happening, and where it stands. */
export interface EventLabel extends Box {
  name: string;
  verb: string;
  /** A second line, or nothing. */
  more: string;
  tone: "ink" | "back";
}

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

  setCaps(caps: readonly (Box & { text: string; side: "bloc" | "exporter" })[]): void {
    this.caps.replaceChildren(
      ...caps.map((cap) => text(cap.text, cap.x + cap.width / 2, cap.y + cap.height * 0.8, `cap-${cap.side}`)),
    );
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

  setRings(rings: readonly { x: number; y: number; radius: number; kind: RingKind }[]): void {
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

  /** The name of what is happening; null takes it away. */
  setEvent(event: EventLabel | null): void {
    if (event === null) {
      this.event.replaceChildren();
      return;
    }
    const middle = event.x + event.width / 2;
    const lineHeight = event.more === "" ? event.height : event.height / 2;
    const element = text("", middle, event.y + lineHeight * 0.78, `event-name event-${event.tone}`);
    element.append(span(`${event.name} `, null), span(event.verb, "event-verb"));
    const lines = [element];
    if (event.more !== "") lines.push(text(event.more, middle, event.y + lineHeight * 1.74, "event-more"));
    this.event.replaceChildren(...lines);
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

function span(content: string, className: string | null): SVGTSpanElement {
  const element = document.createElementNS(SVG, "tspan");
  element.textContent = content;
  if (className !== null) element.setAttribute("class", className);
  return element;
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
