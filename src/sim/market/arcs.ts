/**
 * Turns the lanes into arcs of the network: duty-paid price = factor × origin price + charge.
 */
import type { TradeMarket } from "./market";

export function setArcs(market: TradeMarket): void {
  const { net, laneCount } = market;
  net.arcs = laneCount;
  net.reserveArcs(net.arcs);
  net.hasFloors = false;
  for (let a = 0; a < laneCount; a++) {
    const onValue = 1 + market.adValorem[a];
    net.from[a] = market.from[a];
    net.to[a] = market.to[a];
    net.factor[a] = (1 + market.exportTaxRate[a]) * onValue;
    net.charge[a] =
      market.fob[a] === 0
        ? (market.exportTax[a] + market.freight[a]) * onValue + market.specific[a]
        : market.exportTax[a] * onValue + market.freight[a] + market.specific[a];
    const cap = market.cap[a];
    const floor = market.floor[a];
    const levied = floor > 0 && cap > 0;
    net.floor[a] = levied ? floor : -Infinity;
    net.cap[a] = cap;
    net.quota[a] = market.quota[a];
    if (levied) net.hasFloors = true;
  }
}
