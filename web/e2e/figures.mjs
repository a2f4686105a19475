// What a browser measures on each view, as Lighthouse names it: `node e2e/figures.mjs [ADDRESS]` in web/.
//
// Without an address it opens a desk over the demonstration with the program that $DATELINE names (target/debug/dateline). Each view is
// opened anew with an empty cache, ROUNDS times (3), and the median of each figure is told: first and largest contentful paint and total
// blocking time in milliseconds, layout shift, requests, and kilobytes (1,000 bytes) as they came over the wire, heads included.
// The phone is slowed down as Lighthouse slows its own: a processor of a quarter of this machine's speed. The network is left as it is,
// since the desk stands on the
// reader's own machine or network; SLOW=1 adds Lighthouse's mobile network (150 ms, 1.6 Mbit/s).

import { openBrowser, openDesk, settled, WIDTHS } from "./desk.mjs";

const VIEWS = ["/articles", "/stories", "/timeline", "/threads", "/agenda?all=1", "/statements", "/who", "/network", "/map", "/read"];
const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** How long nothing may happen before a view counts as finished, in milliseconds. */
const QUIET = 700;
const MOBILE_NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };

/** Runs in the page before anything else: notes what the browser tells about painting, shifting and blocking. */
function watch() {
  const seen = { paint: null, largest: null, shift: 0, tasks: [] };
  globalThis.__figures = seen;
  const follow = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  follow("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.paint = entry.startTime;
  });
  follow("largest-contentful-paint", (entry) => {
    seen.largest = entry.startTime;
  });
  // The largest burst of shifts, no more than a second apart and five in all (web.dev/cls).
  let burst = { first: -Infinity, last: -Infinity, sum: 0 };
  follow("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    if (entry.startTime - burst.last > 1000 || entry.startTime - burst.first > 5000) burst = { first: entry.startTime, last: entry.startTime, sum: 0 };
    burst.last = entry.startTime;
    burst.sum += entry.value;
    seen.shift = Math.max(seen.shift, burst.sum);
  });
  follow("longtask", ({ startTime, duration }) => seen.tasks.push({ startTime, duration }));
}

/** One visit with an empty cache. */
async function measure(browser, address, path, width) {
  const context = await browser.newContext({ viewport: WIDTHS[width] });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  if (width === "phone") await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  if (process.env.SLOW) await client.send("Network.emulateNetworkConditions", MOBILE_NETWORK);
  let [requests, bytes, last] = [0, 0, Date.now()];
  client.on("Network.requestWillBeSent", () => {
    requests += 1;
    last = Date.now();
  });
  client.on("Network.dataReceived", () => {
    last = Date.now();
  });
  client.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    last = Date.now();
  });
  await page.addInitScript(watch);
  await page.goto(address + path, { waitUntil: "load" });
  if (path !== "/read") await settled(page);
  // The stream of news never ends, so quiet is told by what arrives, not by what is open.
  while (Date.now() - last < QUIET) await page.waitForTimeout(100);
  const { paint, largest, shift, tasks } = await page.evaluate(() => globalThis.__figures);
  await context.close();
  // Blocking counts from the first paint, and of each long task what goes beyond 50 ms (web.dev/tbt).
  const blocking = tasks.filter(({ startTime }) => startTime >= (paint ?? 0)).reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0);
  return { paint, largest, shift, blocking, requests, bytes };
}

function median(values) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length === 0 ? null : known[Math.floor((known.length - 1) / 2)];
}

const given = process.argv[2];
const desk = given === undefined ? await openDesk() : { address: given.replace(/\/$/, ""), close: async () => {} };
const browser = await openBrowser();
try {
  console.log(`${browser.version()}, median of ${ROUNDS} visits with an empty cache${process.env.SLOW ? ", mobile network" : ""}`);
  console.log("| view | width | first paint, ms | largest paint, ms | layout shift | blocking, ms | requests | kB |");
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  // The first visit of all also starts what the browser starts once.
  await measure(browser, desk.address, "/read", "desktop");
  for (const path of VIEWS) {
    for (const width of Object.keys(WIDTHS)) {
      const visits = [];
      for (let round = 0; round < ROUNDS; round += 1) visits.push(await measure(browser, desk.address, path, width));
      const of = (name, digits = 0, unit = 1) => {
        const value = median(visits.map((visit) => visit[name]));
        return value === null ? "–" : (value / unit).toFixed(digits);
      };
      console.log(`| ${path} | ${width} | ${of("paint")} | ${of("largest")} | ${of("shift", 3)} | ${of("blocking")} | ${of("requests")} | ${of("bytes", 1, 1000)} |`);
    }
  }
} finally {
  await browser.close();
  await desk.close();
}
