/** One cleared market as a small picture: regions with their prices, lanes with what they carry and what is taken on it. */
import type { MarketAnswer, MarketFile, SolvedMarket } from "../../workers/proofApi";
import { dollars, figure } from "./figures";
import { placeLanes, placeMarket, WIDTH } from "./layout";
import type { Curve, PlacedRegion } from "./layout";

export function MarketPicture({ solved }: { solved: SolvedMarket }) {
  const { good, market, answer } = solved;
  const placed = placeMarket(market, answer);
  if (placed === null) return null;
  const at = new Map(placed.regions.map((region) => [region.name, region]));
  const curves = placeLanes(placed, answer);
  const most = Math.max(...answer.flows.map((flow) => flow.quantity), 0);
  return (
    <figure class="market-picture">
      {good !== null && <figcaption>{good[0]!.toUpperCase() + good.slice(1)}</figcaption>}
      <svg viewBox={`0 0 ${WIDTH} ${placed.height}`} role="img" aria-label={inWords(market, answer)}>
        {answer.flows.map((flow, k) => (
          <Lane
            key={k}
            from={at.get(flow.from)!}
            to={at.get(flow.to)!}
            flow={flow}
            lane={market.lanes[k]!}
            most={most}
            curve={curves[k]!}
          />
        ))}
        {placed.regions.map((region) => (
          <Region
            key={region.name}
            region={region}
            price={answer.prices[region.name]!}
            traded={answer.traded[region.name]!}
          />
        ))}
      </svg>
    </figure>
  );
}

function Region({ region, price, traded }: { region: PlacedRegion; price: number; traded: boolean }) {
  const { name, x, y, side } = region;
  const anchor = side === "middle" ? "middle" : side === "left" ? "end" : "start";
  const at = side === "middle" ? x : x + (side === "left" ? -11 : 11);
  const shift = side === "middle" ? 20 : 0;
  return (
    <g class={traded ? "pic-region" : "pic-region pic-idle"}>
      <circle cx={x} cy={y} r="4.5" />
      <text class="pic-name" x={at} y={y - 4 + shift} text-anchor={anchor}>
        {name.length > 12 ? `${name.slice(0, 11)}…` : name}
      </text>
      <text class="pic-price" x={at} y={y + 12 + shift} text-anchor={anchor}>
        {dollars(price)}
      </text>
    </g>
  );
}

interface LaneProps {
  from: PlacedRegion;
  to: PlacedRegion;
  flow: MarketAnswer["flows"][number];
  lane: MarketFile["lanes"][number];
  most: number;
  curve: Curve;
}

function Lane({ from, to, flow, lane, most, curve }: LaneProps) {
  const { cx, cy, label, head, angle } = curve;
  const used = flow.quantity > 1e-9;
  const taken = takenWords(flow, lane);
  return (
    <g class={used ? "pic-lane" : "pic-lane pic-unused"}>
      <path
        d={`M${from.x} ${from.y}Q${cx} ${cy} ${to.x} ${to.y}`}
        stroke-width={used ? 1.2 + (2.6 * flow.quantity) / most : 1}
      />
      {used && (
        <path class="pic-head" d="M-5-5 5 0-5 5z" transform={`translate(${head.x} ${head.y}) rotate(${angle})`} />
      )}
      {used && (
        <text class="pic-tonnes" x={label.x} y={label.y - 4} text-anchor="middle">
          {figure(Number(flow.quantity.toPrecision(4)))} t
        </text>
      )}
      {used && taken.tariff !== "" && (
        <text class="pic-tariff" x={label.x} y={label.y + 14} text-anchor="middle">
          {taken.tariff}
        </text>
      )}
      {used && taken.rent !== "" && (
        <text class="pic-rent" x={label.x} y={label.y + 14} text-anchor="middle">
          {taken.rent}
        </text>
      )}
      {!used && lane.minimumImportPrice !== null && (
        <text class="pic-none" x={label.x} y={label.y - 4} text-anchor="middle">
          nothing lands
        </text>
      )}
    </g>
  );
}

function takenWords(flow: LaneProps["flow"], lane: LaneProps["lane"]): { tariff: string; rent: string } {
  const sum = flow.duty + flow.topUp;
  const capped = lane.topUpCap !== null && flow.topUp >= lane.topUpCap - 1e-9;
  return {
    tariff: sum > 1e-9 ? `tariff ${dollars(sum)}${capped ? ", its cap" : ""}` : "",
    rent: flow.quotaRent > 1e-9 ? `full, rent ${dollars(flow.quotaRent)}` : "",
  };
}

/** The picture for those who do not see it. */
function inWords(market: MarketFile, answer: MarketAnswer): string {
  const prices = market.regions.map((name) => `${name} ${dollars(answer.prices[name]!)}`).join(", ");
  const flows = answer.flows
    .filter((flow) => flow.quantity > 1e-9)
    .map((flow) => `${figure(flow.quantity)} t from ${flow.from} to ${flow.to}`);
  return `Prices: ${prices}. ${flows.length === 0 ? "Nothing is carried." : `Carried: ${flows.join(", ")}.`}`;
}
