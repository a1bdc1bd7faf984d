/** The card that answers why: a sentence in the model's words, the trigger ruler, and a site's figures on request. */
import { signal } from "@preact/signals";
import { TriggerRuler } from "../charts/ruler";
import { usePage } from "../page";
import type { Page } from "../page";
import { arrived, info, month, selection } from "../state";
import { longMonth } from "../text/format";
import { STATUS_WORDS } from "../text/words";
import { whyBuyers, whySite } from "../text/why";
import type { WhyStory } from "../text/why";
import { siteStatus } from "../map/siteState";
import { CloseButton } from "./eventsSheet";

const showsFigures = signal(false);

export function WhyCard({ place }: { place: { left: number; top: number } }) {
  const chosen = selection.value;
  if (chosen === null) return null;
  return (
    <section class="card why-card" style={{ left: `${place.left}px`, top: `${place.top}px` }} aria-label="Why?">
      <WhyBody />
    </section>
  );
}

export function WhyBody() {
  const page = usePage();
  const chosen = selection.value;
  arrived.value;
  month.value;
  if (chosen === null) return null;
  if (chosen.kind === "group") return <GroupBody indices={chosen.indices} />;
  const story = storyOf(page);
  if (story === null) return null;
  const world = info.value;
  return (
    <>
      <CloseButton label="Close the card" onClick={() => (selection.value = null)} />
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
      </div>
    </>
  );
}

/** The story of what is selected, or null when it is gone. */
export function storyOf(page: Page): WhyStory | null {
  const chosen = selection.value;
  const world = info.value;
  const now = page.branches.shown?.frames[month.value];
  if (chosen === null || world === null || now === undefined) return null;
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
