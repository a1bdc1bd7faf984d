/**
 * The card that answers why: a sentence in the model's words, the trigger ruler, and figures on request. About a site or
 * buyers it stands near their glyph, about a price by the charts, about the exporter or the bloc where neither is.
 */
import { signal } from "@preact/signals";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import { ask, asked } from "../asked";
import type { Asked } from "../asked";
import { TriggerRuler } from "../charts/ruler";
import { followed, followOnMap } from "../follow";
import { usePage } from "../page";
import type { Page } from "../page";
import { arrived, bigStage, info, month, selection } from "../state";
import { longMonth } from "../text/format";
import { STATUS_WORDS } from "../text/words";
import { whyBuyers, whySite } from "../text/why";
import type { WhyStory } from "../text/why";
import { whyBloc, whyExporter, whyPrice } from "../text/whyPolicy";
import { siteStatus } from "../map/siteState";
import { triggersOf } from "../triggers/opened";
import { mineOf } from "../triggers/start";
import { CloseButton } from "./eventsSheet";
import { Guard } from "./guard";

const showsFigures = signal(false);

export function WhyCard({ place }: { place: { left: number; top: number } }) {
  if (asked.value !== null)
    return (
      <section class={`card why-card why-${asked.value.about}`} aria-label="Why?">
        <Guard name="The answer">
          <WhyBody />
        </Guard>
      </section>
    );
  if (selection.value === null) return null;
  return (
    <section class="card why-card" style={{ left: `${place.left}px`, top: `${place.top}px` }} aria-label="Why?">
      <Guard name="The answer">
        <WhyBody />
      </Guard>
    </section>
  );
}

/** Nothing is chosen any more. */
function close(): void {
  selection.value = null;
  asked.value = null;
}

export function WhyBody() {
  const page = usePage();
  const chosen = selection.value;
  arrived.value;
  month.value;
  if (chosen === null && asked.value === null) return null;
  if (chosen?.kind === "group") return <GroupBody indices={chosen.indices} />;
  const story = storyOf(page);
  if (story === null) return null;
  const world = info.value;
  return (
    <>
      <CloseButton label="Close the card" onClick={close} />
      <h2>{story.question}</h2>
      <p class="subtitle">{story.subtitle}</p>
      <p class="serif">{story.sentence}</p>
      {story.ruler !== null && <TriggerRuler figures={story.ruler} />}
      {showsFigures.value && (
        <dl class="figures">
          {story.rows.map((row) => (
            <div key={row.name}>
              <dt>{row.name}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div class="card-links">
        {story.lastEvent !== null && world !== null && story.lastEvent.month !== month.value && (
          <button class="link" onClick={() => page.showEvent(story.lastEvent!)}>
            Go to {longMonth(world.startMonth, story.lastEvent.month)}
          </button>
        )}
        <button
          class="link"
          aria-expanded={showsFigures.value}
          onClick={() => (showsFigures.value = !showsFigures.value)}
        >
          {showsFigures.value ? "Fewer figures" : "All its figures"}
        </button>
        {story.ruler !== null && chosen?.kind === "site" && <TriggersLink site={chosen.index} />}
        <FollowLink />
      </div>
      {asked.value !== null && <AskLinks now={asked.value} />}
    </>
  );
}

/** Opens the picture of a site's triggers over the map; none for a site that the scenario gives no costs of. */
function TriggersLink({ site }: { site: number }) {
  const { scenario } = usePage();
  const one = info.value?.sites[site];
  if (one === undefined || scenario === null) return null;
  if (mineOf(scenario, one, info.value!.regions[one.region]!.id) === null) return null;
  return (
    <button class="link triggers-link" onClick={() => (triggersOf.value = site)}>
      Its triggers
    </button>
  );
}

/** The camera goes with a site or a region's buyers, or lets go of them. */
function FollowLink() {
  const page = usePage();
  const chosen = selection.value;
  if (chosen === null || chosen.kind === "group" || page.map === null) return null;
  const target = chosen.kind === "site" ? { site: chosen.index } : { buyersOf: chosen.region };
  const isFollowed = JSON.stringify(followed.value) === JSON.stringify(target);
  return (
    <button class="link" aria-pressed={isFollowed} onClick={() => followOnMap(page, isFollowed ? null : target)}>
      Follow
    </button>
  );
}

/** The questions that no glyph answers, but for the one that is answered now. */
export function AskLinks({ now }: { now: Asked | null }) {
  const questions: { words: string; question: Asked }[] = [
    { words: "Why this price?", question: { about: "price", stage: bigStage.value } },
    { words: "Why the exporter?", question: { about: "exporter" } },
    { words: "Why the bloc?", question: { about: "bloc" } },
  ];
  return (
    <div class="card-links ask-links">
      {questions
        .filter(({ question }) => question.about !== now?.about)
        .map(({ words, question }) => (
          <button key={words} class="link" onClick={() => ask(question)}>
            {words}
          </button>
        ))}
    </div>
  );
}

/** The story of what is selected or asked, or null when it is gone. */
export function storyOf(page: Page): WhyStory | null {
  const chosen = selection.value;
  const world = info.value;
  const now = page.branches.shown?.frames[month.value];
  if (world === null || now === undefined) return null;
  if (asked.value !== null) return storyAsked(page, asked.value, { info: world, now });
  if (chosen === null) return null;
  if (chosen.kind === "site") {
    const ghost = page.branches.ghost?.frames[month.value] ?? null;
    return whySite({ info: world, site: chosen.index, now, ghost, events: page.branches.shown!.events });
  }
  if (chosen.kind === "buyer") {
    const region = world.regions[chosen.region];
    const buyers = world.buyers.map((_, index) => index).filter((index) => world.buyers[index]!.region === region?.id);
    return whyBuyers(world, chosen.region, now, buyers);
  }
  return null;
}

function storyAsked(page: Page, question: Asked, at: { info: WorldInfo; now: Snapshot }): WhyStory {
  const history = page.branches.shown;
  const facts = {
    ...at,
    ghost: page.branches.ghost?.frames[at.now.month] ?? null,
    events: history?.events ?? [],
  };
  switch (question.about) {
    case "price":
      return whyPrice(facts, question.stage, history?.frames[at.now.month - 12] ?? null);
    case "exporter":
      return whyExporter(facts);
    case "bloc":
      return whyBloc(facts);
    default: {
      const never: never = question;
      throw new Error(`no story for ${String(never)}`);
    }
  }
}

/** A glyph that stands for several sites asks which one is meant. */
function GroupBody({ indices }: { indices: readonly number[] }) {
  const page = usePage();
  const world = info.value;
  const now = page.branches.shown?.frames[month.value];
  if (world === null || now === undefined) return null;
  const there = indices.filter((site) => siteStatus(now, site) !== "prospect");
  return (
    <>
      <CloseButton label="Close the card" onClick={() => (selection.value = null)} />
      <h2>{there.length} sites share this mark</h2>
      <p class="subtitle">Zoom in to part them, or choose one.</p>
      <ul class="group-list">
        {there.map((site) => (
          <li key={site}>
            <button class="link" onClick={() => (selection.value = { kind: "site", index: site })}>
              {world.sites[site]!.name}
            </button>
            <span>{STATUS_WORDS[siteStatus(now, site)]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
