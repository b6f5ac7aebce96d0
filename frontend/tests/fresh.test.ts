/** What stays under the hands of somebody who writes, and what of an answer is nothing new. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sendOnce } from "../src/desk/send-once.ts";
import { isChanged, plain } from "../src/desk/fresh.ts";

const form = (token: string, key: string, left: string): string =>
  `\n<time>${left}</time><input type="hidden" name="csrfmiddlewaretoken" value="${token}"><input type="hidden" name="key" value="${key}">\n`;

test("another token and another key are nothing new", () => {
  assert.equal(plain(form("a", "b", "4 min")), plain(form("c", "d", "4 min").trim()));
  assert.notEqual(plain(form("a", "b", "4 min")), plain(form("a", "b", "3 min")));
});

test("a field is changed when it holds something else than it came with", () => {
  const text = (value: string): object => ({ type: "text", value, defaultValue: "as it came" });
  assert.equal(isChanged(text("as it came")), false);
  assert.equal(isChanged(text("typed")), true);
  assert.equal(isChanged({ type: "textarea", value: "refused", defaultValue: "refused" }), true);
  assert.equal(isChanged({ type: "file", value: "", files: [] }), false);
  assert.equal(isChanged({ type: "file", value: "C:\\a.jpg", files: [{}] }), true);
  assert.equal(isChanged({ type: "checkbox", value: "on", defaultValue: "on", checked: true, defaultChecked: false }), true);
  assert.equal(isChanged({ type: "hidden", value: "x", defaultValue: "" }), false);
});

test("a choice is changed when another than the first, or than that it came with, is chosen", () => {
  const option = (selected: boolean, defaultSelected = false): { selected: boolean; defaultSelected: boolean } => ({ selected, defaultSelected });
  assert.equal(isChanged({ options: [option(true), option(false)] }), false);
  assert.equal(isChanged({ options: [option(false), option(true)] }), true);
  assert.equal(isChanged({ options: [option(false), option(true, true)] }), false);
});

test("a form that came onto the page later is sent once too", () => {
  const heard = new Map<string, (event: never) => void>();
  const hear = (kind: string, what: (event: never) => void): void => void heard.set(kind, what);
  Object.assign(globalThis, { document: { addEventListener: hear, querySelectorAll: () => [] }, addEventListener: hear });
  sendOnce();
  const later = { dataset: {}, matches: () => true };
  let prevented = 0;
  for (let tap = 0; tap < 3; tap += 1)
    heard.get("submit")?.({ target: later, preventDefault: () => (prevented += 1) } as never);
  assert.equal(prevented, 2);
});
