/** The face of everything that charts write. */
const FACE = "'Inter Variable', 'Inter fallback', system-ui, sans-serif";

/** A canvas font of a weight and a size in px. */
export function stripFont(weight: number, size: number): string {
  return `${weight} ${size}px ${FACE}`;
}
