/** What crossed borders in a month: every arc of the map, the largest first. */
import { FLOW_FIGURES, FLOW_KINDS } from "../../workers/frame";
import { price, tonnes } from "../text/format";
import type { MonthFacts } from "./tableView";

const WIDTH = FLOW_FIGURES.length;
const COLUMN = Object.fromEntries(FLOW_FIGURES.map((name, index) => [name, index])) as Record<
  (typeof FLOW_FIGURES)[number],
  number
>;
const MOST_ROWS = 400;
const KIND_WORDS: Partial<Record<string, string>> = {
  belowCost: "below cost",
  illicit: "relabelled",
};

export function TradeTable({ facts: { world, now } }: { facts: MonthFacts }) {
  const rows: number[] = [];
  for (let row = 0; row < now.flows.length; row += WIDTH) if (now.flows[row + COLUMN.tonnes]! > 0) rows.push(row);
  const figure = (row: number, name: keyof typeof COLUMN): number => now.flows[row + COLUMN[name]]!;
  rows.sort((a, b) => figure(b, "tonnes") - figure(a, "tonnes") || a - b);
  const shown = rows.slice(0, MOST_ROWS);
  if (rows.length === 0) return <p class="serif empty">Nothing crosses a border this month.</p>;
  return (
    <table>
      <caption>
        {rows.length} flows between regions, the largest first
        {shown.length < rows.length ? `; ${shown.length} are shown` : ""}. Tonnes a month.
      </caption>
      <thead>
        <tr>
          <th scope="col">Good</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col" class="num">
            Tonnes
          </th>
          <th scope="col">Kind</th>
          <th scope="col" class="num">
            Tariff, $ a kg
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => {
          const kind: string = FLOW_KINDS[figure(row, "kind")] ?? "ordinary";
          const tariff = figure(row, "topUpUsdPerKg");
          return (
            <tr key={row}>
              <td>{world.goods[figure(row, "good")]?.name}</td>
              <td>{world.regions[figure(row, "from")]?.name}</td>
              <td>{world.regions[figure(row, "to")]?.name}</td>
              <td class="num">{tonnes(figure(row, "tonnes"))}</td>
              <td>{KIND_WORDS[kind] ?? kind}</td>
              <td class="num">{tariff > 0 ? price(tariff) : "none"}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
