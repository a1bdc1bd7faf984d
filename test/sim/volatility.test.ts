/** How much prices swing over twenty years. In the data monthly log changes of oxide have a spread of 0.085. */
import { expect, test } from "vitest";
import { played, flagship, mean } from "./support/play";

test("oxide swings by 3% to 15% a month, as measured by the spread of log changes where it trades", () => {
  const spreads = ["1", "2", "3"].flatMap((seed) => spreadsOfOxide(seed));
  expect(spreads.length).toBeGreaterThan(20);
  expect(mean(spreads)).toBeGreaterThan(0.03);
  expect(mean(spreads)).toBeLessThan(0.15);
}, 120_000);

/** Standard deviation of monthly log changes of traded oxide prices, by region that trades in half of the months or more. */
function spreadsOfOxide(seed: string): number[] {
  const rows: number[][] = [];
  const { setting } = played(flagship(), flagship().months, seed, ({ state, setting }) => {
    const from = setting.goodIds.indexOf("oxide") * setting.regionIds.length;
    rows.push(
      setting.regionIds.map((_, r) => (state.trade.traded[from + r] ? state.trade.priceUsdPerKg[from + r]! : NaN)),
    );
  });
  return setting.regionIds.flatMap((_, r) => {
    const changes = rows.slice(1).map((row, t) => Math.log(row[r]! / rows[t]![r]!));
    const known = changes.filter(Number.isFinite);
    if (known.length < rows.length / 2) return [];
    const centre = mean(known);
    return [Math.sqrt(mean(known.map((x) => (x - centre) * (x - centre))))];
  });
}
