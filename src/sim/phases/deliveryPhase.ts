/**
 * Phase 6. Deliveries and payments. Term contracts: a share of every flow settles at the mean of the last months' prices,
 * the rest at this month's; what buyers pay more or less than sellers, treasuries and carriers get stays with the traders.
 */
import { buyersOf, other, pay, treasury } from "../accounts";
import { deliverToBuyers } from "../actors/pooledDemand";
import { borderCost, crossingUsdPerKg, dutyPaidPrice, isLane, postedRate, quoteLane } from "../policy/border";
import { entersZone } from "../policy/members";
import { settlementPrice } from "../settlement";
import { LANDED_MONTHS, type World } from "../state";

/** Moves tonnes and money of every good as its market and desk say. */
export function deliver(world: World): void {
  rememberPrices(world);
  for (let g = 0; g < world.setting.goodIds.length; g++) {
    setSettlementPrices(world, g);
    deliverOffers(world, g);
    deliverToBuyers(world, g);
    deliverFeed(world, g);
    deliverTransfers(world, g);
    deliverTolled(world, g);
    deliverQualified(world, g);
    deliverLanes(world, g);
    rememberLanded(world, g);
  }
}

function rememberPrices(world: World): void {
  const { trade, month } = world.state;
  const cells = trade.priceUsdPerKg.length;
  const row = (month % (trade.historyUsdPerKg.length / cells)) * cells;
  for (let cell = 0; cell < cells; cell++) {
    trade.historyUsdPerKg[row + cell] = trade.traded[cell] ? trade.priceUsdPerKg[cell]! : NaN;
  }
}

/** Writes the price at which trade of the month settles in each region on the map of a good, $/kg, onto its desk. */
function setSettlementPrices(world: World, g: number): void {
  const { settlementUsdPerKg } = world.setting.desks[g]!;
  for (const region of world.setting.lanes[g]!.regions) settlementUsdPerKg[region] = settlementPrice(world, g, region);
}

function deliverOffers(world: World, g: number): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const desk = setting.desks[g]!;
  const balances = state.accountsKiloUsd;
  const traders = other(setting, "traders");
  for (let k = 0; k < desk.offers; k++) {
    const tonnes = market.sold[k]!;
    if (!(tonnes > 0)) continue;
    const owner = desk.offerOwner[k]!;
    const kind = desk.offerKind[k]!;
    const region = desk.offerRegion[k]!;
    const value = tonnes * desk.settlementUsdPerKg[region]!;
    if (kind === "oldScrap") {
      pay(balances, traders, other(setting, "suppliers"), value);
      made(world, g, region, tonnes);
    } else if (kind === "stateStock") {
      pay(balances, traders, other(setting, "exporterState"), value);
      state.exporter.stateStockTonnes -= tonnes;
    } else if (kind === "basket") {
      pay(balances, traders, setting.sites.basket.site[owner]!, value);
      const stock = state.geology!.byProductTonnes;
      stock[owner] = Math.max(0, stock[owner]! - tonnes);
    } else {
      pay(balances, traders, owner, value);
      if (kind === "byProduct") state.sites.byProductTonnes[owner] = state.sites.byProductTonnes[owner]! - tonnes;
      else {
        state.outcome.soldTonnes[owner] = state.outcome.soldTonnes[owner]! + tonnes;
        if (kind === "stock")
          state.sites.outputStockTonnes[owner] = Math.max(0, state.sites.outputStockTonnes[owner]! - tonnes);
      }
    }
  }
}

/** Feed that plants have bought; buyers' bids come before theirs in the market. */
function deliverFeed(world: World, g: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const market = setting.markets[g]!;
  const desk = setting.desks[g]!;
  const balances = state.accountsKiloUsd;
  const traders = other(setting, "traders");
  const first = market.bidCount - desk.feedBids;
  for (let k = 0; k < desk.feedBids; k++) {
    const tonnes = market.bought[first + k]!;
    if (!(tonnes > 0)) continue;
    const owner = desk.bidOwner[k]!;
    const region = sites.region[owner]!;
    const price = desk.settlementUsdPerKg[region]!;
    pay(balances, owner, traders, tonnes * price);
    state.outcome.costKiloUsd[owner] = state.outcome.costKiloUsd[owner]! + tonnes * price;
    state.outcome.deliveredTonnes[owner] = state.outcome.deliveredTonnes[owner]! + tonnes;
    taken(world, g, region, tonnes);
    if (desk.bidKind[k] === "sponsored") {
      // The sponsor bears what the feed costs above the plant's own worth of it.
      const support = tonnes * Math.max(0, price - desk.bidOwnWorth[k]!);
      pay(balances, other(setting, "sponsors"), owner, support);
    }
  }
}

