/** The few icons of the page, drawn by hand; each stands beside a word or has one for screen readers. */
const PATHS = {
  play: "M5 3.2v9.6L13 8z",
  pause: "M4.5 3h2.6v10H4.5zM8.9 3h2.6v10H8.9z",
  restart: "M8 3.2a4.8 4.8 0 1 1-4.6 3.4M3.2 2.6v4h4",
  back: "M10 3.5 5.5 8l4.5 4.5",
  forward: "M6 3.5 10.5 8 6 12.5",
  close: "M4 4l8 8M12 4l-8 8",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.8M8 13.2V15M1 8h1.8M13.2 8H15M3 3l1.3 1.3M11.7 11.7 13 13M3 13l1.3-1.3M11.7 4.3 13 3",
  moon: "M12.8 9.8A5.3 5.3 0 1 1 6.2 3.2a4.3 4.3 0 0 0 6.6 6.6z",
  undo: "M3.2 6.2h6.1a3.2 3.2 0 0 1 0 6.4H6M3.2 6.2l3-3M3.2 6.2l3 3",
  globe:
    "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c2.2 2 2.6 4 2.6 6S10.200 12 8 14C5.800 12 5.400 10 5.400 8S5.800 4 8 2z",
  prices: "M2 11l3.500-4 3 2.500L14 3.500M2 14h12",
  levers:
    "M2 5h6M12 5h2M2 11h2M8 11h6M10 3.400a1.600 1.600 0 1 0 0 3.200 1.600 1.600 0 0 0 0-3.200zM6 9.400a1.600 1.600 0 1 0 0 3.200 1.600 1.600 0 0 0 0-3.200z",
  why: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.200 6.300a1.900 1.900 0 1 1 2.600 1.800c-.5.2-.8.5-.8 1.100M8 11.300v.1",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
} as const;

const FILLED: ReadonlySet<string> = new Set(["play", "pause"]);

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const filled = FILLED.has(name);
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={filled ? "currentColor" : "none"}
        stroke={filled ? "none" : "currentColor"}
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
