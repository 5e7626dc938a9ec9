// Every page of the example through axe-core.

import { after, before, test } from "node:test";
import { examineAll } from "./axe.js";
import { open, site } from "./site.js";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

test("axe finds nothing on any page of the example", async (context) => {
  await examineAll(browser, "example", site, context);
});
