/**
 * Builds everything the browser loads into src/simin/web/static/dist.
 *
 * Each file of entries/ becomes one hashed file there; manifest.json maps the plain name to the
 * hashed one, so that a file can be cached for ever. Text is written compressed as well, since the
 * server compresses nothing that does not change. Nothing is fetched from a network.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { sprite } from "./icons.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(here, "../src/simin/web/static/dist");
const entries = path.join(here, "entries");

const options = {
  absWorkingDir: here,
  entryPoints: [
    ...(await readdir(entries)).map((name) => path.join(entries, name)),
    // MapLibre's worker as a file of our own: the Content-Security-Policy allows no blob.
    path.join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"),
  ],
  outdir: out,
  entryNames: "[name]-[hash]",
  assetNames: "fonts/[name]-[hash]",
  bundle: true,
  format: "esm",
  minify: true,
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  loader: { ".woff2": "file" },
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
};

function plainNames(metafile) {
  const manifest = {};
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (!entryPoint || file.endsWith(".LEGAL.txt")) continue;
    const { name } = path.parse(entryPoint);
    manifest[name + path.extname(file)] = path.basename(file);
  }
  return manifest;
}

async function writeSprite(manifest) {
  const text = await sprite();
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  manifest["icons.svg"] = `icons-${hash}.svg`;
  await writeFile(path.join(out, manifest["icons.svg"]), text);
}

async function compress(name) {
  const file = path.join(out, name);
  const content = await readFile(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(`${file}.br`, brotliCompressSync(content, quality));
  await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const { metafile } = await esbuild.build(options);
const manifest = plainNames(metafile);
await writeSprite(manifest);
// Typeset reports take letters as they are drawn, not as browsers pack them.
await mkdir(path.join(out, "typeset"));
const drawn = "Pretendard-Regular.otf";
await copyFile(path.join(here, "node_modules/pretendard/dist/public/static", drawn), path.join(out, "typeset", drawn));
await writeFile(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
for (const name of Object.values(manifest)) await compress(name);
console.log(`built ${Object.keys(manifest).sort().join(", ")}`);
