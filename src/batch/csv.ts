/** Comma-separated values: RFC 4180 quoting, numbers in full precision, nothing where there is no figure. */

export type CsvCell = string | number | boolean | null;

export function csvText(header: string[], rows: Iterable<CsvCell[]>): string {
  const out = [header.map(csvCell).join(",")];
  for (const row of rows) out.push(row.map(csvCell).join(","));
  return out.join("\n") + "\n";
}

function csvCell(value: CsvCell): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
