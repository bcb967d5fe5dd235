// Everything a browser fetches from us is made here and put into wwwroot: one style sheet, one script, the font and the icon.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compileAsync } from "sass";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const font = (subset) => here(`node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-wght-normal.woff2`);

await mkdir(here("../wwwroot"), { recursive: true });

const styles = await compileAsync(here("hearback.scss"), { loadPaths: [here("node_modules")], quietDeps: true, style: "compressed" });

await Promise.all([
    writeFile(here("../wwwroot/hearback.css"), styles.css),
    build({
        entryPoints: [here("hearback.js")],
        outfile: here("../wwwroot/hearback.js"),
        bundle: true,
        format: "esm",
        minify: true,
        target: "es2020",
        legalComments: "none",
    }),
    copyFile(font("latin"), here("../wwwroot/atkinson-latin.woff2")),
    copyFile(font("latin-ext"), here("../wwwroot/atkinson-latin-ext.woff2")),
    copyFile(here("favicon.svg"), here("../wwwroot/favicon.svg")),
    copyFile(here("wordmark.svg"), here("../wwwroot/wordmark.svg")),
]);
