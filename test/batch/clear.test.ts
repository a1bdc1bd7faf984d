/** `clear`, as a script would use it: one market from a file or a pipe. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, lodestone } from "./lodestone";

/** 100 t offered at 10, 60 t bid for at 90 abroad, 5 a kilogram away. */
const market = {
  regions: ["mine", "smelter"],
  offers: [{ region: "mine", quantity: 100, price: 10 }],
  bids: [{ region: "smelter", quantity: 60, price: 90 }],
  lanes: [{ from: "mine", to: "smelter", freight: 5, adValorem: 0.2 }],
};

interface Answer {
  prices: Record<string, number>;
  sold: number[];
  flows: { quantity: number; duty: number }[];
  certificate: { worst: number };
}

describe("one market of a mineral", () => {
  test("in surplus clears at the mine's cost, and abroad at that with freight and duty", async () => {
    const file = join(emptyFolder(), "market.json");
    writeFileSync(file, JSON.stringify(market));
    const { code, stdout } = await lodestone(["clear", file]);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as Answer;
    expect(answer.prices["mine"]).toBeCloseTo(10, 9);
    expect(answer.prices["smelter"]).toBeCloseTo(18, 9);
    expect(answer.sold[0]).toBeCloseTo(60, 9);
    expect(answer.flows[0]!.duty).toBeCloseTo(3, 9);
    expect(answer.certificate.worst).toBeLessThan(1e-9);
  });

  test("can come through a pipe and be read by a person", async () => {
    const { code, stdout } = await lodestone(["clear", "--format", "text", "-"], (child) => {
      child.stdin?.end(JSON.stringify(market));
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^smelter +18(\.00)? +yes$/m);
    expect(stdout).toMatch(/^mine +smelter +60(\.00)? /m);
  });

  test("with a region that nobody knows is refused with its field and value", async () => {
    const { code, stdout, stderr } = await lodestone(["clear", "-"], (child) => {
      child.stdin?.end(JSON.stringify({ ...market, offers: [{ region: "mines", quantity: 1, price: 1 }] }));
    });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/^standard input: offers\[0\]\.region: found "mines"/);
  });
});
