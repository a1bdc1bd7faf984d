/** Every site that exists in a month: what the glyphs and the why cards show. A site's name leads to it on the map. */
import { BUYER_FIGURES } from "../../workers/frame";
import { siteFigure, siteStatus } from "../map/siteState";
import { usePage } from "../page";
import { tableOpen } from "../route";
import { percent, plain, price, tonnes } from "../text/format";
import { KIND_WORDS, STATUS_WORDS } from "../text/words";
import type { MonthFacts } from "./tableView";

const BUYER_WIDTH = BUYER_FIGURES.length;
const USE = BUYER_FIGURES.indexOf("useTonnes");
const WANTED = BUYER_FIGURES.indexOf("wantedTonnes");

/** Bloc first, then the exporter, then the rest; in each the order of the scenario. */
export function SitesTable({ facts: { world, now } }: { facts: MonthFacts }) {
  const page = usePage();
  const sideOf = (site: number): number => {
    const { region } = world.sites[site]!;
    return now.members[region] === 1 ? 0 : world.regions[region]!.id === world.exporterRegion ? 1 : 2;
  };
  const there = world.sites
    .map((_, site) => site)
    .filter((site) => siteStatus(now, site) !== "prospect")
    .sort((a, b) => sideOf(a) - sideOf(b) || a - b);
  const show = (site: number): void => {
    tableOpen.value = false;
    page.chooseSite(site);
  };
  return (
    <table>
      <caption>{there.length} sites, the bloc's first. Prices are dollars a kilogram.</caption>
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col">Kind</th>
          <th scope="col">Where</th>
          <th scope="col">State</th>
          <th scope="col" class="num">
            Makes
          </th>
          <th scope="col" class="num">
            Used
          </th>
          <th scope="col" class="num">
            Reckons with
          </th>
          <th scope="col" class="num">
            Shuts below
          </th>
          <th scope="col" class="num">
            Opens above
          </th>
        </tr>
      </thead>
      <tbody>
        {there.map((site) => {
          const one = world.sites[site]!;
          return (
            <tr key={one.id}>
              <th scope="row">
                <button class="link" onClick={() => show(site)}>
                  {one.name}
                </button>
              </th>
              <td>{KIND_WORDS[one.kind] ?? one.kind}</td>
              <td>{world.regions[one.region]!.name}</td>
              <td>{STATUS_WORDS[siteStatus(now, site)]}</td>
              <td class="num">{tonnes(siteFigure(now, site, "outputTonnes") || 0)}</td>
              <td class="num">{percentOrDash(siteFigure(now, site, "utilisation"))}</td>
              <td class="num">{priceOrDash(siteFigure(now, site, "priceUsdPerKg"))}</td>
              <td class="num">{priceOrDash(siteFigure(now, site, "closesBelowUsdPerKg"))}</td>
              <td class="num">{priceOrDash(siteFigure(now, site, "opensAboveUsdPerKg"))}</td>
            </tr>
          );
        })}
        {world.regions.map((region, index) => {
          const buyers = world.buyers
            .map((_, buyer) => buyer)
            .filter((buyer) => world.buyers[buyer]!.region === region.id);
          if (buyers.length === 0) return null;
          const sum = (column: number): number =>
            buyers.reduce((total, buyer) => total + (now.buyers[buyer * BUYER_WIDTH + column] || 0), 0);
          return (
            <tr key={region.id}>
              <th scope="row">Buyers in {region.name}</th>
              <td>{KIND_WORDS["buyer"]}</td>
              <td>{world.regions[index]!.name}</td>
              <td>
                {sum(WANTED) > 0 && sum(USE) < 0.98 * sum(WANTED)
                  ? `short by ${plain(100 * (1 - sum(USE) / sum(WANTED)))}%`
                  : "supplied"}
              </td>
              <td class="num">uses {tonnes(sum(USE))}</td>
              <td />
              <td />
              <td />
              <td />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const NONE = "–";

function priceOrDash(value: number): string {
  return value > 0 ? price(value) : NONE;
}

function percentOrDash(value: number): string {
  return Number.isFinite(value) ? percent(value) : NONE;
}
