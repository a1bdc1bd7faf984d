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
