/** The count on the last line of `npm test`: it must never be rosier than what ran. */
import { expect, test } from "vitest";
import { countTests, type VitestReport } from "../../scripts/countTests.mjs";

function report(...files: [status: string, ...outcomes: string[]][]): VitestReport {
  return {
    testResults: files.map(([status, ...outcomes]) => ({
      status,
      assertionResults: outcomes.map((each) => ({ status: each })),
    })),
  };
}

test("each claim about a market that was tried counts once, and one left out counts nowhere", () => {
  expect(countTests(report(["passed", "passed", "passed", "skipped"], ["passed", "passed"]), 0)).toEqual({
    passed: 3,
    failed: 0,
  });
});

test("a refuted claim counts as failed beside those that held", () => {
  expect(countTests(report(["failed", "passed", "failed"]), 1)).toEqual({ passed: 1, failed: 1 });
});

test("a file of claims that cannot even be read counts as one failure", () => {
  expect(countTests(report(["failed"], ["passed", "passed"]), 1)).toEqual({ passed: 1, failed: 1 });
});

test("a laboratory that tried nothing has not passed", () => {
  expect(countTests(report(), 0)).toEqual({ passed: 0, failed: 1 });
  expect(countTests(null, 1)).toEqual({ passed: 0, failed: 1 });
});

test("a run that ends badly though every claim held counts one failure", () => {
  expect(countTests(report(["passed", "passed"]), 1)).toEqual({ passed: 1, failed: 1 });
});
