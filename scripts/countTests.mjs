/**
 * Counts what a run of vitest really did from its JSON report. A file that fails before its tests exist counts as one
 * failure, and so does a run that leaves no report, finds no test, or ends badly though every test passed.
 */

/**
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] } | null} report
 * @param {number} exitCode of the run
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(report, exitCode) {
  let passed = 0;
  let failed = 0;
  for (const file of report?.testResults ?? []) {
    const outcomes = file.assertionResults.map((test) => test.status);
    const failures = outcomes.filter((status) => status === "failed").length;
    passed += outcomes.filter((status) => status === "passed").length;
    failed += failures;
    if (file.status === "failed" && failures === 0) failed += 1;
  }
  const nothingRan = passed + failed === 0;
  if (failed === 0 && (exitCode !== 0 || nothingRan)) failed = 1;
  return { passed, failed };
}
