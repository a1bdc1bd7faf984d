/** The page put together: which areas stand where at which width is the style sheet's affair, which exist is decided here. */
import { signal } from "@preact/signals";
import { Live } from "../a11y/live";
import { SiteList } from "../a11y/siteList";
import { tableOpen, view } from "../route";
import { presenting } from "../state";
import { triggersOf } from "../triggers/opened";
import { Dock } from "./dock";
import { Guard, later, Later } from "./guard";
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

const proof = later(async () => (await import("../proof/proofView")).ProofView);
const triggers = later(async () => (await import("../triggers/triggersPanel")).TriggersPanel);
const tables = later(async () => (await import("../table/tableView")).TableView);

export function App() {
  const layout = presenting.value ? "present" : width.value;
  const away = view.value !== "world";
  return (
    <div class="app" data-layout={layout} data-view={view.value}>
      {layout !== "present" && (
        <Guard name="The bar at the top">
          <Header />
        </Guard>
      )}
      <div class="world" inert={away}>
        <World layout={layout} />
      </div>
      {away && (
        <Guard name="The proof">
          <Later of={proof} />
        </Guard>
      )}
      <Notice />
      <Toast />
    </div>
  );
}

/** The world keeps its place, its camera and its month while another view is on. */
function World({ layout }: { layout: Width | "present" }) {
  const columns = layout === "wide" || layout === "narrow";
  const hasTriggers = triggersOf.value !== null && layout !== "present";
  const covered = (tableOpen.value || hasTriggers) && layout !== "present";
  return (
    <>
      <WaitBar />
      <div class="world" inert={covered}>
        <Guard name="The map">
          <MapArea />
        </Guard>
        <Guard name="The list of sites">
          <SiteList />
        </Guard>
      </div>
      {covered && !hasTriggers && (
        <Guard name="The tables">
          <Later of={tables} />
        </Guard>
      )}
      {hasTriggers && (
        <Guard name="The triggers">
          <Later of={triggers} />
        </Guard>
      )}
      <Guard name="The presented page">{layout === "present" && <Present />}</Guard>
      <Guard name="The scoreboard">{layout !== "present" && <Scoreboard scrolls={layout === "phone"} />}</Guard>
      <Guard name="The price chart">{layout === "phone" && <PhoneStrip />}</Guard>
      <Guard name="The column of prices and events">{columns && <TimeColumn />}</Guard>
      <Guard name="The dock">{columns && <Dock />}</Guard>
      <Guard name="The sheet">{layout === "phone" && <PhoneSheet />}</Guard>
      <Guard name="The bar at the foot">{layout === "phone" && <PhoneBar />}</Guard>
      <Guard name="The live text">
        <Live />
      </Guard>
    </>
  );
}
