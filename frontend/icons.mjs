/** The icon sprite: the icons of the pages (icons.json) and those that the city packs name. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const lucide = path.join(here, "node_modules/lucide-static/icons");
const packs = path.resolve(here, "../src/simin/cities");

async function namedInPacks() {
  const files = await readdir(packs, { recursive: true });
  const texts = await Promise.all(
    files.filter((name) => name.endsWith(".toml")).map((name) => readFile(path.join(packs, name), "utf8")),
  );
  return texts.flatMap((text) => [...text.matchAll(/^\s*icon\s*=\s*"([a-z0-9-]+)"/gm)].map((match) => match[1]));
}

async function symbol(name) {
  const source = await readFile(path.join(lucide, `${name}.svg`), "utf8");
  const shapes = source.replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, " ").trim()}</symbol>`;
}

export async function sprite() {
  const own = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const names = [...new Set([...own, ...(await namedInPacks())])].sort();
  const symbols = await Promise.all(names.map(symbol));
  return `<!-- lucide, ISC licence -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}