/** Tolled scrap stays in its region: recyclers pay the traders, traders the makers. */
function deliverTolled(world: World, g: number): void {
  const { setting, state } = world;
  const { outcome } = state;
  const traders = other(setting, "traders");
  for (const { site, tonnes, usdPerKg } of setting.desks[g]!.tolled) {
    pay(state.accountsKiloUsd, traders, site, tonnes * usdPerKg);
    if (tonnes > 0) continue;
    outcome.costKiloUsd[site] = outcome.costKiloUsd[site]! - tonnes * usdPerKg;
    outcome.deliveredTonnes[site] = outcome.deliveredTonnes[site]! - tonnes;
    taken(world, g, setting.sites.region[site]!, -tonnes);
  }
}

function deliverTransfers(world: World, g: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  for (const { from, to, tonnes, usdPerKg } of setting.desks[g]!.transfers) {
    const crossing = payCrossing(world, g, sites.region[from]!, sites.region[to]!, tonnes, usdPerKg, to);
    pay(state.accountsKiloUsd, to, from, tonnes * usdPerKg);
    state.outcome.costKiloUsd[to] = state.outcome.costKiloUsd[to]! + tonnes * (usdPerKg + crossing);
    state.outcome.deliveredTonnes[to] = state.outcome.deliveredTonnes[to]! + tonnes;
    taken(world, g, sites.region[to]!, tonnes);
  }
}

/** Sales of the qualified makers of one region this month; `valueKiloUsd` is what they get at their gates. */
interface QualifiedLot {
  from: number;
  makers: Int32Array;
  tonnes: number;
  valueKiloUsd: number;
}

/**
 * Qualified makers sell to every region that they reach its share of their tonnes, at settlement price and premium; buyers
 * there share what it costs. Like all trade it is paid through the traders.
 */
function deliverQualified(world: World, g: number): void {
  const { setting } = world;
  const { qualifiedShare } = setting.desks[g]!;
  const regions = setting.regionIds.length;
  const { qualifiedFrom } = setting.sites.byGood[g]!;
  if (qualifiedFrom.length === 0) return;
  const bills = new Float64Array(regions);
  const sold = new Float64Array(regions);
  for (const { region: from, makers } of qualifiedFrom) {
    const lot = takeFromMakers(world, g, from, makers);
    if (!(lot.tonnes > 0)) continue;
    let reached = 0;
    for (let to = 0; to < regions; to++) if (isLane(world, g, from, to)) reached += qualifiedShare[to]!;
    for (let to = 0; to < regions; to++) {
      if (!(qualifiedShare[to]! > 0) || !isLane(world, g, from, to)) continue;
      const share = qualifiedShare[to]! / reached;
      bills[to] = bills[to]! + sellQualified(world, g, lot, to, share);
      sold[to] = sold[to]! + share * lot.tonnes;
    }
  }
  billQualified(world, g, bills, sold);
}

/** Takes what makers have set aside out of their stocks and pays them. */
function takeFromMakers(world: World, g: number, from: number, makers: Int32Array): QualifiedLot {
  const { setting, state } = world;
  const { qualifiedSoldTonnes, soldTonnes, premiumUsdPerKg } = state.outcome;
  const { outputStockTonnes } = state.sites;
  const settlement = setting.desks[g]!.settlementUsdPerKg[from]!;
  const traders = other(setting, "traders");
  let tonnes = 0;
  let valueKiloUsd = 0;
  for (const i of makers) {
    const sold = qualifiedSoldTonnes[i]!;
    if (!(sold > 0)) continue;
    const value = sold * (settlement + premiumUsdPerKg[i]!);
    pay(state.accountsKiloUsd, traders, i, value);
    soldTonnes[i] = soldTonnes[i]! + sold;
    outputStockTonnes[i] = Math.max(0, outputStockTonnes[i]! - sold);
    tonnes += sold;
    valueKiloUsd += value;
  }
  return { from, makers, tonnes, valueKiloUsd };
}

