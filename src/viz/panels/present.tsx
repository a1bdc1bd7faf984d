/** Presenting: the map, the month, one strip, one sentence; large type, nothing else. F enters, F or Escape leaves. */
import { useEffect } from "preact/hooks";
import { info, month, presenting } from "../state";
import { longMonth } from "../text/format";
import { stageTitle } from "../text/words";
import { stages } from "../state";
import { Headline } from "./mapArea";
import { Strip, stripOrder, Years } from "./timeColumn";

export function Present() {
  useEffect(() => {
    const root = document.documentElement;
    // A browser that refuses full screen still shows the large page.
    root.requestFullscreen?.().catch(() => undefined);
    const onChange = (): void => {
      if (document.fullscreenElement === null) presenting.value = false;
    };
    document.addEventListener("fullscreenchange", onChange);
    return () => {
      document.removeEventListener("fullscreenchange", onChange);
      if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);
  const world = info.value;
  const big = stripOrder()[0];
  const good = big === undefined ? undefined : stages.value[big];
  const { title, unit } = good === undefined ? { title: "", unit: "" } : stageTitle(good.id, good.name);
  return (
    <>
      <section class="present-side" aria-label="Month and price">
        <div class="present-month">{world === null ? "" : longMonth(world.startMonth, month.value)}</div>
        <div class="present-unit">
          {title}, {unit}, $ a kg
        </div>
        {big !== undefined && <Strip stage={big} big />}
        <Years />
      </section>
      <section class="present-caption" aria-label="Caption">
        <Headline />
      </section>
    </>
  );
}
