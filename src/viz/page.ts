/**
 * What panels may do: one object that ties runs, clock, map and link together. Panels read signals and call these;
 * none of them talks to the worker or moves time by itself.
 */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { signal } from "@preact/signals";
import type { Failure } from "../workers/api";
import type { SimClient } from "../workers/client";
import type { SimEvent } from "../sim/events";
import type { DatedChange } from "../sim/scenario";
import { leversOf } from "../scenario/levers";
import type { Lever } from "../scenario/levers";
import { Branches, sameValue, valueInForce, withLever } from "./branches";
import { writeLink } from "./link";
import type { MapView } from "./map/mapView";
import { Player } from "./player";
import { fetchScenario } from "./scenarios";
import type { ScenarioSource } from "./scenarios";
import {
  bigStage,
  furthest,
  info,
  month,
  notice,
  playing,
  run,
  selection,
  stageChosen,
  stages,
  toast,
  waiting,
} from "./state";
import type { RunChoice } from "./state";
import { isoMonth } from "./text/format";

/** A lever that is dragged asks for a new branch at most this often, ms. */
const LEVER_PAUSE_MS = 90;
const TOAST_MS = 2600;
const TARIFF_MONTHS = 3;
export const FLOOR_PATH = "bloc.floor.enabled";
const CAP_PATH = "bloc.floor.cap";

export class Page {
  readonly branches: Branches;
  readonly player: Player;
  readonly levers = signal<readonly Lever[]>([]);
  map: MapView | null = null;
  private source: ScenarioSource | null = null;
  /** The run that is being opened, if one is: levers moved meanwhile wait for it. */
  private opening: Promise<boolean> | null = null;
  private leverTimer = 0;
  private toastTimer = 0;

  constructor(client: SimClient) {
    this.branches = new Branches(client, (failure) => this.tell(failure));
    this.player = new Player(this.branches);
    client.onBroken((message) => this.tell({ kind: "internal", message }));
    month.subscribe(() => this.bringTariffForward());
  }

  /** Opens a run and plays it from the start. False when it cannot be opened; the person has then been told why. */
  async open(choice: RunChoice, play = true): Promise<boolean> {
    const opening = this.openNow(choice, play);
    this.opening = opening;
    const opened = await opening;
    if (this.opening === opening) this.opening = null;
    return opened;
  }

  private async openNow(choice: RunChoice, play: boolean): Promise<boolean> {
    const slow = window.setTimeout(() => (waiting.value = true), 400);
    try {
      if (this.source?.name !== choice.scenario) this.source = await fetchScenario(choice.scenario);
      this.levers.value = leversOf(this.source.scenario);
      const opened = await this.branches.open(choice, this.source.text);
      if (opened) {
        selection.value = null;
        playing.value = play;
        this.writeAddress();
      }
      return opened;
    } catch (error) {
      this.showNotice("The run could not be opened", error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      window.clearTimeout(slow);
      waiting.value = false;
    }
  }

  togglePlay(): void {
    const end = (info.value?.months ?? 1) - 1;
    if (!playing.value && month.value >= end) this.player.goTo(0);
    playing.value = !playing.value;
  }

  step(months: number): void {
    playing.value = false;
    this.player.goTo(month.value + months);
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
      void this.opening.then(() => this.setLever(lever, value));
      return;
    }
    const world = info.value;
    if (world === null) return;
    if (month.value >= world.months - 1) {
      this.say("The run has ended. Drag the timeline back, then move the lever.");
      return;
    }
    run.value = {
      ...run.value,
      changes: withLever(run.value.changes, {
        path: lever.path,
        value,
        startMonth: world.startMonth,
        shownMonth: month.value,
        scenarioValue: lever.default,
      }),
    };
    if (furthest.value > month.value) furthest.value = month.value;
    window.clearTimeout(this.leverTimer);
    this.leverTimer = window.setTimeout(() => void this.applyChanges(), lever.kind === "number" ? LEVER_PAUSE_MS : 0);
  }

  /** Takes back every lever that was moved, in this run's past as well. */
  undoAll(): void {
    if (this.opening !== null) {
      void this.opening.then(() => this.undoAll());
      return;
    }
    run.value = { ...run.value, changes: [] };
    void this.applyChanges();
  }

  toggleFloor(): void {
    const lever = this.levers.value.find((one) => one.path === FLOOR_PATH);
    if (lever === undefined) return;
    this.setLever(lever, !this.floorIsIn());
    if (!playing.value) playing.value = true;
  }

  setSeed(seed: string): void {
    const clean = seed.trim().slice(0, 40);
    if (clean !== "" && clean !== run.value.seed) void this.open({ ...run.value, seed: clean }, playing.value);
  }

  async copyLink(): Promise<void> {
    this.writeAddress();
    try {
      await navigator.clipboard.writeText(location.href);
      this.say("Link copied. It holds the scenario, the seed and every lever moved.");
    } catch {
      this.say("The browser does not allow copying; the link is in the address bar.");
    }
  }

  say(text: string): void {
    toast.value = text;
    window.clearTimeout(this.toastTimer);
    this.toastTimer = window.setTimeout(() => (toast.value = null), TOAST_MS);
  }

  showNotice(title: string, text: string): void {
    notice.value = { title, text };
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

  private async applyChanges(): Promise<void> {
    const outcome = await this.branches.change(run.value.changes);
    if (outcome === "refused") run.value = { ...run.value, changes: [...this.branches.changes] };
    if (outcome === "done") this.writeAddress();
  }

  private writeAddress(): void {
    history.replaceState(null, "", `#${writeLink(run.value)}`);
  }

  private tell(failure: Failure): void {
    playing.value = false;
    switch (failure.kind) {
      case "books":
        notice.value = {
          title: `Month ${failure.month} does not add up`,
          text: `${failure.message} The run is stopped so that no wrong figure is shown; the months before it are kept.`,
          action: { label: "Copy the report", act: () => void this.copyReport(failure) },
        };
        return;
      case "input":
        this.showNotice("This run cannot be opened", failure.message);
        return;
      case "internal":
        notice.value = {
          title: "The simulation stopped",
          text: `${failure.message}. The months on screen are kept.`,
          action: { label: "Open the run again", act: () => void this.open(run.value) },
        };
        return;
      default: {
        const never: never = failure;
        throw new Error(`unknown failure ${String(never)}`);
      }
    }
  }

  private async copyReport(failure: Failure): Promise<void> {
    const report = JSON.stringify({ failure, run: run.value, month: month.value }, null, 2);
    try {
      await navigator.clipboard.writeText(report);
      this.say("Report copied.");
    } catch {
      this.say("The browser does not allow copying.");
    }
  }
}

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("a panel stands outside the page");
  return page;
}
