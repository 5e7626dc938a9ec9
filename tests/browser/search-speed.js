// How long a search takes, from the press of a key to the first result: not a test, but a measurement.
//
//   NINEFOLD_SCALE=10000 NINEFOLD_KEEP=/tmp/big cargo test --test suite scale::a_pack
//   (cd /tmp/big && ninefold build)
//   NINEFOLD_SITE=/tmp/big/public node search-speed.js

import { fresh, home, open } from "./site.js";

// Words of the texts, of titles, slips of the keys and beginnings; each is typed whole and its last letter timed.
const words = (process.env.NINEFOLD_WORDS ?? [
  "neighbour", "telephone call", "story", "metric", "changed", "nobody", "door", "began", "thing", "helped",
  "story 77", "number 4321", "telepone", "neihgbour", "happend", "s", "t", "m", "wh", "something better",
  "figures", "next one", "mx 12", "do 99", "stroy", "safeguarding", "learning", "it", "ended", "everybody",
].join(",")).split(",");

const browser = await open();
const page = await fresh(browser);
await page.goto(new URL("search.html", home).href);
await page.locator("[data-search-form]").waitFor();
const taken = [];
// What the page itself had to do, whatever else the machine was doing.
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
const worked = async () => {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
};
const work = [];
for (const word of words) {
  await page.locator("[data-search-q]").fill(word.slice(0, -1));
  await page.waitForTimeout(300);
  // Begins before the page hears of it, and ends when a frame with the first result, or with what is said instead, was drawn.
  const timing = page.evaluate(() => new Promise((done) => {
    document.addEventListener("input", () => {
      const start = performance.now();
      const list = document.querySelector("[data-search-results]");
      for (const old of list.children) old.dataset.old = "";
      const look = () => {
        const first = list.querySelector("li:not([hidden], [data-old])");
        const none = !list.querySelector("li");
        if (first || none) done([performance.now() - start, list.querySelectorAll("li:not([hidden])").length]);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  }));
  await page.locator("[data-search-q]").press("End");
  const earlier = await worked();
  await page.locator("[data-search-q]").press(word.at(-1));
  const [time] = await timing;
  work.push(await worked() - earlier);
  const count = await page.locator("[data-search-count]").textContent();
  taken.push(time);
  console.log(`${time.toFixed(0).padStart(5)} ms, at work ${work.at(-1).toFixed(0).padStart(4)} ms  ${word}: ${count}`);
}
for (const [name, times] of [["until the first result", taken], ["at work", work]]) {
  times.sort((a, b) => a - b);
  console.log(`${name}: median ${times[times.length >> 1].toFixed(0)} ms, worst ${times.at(-1).toFixed(0)} ms of ${times.length}`);
}
if (page.faults.length > 0) console.log(page.faults);
await browser.close();
