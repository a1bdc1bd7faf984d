/**
 * Phase 6. Deliveries and payments. Term contracts: a share of every flow settles at the mean of the last months' prices,
 * the rest at this month's; what buyers pay more or less than sellers, treasuries and carriers get stays with the traders.
 */
import { buyersOf, other, pay, treasury } from "../accounts";
import { borderCost, crossingUsdPerKg, dutyPaidPrice, postedTopUp } from "../policy/border";
import { entersZone } from "../policy/members";
import { LANDED_MONTHS, type World } from "../state";

/** Moves tonnes and money of every good as its market and desk say. */
export function deliver(world: World): void {
  rememberPrices(world);
  for (let g = 0; g < world.setting.goodIds.length; g++) {
    deliverOffers(world, g);
    deliverBids(world, g);
    deliverTransfers(world, g);
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

/** Price at which trade of the month settles in a region, $/kg. */
export function settlementPrice(world: World, g: number, region: number): number {
  const { trade } = world.state;
  const { termShare } = world.setting.scenario.behaviour.settlement;
  const cells = trade.priceUsdPerKg.length;
  const cell = g * world.setting.regionIds.length + region;
  let sum = 0;
  let count = 0;
  for (let at = cell; at < trade.historyUsdPerKg.length; at += cells) {
    const price = trade.historyUsdPerKg[at]!;
    if (price >= 0) {
      sum += price;
      count++;
    }
  }
  const spot = trade.priceUsdPerKg[cell]!;
  return count > 0 ? termShare * (sum / count) + (1 - termShare) * spot : spot;
}

function deliverOffers(world: World, g: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const market = setting.markets[g]!;
  const desk = setting.desks[g]!;
  const balances = state.accountsKiloUsd;
  const traders = other(setting, "traders");
  for (let k = 0; k < desk.offerOwner.length; k++) {
    const tonnes = market.sold[k]!;
    if (!(tonnes > 0)) continue;
    const owner = desk.offerOwner[k]!;
    const kind = desk.offerKind[k]!;
    const region =
      kind === "oldScrap"
        ? setting.scrapRegion[owner]!
        : kind === "stateStock"
          ? setting.exporter
          : sites.region[owner]!;
    const value = tonnes * settlementPrice(world, g, region);
    if (kind === "oldScrap") {
      pay(balances, traders, other(setting, "suppliers"), value);
      made(world, g, region, tonnes);
    } else if (kind === "stateStock") {
      pay(balances, traders, other(setting, "exporterState"), value);
      state.exporter.stateStockTonnes -= tonnes;
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

function deliverBids(world: World, g: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const market = setting.markets[g]!;
  const desk = setting.desks[g]!;
  const balances = state.accountsKiloUsd;
  const traders = other(setting, "traders");
  for (let k = 0; k < desk.bidOwner.length; k++) {
    const tonnes = market.bought[k]!;
    if (!(tonnes > 0)) continue;
    const owner = desk.bidOwner[k]!;
    if (desk.bidKind[k] === "buyer") {
      const region = setting.buyerRegion[owner]!;
      const value = tonnes * settlementPrice(world, g, region);
      pay(balances, buyersOf(setting, region), traders, value);
      state.outcome.boughtTonnes[owner] = state.outcome.boughtTonnes[owner]! + tonnes;
      state.outcome.billKiloUsd[owner] = state.outcome.billKiloUsd[owner]! + value;
      taken(world, g, region, tonnes);
    } else {
      const region = sites.region[owner]!;
      const price = settlementPrice(world, g, region);
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

function deliverQualified(world: World, g: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { outcome } = state;
  const bills = new Float64Array(setting.regionIds.length);
  const sold = new Float64Array(setting.regionIds.length);
  for (const { maker, region, tonnes } of setting.desks[g]!.qualified) {
    const from = sites.region[maker]!;
    const factoryGate = settlementPrice(world, g, from) + outcome.premiumUsdPerKg[maker]!;
    const payer = buyersOf(setting, region);
    const crossing = payCrossing(world, g, from, region, tonnes, factoryGate, payer);
    pay(state.accountsKiloUsd, payer, maker, tonnes * factoryGate);
    outcome.soldTonnes[maker] = outcome.soldTonnes[maker]! + tonnes;
    state.sites.outputStockTonnes[maker] = Math.max(0, state.sites.outputStockTonnes[maker]! - tonnes);
    bills[region] = bills[region]! + tonnes * (factoryGate + crossing);
    sold[region] = sold[region]! + tonnes;
    taken(world, g, region, tonnes);
  }
  for (let b = 0; b < setting.buyers.length; b++) {
    const region = setting.buyerRegion[b]!;
    const tonnes = setting.buyerGood[b] === g ? outcome.qualifiedBoughtTonnes[b]! : 0;
    if (!(tonnes > 0)) continue;
    outcome.boughtTonnes[b] = outcome.boughtTonnes[b]! + tonnes;
    outcome.billKiloUsd[b] = outcome.billKiloUsd[b]! + (bills[region]! * tonnes) / sold[region]!;
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
  const exportsRow = (state.month % 12) * lanes.count;
  for (let l = 0; l < lanes.count; l++) {
    const tonnes = market.flow[l]!;
    if (lanes.from[l] === setting.exporter) state.exporter.exportsTonnes[g]![exportsRow + l] = tonnes > 0 ? tonnes : 0;
    if (!(tonnes > 0)) continue;
    const from = lanes.from[l]!;
    const to = lanes.to[l]!;
    const origin = state.trade.priceUsdPerKg[g * regions + from]!;
    const posted = postedTopUp(world, g, l);
    const topUp = market.topUp[l]! + posted;
    const exportTax = market.exportTax[l]! + market.exportTaxRate[l]! * origin;
    pay(balances, traders, treasury(setting, from), tonnes * exportTax);
    pay(balances, traders, other(setting, "carriers"), tonnes * market.freight[l]!);
    pay(balances, traders, treasury(setting, to), tonnes * (market.duty[l]! - posted + topUp));
    // The exporter's state keeps the rent of its own quota; that of a rule of origin stays with the traders.
    if (from === setting.exporter) pay(balances, traders, other(setting, "exporterState"), tonnes * market.rent[l]!);
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
  for (let l = 0; l < lanes.count; l++) {
    if (!entersZone(world, lanes.from[l]!, lanes.to[l]!)) continue;
    const origin = state.trade.priceUsdPerKg[g * regions + lanes.from[l]!]!;
    if (!(origin > 0)) continue;
    const dutyPaid = dutyPaidPrice(world, g, l, origin);
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