/**
 * Sells a share of a lot to the buyers of a region and gives what they pay, k$. What the border takes is linear in the price,
 * so that the mean price stands for all makers', except where there is a floor.
 */
function sellQualified(world: World, g: number, lot: QualifiedLot, to: number, share: number): number {
  const { setting, state } = world;
  const { from } = lot;
  const balances = state.accountsKiloUsd;
  const payer = buyersOf(setting, to);
  const tonnes = share * lot.tonnes;
  pay(balances, payer, other(setting, "traders"), share * lot.valueKiloUsd);
  flow(world, g, from, to, tonnes);
  taken(world, g, to, tonnes);
  if (from === to) return share * lot.valueKiloUsd;
  const market = setting.markets[g]!;
  const lane = setting.lanes[g]!.byPair[from * setting.regionIds.length + to]!;
  const posted = entersZone(world, from, to) ? postedRate(world, g) : 0;
  const cost = { exportTax: 0, freight: 0, duty: 0, topUp: 0 };
  quoteLane(cost, market, lane, posted, lot.valueKiloUsd / lot.tonnes);
  if (market.floor[lane]! > 0) cost.topUp = meanTopUp(world, g, lot, lane);
  pay(balances, payer, treasury(setting, from), tonnes * cost.exportTax);
  pay(balances, payer, other(setting, "carriers"), tonnes * cost.freight);
  pay(balances, payer, treasury(setting, to), tonnes * (cost.duty + cost.topUp));
  noteTopUp(world, g, from, to, tonnes, cost.topUp);
  return share * lot.valueKiloUsd + tonnes * crossingUsdPerKg(cost);
}

/** Top-up a kilogram of a lot where each maker's price is lifted to the floor by itself. */
function meanTopUp(world: World, g: number, lot: QualifiedLot, lane: number): number {
  const { setting, state } = world;
  const { qualifiedSoldTonnes, premiumUsdPerKg } = state.outcome;
  const settlement = setting.desks[g]!.settlementUsdPerKg[lot.from]!;
  const cost = { exportTax: 0, freight: 0, duty: 0, topUp: 0 };
  let paid = 0;
  for (const i of lot.makers) {
    if (!(qualifiedSoldTonnes[i]! > 0)) continue;
    quoteLane(cost, setting.markets[g]!, lane, 0, settlement + premiumUsdPerKg[i]!);
    paid += qualifiedSoldTonnes[i]! * cost.topUp;
  }
  return paid / lot.tonnes;
}

/** Shares what a region pays for qualified goods over its buyers by tonnes. */
function billQualified(world: World, g: number, bills: Float64Array, sold: Float64Array): void {
  const { setting } = world;
  const { qualifiedBoughtTonnes, boughtTonnes, billKiloUsd } = world.state.outcome;
  for (const { region, crowds } of setting.counters[g]!) {
    if (!(sold[region]! > 0)) continue;
    const price = bills[region]! / sold[region]!;
    for (const c of crowds) {
      for (const b of setting.crowds[c]!.buyers) {
        const tonnes = qualifiedBoughtTonnes[b]!;
        boughtTonnes[b] = boughtTonnes[b]! + tonnes;
        billKiloUsd[b] = billKiloUsd[b]! + price * tonnes;
      }
    }
  }
}

/** Pays carriers and treasuries for tonnes that cross outside the pooled market, notes the flow, and gives the cost, $/kg. */
function payCrossing(
  world: World,
  g: number,
  from: number,
  to: number,
  tonnes: number,
  originUsdPerKg: number,
  payer: number,
): number {
  const { setting, state } = world;
  const cost = borderCost(world, g, from, to, originUsdPerKg);
  if (cost === null)
    throw new RangeError(
      `no lane carries ${setting.goodIds[g]} from ${setting.regionIds[from]} to ${setting.regionIds[to]}`,
    );
  const balances = state.accountsKiloUsd;
  pay(balances, payer, treasury(setting, from), tonnes * cost.exportTax);
  pay(balances, payer, other(setting, "carriers"), tonnes * cost.freight);
  pay(balances, payer, treasury(setting, to), tonnes * (cost.duty + cost.topUp));
  noteTopUp(world, g, from, to, tonnes, cost.topUp);
  flow(world, g, from, to, tonnes);
  return crossingUsdPerKg(cost);
}

