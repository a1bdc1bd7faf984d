export interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}
/** Passed and failed of one run; null stands for a report that is missing. */
export function countTests(report: VitestReport | null, exitCode: number): { passed: number; failed: number };
