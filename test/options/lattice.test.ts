/** The solvers against a lattice that shares nothing with them. */
import { expect, test } from "vitest";
import { solveMine, type MineProblem } from "../../src/sim/options";
import { endlessByLattice, finiteByLattice, type LatticeAnswer } from "./lattice";
import { copperMine, oxideMine, returningPrice } from "./problems";

/** Triggers within a step of the lattice, values within a thousandth. */
function expectAgreement(problem: MineProblem, lattice: LatticeAnswer): void {
  const solution = solveMine(problem);
  for (const act of ["open", "close", "abandon"] as const) {
    const [found, expected] = [solution[act] ?? 0, lattice[act] ?? 0];
    expect(Math.abs(found - expected), `${act} ${found} ${expected}`).toBeLessThanOrEqual(lattice.step * expected);
  }
  for (const price of [0.9 * problem.cost, 1.5 * problem.cost]) {
    const value = solution.valueAt(price);
    expect(Math.abs(value.open / lattice.valueOpen(price) - 1)).toBeLessThan(1e-3);
    expect(Math.abs(value.mothballed / lattice.valueMothballed(price) - 1)).toBeLessThan(1e-3);
  }
}

test.each<[string, MineProblem]>([
  ["with care", oxideMine()],
  ["whose price returns to its mean", oxideMine({ reversion: returningPrice })],
  ["with a floor under its cost", oxideMine({ support: { kind: "floor", price: 30, belief: 1, hazardYearly: 0 } })],
  ["that half believes a floor", oxideMine({ support: { kind: "floor", price: 45, belief: 0.5, hazardYearly: 0 } })],
  ["that pays royalty and taxes", oxideMine({ incomeTax: 0.3, royalty: 0.05, propertyTax: 0.01 })],
])("a mine %s has a lattice's triggers to its step of 1.5%, and its values to a thousandth", (_, problem) => {
  expectAgreement(problem, endlessByLattice(problem, 0.0025));
});

test("the copper mine has a lattice's triggers to its step of 4%, and its values to a thousandth", () => {
  expectAgreement(copperMine(), finiteByLattice(copperMine(), 0.02));
});
