/** Tables for reading: columns padded to their widest cell, words to the left, figures to the right. */
import { heading } from "./terminal";

export type Cell = string | number | null;

/** A header line and a line for each row; null and NaN show as a dash. Figures of a column have the same decimals. */
export function textTable(header: string[], rows: Cell[][]): string {
  const columns = header.map((name, at) =>
    columnTexts(
      name,
      rows.map((row) => row[at]!),
    ),
  );
  const lines = Array.from({ length: rows.length + 1 }, (_, line) => columns.map((column) => column[line]!).join("  "));
  return [heading(lines[0]!.trimEnd()), ...lines.slice(1).map((line) => line.trimEnd())].join("\n");
}

/** The header and cells of a column, all padded to one width. */
function columnTexts(name: string, cells: Cell[]): string[] {
  const isText = cells.some((cell) => typeof cell === "string");
  const decimals = decimalsOf(cells);
  const texts = [name, ...cells.map((cell) => show(cell, decimals))];
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => (isText ? text.padEnd(width) : text.padStart(width)));
}

function show(cell: Cell, decimals: number): string {
  if (typeof cell === "string") return cell;
  return cell === null || !Number.isFinite(cell) ? "-" : cell.toFixed(decimals);
}

/** Decimals that give the largest figure of a column three or four digits; none to whole numbers. */
function decimalsOf(cells: Cell[]): number {
  const figures = cells.filter((cell) => typeof cell === "number" && Number.isFinite(cell)) as number[];
  if (figures.every(Number.isInteger)) return 0;
  const largest = Math.max(...figures.map(Math.abs));
  return largest >= 1000 ? 0 : largest >= 100 ? 1 : largest >= 1 ? 2 : 4;
}
