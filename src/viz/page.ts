/**
 * What panels may do: one object that ties runs, clock, map and link together. Panels read signals and call these;
 * none of them talks to the worker or moves time by itself.
 */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { batch, signal } from "@preact/signals";
import type { Failure } from "../workers/api";
import type { SimClient } from "../workers/client";
import type { PairClient } from "../workers/pairClient";
import type { SimEvent } from "../sim/events";
import type { DatedChange, Scenario } from "../sim/scenario";
import { leversOf } from "../scenario/levers";
import type { Lever } from "../scenario/levers";
import { branchOf, deleteBranch, MOST_BRANCHES, moveLever, ONLY_PLAIN } from "./branchList";
import { renameBranch, setGhost, showBranch, shownBranch } from "./branchList";
import type { BranchList } from "./branchList";
import { Branches } from "./branches";
import { sameValue, valueInForce } from "./changes";
import { markKind } from "./charts/marks";
import { oneBranch, writeLink } from "./link";
import type { MapView } from "./map/mapView";
import { Paired } from "./paired";
import { Player } from "./player";
import { fetchScenario } from "./scenarios";
import type { ScenarioSource } from "./scenarios";
import {
  arrived,
  bigStage,
  branchList,
  headingFor,
  info,
  loop,
  month,
  notice,
  openGroup,
  phoneTab,
  playing,
  run,
  selection,
  stageChosen,
  stages,
  toast,
  undoSteps,
  waiting,
  wholeHorizon,
} from "./state";
import type { RunChoice } from "./state";
import { isoMonth, longMonth, monthIndex } from "./text/format";
import { FLOOR_PATH } from "./text/leverWords";
import { Undo } from "./undo";

const TOAST_MS = 2600;
/** A word that somebody must not miss. */
const LONG_TOAST_MS = 9000;
const TARIFF_MONTHS = 3;
/** Months looked through for the next event before more are asked for. */
const SEEK_MONTHS = 24;
/** A loop that is set without ends begins so many months before the cursor. */
const LOOP_MONTHS = 24;
/** How often the intervals are looked after, ms. */
const TEND_MS = 250;
/** The group of the dock that is no group of levers: the list of branches. */
export const BRANCHES = "branches";
const CAP_PATH = "bloc.floor.cap";

/** What a page is made with, beside the worker that it starts with. */
export interface PageParts {
  /** Starts another simulation worker when one has died. Without it a death is the end of the run. */
  reconnect?: () => SimClient;
  pairs?: PairClient;
}

export class Page {
  readonly branches: Branches;
  readonly player: Player;
  readonly paired: Paired;
  readonly levers = signal<readonly Lever[]>([]);
  map: MapView | null = null;
  private source: ScenarioSource | null = null;
  /** The run that is being opened, if one is: levers moved meanwhile wait for it. */
  private opening: Promise<boolean> | null = null;
  private openingChoice: RunChoice | null = null;
  private readonly undoStack = new Undo<BranchList>();
  /** The list the runs are being made to agree with, while they are. */
  private isFollowing = false;
  private isStale = false;
  /** Months that were known when the worker last died: a worker that dies twice without a month gained is not helped. */
  private knownAtDeath = -1;
  /** The furthest month shown since the branch on show was last changed or chosen. */
  private front = 0;
  private toastTimer = 0;

  constructor(
    private client: SimClient,
    private readonly parts: PageParts = {},
  ) {
    this.branches = new Branches(client, (failure) => this.tell(failure));
    this.player = new Player(this.branches);
    this.paired = new Paired(parts.pairs ?? null);
    this.listenTo(client);
    month.subscribe((at) => {
      this.front = Math.max(this.front, at);
      this.bringTariffForward();
    });
    this.player.onFrame(this.tend());
  }

  /** The scenario of the run on show, as the levers start from it. */
  get scenario(): Scenario | null {
    return this.source?.scenario ?? null;
  }

