/** A site's triggers over the map: the picture, its levers, and the price that the site reckons with as months go by. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { connectProof } from "../../workers/proofClient";
import type { ProofClient } from "../../workers/proofClient";
import { siteFigure } from "../map/siteState";
import { usePage } from "../page";
import { CloseButton } from "../panels/eventsSheet";
import { arrived, info, month } from "../state";
import { closeTriggers, triggersOf } from "./opened";
import { mineOf } from "./start";
import { TriggerLab } from "./triggerLab";

export function TriggersPanel() {
  const page = usePage();
  const site = triggersOf.value;
  const world = info.value;
  const title = useRef<HTMLHeadingElement>(null);
  const [client, setClient] = useState<ProofClient | null>(null);
  useEffect(() => {
    const line = connectProof();
    setClient(line);
    title.current?.focus();
    return () => line.stop();
  }, []);
  arrived.value;
  const one = site === null || world === null ? undefined : world.sites[site];
  const start = useMemo(
    () =>
      one === undefined || page.scenario === null ? null : mineOf(page.scenario, one, world!.regions[one.region]!.id),
    [one, page.scenario],
  );
  const now = page.branches.shown?.frames[month.value];
  const ghost = page.branches.ghost?.frames[month.value];
  const isMine = one?.goodIn === null;
  const [fits, setFits] = useState(false);
  // Of the month in which the panel was opened: the picture holds still while the run goes on.
  const own = useMemo(() => {
    if (now === undefined || site === null) return null;
    const close = siteFigure(now, site, "closesBelowUsdPerKg");
    const open = siteFigure(now, site, "opensAboveUsdPerKg");
    return close > 0 && open > 0 ? { open, close } : null;
  }, [one]);
  if (one === undefined || start === null) return null;
  const seen = (frame: typeof now): number =>
    fits && frame !== undefined ? siteFigure(frame, site!, "priceUsdPerKg") : Number.NaN;
  return (
    <main class="triggers" aria-label={`Triggers of ${one.name}`}>
      <div class="triggers-head">
        <div>
          <h1 ref={title} tabIndex={-1}>
            When does {one.name} act?
          </h1>
          <p class="subtitle">
            {fits
              ? "Its figures as they stand."
              : isMine
                ? "Its own figures; the run judges it together with its plants."
                : "Its own figures; prices are those of a kilogram less feed."}{" "}
            The run goes on as it is.
          </p>
        </div>
        <CloseButton label="Close the triggers" onClick={closeTriggers} />
      </div>
      {client !== null && (
        <TriggerLab
          key={one.id}
          client={client}
          start={start}
          site={own}
          onFit={setFits}
          now={seen(now)}
          without={seen(ghost)}
        />
      )}
    </main>
  );
}
