/** Under the headline: what other seeds say of the differences it names, in the voice of facts. */
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { usePage } from "../page";
import { pairedArrived, pairsIn } from "../paired";
import { arrived, month } from "../state";
import { luckLine } from "../text/headline";
import type { Compared } from "../text/headline";

/** The differences that the headline on show speaks of. */
export const headlineCompared = signal<readonly Compared[]>([]);

export function HeadlineLuck() {
  const page = usePage();
  const element = useRef<HTMLParagraphElement>(null);
  const compared = headlineCompared.value;
  // The headline takes two lines or three; this one stands right beneath it.
  useLayoutEffect(() => {
    const above = element.current?.previousElementSibling;
    if (above instanceof HTMLElement) element.current!.style.top = `${above.offsetTop + above.offsetHeight + 4}px`;
  });
  arrived.value;
  pairedArrived.value;
  if (page.branches.ghost === null) return null;
  const at = month.value;
  const line = luckLine(compared, ({ of, figure }) => page.paired.at(of, figure, at), pairsIn.value);
  return line === "" ? null : (
    <p ref={element} class="headline-luck" data-testid="headline-luck">
      {line}
    </p>
  );
}
