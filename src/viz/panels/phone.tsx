/**
 * The page below 1024 px: one column, and on a phone a bar at the foot with play, the one button and four tabs. Levers
 * and Why? are sheets that leave the big strip in sight.
 */
import { asked } from "../asked";
import { usePage } from "../page";
import { eventsOpen, phoneTab, playing, selection, stages } from "../state";
import { GROUP_NAMES, GroupLevers, groupsOf, TakesEffect, FloorSwitch } from "./dock";
import { BranchItems, UndoButtons } from "./branchSheet";
import { EventList } from "./eventsSheet";
import { Icon } from "./icon";
import type { IconName } from "./icon";
import { TheButton } from "./mapArea";
import { Lanes } from "./lanes";
import { Speed, TimeSteps } from "./playRow";
import { chooseStage, Strip, stripOrder } from "./strips";
import { AskLinks, WhyBody } from "./whyCard";

const TABS: readonly { tab: typeof phoneTab.value; word: string; icon: IconName }[] = [
  { tab: "world", word: "World", icon: "globe" },
  { tab: "prices", word: "Prices", icon: "prices" },
  { tab: "levers", word: "Levers", icon: "levers" },
  { tab: "why", word: "Why?", icon: "why" },
];

/** The big strip with its lanes; the other stages are a step away. */
export function PhoneStrip() {
  const order = stripOrder();
  const big = order[0];
  if (big === undefined) return null;
  const all = phoneTab.value === "prices";
  const next = (): void => chooseStage((big + 1) % stages.value.length);
  return (
    <section class={all ? "phone-strip phone-strip-all" : "phone-strip"} aria-label="Prices and time">
      <button
        class="stage-step"
        onClick={next}
        aria-label={`${big + 1} of ${stages.value.length} stages, go to the next`}
      >
        {big + 1} of {stages.value.length} stages ›
      </button>
      <Strip stage={big} big />
      {all && order.slice(1).map((stage) => <Strip key={stage} stage={stage} big={false} />)}
      <Lanes ribbon={all} />
      {all && (
        <div class="phone-time">
          <TimeSteps />
          <Speed />
        </div>
      )}
    </section>
  );
}

export function PhoneBar() {
  const page = usePage();
  return (
    <nav class="phone-bar" aria-label="Play and parts of the page">
      <div class="phone-play">
        <button class="play" onClick={() => page.togglePlay()} aria-label={playing.value ? "Pause" : "Play"}>
          <Icon name={playing.value ? "pause" : "play"} size={18} />
        </button>
        <TheButton />
      </div>
      <div class="tabs">
        {TABS.map(({ tab, word, icon }) => (
          <button
            key={tab}
            aria-pressed={phoneTab.value === tab}
            onClick={() => (phoneTab.value = phoneTab.value === tab ? "world" : tab)}
          >
            <Icon name={icon} size={22} />
            {word}
          </button>
        ))}
      </div>
    </nav>
  );
}

export function PhoneSheet() {
  const page = usePage();
  if (phoneTab.value === "levers")
    return (
      <section class="phone-sheet" aria-label="Levers">
        <div class="phone-group">
          <div class="group-title">
            <h2>Branches</h2>
            <UndoButtons />
          </div>
          <BranchItems />
        </div>
        {groupsOf(page.levers.value).map(({ group, levers }) => (
          <div key={group} class="phone-group">
            <div class="group-title">
              <h2>{GROUP_NAMES[group]}</h2>
              {group === "floor" && <FloorSwitch />}
            </div>
            <GroupLevers levers={levers} />
          </div>
        ))}
        <TakesEffect />
      </section>
    );
  if (phoneTab.value === "why")
    return (
      <section class="phone-sheet" aria-label="Why?">
        <div class="segments" role="group" aria-label="What to show">
          <button aria-pressed={!eventsOpen.value} onClick={() => (eventsOpen.value = false)}>
            Site
          </button>
          <button aria-pressed={eventsOpen.value} onClick={() => (eventsOpen.value = true)}>
            Events
          </button>
        </div>
        {eventsOpen.value ? (
          <EventList />
        ) : selection.value === null && asked.value === null ? (
          <>
            <p class="serif empty">Touch a site on the map and ask why.</p>
            <AskLinks now={null} />
          </>
        ) : (
          <WhyBody />
        )}
      </section>
    );
  return null;
}
