/** Trade of a generated world: freight by distance, duties, and what leaving the exporter costs. */

import { GOODS } from "./chain";
import { distanceMegametres } from "./layout";
import type { RawDuty, RawLane, RawRegion, RawScenario } from "./raw";
import { drawsOf, rounded } from "./request";

/** A lane each way between any two regions: what a port costs and a share for the way. */
export function layLanes(regions: readonly RawRegion[]): RawLane[] {
  return regions.flatMap((from) =>
    regions
      .filter((to) => to !== from)
      .map((to) => {
        const way = distanceMegametres(from, to);
        const freight = GOODS.map((good) => [good.id, rounded(good.freightPort + good.freightMegametre * way, 3)]);
        return { from: from.id, to: to.id, freightUsdPerKg: Object.fromEntries(freight) as Record<string, number> };
      }),
  );
}

/** A duty on anything in each region, one on magnets, and in some regions of the bloc one on the exporter's magnets. */
export function setDuties(seed: string, regions: readonly RawRegion[]): RawDuty[] {
  const exporter = regions[0]!.id;
  return regions.flatMap((region) => {
    const { uniform } = drawsOf(seed, `${region.id}-duties`, 3, 0);
    const duty = (good: string | null, origin: string | null, adValoremShare: number): RawDuty => ({
      region: region.id,
      good,
      origin,
      inForceFrom: "2025-01",
      adValoremShare,
    });
    const duties = [duty(null, null, 0), duty("magnet", null, rounded(0.05 * uniform[0]!, 2))];
    if (region.group === "partner" && uniform[1]! < 0.4) {
      duties.push(duty("magnet", exporter, rounded(0.05 + 0.15 * uniform[2]!, 2)));
    }
    return duties;
  });
}

/** The exporter does not refund tax on what leaves unfinished. */
export function exportTaxes(exporter: string): NonNullable<RawScenario["exportTaxes"]> {
  return GOODS.filter((good) => good.id !== "magnet").map((good) => ({
    region: exporter,
    good: good.id,
    rateShare: 0.1,
  }));
}
