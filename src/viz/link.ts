/**
 * A run as a link: scenario, seed and the dated changes of every branch, deflated and written in URL-safe letters behind
 * the hash, so that no server sees it. Whatever comes in is bounded before it is unpacked and checked before it is
 * believed. Version 1 knew one branch; its links still open.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import * as z from "zod/mini";
import { cleanName, LONGEST_NAME, MOST_BRANCHES, ONLY_PLAIN, PLAIN_ID, shownBranch } from "./branchList";
import type { Branch, BranchList } from "./branchList";
import type { RunChoice } from "./state";

/** Longest link read, letters, and longest text it may unpack to, bytes. */
export const LONGEST_LINK = 8_000;
const LONGEST_TEXT = 60_000;
const MOST_CHANGES = 200;
const VERSION = 2;

z.config({ jitless: true });

const value = z.union([
  z.number(),
  z.boolean(),
  z.null(),
  z.string().check(z.maxLength(60)),
  z.array(z.string().check(z.maxLength(60))).check(z.maxLength(80)),
]);
const isoMonth = z.string().check(z.regex(/^[12][0-9]{3}-(0[1-9]|1[0-2])$/));
const changes = z
  .array(
    z.strictObject({
      month: isoMonth,
      path: z.string().check(z.regex(/^(bloc|exporter)(\.[A-Za-z0-9_-]{1,40}){1,4}$/)),
      value,
    }),
  )
  .check(z.maxLength(MOST_CHANGES));
const scenario = z.string().check(z.regex(/^[a-z0-9-]{1,60}$/));
const seed = z.string().check(z.minLength(1), z.maxLength(40));

const firstShape = z.strictObject({ v: z.literal(1), scenario, seed, changes });
/** Branches are counted from 0, the scenario as it is, which is not written down. */
const place = z.int().check(z.minimum(0), z.maximum(MOST_BRANCHES - 1));
const linkShape = z.strictObject({
  v: z.literal(VERSION),
  scenario,
  seed,
  at: z.optional(isoMonth),
  shown: place,
  ghost: z.nullable(place),
  branches: z
    .array(z.strictObject({ name: z.optional(z.string().check(z.maxLength(LONGEST_NAME))), changes }))
    .check(z.maxLength(MOST_BRANCHES - 1)),
});

export type LinkReading = { ok: true; choice: RunChoice } | { ok: false; message: string };

/** The part of the address behind `#`. Throws a RangeError when the run is too long for a link that would be read. */
export function writeLink(choice: RunChoice): string {
  const list = choice.branches ?? oneBranch(choice.changes);
  const placeOf = (id: number): number => list.branches.findIndex((one) => one.id === id);
  const text = JSON.stringify({
    v: VERSION,
    scenario: choice.scenario,
    seed: choice.seed,
    ...(choice.at === undefined ? {} : { at: choice.at }),
    shown: placeOf(list.shown),
    ghost: list.ghost === null ? null : placeOf(list.ghost),
    branches: list.branches
      .filter((one) => one.id !== PLAIN_ID)
      .map((one) => ({ ...(one.name === null ? {} : { name: one.name }), changes: one.changes })),
  });
  const link = `r=${toBase64Url(deflateSync(strToU8(text), { level: 9 }))}`;
  if (link.length > LONGEST_LINK || text.length > LONGEST_TEXT) throw new RangeError("too many changes for a link");
  return link;
}

/** The list that one run of changes makes: it is shown, and the scenario as it is is the dotted line. */
export function oneBranch(changes: RunChoice["changes"]): BranchList {
  if (changes.length === 0) return ONLY_PLAIN;
  const only: Branch = { id: PLAIN_ID + 1, name: null, changes, movedAt: -1 };
  return { branches: [...ONLY_PLAIN.branches, only], shown: only.id, ghost: PLAIN_ID };
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
  const isFirst = typeof parsed === "object" && parsed !== null && "v" in parsed && parsed.v === 1;
  const checked = isFirst ? firstShape.safeParse(parsed) : linkShape.safeParse(parsed);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    return refused(`"${issue.path.join(".").slice(0, 60) || "link"}" is not what a link may hold there`);
  }
  const data = checked.data;
  if (data.v === 1) {
    const { scenario, seed, changes } = data;
    return { ok: true, choice: { scenario, seed, changes, branches: oneBranch(changes) } };
  }
  const branches: Branch[] = [
    ...ONLY_PLAIN.branches,
    ...data.branches.map((one, index) => {
      const name = cleanName(one.name ?? "");
      return { id: index + 1, name: name === "" ? null : name, changes: one.changes, movedAt: -1 };
    }),
  ];
  const list: BranchList = { branches, shown: data.shown, ghost: data.ghost };
  if (data.shown >= branches.length || (data.ghost ?? 0) >= branches.length || data.shown === data.ghost)
    return refused("it shows a branch that it does not hold");
  if (branches.reduce((sum, one) => sum + one.changes.length, 0) > MOST_CHANGES)
    return refused(`it holds more than ${MOST_CHANGES} changes`);
  const choice: RunChoice = {
    scenario: data.scenario,
    seed: data.seed,
    changes: [...shownBranch(list).changes],
    branches: list,
  };
  if (data.at !== undefined) choice.at = data.at;
  return { ok: true, choice };
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
