/** What went wrong, what is safe, what to do: in place, in ink, never a red box. And the short word that something was done. */
import { notice, toast, waiting } from "../state";

export function Notice() {
  const shown = notice.value;
  if (shown === null) return null;
  return (
    <section class="notice" role="alert">
      <h2>{shown.title}</h2>
      <p>{shown.text}</p>
      {shown.detail !== undefined && <p class="technical">{shown.detail}</p>}
      <div class="notice-actions">
        {shown.action !== undefined && (
          <button
            class="filled"
            onClick={() => {
              notice.value = null;
              shown.action!.act();
            }}
          >
            {shown.action.label}
          </button>
        )}
        <button class="outlined" onClick={() => (notice.value = null)}>
          Close
        </button>
      </div>
    </section>
  );
}

export function Toast() {
  return (
    <div class="toast" role="status" data-shown={toast.value !== null}>
      {toast.value ?? ""}
    </div>
  );
}

/** A thin bar under the header once the first months have been waited for. */
export function WaitBar() {
  return waiting.value ? (
    <div class="wait-bar" role="progressbar" aria-label="The first months are being computed" />
  ) : null;
}
