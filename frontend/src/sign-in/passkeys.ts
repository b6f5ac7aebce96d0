/**
 * Says in words what went wrong with a passkey.
 *
 * The ceremony itself is allauth's own script, which tells failures by the event `allauth.error`;
 * shown are the three cases that a person can do something about.
 */
export function bindPasskeyErrors(page: Document = document): void {
  const line = page.getElementById("passkey-error");
  if (!line) return;
  if (!window.PublicKeyCredential) show(line, "unsupported");
  page.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    show(line, reason((event as CustomEvent<{ exception: unknown }>).detail.exception));
  });
}

function reason(exception: unknown): "cancelled" | "unsupported" | "failed" {
  const name = exception instanceof DOMException ? exception.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "cancelled";
  return name === "NotSupportedError" || name === "SecurityError" ? "unsupported" : "failed";
}

function show(line: HTMLElement, why: string): void {
  line.textContent = line.dataset[why] ?? "";
  line.hidden = false;
}