  /** Opens a run and plays it from the start. False when it cannot be opened; the person has then been told why. */
  async open(choice: RunChoice, play = true): Promise<boolean> {
    const opening = this.openNow(choice, play);
    this.opening = opening;
    this.openingChoice = choice;
    const opened = await opening;
    if (this.opening === opening) {
      this.opening = null;
      this.openingChoice = null;
    }
    return opened;
  }

  /** Opens the run of a link, and shows what it changes. */
  async openLink(choice: RunChoice): Promise<boolean> {
    const opened = await this.open(choice);
    if (opened && branchList.value.branches.length > 1) this.showBranches();
    return opened;
  }

  private async openNow(choice: RunChoice, play: boolean): Promise<boolean> {
    const slow = window.setTimeout(() => (waiting.value = true), 400);
    try {
      if (this.source?.name !== choice.scenario) this.source = await fetchScenario(choice.scenario);
      const list = choice.branches ?? oneBranch(choice.changes);
      const opened = await this.branches.open(choice, list, this.source.text);
      if (opened) this.begin(choice, list, play);
      return opened;
    } catch (error) {
      notice.value = {
        title: "This run cannot be opened",
        text: `${this.safeWords()} Try again, or choose another scenario.`,
        detail: error instanceof Error ? error.message : String(error),
        action: { label: "Try again", act: () => void this.open(choice, play) },
      };
      return false;
    } finally {
      window.clearTimeout(slow);
      waiting.value = false;
    }
  }

  private begin(choice: RunChoice, list: BranchList, play: boolean): void {
    const world = info.value!;
    batch(() => {
      this.levers.value = leversOf(this.source!.scenario);
      branchList.value = list;
      selection.value = null;
      headingFor.value = null;
      loop.value = null;
      wholeHorizon.value = false;
      playing.value = play && choice.at === undefined;
    });
    this.undoStack.clear();
    this.noteSteps();
    this.front = 0;
    if (choice.at !== undefined) this.player.goTo(monthIndex(world.startMonth, choice.at));
    this.compare();
    this.writeAddress();
  }

  togglePlay(): void {
    const end = (info.value?.months ?? 1) - 1;
    headingFor.value = null;
    if (loop.value === null && !playing.value && month.value >= end) this.player.goTo(0);
    playing.value = !playing.value;
  }

  step(months: number): void {
    playing.value = false;
    this.player.goTo(month.value + months);
  }

  /** Goes to the next opening or closure outside the exporter; months not yet played are played until there is one. */
  async nextEvent(): Promise<void> {
    playing.value = false;
    const after = month.value;
    const world = info.value;
    for (let until = after + SEEK_MONTHS; world !== null; until += SEEK_MONTHS) {
      const shown = this.branches.shown;
      const event = shown?.events.find(
        (one) => one.month > after && markKind(one) !== null && one.region !== world.exporterRegion,
      );
      if (event !== undefined) return this.showEvent(event);
      if (shown === null || shown.known >= world.months) break;
      this.player.goTo(Math.max(until, shown.known));
      if (!(await this.arrival(after))) return;
    }
    this.player.goTo(after);
    this.say("Nothing more opens or shuts in this run.");
  }

