/** What a push message says. */
export interface Told {
  title: string;
  body: string;
  /** Of the same thing: a newer one takes the place of an older. */
  tag: string;
  /** Of the page that it is about, on this site. */
  path: string;
}

/** Whatever came: a message that cannot be read still has to be shown as one. */
export function read(text: string | undefined, fallback: string): Told {
  try {
    const told = JSON.parse(text ?? "") as Partial<Told> | null;
    const word = (name: keyof Told): string => (typeof told?.[name] === "string" ? told[name] : "");
    return { title: word("title") || fallback, body: word("body"), tag: word("tag"), path: inside(word("path")) };
  } catch {
    return { title: fallback, body: "", tag: "", path: "/desk/" };
  }
}

/** A path of this site and nothing else. */
export function inside(path: string): string {
  return /^\/(?![/\\])[^\s]*$/.test(path) ? path : "/desk/";
}
