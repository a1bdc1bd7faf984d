/**
 * The exporter's licences. They are granted to firms, by chance and for months: who has none cannot buy the exporter's tonnes, and
 * a part of its need is tied to suppliers it has approved, until it has approved others. The pool stays one for all firms of a
 * region: lanes from the exporter carry no more than licensed firms order, and what came that way is shared among them alone.
 */
import { monthIndex } from "../calendar";
import type { Desk } from "../desk";
import { record } from "../events";
import { Digest } from "../maths/digest";
import { luckKey, luckWord, monthKey, type LuckKey } from "../maths/bulkLuck";
import { areLicencesAsked, needsLicence } from "../policy/licensed";
import type { World } from "../state";

const WORDS = 4294967296;

/** Numbers by which buyers' firms and plants draw their licences, from their ids. */
export interface LicenceLuck {
  key: LuckKey;
  buyer: Int32Array;
  site: Int32Array;
}

export function licenceLuck(seed: string, buyerIds: readonly string[], siteIds: readonly string[]): LicenceLuck {
  return {
    key: luckKey(seed, "licence"),
    buyer: Int32Array.from(buyerIds, numberOf),
    site: Int32Array.from(siteIds, numberOf),
  };
}

function numberOf(id: string): number {
  const digest = new Digest();
  digest.text(id);
  return Number(`0x${digest.hex().slice(0, 8)}`) | 0;
}

/** Phase 3, the licences' part: announces and ends them, frightens those they are aimed at, and draws who is granted one. */
export function runLicences(world: World): void {
  const { setting, state } = world;
  const { goods, from, to, lastsMonths } = state.exporterPolicy.licences;
  const { startMonth } = setting.scenario;
  const { exporter, month } = state;
  const isAsked =
    goods.length > 0 &&
    !setting.isBurnIn &&
    (from === null || month >= monthIndex(startMonth, from)) &&
    (to === null || month < monthIndex(startMonth, to));
  if (!isAsked) {
    if (exporter.licencesSince === -1) return;
    tell(world, "ended", { monthsInForce: month - exporter.licencesSince });
    exporter.licencesSince = -1;
    state.firms.refusedMonths.fill(0);
    return;
  }
  const isNew = exporter.licencesSince === -1;
  if (isNew) exporter.licencesSince = month;
  const age = month - exporter.licencesSince;
  const drawn = drawLicences(world, Math.floor(age / lastsMonths));
  if (isNew) frighten(world);
  if (age % lastsMonths === 0 && (isNew || lastsMonths > 1)) tell(world, isNew ? "asked" : "renewed", drawn);
}

/** Licences of a period for every firm that needs one; counts those and the granted ones. */
function drawLicences(world: World, period: number): { firms: number; licensedFirms: number } {
  const { setting, state } = world;
  const { perBuyer, isLicensed } = setting.firms;
  const { grantShare } = state.exporterPolicy.licences;
  const { refusedMonths } = state.firms;
  const key = monthKey(setting.licenceLuck.key, period);
  const granted = grantShare * WORDS;
  let firms = 0;
  let licensedFirms = 0;
  for (let b = 0; b < setting.buyers.length; b++) {
    const isNeeded = needsLicence(world, setting.buyerGood[b]!, setting.buyerRegion[b]!);
    for (let k = 0; k < perBuyer; k++) {
      const f = b * perBuyer + k;
      const has = !isNeeded || luckWord(key, (setting.licenceLuck.buyer[b]! + k) | 0) >>> 0 < granted;
      isLicensed[f] = has ? 1 : 0;
      refusedMonths[f] = has ? 0 : Math.min(255, refusedMonths[f]! + 1);
      if (!isNeeded) continue;
      firms++;
      if (has) licensedFirms++;
    }
  }
  return { firms, licensedFirms };
}

function isPlantLicensed(world: World, site: number, period: number): boolean {
  const { key, site: numbers } = world.setting.licenceLuck;
  const { grantShare } = world.state.exporterPolicy.licences;
  return luckWord(monthKey(key, period), numbers[site]!) >>> 0 < grantShare * WORDS;
}

/** An announcement is public: buyers who will need a licence want more cover from then on. */
function frighten(world: World): void {
  const { setting, state } = world;
  const { fearStep } = setting.scenario.behaviour.buyers;
  const { fear } = state.buyers;
  for (let b = 0; b < fear.length; b++) {
    if (needsLicence(world, setting.buyerGood[b]!, setting.buyerRegion[b]!)) fear[b] = Math.min(1, fear[b]! + fearStep);
  }
}

function tell(world: World, reason: "asked" | "renewed" | "ended", figures: Record<string, number>): void {
  const { setting, state } = world;
  const { goods, grantShare, lastsMonths } = state.exporterPolicy.licences;
  const ids = goods.length > 0 ? goods : setting.scenario.exporter.licences.goods;
  const names = setting.scenario.goods.filter((good) => ids.includes(good.id)).map((good) => good.name.toLowerCase());
  record(world, {
    kind: "licence",
    reason,
    entity: "Export licences",
    entityId: "licences",
    region: setting.regionIds[setting.exporter]!,
    good: ids.length === 1 ? ids[0]! : null,
    inBloc: false,
    figures: { ...figures, grantShare, lastsMonths },
    names: { goods: names.join(", ") },
  });
}

/**
 * Phase 5, before the bids of good `g`: what firms without a licence can still order, and what lanes may carry to those who need
 * one: from the exporter the licensed orders, from elsewhere what is made there, so that a licence is not dodged on the way.
 */
