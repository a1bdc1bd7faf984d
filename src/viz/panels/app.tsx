/** The page put together: which areas stand where at which width is the style sheet's affair, which exist is decided here. */
import { signal } from "@preact/signals";
import { useErrorBoundary } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { Live } from "../a11y/live";
import { SiteList } from "../a11y/siteList";
import { presenting } from "../state";
import { Dock } from "./dock";
import { Header } from "./header";
import { MapArea } from "./mapArea";
import { Notice, Toast, WaitBar } from "./notice";
import { PhoneBar, PhoneSheet, PhoneStrip } from "./phone";
import { Present } from "./present";
import { Scoreboard } from "./scoreboard";
import { TimeColumn } from "./timeColumn";

type Width = "phone" | "narrow" | "wide";
const phoneQuery = matchMedia("(max-width: 699px)");
const narrowQuery = matchMedia("(max-width: 1023px)");
const width = signal<Width>(widthNow());
for (const query of [phoneQuery, narrowQuery]) query.addEventListener("change", () => (width.value = widthNow()));

function widthNow(): Width {
  return phoneQuery.matches ? "phone" : narrowQuery.matches ? "narrow" : "wide";
}

export function App() {
  const layout = presenting.value ? "present" : width.value;
  return (
    <div class="app" data-layout={layout}>
      {layout !== "present" && <Header />}
      <WaitBar />
      <MapArea />
      <SiteList />
      <Guard>{layout === "present" && <Present />}</Guard>
      <Guard>{layout !== "present" && <Scoreboard />}</Guard>
      <Guard>{layout === "phone" && <PhoneStrip />}</Guard>
      <Guard>{(layout === "wide" || layout === "narrow") && <TimeColumn />}</Guard>
      <Guard>{(layout === "wide" || layout === "narrow") && <Dock />}</Guard>
      <Guard>{layout === "phone" && <PhoneSheet />}</Guard>
      <Guard>{layout === "phone" && <PhoneBar />}</Guard>
      <Live />
      <Notice />
      <Toast />
    </div>
  );
}

/** A panel that throws is taken down with a word in its place; map and clock go on. */
function Guard({ children }: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return (
    <section class="panel-down" role="alert">
      <p>This part stopped: {error instanceof Error ? error.message : String(error)}. The rest goes on.</p>
      <button class="outlined" onClick={reset}>
        Show it again
      </button>
    </section>
  );
}
