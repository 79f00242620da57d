// A crawl from a search: every address answers, is valid HTML, asks nothing of elsewhere and
// breaks no policy.

import { HtmlValidate } from "html-validate";
import { QUERY } from "./pages.mjs";

const MOST = 120;

export const crawl = async ({ browser, base, check }) => {
  const validator = new HtmlValidate({
    extends: ["html-validate:standard"],
    // Spaces that are no fault of a page, and titles that articles have.
    rules: { "no-trailing-whitespace": "off", "long-title": "off" },
  });
  const page = await browser.newPage();
  const elsewhere = [];
  const reports = [];
  page.on("request", (request) => { if (!request.url().startsWith(base)) elsewhere.push(request.url()); });
  page.on("console", (message) => { if (message.type() === "error") reports.push(`${page.url()}: ${message.text()}`); });
  page.on("dialog", (dialog) => { reports.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  const open = ["/", QUERY];
  const seen = new Set(open);
  let visited = 0;
  while (open.length > 0 && visited < MOST) {
    const address = open.shift();
    const answer = await fetch(base + address);
    check(answer.status === 200, `${address} answers ${answer.status}`);
    const text = await answer.text();
    visited += 1;
    if (!(answer.headers.get("content-type") || "").startsWith("text/html")) continue;
    const report = await validator.validateString(text);
    for (const { messages } of report.results) {
      for (const { ruleId, message, line, column } of messages.slice(0, 3)) {
        check(false, `${address} ${line}:${column} ${ruleId}: ${message}: ${text.slice(Math.max(0, column - 60), column + 60)}`);
      }
    }
    await page.goto(base + address);
    for (const match of text.matchAll(/href="(\/[^"#]*)/g)) {
      const link = match[1].replaceAll("&amp;", "&");
      if (!seen.has(link)) { seen.add(link); open.push(link); }
    }
  }
  check(elsewhere.length === 0, `requests to elsewhere: ${elsewhere}`);
  check(reports.length === 0, `errors in the console: ${reports.slice(0, 5).join("\n")}`);
  await page.close();
  return `${visited} addresses of ${seen.size}`;
};
