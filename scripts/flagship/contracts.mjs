// Contracts for difference in force when the run begins: the deal of July 2025 between the United States and MP Materials.

import { note, num, readTable } from "./tables.mjs";

export function buildContracts() {
  const deal = readTable("policy-events.csv").find(
    (row) => row.date === "2025-07-10" && row.event.startsWith("Price floor"),
  );
  const source = `policy-events.csv, 10 July 2025: ${deal.event}. ${deal.source}`;
  return [
    {
      id: "us-mp-2025",
      facility: "mp-sx",
      good: "oxide",
      strikeUsdPerKg: num(deal.quantity),
      from: "2025-10",
      to: "2035-09",
      indexed: false,
      upsideShare: 0.3,
      payer: "USA",
      sources: {
        strikeUsdPerKg: note(source, deal.confidence),
        to: note(source, deal.confidence),
        indexed: note("the floor is a figure in dollars without an index, as far as is published", "medium"),
        upsideShare: note(`${source}; here from the first month, since full output has no month`, "medium", 0, 0.3),
        good: note("paid on oxide as it is made: the deal covers tonnes sold and tonnes stockpiled", "medium"),
      },
    },
  ];
}
