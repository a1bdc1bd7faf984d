/**
 * Phase 6. Deliveries and payments. Term contracts: a share of every flow settles at the mean of the last months' prices,
 * the rest at this month's; what buyers pay more or less than sellers, treasuries and carriers get stays with the traders.
 */
import { buyersOf, other, pay, treasury } from "../accounts";
import { freightOf } from "../actors/captive";
import { dutyPaidPrice } from "../policy/duties";
import { membersOf } from "../policy/members";
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
      state.outcome.revenueKiloUsd[owner] = state.outcome.revenueKiloUsd[owner]! + value;
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
        // The sponsor bears what the feed costs above a tenth less than its price: the part the market would not have paid.
        const multiple = setting.scenario.behaviour.processors.sponsorBidMultiple;
        const support = tonnes * price * (1 - 1 / multiple);
        pay(balances, other(setting, "sponsors"), owner, support);
        state.outcome.revenueKiloUsd[owner] = state.outcome.revenueKiloUsd[owner]! + support;
      }
    }
  }
}

function deliverTransfers(world: World, g: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const balances = state.accountsKiloUsd;
  for (const transfer of setting.desks[g]!.transfers) {
    const value = transfer.tonnes * transfer.usdPerKg;
    const freight = transfer.tonnes * transfer.freightUsdPerKg;
    pay(balances, transfer.to, transfer.from, value);
    pay(balances, transfer.to, other(setting, "carriers"), freight);
    state.outcome.revenueKiloUsd[transfer.from] = state.outcome.revenueKiloUsd[transfer.from]! + value;
    state.outcome.costKiloUsd[transfer.to] = state.outcome.costKiloUsd[transfer.to]! + value + freight;
    state.outcome.deliveredTonnes[transfer.to] = state.outcome.deliveredTonnes[transfer.to]! + transfer.tonnes;
    taken(world, g, sites.region[transfer.to]!, transfer.tonnes);
    flow(world, g, sites.region[transfer.from]!, sites.region[transfer.to]!, transfer.tonnes);
  }
}

function deliverQualified(world: World, g: number): void {
  const { setting, state } = world;
  const { sites, markets, lanes, regionIds } = setting;
  const balances = state.accountsKiloUsd;
  for (const sale of setting.desks[g]!.qualified) {
    const from = sites.region[sale.maker]!;
    const to = setting.buyerRegion[sale.buyer]!;
    const factoryGate = settlementPrice(world, g, from) + state.outcome.premiumUsdPerKg[sale.maker]!;
    const freight = freightOf(world, g, from, to) ?? 0;
    let duty = 0;
    if (from !== to) {
      const lane = lanes[g]!.byPair[from * regionIds.length + to]!;
      const market = markets[g]!;
      const dutiable = factoryGate + (market.fob[lane] ? 0 : freight);
      duty = market.adValorem[lane]! * dutiable + market.specific[lane]!;
    }
    const buyers = buyersOf(setting, to);
    pay(balances, buyers, sale.maker, sale.tonnes * factoryGate);
    pay(balances, buyers, other(setting, "carriers"), sale.tonnes * freight);
    pay(balances, buyers, treasury(setting, to), sale.tonnes * duty);
    state.outcome.revenueKiloUsd[sale.maker] = state.outcome.revenueKiloUsd[sale.maker]! + sale.tonnes * factoryGate;
    state.outcome.soldTonnes[sale.maker] = state.outcome.soldTonnes[sale.maker]! + sale.tonnes;
    state.sites.outputStockTonnes[sale.maker] = Math.max(0, state.sites.outputStockTonnes[sale.maker]! - sale.tonnes);
    state.outcome.boughtTonnes[sale.buyer] = state.outcome.boughtTonnes[sale.buyer]! + sale.tonnes;
    state.outcome.billKiloUsd[sale.buyer] =
      state.outcome.billKiloUsd[sale.buyer]! + sale.tonnes * (factoryGate + freight + duty);
    taken(world, g, to, sale.tonnes);
    flow(world, g, from, to, sale.tonnes);
  }
}

function deliverLanes(world: World, g: number): void {
  const { setting, state } = world;
  const { floor } = state.bloc;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  const balances = state.accountsKiloUsd;
  const traders = other(setting, "traders");
  const regions = setting.regionIds.length;
  const isMember = membersOf(world);
  const exportsRow = (state.month % 12) * lanes.count;
  for (let l = 0; l < lanes.count; l++) {
    const tonnes = market.flow[l]!;
    if (lanes.from[l] === setting.exporter) state.exporter.exportsTonnes[g]![exportsRow + l] = tonnes > 0 ? tonnes : 0;
    if (!(tonnes > 0)) continue;
    const from = lanes.from[l]!;
    const to = lanes.to[l]!;
    const origin = state.trade.priceUsdPerKg[g * regions + from]!;
    const isPosted = floor.enabled && floor.timing === "posted" && isMember[to] === 1 && isMember[from] === 0;
    const posted = isPosted ? Math.min(state.zone.postedUsdPerKg[g]!, market.duty[l]!) : 0;
    const topUp = market.topUp[l]! + posted;
    pay(
      balances,
      traders,
      treasury(setting, from),
      tonnes * (market.exportTax[l]! + market.exportTaxRate[l]! * origin),
    );
    pay(balances, traders, other(setting, "carriers"), tonnes * market.freight[l]!);
    pay(balances, traders, treasury(setting, to), tonnes * (market.duty[l]! - posted + topUp));
    pay(balances, traders, other(setting, "exporterState"), tonnes * market.rent[l]!);
    state.outcome.topUpUsdPerKg[(g * regions + from) * regions + to] = topUp;
    if (isMember[to] === 1) state.outcome.topUpRevenueKiloUsd += tonnes * topUp;
    flow(world, g, from, to, tonnes);
  }
}

/** Landed duty-paid price before top-up into the zone, $/kg: weighted by imports, else that of the cheapest lane. */
function rememberLanded(world: World, g: number): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  const regions = setting.regionIds.length;
  const isMember = membersOf(world);
  let weighted = 0;
  let imports = 0;
  let cheapest = NaN;
  for (let l = 0; l < lanes.count; l++) {
    if (isMember[lanes.to[l]!] === 0 || isMember[lanes.from[l]!] === 1) continue;
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
