/** Chooses who draws what moves: Pixi on a graphics card, the plain canvas where a processor would have to play one. */
import type { Tokens } from "../theme/tokens";
import { recall } from "../memory";
import { createCanvasStage } from "./canvasStage";
import type { Stage } from "./stage";

export interface MapSize {
  width: number;
  height: number;
  resolution: number;
}

/** `hasWebGl` is false where the map stands still for want of it. */
export async function createStage(size: MapSize, colours: Tokens): Promise<{ stage: Stage; hasWebGl: boolean }> {
  const { width, height, resolution } = size;
  const card = graphicsCard();
  // "webgl" in the browser's memory asks for Pixi even without a card, for tests of that path.
  const wanted = card === "card" || (card === "software" && recall("renderer") === "webgl");
  if (wanted) {
    try {
      const { createPixiStage } = await import("./pixiStage");
      return { stage: await createPixiStage(width, height, resolution, colours), hasWebGl: true };
    } catch {
      // The driver refuses after all; the plain canvas takes over below.
      return { stage: createCanvasStage(width, height, resolution, colours), hasWebGl: false };
    }
  }
  return { stage: createCanvasStage(width, height, resolution, colours), hasWebGl: card !== "none" };
}

/** A card that has not come back after as long will not, ms. */
const GIVEN_UP_AFTER_MS = 2500;

/** Calls back once the context that a stage draws with is lost for good. Returns what stops the watch. */
export function watchForLoss(stage: Stage, onLost: () => void): () => void {
  const canvas = stage.layers[0];
  let timer = 0;
  const lost = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(onLost, GIVEN_UP_AFTER_MS);
  };
  const restored = (): void => window.clearTimeout(timer);
  canvas?.addEventListener("webglcontextlost", lost);
  canvas?.addEventListener("webglcontextrestored", restored);
  // It may have been lost before anybody watched.
  if (stage.isLost()) lost();
  return () => {
    window.clearTimeout(timer);
    canvas?.removeEventListener("webglcontextlost", lost);
    canvas?.removeEventListener("webglcontextrestored", restored);
  };
}

function graphicsCard(): "card" | "software" | "none" {
  try {
    const gl = document.createElement("canvas").getContext("webgl2");
    if (gl === null) return "none";
    const names = gl.getExtension("WEBGL_debug_renderer_info");
    const name = names === null ? "" : String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL));
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return /swiftshader|llvmpipe|software|basic render/i.test(name) ? "software" : "card";
  } catch {
    return "none";
  }
}
