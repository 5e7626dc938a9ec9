// The built example pack in a browser, from the file system, as a reader opens it.

import { chromium } from "playwright-core";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

export const site = resolve(process.env.NINEFOLD_SITE ?? "../../public");
export const home = pathToFileURL(resolve(site, "index.html")).href;

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

/** A page that remembers what went wrong on it. */
export async function fresh(browser, settings = {}) {
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
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) page.faults.push(`left the folder: ${request.url()}`);
  });
  return page;
}
