/**
 * The gap graphic of a scoreboard tile: a hollow dotted circle for the run without the change, a solid disc for this
 * one, on a scale that stays as it is while a run is on show.
 */
export function Gap({ value, ghost, top }: { value: number; ghost: number; top: number }) {
  const at = (one: number): number => 5 + 90 * Math.max(0, Math.min(1, one / top));
  if (!Number.isFinite(value) || !Number.isFinite(ghost)) return <div class="gap" />;
  return (
    <div class="gap" aria-hidden="true">
      <span class="gap-line" />
      <span
        class="gap-bar"
        style={{ left: `${Math.min(at(value), at(ghost))}%`, width: `${Math.abs(at(value) - at(ghost))}%` }}
      />
      <span class="gap-ghost" style={{ left: `${at(ghost)}%` }} />
      <span class="gap-disc" style={{ left: `${at(value)}%` }} />
    </div>
  );
}
