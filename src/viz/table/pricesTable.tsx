/** Prices and quantities by stage in one month: all that the strips draw, and the six figures of the scoreboard's world. */
import type { StageFigures } from "../../sim/snapshot";
import { stages } from "../state";
import { money, NOTHING, percent, plain, price, tonnes } from "../text/format";
import { stageTitle } from "../text/words";
import type { MonthFacts } from "./tableView";

const ROWS: readonly { name: string; figure: keyof StageFigures; show: (value: number) => string; compare?: true }[] = [
  { name: "Price in the bloc", figure: "zonePriceUsdPerKg", show: price, compare: true },
  { name: "Price outside", figure: "outsidePriceUsdPerKg", show: price, compare: true },
  { name: "Exporter's home price", figure: "exporterPriceUsdPerKg", show: price },
  { name: "Imports land at", figure: "landedUsdPerKg", show: price },
  { name: "Floor", figure: "referenceUsdPerKg", show: (value) => (value > 0 ? price(value) : "none") },
  { name: "Tariff", figure: "topUpUsdPerKg", show: (value) => (value > 0 ? price(value) : "none") },
  { name: "Bloc imports", figure: "zoneImportsTonnes", show: tonnes },
  { name: "Bloc makes", figure: "zoneSupplyTonnes", show: tonnes },
  { name: "Bloc uses", figure: "zoneUseTonnes", show: tonnes },
  { name: "World makes", figure: "worldOutputTonnes", show: tonnes },
  { name: "Exporter's share", figure: "exporterShare", show: percent },
];

export function PricesTable({ facts: { now, ghost } }: { facts: MonthFacts }) {
  return (
    <>
      <table>
        <caption>Dollars a kilogram; tonnes a month</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {stages.value.map((stage) => (
              <th key={stage.id} scope="col" class="num">
                {stageTitle(stage.id, stage.name).title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.flatMap((row) => [
            <Row key={row.figure} name={row.name} values={now.stages.map((stage) => row.show(stage[row.figure]))} />,
            row.compare === true && ghost !== null && (
              <Row
                key={`${row.figure} ghost`}
                name={`${row.name}, without the change`}
                values={ghost.stages.map((stage) => row.show(stage[row.figure]))}
              />
            ),
          ])}
        </tbody>
      </table>
      <table>
        <caption>The world</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" class="num">
              Now
            </th>
            {ghost !== null && (
              <th scope="col" class="num">
                Without the change
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {WORLD_ROWS.map(({ name, show }) => (
            <Row
              key={name}
              name={name}
              values={[now, ...(ghost === null ? [] : [ghost])].map((one) => show(one.world))}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

const WORLD_ROWS: readonly { name: string; show: (world: MonthFacts["now"]["world"]) => string }[] = [
  { name: "Bloc sites running", show: (world) => `${plain(world.blocSitesRunning)} of ${plain(world.blocSitesEver)}` },
  { name: "Buyers pay, a year", show: (world) => money(world.buyersPay12mKiloUsd) },
  { name: "Tariff income, a year", show: (world) => money(world.topUpRevenue12mKiloUsd) },
  { name: "Factories stopped, of demand", show: (world) => percent(world.factoriesStoppedShare) },
  {
    name: "Exporter's war chest",
    show: (world) => (Number.isFinite(world.warChestKiloUsd) ? money(world.warChestKiloUsd) : NOTHING),
  },
];

function Row({ name, values }: { name: string; values: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {values.map((value, index) => (
        <td key={index} class="num">
          {value}
        </td>
      ))}
    </tr>
  );
}
