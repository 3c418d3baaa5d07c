// Bundles the front into .build/front and the word lists of the password rule into .build/words.
import { readFile, readdir, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dictionary } from "@zxcvbn-ts/language-fr";
import esbuild from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const front = join(root, ".build", "front");
const words = join(root, ".build", "words");

async function bundle() {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["front/app.js", "front/head.js", "front/editor.js", "front/proof.js", "front/upload.js", "front/viewer.js", "front/app.css"],
    outdir: front,
    bundle: true,
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
    format: "iife", // head.js runs before the page is drawn, so it cannot be a module
    target: ["chrome109", "firefox115", "safari16.4"],
    loader: { ".woff2": "file", ".woff": "empty", ".svg": "dataurl" },
    assetNames: "fonts/[name]",
    legalComments: "external",
    logLevel: "warning",
  });
}

async function sprite() {
  const lines = (await readFile(join(root, "front", "icons.txt"), "utf8")).split("\n").map((line) => line.trim());
  const symbols = await Promise.all(lines.filter((line) => line && !line.startsWith("#")).map(symbol));
  await writeFile(
    join(front, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
  );
}

async function symbol(name) {
  const source = await readFile(join(root, "node_modules/@tabler/icons/icons/outline", `${name}.svg`), "utf8").catch(
    () => {
      throw new Error(`front/icons.txt: Tabler has no outline icon named "${name}"`);
    },
  );
  const drawing = source
    .slice(source.indexOf(">") + 1, source.lastIndexOf("</svg>"))
    .replace(/<path stroke="none"[^>]*>/, "")
    .replace(/\s+/g, " ")
    .trim();
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
    `stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`
  );
}

async function frenchWords() {
  const lists = Object.entries(dictionary).map(([name, list]) => [name.replace(/-fr$/, ""), list]);
  await mkdir(words, { recursive: true });
  await writeFile(join(words, "french.json"), JSON.stringify(Object.fromEntries(lists)));
}

// The pages may fetch nothing from elsewhere: an address left in the output stops the build.
// Two are no requests: the namespace of SVG, and a page named in an error message of Bootstrap.
async function refuseAddresses() {
  for (const name of (await readdir(front)).filter((name) => /\.(css|js)$/.test(name))) {
    const found = (await readFile(join(front, name), "utf8")).match(/https?:\/\/(?!www\.w3\.org\/|popper\.js\.org\/)[^\s"')]+/);
    if (found) throw new Error(`${name} holds the address ${found[0]}`);
  }
}

try {
  await rm(front, { recursive: true, force: true });
  await bundle();
  await Promise.all([sprite(), frenchWords(), refuseAddresses()]);
} catch (error) {
  if (!error.errors) console.error(error.message); // esbuild has already told its own
  process.exit(1);
}
