import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deflateSync, strToU8 } from "fflate";
import { LONGEST_LINK, readLink, writeLink } from "../../src/viz/link";
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
const choice: fc.Arbitrary<RunChoice> = fc.record({
  scenario: fc.constantFrom("rare-earths-2026", "lithium-2020"),
  seed: fc.string({ minLength: 1, maxLength: 40 }),
  changes: fc.array(change, { maxLength: 40 }),
});

/** A link of the right outer form around any text. */
function linkOf(text: string): string {
  const base64 = btoa(String.fromCharCode(...deflateSync(strToU8(text))));
  return `#r=${base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
}

test("a run comes out of its link as it went in", () => {
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

test("no link at all is not a broken link", () => {
  expect(readLink("")).toBeNull();
  expect(readLink("#")).toBeNull();
});

describe("a hostile link is refused with one plain sentence", () => {
  const honest = { v: 1, scenario: "rare-earths-2026", seed: "7", changes: [] as unknown[] };
  const with_ = (over: object): string => linkOf(JSON.stringify({ ...honest, ...over }));
  const hostile: [string, string][] = [
    ["letters that no link has", "#r=<script>alert(1)</script>"],
    ["something else", "#javascript:alert(1)"],
    ["cut off", `#${writeLink({ scenario: "rare-earths-2026", seed: "7", changes: [] }).slice(0, 12)}`],
    ["longer than any run", `#r=${"A".repeat(LONGEST_LINK + 1)}`],
    ["small but unpacking to a flood", linkOf(`{"v":1,"seed":"${"7".repeat(5_000_000)}"}`)],
    ["not JSON", linkOf("floor!")],
    ["a later version", with_({ v: 2 })],
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
