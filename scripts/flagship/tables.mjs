// Reads the CSV files of data/ and turns their cells into figures, months and source notes.
// What the flagship makes of them is in the files beside this one.

import { readFileSync } from "node:fs";

/** Goods as the CSV files call them, and as the scenario does. */
const GOOD_IDS = { conc: "concentrate", scrap: "scrap", oxide: "oxide", metal: "metal", magnet: "magnet" };

/**
 * Rows of one file of data/, by column name.
 * @param {string} name file name without folder
 * @returns {Record<string, string>[]}
 */
export function readTable(name) {
  const text = readFileSync(new URL(`../../data/${name}`, import.meta.url), "utf8");
  const [header, ...rows] = splitCsv(text);
  return rows.map((cells, index) => {
    if (cells.length !== header.length) {
      throw new Error(`data/${name}: row ${index + 2} has ${cells.length} cells, expected ${header.length}`);
    }
    return Object.fromEntries(header.map((column, at) => [column, cells[at]]));
  });
}

/** @param {string} text @returns {string[][]} */
function splitCsv(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ",") {
      row.push(cell);
      cell = "";
    } else if (c === "\n") {
      row.push(cell);
      rows.push(row);
      row = [];
      cell = "";
    } else if (c !== "\r") cell += c;
  }
  return rows;
}

/** A cell as a number; an empty cell is 0. @param {string | undefined} cell */
export function num(cell) {
  if (cell === undefined || cell === "") return 0;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw new Error(`"${cell}" is not a number`);
  return value;
}

/** Four significant digits: the figures are no better than that. @param {number} value */
export function round4(value) {
  return Number(value.toPrecision(4));
}

/** The good's id in the scenario; `*` and empty are null. @param {string} cell */
export function good(cell) {
  if (cell === "" || cell === "*") return null;
  const id = GOOD_IDS[cell];
  if (id === undefined) throw new Error(`unknown good "${cell}"`);
  return id;
}

/** "ev_motors" as an id of the scenario. @param {string} cell */
export function kebab(cell) {
  return cell.replaceAll("_", "-").replaceAll(" ", "-");
}

/** A decimal year as a month: 2028.0 is "2028-01", 2027.6 is "2027-08". @param {string} cell */
export function monthOfYear(cell) {
  const year = Math.floor(num(cell));
  const month = Math.floor(Math.round((num(cell) - year) * 1200) / 100) + 1;
  return `${year}-${String(month).padStart(2, "0")}`;
}

/**
 * Where a figure comes from, with its range where the data give one.
 * @param {string} source @param {string} confidence @param {number} [low] @param {number} [high]
 */
export function note(source, confidence, low, high) {
  const range = low === undefined || high === undefined ? {} : { low: round4(low), high: round4(high) };
  return { source, confidence, ...range };
}

/** One named row of a table. @param {Record<string, string>[]} rows @param {string} key @param {string} id */
export function rowOf(rows, key, id) {
  const row = rows.find((candidate) => candidate[key] === id);
  if (!row) throw new Error(`no row with ${key} "${id}"`);
  return row;
}
