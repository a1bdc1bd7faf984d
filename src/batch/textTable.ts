/** Tables for reading: columns padded to their widest cell, words to the left, figures to the right. */
import { heading } from "./terminal";

export type Cell = string | number | null;

/** A header line and a line for each row; null and NaN show as a dash. */
export function textTable(header: string[], rows: Cell[][]): string {
  const cells = rows.map((row) => row.map(show));
  const widths = header.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]!.length)));
  const isFigure = header.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  const line = (row: string[]): string =>
    row
      .map((cell, column) => (isFigure[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [heading(line(header)), ...cells.map(line)].join("\n");
}

function show(cell: Cell): string {
  if (cell === null || (typeof cell === "number" && Number.isNaN(cell))) return "-";
  if (typeof cell === "string") return cell;
  if (Number.isInteger(cell)) return String(cell);
  const size = Math.abs(cell);
  return cell.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 0.1 ? 2 : 4);
}
