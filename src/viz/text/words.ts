/** Words that several places of the page share: kinds, states, stances, sectors. The model's sentences are its own. */
import type { Stance, Status } from "../../sim/scenario";
import type { EventKind } from "../../sim/events";
import { percent } from "./format";

export const KIND_WORDS: Record<string, string> = {
  mine: "Mine",
  "mine-and-separation": "Mine and separation",
  separation: "Separation",
  recycling: "Recycling",
  metal: "Metal",
  magnet: "Magnets",
  buyer: "Buyers",
};

export const STATUS_WORDS: Record<Status, string> = {
  prospect: "not begun",
  permitting: "waiting for permits",
  financing: "looking for money",
  building: "being built",
  ramping: "starting up",
  operating: "running",
  mothballed: "mothballed",
  restarting: "being restarted",
  closed: "closed for good",
};

export const STANCE_WORDS: Record<Stance, string> = {
  calm: "calm",
  flood: "floods",
  squeeze: "squeeze",
  harvest: "harvest",
};

/** The state of a site in words; one that runs says how hard. */
export function stateWords(status: Status, utilisation: number): string {
  if (status !== "operating" && status !== "ramping") return STATUS_WORDS[status];
  if (!(utilisation >= 0.005)) return "open, but making nothing";
  return `running at ${percent(utilisation)}`;
}

/** What happened, after the name of the site. */
export const EVENT_VERBS: Partial<Record<EventKind, string>> = {
  closed: "closes",
  mothballed: "shuts",
  restarted: "re-opens",
  opened: "opens",
};

/** The stage as a title, with its price unit. */
export function stageTitle(goodId: string, name: string): { title: string; unit: string } {
  switch (goodId) {
    case "concentrate":
      return { title: "Concentrate", unit: "NdPr in ore" };
    case "oxide":
      return { title: "Separated oxide", unit: "NdPr" };
    case "metal":
      return { title: "Metal", unit: "NdPr" };
    case "magnet":
      return { title: "Magnets", unit: "finished" };
    default:
      return { title: name, unit: "" };
  }
}
