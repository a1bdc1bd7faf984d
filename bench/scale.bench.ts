/**
 * Generated worlds from 100 to 100,000 facilities: what a month costs for each facility, and how far that is from the
 * cheapest; what generating, checking and opening take; how large the state is; all in processor time. Once with regions growing with the world,
 * once with as many regions throughout, where each market has a fixed part that small worlds pay for alone. FACILITIES
 * names the sizes to play (all by default), such as 100,1000.
 */
import { generateScenario, generatedText } from "../src/scenario/generate";
import { loadScenario } from "../src/scenario/load";
import { hashWorld, openWorld, stepMonth } from "../src/sim";

interface Size {
  facilities: number;
  regions: number;
  /** Months that are timed together, after as many that are not; and how many times that is done, the least of which counts. */
  months: number;
  rounds: number;
}

const SIZES: Size[] = [
  { facilities: 100, regions: 6, months: 48, rounds: 4 },
  { facilities: 1_000, regions: 12, months: 24, rounds: 4 },
  { facilities: 10_000, regions: 31, months: 6, rounds: 4 },
  { facilities: 100_000, regions: 60, months: 2, rounds: 3 },
];
const MOST_REGIONS = 60;
/** Cost of a facility-month over the cheapest one: the least that will do, what is wanted, what would be best. */
const TARGETS = { ship: 3, aim: 2, moon: 1.3 };

interface Row extends Size {
  sites: number;
  generateSeconds: number;
  megabytes: number;
  checkSeconds: number;
  openSeconds: number;
  microsecondsPerFacilityMonth: number;
  stateBytesPerFacility: number;
}

const asked = (process.env["FACILITIES"] ?? "")
  .split(",")
  .filter((word) => word !== "")
  .map(Number);
const sizes = asked.length === 0 ? SIZES : SIZES.filter(({ facilities }) => asked.includes(facilities));

// The first worlds would pay for the compiler.
measure({ facilities: 300, regions: 12, months: 60, rounds: 3 });
measure({ facilities: 2_000, regions: 31, months: 24, rounds: 3 });
const measured = new Map<string, Row>();
console.log("\nregions growing with the world");
const growing = sizes.map(measuredOnce);
printTable(growing);
printVerdict(growing);
console.log(
  `\n${MOST_REGIONS} regions throughout: ${MOST_REGIONS * (MOST_REGIONS - 1)} lanes a good whatever the size`,
);
printTable(sizes.map((size) => measuredOnce({ ...size, regions: MOST_REGIONS })));

function measuredOnce(size: Size): Row {
  const key = `${size.facilities} ${size.regions}`;
  const row = measured.get(key) ?? measure(size);
  measured.set(key, row);
  return row;
}

function measure(size: Size): Row {
  const { facilities, regions, months, rounds } = size;
  const [text, generateSeconds] = timed(() => generatedText(generateScenario({ facilities, regions, seed: "1" })));
  const [scenario, checkSeconds] = timed(() => loadScenario("generated", text));
  const [world, openSeconds] = timed(() => openWorld(scenario, "1"));
  const play = (): void => {
    for (let month = 0; month < months; month++) stepMonth(world);
  };
  play();
  let playSeconds = Infinity;
  for (let round = 0; round < rounds; round++) playSeconds = Math.min(playSeconds, timed(play)[1]);
  if (hashWorld(world).length !== 32) throw new Error("a hash has 32 digits");
  return {
    ...size,
    sites: world.setting.sites.count,
    generateSeconds,
    megabytes: text.length / 1024 / 1024,
    checkSeconds,
    openSeconds,
    microsecondsPerFacilityMonth: (1e6 * playSeconds) / months / facilities,
    stateBytesPerFacility: stateBytes(world.state) / facilities,
  };
}

/** Bytes of all numbers and texts that a value holds: typed arrays in full, others as 8 bytes. */
function stateBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  return Object.values(value).reduce((sum: number, part) => sum + stateBytes(part), 0);
}

function printTable(rows: Row[]): void {
  const cheapest = Math.min(...rows.map((row) => row.microsecondsPerFacilityMonth));
  const table = [
    [
      "facilities",
      "regions",
      "generate s",
      "MB",
      "check s",
      "open s",
      "µs a fac.-month",
      "over cheapest",
      "state B a fac.",
    ],
    ...rows.map((row) => [
      String(row.facilities),
      String(row.regions),
      row.generateSeconds.toFixed(2),
      row.megabytes.toFixed(1),
      row.checkSeconds.toFixed(2),
      row.openSeconds.toFixed(2),
      row.microsecondsPerFacilityMonth.toFixed(2),
      `${(row.microsecondsPerFacilityMonth / cheapest).toFixed(2)} ×`,
      row.stateBytesPerFacility.toFixed(0),
    ]),
  ];
  const widths = table[0]!.map((_, c) => Math.max(...table.map((row) => row[c]!.length)));
  for (const row of table) console.log(row.map((cell, c) => cell.padStart(widths[c]!)).join("  "));
}

function printVerdict(rows: Row[]): void {
  const costs = rows.map((row) => row.microsecondsPerFacilityMonth);
  const worst = Math.max(...costs) / Math.min(...costs);
  const reached =
    worst <= TARGETS.moon ? "moon" : worst <= TARGETS.aim ? "aim" : worst <= TARGETS.ship ? "ship" : "none";
  console.log(
    `dearest over cheapest ${worst.toFixed(2)} × (ship ${TARGETS.ship}, aim ${TARGETS.aim}, moon ${TARGETS.moon}): ${reached}`,
  );
}

/** Seconds of processor time, which other programs on the machine do not lengthen as they do the clock's. */
function timed<T>(work: () => T): [value: T, seconds: number] {
  const began = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(began);
  return [value, (user + system) / 1e6];
}
