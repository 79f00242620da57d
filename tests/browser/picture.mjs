// The picture of the page for the README: node picture.mjs SERVE FOLDER OUT
//
//   node picture.mjs target/debug/examples/serve seeds/deals docs/page.png
//
// It is light, of few colours and small; what is marked in it is told by weight too.

import { writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { QUERY } from "./pages.mjs";
import { reduced } from "./palette.mjs";
import { start } from "./server.mjs";

const MOST_BYTES = 60 * 1024;

const [binary, folder, out] = process.argv.slice(2);
const server = await start(binary, folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  // Letters without coloured edges: they are smaller, and the same on all screens.
  args: ["--no-sandbox", "--disable-background-networking", "--disable-lcd-text"],
});
const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1120, height: 760 } });
await page.goto(server.base + QUERY);
const picture = reduced(await page.screenshot());
await browser.close();
await server.stop();
if (picture.length > MOST_BYTES) {
  console.log(`the picture has ${picture.length} bytes: at most ${MOST_BYTES} are wanted`);
  process.exit(1);
}
await writeFile(out, picture);
console.log(`${out}: ${picture.length} bytes`);