export function limitToLicences(world: World, g: number, desk: Desk): void {
  const { setting, state } = world;
  if (!areLicencesAsked(world) || !state.exporterPolicy.licences.goods.includes(setting.goodIds[g]!)) return;
  const market = setting.markets[g]!;
  const { count, from, to } = setting.lanes[g]!;
  const { licensedOrderTonnes } = desk;
  licensedOrderTonnes.fill(0);
  const period = Math.floor((state.month - state.exporter.licencesSince) / state.exporterPolicy.licences.lastsMonths);
  for (const { region, crowds } of setting.counters[g]!) {
    if (!needsLicence(world, g, region)) continue;
    for (const c of crowds)
      for (const b of setting.crowds[c]!.buyers)
        licensedOrderTonnes[region] = licensedOrderTonnes[region]! + limitBuyer(world, b);
  }
  for (const i of setting.sites.byGood[g]!.users) {
    const region = setting.sites.region[i]!;
    if (needsLicence(world, g, region) && isPlantLicensed(world, i, period))
      licensedOrderTonnes[region] = licensedOrderTonnes[region]! + state.outcome.orderTonnes[i]!;
  }
  for (let l = 0; l < count; l++) {
    if (!needsLicence(world, g, to[l]!)) continue;
    const most = from[l] === setting.exporter ? licensedOrderTonnes[to[l]!]! : desk.offeredTonnes[from[l]!]!;
    if (most < market.quota[l]!) market.quota[l] = most;
  }
}

/** Lowers a buyer's order in the pool to what its firms can still place; gives the part of licensed ones, t. */
function limitBuyer(world: World, b: number): number {
  const { setting, state } = world;
  const { perBuyer, orderTonnes, poolOrderTonnes, isLicensed } = setting.firms;
  const { qualifiedShare, qualifyMonths } = setting.scenario.behaviour.buyers;
  const { buyerOrderTonnes, qualifiedBoughtTonnes } = state.outcome;
  const whole = buyerOrderTonnes[b]! + qualifiedBoughtTonnes[b]!;
  const pooled = whole > 0 ? buyerOrderTonnes[b]! / whole : 0;
  let licensed = 0;
  let free = 0;
  for (let f = b * perBuyer; f < (b + 1) * perBuyer; f++) {
    const order = pooled * orderTonnes[f]!;
    if (isLicensed[f] === 1) {
      poolOrderTonnes[f] = order;
      licensed += order;
    } else {
      // Only what does not hang on approved suppliers can turn to others at once.
      poolOrderTonnes[f] = state.firms.refusedMonths[f]! <= qualifyMonths ? (1 - qualifiedShare) * order : order;
      free += poolOrderTonnes[f]!;
    }
  }
  buyerOrderTonnes[b] = licensed + free;
  return licensed;
}

/**
 * Shares what the buyers of a good and region have bought in the pool: each firm by its order there, but firms without a licence
 * together no more than what did not come from the exporter. Adds to the stocks of firms; what qualified makers delivered is
 * shared by whole orders. Plants are taken to use the exporter's tonnes first.
 */
export function shareUnderLicences(world: World, g: number, region: number, crowds: Int32Array): void {
  const { setting, state } = world;
  const { perBuyer, orderTonnes, orderedTonnes, poolOrderTonnes, isLicensed } = setting.firms;
  const { boughtTonnes, qualifiedBoughtTonnes, buyerOrderTonnes } = state.outcome;
  const { stockTonnes } = state.firms;
  const lanes = setting.lanes[g]!;
  const lane = lanes.byPair[setting.exporter * setting.regionIds.length + region]!;
  let fed = 0;
  for (const i of setting.sites.byGood[g]!.users)
    if (setting.sites.region[i] === region) fed += state.outcome.deliveredTonnes[i]! - state.outcome.placedTonnes[i]!;
  const arrived = lane === -1 ? 0 : Math.max(0, setting.markets[g]!.flow[lane]!);
  let bought = 0;
  let unlicensed = 0;
  const unlicensedShare = (b: number): number => {
    let sum = 0;
    for (let f = b * perBuyer; f < (b + 1) * perBuyer; f++) if (isLicensed[f] === 0) sum += poolOrderTonnes[f]!;
    return buyerOrderTonnes[b]! > 0 ? sum / buyerOrderTonnes[b]! : 0;
  };
  for (const c of crowds) {
    for (const b of setting.crowds[c]!.buyers) {
      const pool = boughtTonnes[b]! - qualifiedBoughtTonnes[b]!;
      bought += pool;
      unlicensed += pool * unlicensedShare(b);
    }
  }
  const others = Math.max(0, bought - Math.max(0, arrived - Math.max(0, fed)));
  const cut = unlicensed > others ? others / unlicensed : 1;
  for (const c of crowds) {
    for (const b of setting.crowds[c]!.buyers) {
      const first = b * perBuyer;
      const pool = boughtTonnes[b]! - qualifiedBoughtTonnes[b]!;
      const share = unlicensedShare(b);
      // A buyer whose firms all lack a licence has nobody to leave the exporter's tonnes to.
      const theirs = share < 1 ? cut * share : 1;
      const order = buyerOrderTonnes[b]!;
      const byOrder = order > 0 ? pool / order : 0;
      const toUnlicensed = share > 0 ? (byOrder * theirs) / share : 0;
      const toLicensed = share < 1 ? (byOrder * (1 - theirs)) / (1 - share) : 0;
      const whole = orderedTonnes[b]!;
      const qualified = whole > 0 ? qualifiedBoughtTonnes[b]! / whole : 0;
      for (let f = first; f < first + perBuyer; f++) {
        const got = (isLicensed[f] === 1 ? toLicensed : toUnlicensed) * poolOrderTonnes[f]!;
        stockTonnes[f] = stockTonnes[f]! + got + qualified * orderTonnes[f]!;
      }
    }
  }
}
