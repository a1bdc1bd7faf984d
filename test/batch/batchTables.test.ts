/** The table of a batch: a row for each history that ended, failed ones with their reason. */
import { expect, test } from "vitest";
import { meansByPoint, runsCsv } from "../../src/batch/batchTables";
import { makePlan } from "../../src/batch/plan";
import type { BatchAnswer } from "../../src/workers/batchJob";

const plan = makePlan([{ path: "bloc.floor.stages", values: [["oxide"], ["oxide", "metal"]] }], ["1", "2"]);
const outcomes = [{ name: "zonePrice.oxide", unit: "$/kg", meaning: "mean zone price" }];
const ok = (price: number): BatchAnswer => ({ status: "ok", values: [price], hash: "ab" });
const answers = [
  ok(60),
  { status: "failed", error: "Month 7 does not add up: 3 t, too many" } as const,
  undefined,
  ok(80),
];

test("a history whose books do not close keeps its row and says why, and one not played has none", () => {
  expect(runsCsv(plan, outcomes, answers).split("\n")).toEqual([
    "point,bloc.floor.stages,seed,zonePrice.oxide,hash,status,error",
    '0,"[""oxide""]",1,60,ab,ok,',
    '0,"[""oxide""]",2,,,failed,"Month 7 does not add up: 3 t, too many"',
    '1,"[""oxide"",""metal""]",2,80,ab,ok,',
    "",
  ]);
});

test("mean prices by policy leave out the histories that failed", () => {
  expect(meansByPoint(plan, outcomes, answers, ["zonePrice.oxide", "no.such"]).rows).toEqual([
    ["0", '["oxide"]', 60],
    ["1", '["oxide","metal"]', 80],
  ]);
});
