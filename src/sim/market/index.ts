/**
 * The door of the market: one good's spatial price equilibrium (design in docs/MODEL.md, "The market").
 * A caller keeps one `Market` per good, fills it each month and reads the answer from its arrays.
 */
export { createMarket, createWarmState, type Lanes, type Market, type MarketSize, type WarmState } from "./market";
export {
  clearMarketFile,
  type MarketAnswer,
  type MarketFile,
  type MarketFileBid,
  type MarketFileLane,
  type MarketFileOffer,
} from "./clearMarketFile";
export { certify, type Certificate } from "./certificate";
export { surplusOf, type Surplus } from "./surplus";