  /** Resolves true when the cursor has come to the month it was sent to; false when it was called back. */
  private arrival(after: number): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = this.player.onFrame(() => {
        if (headingFor.value !== null && !playing.value) return;
        stop();
        resolve(!playing.value && month.value > after);
      });
    });
  }

  /** Plays a stretch over and over: by default the two years up to the cursor. Again: the end of it. */
  toggleLoop(): void {
    if (loop.value !== null) loop.value = null;
    else this.setLoop(Math.max(0, month.value - LOOP_MONTHS), Math.max(month.value, LOOP_MONTHS));
  }

  /** Sets one end of the loop or both, in any order; the other end gives way. */
  setLoop(from: number | null, to: number | null): void {
    const world = info.value;
    if (world === null) return;
    const now = loop.value;
    const within = (at: number): number => Math.max(0, Math.min(world.months - 1, Math.round(at)));
    let start = within(from ?? now?.from ?? 0);
    let end = within(to ?? now?.to ?? start + LOOP_MONTHS);
    if (end <= start && from === null) start = Math.max(0, end - 1);
    if (end <= start) end = Math.min(world.months - 1, start + 1);
    if (end <= start) start = end - 1;
    loop.value = { from: start, to: end };
  }

  restart(): void {
    this.player.goTo(0);
    playing.value = true;
  }

  /** A click on an event: the map and the clock go there. */
  showEvent(event: SimEvent): void {
    playing.value = false;
    this.player.goTo(event.month);
    const site = info.value?.sites.findIndex((one) => one.id === event.entityId) ?? -1;
    if (site >= 0) this.chooseSite(site);
  }

  chooseSite(site: number): void {
    selection.value = { kind: "site", index: site };
    if (this.map !== null) this.map.showCluster(this.map.clusterOfSite(site));
  }

  /** What a lever stands at for the month after the one shown. */
  leverValue(lever: Lever): unknown {
    const world = info.value;
    if (world === null) return lever.default;
    return valueInForce(run.value.changes, lever.path, isoMonth(world.startMonth, month.value + 1), lever.default);
  }

  /** The change of a lever that is dated to a month of this run, if there is one. */
  changeAt(path: string, at: number): DatedChange | undefined {
    const world = info.value;
    if (world === null) return undefined;
    const iso = isoMonth(world.startMonth, at);
    return run.value.changes.find((change) => change.path === path && change.month === iso);
  }

  /** The cap on the top-up in a month, $/kg; null without one. */
  capAt(at: number): number | null {
    const lever = this.levers.value.find((one) => one.path === CAP_PATH);
    const world = info.value;
    if (lever === undefined || world === null) return null;
    const value = valueInForce(run.value.changes, CAP_PATH, isoMonth(world.startMonth, at), lever.default);
    return typeof value === "number" ? value : null;
  }

  leverIsMoved(lever: Lever): boolean {
    return !sameValue(this.leverValue(lever), lever.default);
  }

  floorIsIn(): boolean {
    const lever = this.levers.value.find((one) => one.path === FLOOR_PATH);
    return lever !== undefined && this.leverValue(lever) === true;
  }

  /** Moves a lever: it acts from the next month on. */
  setLever(lever: Lever, value: unknown): void {
    if (this.opening !== null) {
      void this.opening.then((opened) => {
        if (opened) this.setLever(lever, value);
      });
      return;
    }
    const world = info.value;
    if (world === null) return;
    if (month.value >= world.months - 1) {
      this.say("The run has ended. Drag the timeline back, then move the lever.");
      return;
    }
    const move = {
      path: lever.path,
      value,
      startMonth: world.startMonth,
      shownMonth: month.value,
      scenarioValue: lever.default,
    };
    const list = moveLever(branchList.value, move, this.front);
    if (list === null) {
      this.say(`${MOST_BRANCHES} branches are kept at most. Delete one to start another.`);
      return;
    }
    this.take(list, lever.kind === "number" ? `${lever.path} ${month.value}` : "");
  }

  showBranch(id: number): void {
    this.take(showBranch(branchList.value, id), "");
  }

  setGhost(id: number): void {
    this.take(setGhost(branchList.value, id), "");
  }

  renameBranch(id: number, name: string): void {
    this.take(renameBranch(branchList.value, id, name), "");
  }

  deleteBranch(id: number): void {
    this.take(deleteBranch(branchList.value, id), "");
  }

  /** Back to the scenario as it is, alone; undo brings the branches back. */
  resetAll(): void {
    this.take(ONLY_PLAIN, "");
  }

  undo(): void {
    this.retake(this.undoStack.undo(branchList.value));
  }

  redo(): void {
    this.retake(this.undoStack.redo(branchList.value));
  }

  /** Takes a new list of branches, as a step that can be undone; steps of one gesture are one. */
  private take(list: BranchList, gesture: string): void {
    if (list === branchList.value) return;
    this.undoStack.note(branchList.value, gesture, performance.now());
    this.retake(list);
  }

  private retake(list: BranchList | null): void {
    if (list === null || this.opening !== null) return;
    this.setList(list);
    this.front = month.value;
    void this.follow();
  }

  private setList(list: BranchList): void {
    batch(() => {
      branchList.value = list;
      run.value = { ...run.value, changes: [...shownBranch(list).changes] };
    });
    this.noteSteps();
  }

  private noteSteps(): void {
    undoSteps.value = { canUndo: this.undoStack.canUndo, canRedo: this.undoStack.canRedo };
  }

  /** Makes the runs agree with the list; levers moved meanwhile are taken up once, at the end, with the last value. */
  private async follow(): Promise<void> {
    if (this.isFollowing) {
      this.isStale = true;
      return;
    }
    this.isFollowing = true;
    do {
      this.isStale = false;
      const list = branchList.value;
      const outcome = await this.branches.follow(list, month.value);
      if (outcome === "refused") {
        const before = this.undoStack.drop();
        if (before !== null && branchList.value === list) this.setList(before);
      }
      if (outcome === "done") this.writeAddress();
    } while (this.isStale);
    this.isFollowing = false;
    this.compare();
  }

  private compare(): void {
    const list = branchList.value;
    const ghost = branchOf(list, list.ghost);
    const world = info.value;
    const { source } = this;
    const nothing = ghost === null || world === null || source === null;
    this.paired.compare(
      nothing
        ? null
        : {
            scenario: source.name,
            text: source.text,
            seed: run.value.seed,
            changes: shownBranch(list).changes,
            without: ghost.changes,
            stages: stages.value.length,
            months: world.months,
          },
      performance.now(),
    );
  }

  /** Looks after the intervals, a few times a second. */
  private tend(): (time: { nowMs: number }) => void {
    let last = 0;
    return ({ nowMs }) => {
      if (nowMs - last < TEND_MS) return;
      last = nowMs;
      const isSettled = !this.isFollowing && headingFor.value === null && this.branches.isKnown(month.value + 6);
      this.paired.tend(month.value, isSettled, performance.now());
    };
  }

  toggleFloor(): void {
    const lever = this.levers.value.find((one) => one.path === FLOOR_PATH);
    if (lever === undefined) return;
    this.setLever(lever, !this.floorIsIn());
    if (!playing.value) playing.value = true;
  }

  setSeed(seed: string): void {
    const clean = seed.trim().slice(0, 40);
    if (clean === "" || clean === run.value.seed) return;
    void this.open({ ...run.value, seed: clean, branches: branchList.value }, playing.value);
  }

  async copyLink(): Promise<void> {
    this.writeAddress();
    const world = info.value;
    try {
      const link = new URL(location.href);
      if (world !== null && !playing.value)
        link.hash = writeLink({ ...this.whole(), at: isoMonth(world.startMonth, month.value) });
      await navigator.clipboard.writeText(link.href);
      this.say("Link copied. It holds the scenario, the seed and every branch.");
    } catch (error) {
      if (error instanceof RangeError) this.say(`No link: ${error.message}.`);
      else this.say("The browser does not allow copying; the link is in the address bar.");
    }
  }

  say(text: string, lastsMs = TOAST_MS): void {
    toast.value = text;
    window.clearTimeout(this.toastTimer);
    this.toastTimer = window.setTimeout(() => (toast.value = null), lastsMs);
  }

  /** Opens the list of branches, which says what each changes. */
  showBranches(): void {
    openGroup.value = BRANCHES;
    phoneTab.value = "levers";
  }

  showNotice(title: string, text: string, detail?: string): void {
    notice.value = detail === undefined ? { title, text } : { title, text, detail };
  }

  /**
   * Until a person has chosen a strip, the one with the widest tariff comes forward once the floor has been in for some
   * months without a tariff at the stage on show.
   */
  bringTariffForward(): void {
    const shown = this.branches.shown;
    const at = month.value;
    if (stageChosen.value || shown === null || at < TARIFF_MONTHS) return;
    const asks = (stage: number): number => {
      let total = 0;
      for (let back = 0; back < TARIFF_MONTHS; back++) {
        if (shown.world("floorEnabled")[at - back] !== 1) return 0;
        const floor = shown.stage(stage, "referenceUsdPerKg")[at - back]!;
        total += floor > 0 ? shown.stage(stage, "topUpUsdPerKg")[at - back]! / floor / TARIFF_MONTHS : 0;
      }
      return total;
    };
    const shares = stages.value.map((_, stage) => asks(stage));
    const widest = shares.indexOf(Math.max(...shares));
    if ((shares[bigStage.value] ?? 0) < 0.01 && shares[widest]! > 0.03) {
      bigStage.value = widest;
      stageChosen.value = true;
    }
  }

  private whole(): RunChoice {
    return { ...run.value, branches: branchList.value };
  }

  private writeAddress(): void {
    try {
      history.replaceState(null, "", `#${writeLink(this.whole())}`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      history.replaceState(null, "", location.pathname + location.search);
      this.say("There are too many changes for a link.");
    }
  }

  private listenTo(client: SimClient): void {
    client.onBroken((message) => void this.restartWorker(message));
  }

  /** The worker died: another one takes over from the last month that was kept, and the page says so. */
  private async restartWorker(message: string): Promise<void> {
    const known = this.branches.shown?.known ?? 0;
    const { reconnect } = this.parts;
    if (reconnect === undefined || known <= this.knownAtDeath) {
      this.tell({ kind: "internal", message });
      return;
    }
    this.knownAtDeath = known;
    const choice = this.openingChoice;
    const wasPlaying = playing.value;
    const client = reconnect();
    this.client = client;
    this.listenTo(client);
    const revived = this.branches.revive(client);
    if (choice !== null) {
      await this.open(choice, wasPlaying || choice.at === undefined);
      return;
    }
    if (!(await revived)) return;
    const world = info.value;
    const kept = world === null ? "" : ` All months up to ${longMonth(world.startMonth, known - 1)} are kept.`;
    this.say(`The simulation stopped and was started again.${kept}`, LONG_TOAST_MS);
    arrived.value++;
    void this.follow();
  }

  private tell(failure: Failure): void {
    playing.value = false;
    switch (failure.kind) {
      case "books":
        notice.value = {
          title: `Month ${failure.month + 1} does not add up`,
          text: `${excessOf(failure.message)} The run is stopped so that no wrong figure is shown. The months before it are kept.`,
          action: { label: "Copy the report", act: () => void this.copyReport(failure) },
        };
        return;
      case "input":
        notice.value = {
          title: "This run cannot be opened",
          text: `${this.safeWords()} One of its figures is not allowed; mend it, or choose another scenario.`,
          detail: failure.message,
        };
        return;
      case "internal":
        notice.value = {
          title: "The simulation stopped",
          text: `${this.safeWords()} Open the run again; if it stops at the same month, undo the last lever or take another seed.`,
          detail: failure.message,
          action: { label: "Open the run again", act: () => this.openAgain() },
        };
        return;
      default: {
        const never: never = failure;
        throw new Error(`unknown failure ${String(never)}`);
      }
    }
  }

  /** What is safe when something failed. */
  private safeWords(): string {
    return this.branches.shown === null ? "Nothing was lost: no run was on yet." : "The months on screen are kept.";
  }

  private openAgain(): void {
    if (this.parts.reconnect !== undefined) {
      this.client.stop();
      this.client = this.parts.reconnect();
      this.listenTo(this.client);
      this.knownAtDeath = -1;
      void this.branches.revive(this.client);
    }
    void this.open(this.whole());
  }

  private async copyReport(failure: Failure): Promise<void> {
    const report = JSON.stringify({ failure, run: this.whole(), month: month.value }, null, 2);
    try {
      await navigator.clipboard.writeText(report);
      this.say("Report copied.");
    } catch {
      this.say("The browser does not allow copying.");
    }
  }
}

/** "3.2 t of oxide too many." from the model's message, in three digits. */
function excessOf(message: string): string {
  const digits = (figure: string): string => String(Number(Number(figure).toPrecision(3))).replace("-", "−");
  return message.replace(/^Month \d+ does not add up: /, "").replace(/-?\d+(\.\d+)?(e[-+]?\d+)?/g, digits);
}

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("a panel stands outside the page");
  return page;
}
