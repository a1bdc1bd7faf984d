/**
 * Which view is on: the world or the proof. The proof has an address of its own; the world keeps its run, month and
 * camera while it is away, and the address of its run comes back with it.
 */
import { signal } from "@preact/signals";
import { playing, presenting } from "./state";

export type View = "world" | "proof";
export const PROOF_ADDRESS = "#proof";

export const view = signal<View>(location.hash === PROOF_ADDRESS ? "proof" : "world");
/** The month as tables in the place of the map. */
export const tableOpen = signal(false);

let worldAddress = "";
let wasPlaying = true;

export function showProof(): void {
  if (view.peek() === "proof") return;
  away(location.hash);
  history.pushState(null, "", PROOF_ADDRESS);
}

export function showWorld(): void {
  if (view.peek() === "world") return;
  const back = location.hash === PROOF_ADDRESS ? worldAddress : location.hash;
  home();
  history.pushState(null, "", `${location.pathname}${location.search}${back}`);
}

/** The address that the world's run has; while the proof is on, its own address stays in the bar. */
export function keepWorldAddress(): void {
  if (view.peek() !== "proof" || location.hash === PROOF_ADDRESS) return;
  worldAddress = location.hash;
  history.replaceState(null, "", PROOF_ADDRESS);
}

/** Follows an address that was gone to by hand or by the browser's arrows. True when it asks for no other run. */
export function followAddress(hash: string): boolean {
  if (hash === PROOF_ADDRESS) {
    away(worldAddress);
    return true;
  }
  if (view.peek() === "world") return false;
  home();
  return hash === worldAddress;
}

function away(address: string): void {
  if (view.peek() === "proof") return;
  worldAddress = address;
  wasPlaying = playing.peek();
  playing.value = false;
  presenting.value = false;
  view.value = "proof";
}

function home(): void {
  view.value = "world";
  playing.value = wasPlaying;
}
