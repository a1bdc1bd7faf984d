/** What a mine's triggers mean, in one sentence, and their prices as words. */
import type { MinePicture } from "../../workers/proofApi";

/** A trigger price, "$31"; below ten dollars with two decimals, "$1.47". */
export function triggerPrice(usdPerKg: number): string {
  const size = Math.abs(usdPerKg);
  const digits = size < 9.95 ? 2 : 0;
  const text = size
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
  return `${usdPerKg < 0 && Number(text) !== 0 ? "−" : ""}$${text.replace(/\B(?=(\d{3})+(?!\d)(?!.*\.))/g, ",")}`;
}

/** "It shuts below $31 and comes back above $55; in between it stays as it is." */
export function triggerSentence(picture: MinePicture): string {
  const { open, close, abandon, stopsBy } = picture;
  if (open === 0 && close === 0) return `It opens at any price and never shuts${why(picture)}.`;
  const back = backWords(open);
  if (close === 0) return `Once open it never shuts; mothballed it ${back}.`;
  if (close === Infinity) return `It ${stopWords(picture)} at any price.`;
  if (stopsBy === "abandoning") return `Below ${triggerPrice(close)} it is left for good; a new one ${back}.`;
  const left = leftWords(abandon, close);
  if (open !== Infinity && triggerPrice(open) === triggerPrice(close))
    return `It opens and shuts at one price, ${triggerPrice(open)}, for switching costs it nothing.${left}`;
  if (open === Infinity || open === 0) return `It shuts below ${triggerPrice(close)} and ${back}.${left}`;
  return `It shuts below ${triggerPrice(close)} and comes back above ${triggerPrice(open)}; in between it stays as it is.${left}`;
}

function backWords(open: number): string {
  if (open === 0) return "opens at any price";
  if (open === Infinity) return "comes back at no price while this lasts";
  return `opens above ${triggerPrice(open)}`;
}

function stopWords({ stopsBy }: MinePicture): string {
  return stopsBy === "abandoning" ? "is left for good" : "shuts";
}

function leftWords(abandon: number | null, close: number): string {
  if (abandon === null || abandon === 0) return "";
  if (!(abandon < close)) return " Once shut it is soon left for good.";
  return ` Below ${triggerPrice(abandon)} it is left for good.`;
}

function why({ problem: { support } }: MinePicture): string {
  if (support === null) return "";
  return support.kind === "floor" ? ": the floor that it believes in pays its cost" : ": its contract pays its cost";
}
