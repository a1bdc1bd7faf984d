/** What chance does to demand: a part common to all the world and one of each sector, in swings that go on for months. */
import { autoregressiveFactors, normalPath } from "./maths/luck";
import type { Behaviour, Buyer } from "./scenario";

/** Demand factor by buyer and month; buyers of one sector share theirs, wherever they are. None in a burn-in. */
export function drawDemand(
  rules: Behaviour["luck"],
  seed: string,
  months: number,
  buyers: readonly Buyer[],
  burnIn: boolean,
): Float64Array[] {
  const factors = (entity: string, persistence: number, shock: number): Float64Array =>
    autoregressiveFactors(
      normalPath(seed, entity, "demand", months),
      persistence,
      burnIn ? 0 : shock,
      rules.demandMomentum,
    );
  const common = factors("world", rules.demandAr, rules.demandShockMonthly);
  if (rules.sectorShockMonthly === 0) return buyers.map(() => common);
  const known = new Map<string, Float64Array>();
  return buyers.map(({ sector }) => {
    const path =
      known.get(sector) ??
      factors(`sector ${sector}`, rules.sectorAr, rules.sectorShockMonthly).map((own, t) => own * common[t]!);
    known.set(sector, path);
    return path;
  });
}
