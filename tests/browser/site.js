// The common ground of the browser tests: where the sites are, how a browser opens, how a page is watched.
//
// NINEFOLD_SITE is the built example (otherwise `public` of the project). NINEFOLD_HARD is the built
// hard fixture and NINEFOLD_EDITIONS further folders, divided as in PATH; without them the tests of
// these run on the example alone.

import { chromium } from "playwright-core";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, delimiter, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export const site = resolve(process.env.NINEFOLD_SITE ?? "../../public");
export const home = pathToFileURL(resolve(site, "index.html")).href;
export const hard = process.env.NINEFOLD_HARD ? resolve(process.env.NINEFOLD_HARD) : undefined;

/** The packs whose pages are opened, each with its name. */
export const packs = [["example", site], ...(hard ? [["hard", hard]] : [])];

/** Every built folder, the editions for other audiences among them. */
export const folders = [
  ...packs,
  ...(process.env.NINEFOLD_EDITIONS ?? "").split(delimiter).filter(Boolean)
    .map((folder) => [basename(folder), resolve(folder)]),
];

// Chromium looks up hosts of its own at every start unless it is told not to.
const quiet = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Opens a browser; ends the run with a clear word where there is no site. */
export async function open() {
  if (!existsSync(resolve(site, "index.html"))) {
    throw new Error(`there is no site in ${site}: run ninefold build first`);
  }
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: quiet });
}

/**
 * A page that remembers in `faults` what went wrong on it: whatever the console says, errors, requests
 * that fail, are answered with an error, or leave the site. `origin` is the server's address; without
 * one the site is read from its folder and nothing but files may be asked for.
 */
export async function fresh(browser, { origin, ...settings } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => page.faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => page.faults.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // Leaving a page while its icon still loads is no fault of the site.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") page.faults.push(`failed: ${request.url()}: ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) page.faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(origin ?? "file:")) page.faults.push(`left the site: ${request.url()}`);
  });
  return page;
}

/** Every file of a folder by its path with `/`, in order. */
export function files(folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => resolve(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
  return paths.map((path) => path.replaceAll("\\", "/")).sort();
}

/** Whether a page only leads on to another: one at an earlier address. */
export function redirects(folder, path) {
  return readFileSync(`${folder}/${path}`, "utf8").includes('http-equiv="refresh"');
}

/** Every page of a folder by its path; pages that lead on by themselves only if asked for. */
export function pages(folder = site, { leadingOn = false } = {}) {
  return files(folder).filter((path) => path.endsWith(".html") && redirects(folder, path) === leadingOn);
}

/**
 * One page of each kind: of each folder the first and the longest, and every page that stands at the
 * top. Pages of one folder are made by one template, or by the register's and the item's.
 */
export function kinds(folder = site) {
  const size = (path) => readFileSync(`${folder}/${path}`).length;
  const groups = grouped(pages(folder));
  return [...groups].flatMap(([name, all]) => {
    if (name === "") return all;
    const longest = all.reduce((one, other) => (size(other) > size(one) ? other : one));
    const index = all.filter((path) => path.endsWith("/index.html"));
    return [...new Set([...index, longest])];
  });
}

function part(path) {
  return path.includes("/") ? path.split("/")[0] : "";
}

function grouped(all) {
  const groups = new Map();
  for (const path of all) groups.set(part(path), [...(groups.get(part(path)) ?? []), path]);
  return groups;
}

/** The address of a page of a folder in the file system. */
export function file(folder, path) {
  return pathToFileURL(resolve(folder, path)).href;
}
