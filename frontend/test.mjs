/** Bundles the tests, so that any Node runs them, and runs them with Node's own runner. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const tests = path.join(path.dirname(fileURLToPath(import.meta.url)), "tests");
const out = await mkdtemp(path.join(os.tmpdir(), "simin-frontend-"));
const files = (await readdir(tests)).filter((name) => name.endsWith(".test.ts"));
await esbuild.build({
  entryPoints: files.map((name) => path.join(tests, name)),
  outdir: out, outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm", target: "node20",
});
const compiled = files.map((name) => path.join(out, name.replace(/\.ts$/, ".mjs")));
const { status } = spawnSync(process.execPath, ["--test", ...compiled], { stdio: "inherit" });
await rm(out, { recursive: true });
process.exit(status ?? 1);
