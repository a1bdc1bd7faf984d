/** The timeline's marks as inline pictures, for lists and keys. Everything that has no mark of its own is a small dot. */
export function MarkIcon({ kind, size = 14 }: { kind: string; size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="-7 -7 14 14" aria-hidden="true">
      {shape(kind)}
    </svg>
  );
}

function shape(kind: string) {
  switch (kind) {
    case "closed":
    case "insolvent":
      return <path d="M-4-4 4 4M4-4-4 4" stroke="var(--ink)" stroke-width="2.2" stroke-linecap="round" />;
    case "mothballed":
      return <path d="M-2.300-5V5M2.300-5V5" stroke="var(--ink)" stroke-width="2.400" />;
    case "restarted":
      return (
        <>
          <circle r="6" fill="var(--back)" />
          <path
            d="M-2.700 1.200 0-1.900l2.700 3.100"
            fill="none"
            stroke="var(--panel)"
            stroke-width="1.800"
            stroke-linecap="round"
          />
        </>
      );
    case "opened":
      return (
        <>
          <circle r="5.100" fill="none" stroke="var(--back)" stroke-width="1.800" />
          <path d="M-2.500 0h5M0-2.500v5" stroke="var(--back)" stroke-width="1.800" stroke-linecap="round" />
        </>
      );
    case "lever":
      return <path d="M-4-6V6M-4-6 4-3-4 0z" fill="var(--ink)" stroke="var(--ink)" stroke-width="1.400" />;
    case "stanceChanged":
      return <rect x="-5" y="-3.500" width="10" height="7" fill="none" stroke="var(--exporter)" stroke-width="1.600" />;
    default:
      return <circle r="2.200" fill="var(--ink3)" />;
  }
}