/** Counts a top-up that members' treasuries took. */
function noteTopUp(world: World, g: number, from: number, to: number, tonnes: number, topUp: number): void {
  const { setting, state } = world;
  if (!entersZone(world, from, to)) return;
  const regions = setting.regionIds.length;
  state.outcome.topUpUsdPerKg[(g * regions + from) * regions + to] = topUp;
  state.outcome.topUpKiloUsd[g] = state.outcome.topUpKiloUsd[g]! + tonnes * topUp;
  state.outcome.leviedTonnes[g] = state.outcome.leviedTonnes[g]! + tonnes;
}

function deliverLanes(world: World, g: number): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  const balances = state.accountsKiloUsd;
  const traders = other(setting, "traders");
  const regions = setting.regionIds.length;
  const exportsRow = (state.month % 12) * lanes.exports.length;
  const exported = state.exporter.exportsTonnes[g]!;
  for (let k = 0; k < lanes.exports.length; k++)
    exported[exportsRow + k] = Math.max(0, market.flow[lanes.exports[k]!]!);
  const carriers = other(setting, "carriers");
  const exporterState = other(setting, "exporterState");
  const postedIntoZone = postedRate(world, g);
  for (let l = 0; l < lanes.count; l++) {
    const tonnes = market.flow[l]!;
    if (!(tonnes > 0)) continue;
    const from = lanes.from[l]!;
    const to = lanes.to[l]!;
    const origin = state.trade.priceUsdPerKg[g * regions + from]!;
    const posted = entersZone(world, from, to) ? postedIntoZone : 0;
    const topUp = market.topUp[l]! + posted;
    const exportTax = market.exportTax[l]! + market.exportTaxRate[l]! * origin;
    pay(balances, traders, treasury(setting, from), tonnes * exportTax);
    pay(balances, traders, carriers, tonnes * market.freight[l]!);
    pay(balances, traders, treasury(setting, to), tonnes * (market.duty[l]! - posted + topUp));
    // The exporter's state keeps the rent of its own quota; that of a rule of origin stays with the traders.
    if (from === setting.exporter) pay(balances, traders, exporterState, tonnes * market.rent[l]!);
    noteTopUp(world, g, from, to, tonnes, topUp);
    flow(world, g, from, to, tonnes);
  }
}

/** Landed duty-paid price before top-up into the zone, $/kg: weighted by imports, else that of the cheapest lane. */
function rememberLanded(world: World, g: number): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  const regions = setting.regionIds.length;
  let weighted = 0;
  let imports = 0;
  let cheapest = NaN;
  const posted = postedRate(world, g);
  for (let l = 0; l < lanes.count; l++) {
    if (!entersZone(world, lanes.from[l]!, lanes.to[l]!)) continue;
    const origin = state.trade.priceUsdPerKg[g * regions + lanes.from[l]!]!;
    if (!(origin > 0)) continue;
    const dutyPaid = dutyPaidPrice(market, l, posted, origin);
    if (!(cheapest <= dutyPaid)) cheapest = dutyPaid;
    const tonnes = market.flow[l]!;
    if (tonnes > 0) {
      weighted += tonnes * dutyPaid;
      imports += tonnes;
    }
  }
  const landed = imports > 0 ? weighted / imports : cheapest;
  state.outcome.landedUsdPerKg[g] = landed;
  state.zone.landedUsdPerKg[(state.month % LANDED_MONTHS) * setting.goodIds.length + g] = landed;
}

function flow(world: World, g: number, from: number, to: number, tonnes: number): void {
  const regions = world.setting.regionIds.length;
  const at = (g * regions + from) * regions + to;
  world.state.outcome.flowTonnes[at] = world.state.outcome.flowTonnes[at]! + tonnes;
}

function taken(world: World, g: number, region: number, tonnes: number): void {
  const at = g * world.setting.regionIds.length + region;
  world.state.outcome.takenTonnes[at] = world.state.outcome.takenTonnes[at]! + tonnes;
}

function made(world: World, g: number, region: number, tonnes: number): void {
  const at = g * world.setting.regionIds.length + region;
  world.state.outcome.madeTonnes[at] = world.state.outcome.madeTonnes[at]! + tonnes;
}
