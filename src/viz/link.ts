/**
 * A run as a link: scenario, seed and dated changes, deflated and written in URL-safe letters behind the hash, so that
 * no server sees it. Whatever comes in is bounded before it is unpacked and checked before it is believed.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import * as z from "zod/mini";
import type { RunChoice } from "./state";

/** Longest link read, letters, and longest text it may unpack to, bytes. */
export const LONGEST_LINK = 8_000;
const LONGEST_TEXT = 60_000;
const MOST_CHANGES = 200;
const VERSION = 1;

z.config({ jitless: true });

const value = z.union([
  z.number(),
  z.boolean(),
  z.null(),
  z.string().check(z.maxLength(60)),
  z.array(z.string().check(z.maxLength(60))).check(z.maxLength(80)),
]);

const linkShape = z.strictObject({
  v: z.literal(VERSION),
  scenario: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  seed: z.string().check(z.minLength(1), z.maxLength(40)),
  changes: z
    .array(
      z.strictObject({
        month: z.string().check(z.regex(/^[12][0-9]{3}-(0[1-9]|1[0-2])$/)),
        path: z.string().check(z.regex(/^(bloc|exporter)(\.[A-Za-z0-9_-]{1,40}){1,4}$/)),
        value,
      }),
    )
    .check(z.maxLength(MOST_CHANGES)),
});

export type LinkReading = { ok: true; choice: RunChoice } | { ok: false; message: string };

/** The part of the address behind `#`. */
export function writeLink(choice: RunChoice): string {
  const text = JSON.stringify({ v: VERSION, scenario: choice.scenario, seed: choice.seed, changes: choice.changes });
  return `r=${toBase64Url(deflateSync(strToU8(text), { level: 9 }))}`;
}

/** Reads what stands behind `#`; null when there is nothing there. */
export function readLink(hash: string): LinkReading | null {
  const body = hash.replace(/^#/, "");
  if (body === "") return null;
  if (!body.startsWith("r=")) return refused("it is not a Lodestone link");
  if (body.length > LONGEST_LINK) return refused(`it is ${body.length} letters long; at most ${LONGEST_LINK} are read`);
  if (!/^[A-Za-z0-9_-]+$/.test(body.slice(2))) return refused("it holds letters that no link has");
  let parsed: unknown;
  try {
    parsed = JSON.parse(strFromU8(inflateBounded(fromBase64Url(body.slice(2)))));
  } catch {
    return refused("it is cut off or damaged");
  }
  const checked = linkShape.safeParse(parsed);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    return refused(`"${issue.path.join(".") || "link"}" is not what a link may hold there`);
  }
  const { scenario, seed, changes } = checked.data;
  return { ok: true, choice: { scenario, seed, changes } };
}

function refused(why: string): LinkReading {
  return { ok: false, message: `The link could not be read: ${why}.` };
}

/** Unpacks piece by piece and stops as soon as the text grows past its bound. */
function inflateBounded(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((piece) => {
    length += piece.length;
    if (length > LONGEST_TEXT) throw new RangeError("too long");
    pieces.push(piece);
  });
  const step = 512;
  for (let at = 0; at < packed.length; at += step)
    inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}
