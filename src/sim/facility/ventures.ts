/** What a site's capital costs, and how new capacity is weighed with it: by project, and by region for the growth of sites. */
import type { Behaviour, Region } from "../scenario";
import { ventureOver, type Venture } from "./outlook";

/** Ventures that a scenario's projects and expansions are weighed by; none of it changes in a run. */
export interface Ventures {
  /** By site; null for facilities. */
  ofProject: (Venture | null)[];
  /** By region: growth of a site that runs full. */
  expansion: Venture[];
}

/**
 * Yearly real cost of capital in a region. A project that decides by present value asks the hurdle rate, more where the region's
 * own rate is high; one that weighs waiting asks the region's rate. A public loan makes the borrowed share cheaper.
 */
export function costOfCapital({ projects, finance }: Behaviour, region: Region, isSupported: boolean): number {
  const { decision, hurdleRealYearly, regionalRiskShare, debtShare, publicLoanRealYearly } = projects;
  const risk = regionalRiskShare * (region.realDiscountRate - finance.interestRealYearly);
  const asked = decision === "wait" ? region.realDiscountRate : hurdleRealYearly + risk;
  const saved = isSupported ? debtShare * Math.max(0, finance.interestRealYearly - publicLoanRealYearly) : 0;
  return Math.max(0.005, asked - saved);
}

/** The ventures of projects, given as region, whether they are deposits and whether they have public support; null for others. */
export function venturesOf(
  behaviour: Behaviour,
  regions: readonly Region[],
  sites: readonly ({ region: number; isDeposit: boolean; isSupported: boolean } | null)[],
): Ventures {
  const { constructionMonthsMine, constructionMonthsPlant } = behaviour.projects;
  const known = new Map<string, Venture>();
  const venture = (region: number, leadYears: number, isSupported: boolean): Venture => {
    const rate = costOfCapital(behaviour, regions[region]!, isSupported);
    const key = `${leadYears}/${rate}`;
    const made = known.get(key) ?? ventureOver(leadYears, behaviour, rate);
    known.set(key, made);
    return made;
  };
  return {
    ofProject: sites.map((site) =>
      site === null
        ? null
        : venture(
            site.region,
            (site.isDeposit ? constructionMonthsMine : constructionMonthsPlant) / 12,
            site.isSupported,
          ),
    ),
    expansion: regions.map((_, region) => venture(region, 1, false)),
  };
}
