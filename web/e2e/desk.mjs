// A desk over the demonstration, and a browser to look at it.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
/** Screenshots are kept here, to be looked at. */
export const shots = resolve(root, "target/desk-screenshots");
mkdirSync(shots, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const paris = readFileSync(resolve(root, "examples/paris.txt"), "utf8");

export const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Starts `dateline serve` on a free port and waits until it says where it is. `more` are further options of the command line. */
export async function openDesk(...more) {
  const program = process.env.DATELINE ?? resolve(root, "target/debug/dateline");
  const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", ...more], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, DATELINE_TOKEN: "" } });
  const address = await new Promise((done, fail) => {
    let said = "";
    child.stdout.on("data", (part) => {
      said += part;
      const found = /http:\/\/[\d.:]+/.exec(said);
      if (found) done(found[0]);
    });
    child.once("exit", (code) => fail(new Error(`dateline serve ended with ${code}: ${said}`)));
    child.once("error", fail);
  });
  return {
    address,
    close: () =>
      new Promise((done) => {
        child.removeAllListeners("exit");
        child.once("exit", (code) => done(code));
        child.kill("SIGTERM");
      }),
  };
}

export async function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
}

/** A page that notes every complaint of the browser and every request to somebody else. */
export async function openPage(browser, address, { width = "desktop", scheme = "light" } = {}) {
  const context = await browser.newContext({ viewport: WIDTHS[width], colorScheme: scheme, acceptDownloads: true, reducedMotion: "reduce" });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(address) && !asked.startsWith("blob:")) complaints.push(`asks ${asked}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** What axe finds wrong, as lines. */
export async function axeFinds(page) {
  // Evaluated by the driver, not as a script of the page, which its policy would forbid.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`));
}

/** Waits until a view shows what it has. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector("main .card, main svg, main .article-text, main table") !== null && document.querySelector('[aria-busy="true"]') === null);
  await page.waitForTimeout(150);
}

export async function readPasted(page, address, text = paris) {
  await page.goto(`${address}/read`);
  await page.fill("#pasted", text);
  await page.click("button.chief");
  await page.waitForSelector(".article-text");
}
