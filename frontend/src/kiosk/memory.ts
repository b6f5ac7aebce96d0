/**
 * The little that a kiosk remembers: its key for good, whether it is in use for the session.
 *
 * A browser may forbid storage; then it is remembered for as long as the page is open.
 */
type Span = "local" | "session";

const here = new Map<string, string>();
const store = (span: Span): Storage => (span === "local" ? localStorage : sessionStorage);

export function kept(span: Span, name: string): string | null {
  try {
    return store(span).getItem(name) ?? here.get(name) ?? null;
  } catch {
    return here.get(name) ?? null;
  }
}

/** Gives whether it outlasts the page. */
export function keep(span: Span, name: string, text: string): boolean {
  here.set(name, text);
  try {
    store(span).setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

export function forget(span: Span, name: string): void {
  here.delete(name);
  try {
    store(span).removeItem(name);
  } catch {
    // Then it was only remembered here.
  }
}
