/** Names the tests that passed only when tried again, so that one which fails now and then does not stay unseen. */
import type { Reporter, TestCase } from "vitest/node";

export default class RetriedReporter implements Reporter {
  private readonly retried: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky === true) this.retried.push(`${test.module.moduleId}: ${test.fullName}`);
  }

  onTestRunEnd(): void {
    for (const name of this.retried) console.log(`passed only when tried again: ${name}`);
  }
}
