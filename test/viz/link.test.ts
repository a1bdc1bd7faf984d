import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deflateSync, strToU8 } from "fflate";
import { LONGEST_LINK, readLink, writeLink } from "../../src/viz/link";
import { deleteBranch, ONLY_PLAIN, PLAIN_ID, shownBranch } from "../../src/viz/branchList";
import type { BranchList } from "../../src/viz/branchList";
import type { RunChoice } from "../../src/viz/state";

const change = fc.record({
  month: fc
    .integer({ min: 0, max: 239 })
    .map((m) => `${2026 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`),
  path: fc.constantFrom("bloc.floor.enabled", "bloc.floor.levels.oxide", "exporter.conduct", "bloc.members"),
  value: fc.oneof(
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x)),
    fc.constantFrom("rule", "competitive"),
    fc.array(fc.constantFrom("USA", "JPN", "DEU"), { maxLength: 5 }),
  ),
});
const branches: fc.Arbitrary<BranchList> = fc
  .array(
    fc.record({
      name: fc.option(fc.constantFrom("Cap first", "Zuerst die Schwelle", "<b>floor</b>", "🧲")),
      changes: fc.array(change, { minLength: 1, maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((made) => ({
    branches: [...ONLY_PLAIN.branches, ...made.map((one, index) => ({ ...one, id: index + 1, movedAt: -1 }))],
    shown: made.length,
    ghost: PLAIN_ID,
  }));
const choice: fc.Arbitrary<RunChoice> = fc
  .record({
    scenario: fc.constantFrom("rare-earths-2026", "lithium-2020"),
    seed: fc.string({ minLength: 1, maxLength: 40 }),
    branches,
    at: fc.constantFrom("2026-01", "2036-11"),
  })
  .map((run) => ({ ...run, changes: [...shownBranch(run.branches).changes] }));

/** A link of the right outer form around any text. */
function linkOf(text: string): string {
  const base64 = btoa(String.fromCharCode(...deflateSync(strToU8(text))));
  return `#r=${base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
}

test("a run comes out of its link as it went in, with all its branches and their names", () => {
  fc.assert(
    fc.property(choice, (run) => {
      expect(readLink(`#${writeLink(run)}`)).toEqual({ ok: true, choice: run });
    }),
  );
});

test("a floor put in and taken out fits into an address that can be sent in a message", () => {
  const changes = [
    { month: "2029-03", path: "bloc.floor.enabled", value: true },
    { month: "2036-01", path: "bloc.floor.enabled", value: false },
  ];
  expect(writeLink({ scenario: "rare-earths-2026", seed: "7", changes }).length).toBeLessThan(260);
});

test("a run of one list of changes is a branch against the scenario as it is", () => {
  const changes = [{ month: "2029-03", path: "bloc.floor.enabled", value: true }];
  const reading = readLink(`#${writeLink({ scenario: "rare-earths-2026", seed: "7", changes })}`);
  expect(reading).toMatchObject({ ok: true, choice: { changes, branches: { shown: 1, ghost: PLAIN_ID } } });
});

test("a link of the first version still opens", () => {
  const changes = [{ month: "2029-03", path: "bloc.floor.enabled", value: true }];
  const old = linkOf(JSON.stringify({ v: 1, scenario: "rare-earths-2026", seed: "7", changes }));
  expect(readLink(old)).toMatchObject({ ok: true, choice: { seed: "7", changes, branches: { shown: 1, ghost: 0 } } });
});

test("a branch that was deleted is not in the link, and the others keep their places", () => {
  const one = (id: number) => ({
    id,
    name: null,
    changes: [{ month: `203${id}-01`, path: "bloc.floor.enabled", value: true }],
    movedAt: -1,
  });
  const list = { branches: [...ONLY_PLAIN.branches, one(1), one(2), one(3)], shown: 3, ghost: 2 };
  const rest = deleteBranch(list, 1);
  const reading = readLink(
    `#${writeLink({ scenario: "a", seed: "7", changes: [...shownBranch(rest).changes], branches: rest })}`,
  );
  if (reading?.ok !== true) throw new Error("the link was refused");
  expect(reading.choice.branches!.branches.map((each) => each.changes[0]?.month)).toEqual([
    undefined,
    "2032-01",
    "2033-01",
  ]);
  expect(shownBranch(reading.choice.branches!).changes[0]!.month).toBe("2033-01");
});

test("a run with more changes than a link may hold is not written as one that nobody can open", () => {
  const changes = Array.from({ length: 5000 }, (_, index) => ({
    month: "2030-01",
    path: `bloc.floor.levels.g${(index * 7919).toString(36)}`,
    value: Math.sqrt(index),
  }));
  expect(() => writeLink({ scenario: "a", seed: "7", changes })).toThrow("too many changes");
});

test("no link at all is not a broken link", () => {
  expect(readLink("")).toBeNull();
  expect(readLink("#")).toBeNull();
});

describe("a hostile link is refused with one plain sentence", () => {
  const honest = { v: 1, scenario: "rare-earths-2026", seed: "7", changes: [] as unknown[] };
  const with_ = (over: object): string => linkOf(JSON.stringify({ ...honest, ...over }));
  const change = { month: "2030-01", path: "bloc.floor.enabled", value: true };
  const second = {
    v: 2,
    scenario: "rare-earths-2026",
    seed: "7",
    shown: 1,
    ghost: 0,
    branches: [{ changes: [change] }],
  };
  const branched = (over: object): string => linkOf(JSON.stringify({ ...second, ...over }));
  const hostile: [string, string][] = [
    ["letters that no link has", "#r=<script>alert(1)</script>"],
    ["something else", "#javascript:alert(1)"],
    ["cut off", `#${writeLink({ scenario: "rare-earths-2026", seed: "7", changes: [] }).slice(0, 12)}`],
    ["longer than any run", `#r=${"A".repeat(LONGEST_LINK + 1)}`],
    ["small but unpacking to a flood", linkOf(`{"v":1,"seed":"${"7".repeat(5_000_000)}"}`)],
    ["not JSON", linkOf("floor!")],
    ["a later version", with_({ v: 3 })],
    ["more branches than a person keeps", branched({ branches: Array.from({ length: 8 }, () => ({ changes: [] })) })],
    ["a branch shown that is not there", branched({ shown: 5 })],
    ["a branch held against itself", branched({ ghost: 1 })],
    ["a branch counted in halves", branched({ shown: 0.5 })],
    ["a name without end", branched({ branches: [{ name: "x".repeat(41), changes: [change] }] })],
    ["a name that is no text", branched({ branches: [{ name: { toString: 1 }, changes: [change] }] })],
    ["a month to open at that is none", branched({ at: "soon" })],
    [
      "branches that together hold more changes than a life of clicks",
      branched({ branches: [1, 2].map(() => ({ changes: Array.from({ length: 120 }, () => change) })) }),
    ],
    ["a path out of the scenarios", with_({ scenario: "../../etc/passwd" })],
    ["a field that does not exist", with_({ admin: true })],
    ["a seed without end", with_({ seed: "x".repeat(41) })],
    ["a path out of policy", with_({ changes: [{ month: "2030-01", path: "__proto__.polluted", value: 1 }] })],
    ["a month that is none", with_({ changes: [{ month: "2030-13", path: "bloc.floor.enabled", value: true }] })],
    ["an object for a value", with_({ changes: [{ month: "2030-01", path: "bloc.floor.cap", value: { a: 1 } }] })],
    [
      "more changes than a life of clicks",
      with_({ changes: Array.from({ length: 201 }, () => ({ month: "2030-01", path: "bloc.floor.cap", value: 1 })) }),
    ],
  ];
  test.each(hostile)("%s", (_, hash) => {
    const reading = readLink(hash);
    expect(reading?.ok).toBe(false);
    if (reading !== null && !reading.ok) {
      expect(reading.message).toMatch(/^The link could not be read: .+\.$/);
      expect(reading.message.length).toBeLessThan(160);
    }
  });

  test("and leaves no mark on objects", () => {
    readLink(linkOf('{"v":1,"__proto__":{"polluted":1},"scenario":"a","seed":"7","changes":[]}'));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
