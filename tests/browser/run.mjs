// The page in a real browser: node run.mjs SERVE FOLDER [SHOTS]
//
// SERVE is the built example, FOLDER has articles, SHOTS gets pictures of the pages. The
// browser is at $CHROMIUM, or /usr/bin/chromium. It ends with 1 where something fails.

import { chromium } from "playwright-core";
import { accessible } from "./accessible.mjs";
import { crawl } from "./crawl.mjs";
import { keys } from "./keys.mjs";
import { looks } from "./looks.mjs";
import { start } from "./server.mjs";

const [binary, folder, shots] = process.argv.slice(2);
const server = await start(binary, folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});

let failures = 0;
const check = (is, what) => {
  if (!is) {
    failures += 1;
    console.log(`FAILED ${what}`);
  }
};
const parts = { accessible, keys, crawl, looks };
for (const [name, part] of Object.entries(parts)) {
  try {
    console.log(`${name}: ${await part({ browser, base: server.base, check, shots })}`);
  } catch (error) {
    check(false, `${name}: ${error.stack}`);
  }
}
await browser.close();
const ended = await server.stop();
check(ended === 0, `the server ended with ${ended}`);
console.log(failures === 0 ? "the page holds" : `${failures} checks failed`);
process.exit(failures === 0 ? 0 : 1);
