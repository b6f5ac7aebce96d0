/**
 * What is being typed outlives whatever happens to the page around it: a part that is fetched anew,
 * another incident that is chosen, a refusal, a lost line.
 */
import { all } from "../live/dom.ts";

/** Fields that are typed into, of whichever part's form; files cannot be kept. */
const FIELDS = "textarea[id], select[id], input[id]:not([type=hidden], [type=file], [type=checkbox], [type=radio])";
type Field = HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement;
const kept = new Map<string, string>();
const name = (incident: string, field: Field): string => `${incident} ${field.id}`;

export function keepDrafts(view: HTMLElement, incident: () => string): void {
  view.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLElement) || !field.matches(FIELDS)) return;
    kept.set(name(incident(), field as Field), (field as Field).value);
  });
}

export function restoreDrafts(within: ParentNode, incident: string): void {
  for (const field of all<Field>(FIELDS, within)) {
    const typed = kept.get(name(incident, field));
    if (typed !== undefined) field.value = typed;
  }
}

/** It was sent. */
export function forgetDrafts(form: HTMLFormElement, incident: string): void {
  for (const field of all<Field>(FIELDS, form)) kept.delete(name(incident, field));
}

export const isTyping = (element: Element | null): boolean =>
  Boolean(element?.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"));
