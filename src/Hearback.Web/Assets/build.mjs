// Everything a browser fetches from us is made here and put into wwwroot: a style sheet and a script for every page and one of each for the map, a script for passkeys, the font and the icon.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compileAsync } from "sass";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const font = (subset) => here(`node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-wght-normal.woff2`);

await mkdir(here("../wwwroot"), { recursive: true });

const styles = (file) => compileAsync(here(file), { loadPaths: [here("node_modules")], quietDeps: true, style: "compressed" });
const script = (name) => build({
    entryPoints: [here(name)],
    outfile: here(`../wwwroot/${name}`),
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2020",
    legalComments: "none",
});
const [css, mapCss] = await Promise.all([styles("hearback.scss"), styles("map.scss")]);
// Leaflet's pictures (its own pin, its list of layers) are not used, nor is what it does for browsers of 2006.
const withoutPictures = (text) => text.replace(/[^{}]+\{[^{}]*url\([^{}]*\}/g, "");

await Promise.all([
    writeFile(here("../wwwroot/hearback.css"), css.css),
    writeFile(here("../wwwroot/map.css"), withoutPictures(mapCss.css)),
    script("hearback.js"),
    script("map.js"),
    script("passkey.js"),
    copyFile(font("latin"), here("../wwwroot/atkinson-latin.woff2")),
    copyFile(font("latin-ext"), here("../wwwroot/atkinson-latin-ext.woff2")),
    copyFile(here("favicon.svg"), here("../wwwroot/favicon.svg")),
    copyFile(here("wordmark.svg"), here("../wwwroot/wordmark.svg")),
]);
