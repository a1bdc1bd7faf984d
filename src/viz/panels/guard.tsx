/** What keeps a panel's fault inside the panel: a message stands in its place, and map, clock and the others go on. */
import { signal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import { useErrorBoundary } from "preact/hooks";
import type { ComponentChildren, ComponentType } from "preact";

export function Guard({ name, children }: { name: string; children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return (
    <section class="panel-down" role="alert">
      <p>{name} stopped. Everything else goes on, and nothing of the run is lost.</p>
      <p class="technical">{wordsOf(error)}</p>
      <button class="outlined" onClick={reset}>
        Show it again
      </button>
    </section>
  );
}

/** A view that is fetched when it is first asked for. */
export interface LaterView {
  shown: Signal<ComponentType | null>;
  failed: Signal<unknown>;
  load: () => Promise<ComponentType>;
}

export function later(load: () => Promise<ComponentType>): LaterView {
  return { shown: signal<ComponentType | null>(null), failed: signal<unknown>(undefined), load };
}

/** Nothing until the view is there; a view that cannot be fetched is a fault for the guard around it. */
export function Later({ of }: { of: LaterView }) {
  if (of.failed.value !== undefined) {
    const { value } = of.failed;
    of.failed.value = undefined;
    throw value;
  }
  const View = of.shown.value;
  if (View !== null) return <View />;
  void of.load().then(
    (view) => (of.shown.value = view),
    (error: unknown) => (of.failed.value = error),
  );
  return null;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
