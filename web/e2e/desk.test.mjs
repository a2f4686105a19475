// What an editor does at the desk, in a real browser.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { axeFinds, openBrowser, openDesk, openPage, readPasted, settled, shots } from "./desk.mjs";

let desk;
let browser;

before(async () => {
  desk = await openDesk("--allow-fetch", "--allow-local-fetch");
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  // It was asked politely, so it ends without an error.
  assert.equal(await desk?.close(), 0);
});

async function visit(path, work, options) {
  const { page, complaints, close } = await openPage(browser, desk.address, options);
  try {
    await page.goto(desk.address + path);
    await work(page);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
}

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(`.export button:text-is("${name}")`)]);
  return readFileSync(await file.path());
}

test("a pasted article is read, and a fact leads to its words and words to their facts", async () => {
  await visit("/read", async (page) => {
    await readPasted(page, desk.address);
    assert.match(await page.textContent(".article-text h1"), /Envoys\b.*\bcrowd into Paris/);
    const card = page.locator(".card", { hasText: "ASSAULT" }).first();
    await card.locator(".card-face").click();
    assert.match(await page.textContent(".mark-trigger.mark-lit"), /hit/);
    assert.ok(await page.locator(".mark-trigger.mark-lit").first().isVisible());
    assert.match(page.url(), /fact=v\d+/);
    // The other way: the words of a speaker show who that is.
    await page.locator(".mark", { hasText: "Olha Stetsenko" }).first().click();
    assert.match(await page.textContent(".card.chosen"), /Olha Stetsenko/);
    // What was cut away can be seen.
    await page.click('.tabs button:has-text("Cut away")');
    assert.match(await page.textContent(".cards"), /Arrow-right Camera/);
    // Keys do the same as the pointer.
    await page.locator('.article-text [tabindex="0"]').first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    assert.match(page.url(), /fact=\w+/);
  });
});

test("an address is fetched and read, and what may not be fetched is told", async () => {
  const asked = [];
  const site = createServer((request, response) => {
    asked.push(request.url);
    if (request.url === "/robots.txt") return response.end("User-agent: *\nDisallow: /closed\n");
    if (request.url === "/moved") return response.writeHead(302, { location: "/talks" }).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end("<html><head><title>Envoys meet in Geneva</title></head><body><article><h1>Envoys meet in Geneva</h1><p>GENEVA – Foreign Minister Idriss Maloum of Chad met his Sudanese colleague in Geneva on Monday.</p></article></body></html>");
  });
  await new Promise((done) => site.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${site.address().port}`;
  try {
    await visit("/read", async (page) => {
      await page.fill("#address", `${address}/moved`);
      await page.click('button:text-is("Fetch and read")');
      await page.waitForSelector(".article-text");
      assert.match(await page.textContent(".article-text"), /Idriss Maloum of Chad .*met his Sudanese/);
      assert.equal(await page.getAttribute('.source a:text-is("the page")', "href"), `${address}/talks`);
      assert.deepEqual(asked, ["/robots.txt", "/moved", "/talks"]);
    });
    // An address that is pasted into the large field is one all the same. The browser notes the refusal as an error of its own.
    const { page, close } = await openPage(browser, desk.address);
    await page.goto(`${desk.address}/read`);
    await page.fill("#pasted", `${address}/closed`);
    await page.click("button.chief");
    await page.waitForSelector('[role="alert"]');
    assert.match(await page.textContent('[role="alert"]'), /robots\.txt/);
    assert.ok(!asked.includes("/closed"));
    await close();
  } finally {
    site.close();
  }
});

test("an article may hold markup and emoji and does no harm", async () => {
  await visit("/read", async (page) => {
    const text = `Ministers 😀😀 meet in Geneva

GENEVA – Foreign Minister Idriss Maloum of Chad 😀 met his Sudanese colleague in Geneva on Monday. <script>document.title=2</script>

The <img src=x onerror="document.title=1"> talks <b>failed</b>.`;
    await readPasted(page, desk.address, text);
    assert.doesNotMatch(await page.title(), /^[12]$/);
    assert.equal(await page.locator(".article-text img, .article-text script").count(), 0);
    await page.locator(".card", { hasText: "Idriss Maloum" }).locator(".card-face").first().click();
    const words = await page.locator(".mark-trigger.mark-lit").first().textContent();
    assert.match(words, /(meet|met)$/);
  });
});

test("articles are found by words and opened", async () => {
  await visit("/articles?q=Poltava", async (page) => {
    await settled(page);
    assert.ok((await page.locator(".card").count()) >= 4);
    assert.match(await page.textContent(".card mark"), /Poltava/);
    await page.locator(".card h2 a").first().click();
    await page.waitForSelector(".article-text h1");
    assert.match(page.url(), /\/articles\/[0-9a-f]+/);
    await page.goBack();
    await settled(page);
    assert.match(page.url(), /q=Poltava/);
  });
});

test("a timeline is filtered, and its address says how", async () => {
  await visit("/timeline", async (page) => {
    await settled(page);
    const all = await page.locator(".days .card").count();
    await page.selectOption('label:has-text("Status") select', "planned");
    await page.waitForURL(/status=planned/);
    await settled(page);
    const planned = await page.locator(".days .card").count();
    assert.ok(planned > 0 && planned < all, `${planned} of ${all}`);
    assert.equal(await page.locator(".days .card .status:not(.planned)").count(), 0);
    assert.ok((await page.locator(".ahead .card").count()) > 0);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await settled(page);
    assert.equal(await page.locator(".days .card").count(), planned);
    await page.click('button:text-is("Closer")');
    await page.waitForURL(/from=\d{4}/);
  });
});

test("a column of the timeline is named, reached and opened by keys", async () => {
  await visit("/timeline", async (page) => {
    await settled(page);
    // From the last button before the chart, Tab leads into it, and once more out of it.
    await page.focus('button:text-is("Whole")');
    await page.keyboard.press("Tab");
    const focused = () => page.evaluate(() => ({ key: document.activeElement.dataset.key, role: document.activeElement.getAttribute("role"), name: document.activeElement.getAttribute("aria-label") }));
    const last = await focused();
    assert.equal(last.role, "button");
    assert.match(last.name, /\b\d+ acts?: \d+ (happened|planned|possible|did not happen)\b.*; \d+ sources?$/);
    assert.equal(await page.locator('.column-button[tabindex="0"]').count(), 1);
    await page.keyboard.press("Home");
    const first = await focused();
    assert.ok(first.key < last.key, `${first.key} before ${last.key}`);
    await page.keyboard.press("ArrowRight");
    const second = await focused();
    assert.ok(second.key > first.key);
    await page.screenshot({ path: `${shots}/timeline-column.png` });
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`from=${second.key}`));
    await settled(page);
    const span = new URL(page.url()).searchParams;
    // The keys go on where they were, and the days of the column are listed.
    const kept = await focused();
    assert.equal(kept.role, "button");
    assert.ok(kept.key >= span.get("from") && kept.key <= span.get("to"), JSON.stringify(kept));
    const acts = Number(/(\d+) acts?:/.exec(second.name)[1]);
    assert.equal(await page.locator(".days .card").count(), acts);
    await page.keyboard.press("Tab");
    assert.notEqual((await focused()).role, "button");
  });
  await visit("/timeline", async (page) => {
    await settled(page);
    await page.locator(".column-button").last().click();
    await page.waitForURL(/from=\d{4}/);
  });
});

test("stories are listed, newest first, and lead to their timeline and articles", async () => {
  await visit("/", async (page) => {
    await page.click('nav a:text-is("Stories")');
    await page.waitForURL(/\/stories$/);
    await settled(page);
    assert.equal(await page.title(), "Stories – Dateline");
    const cards = page.locator(".card");
    assert.ok((await cards.count()) > 2);
    const listed = await page.evaluate(async () => (await (await fetch("/v1/stories")).json()).items);
    const days = listed.map(({ last_seen: day }) => day);
    assert.deepEqual(days, [...days].sort().reverse());
    assert.equal(await cards.first().locator("h2").textContent(), listed[0].title);
    // The one that most articles tell.
    const at = listed.reduce((best, { articles }, now) => (articles > listed[best].articles ? now : best), 0);
    const card = cards.nth(at);
    assert.match(await card.textContent(), new RegExp(`${listed[at].articles} articles.*${listed[at].sources} independent sources?`));
    await card.getByRole("link", { name: `articles of ${listed[at].title}` }).click();
    await page.waitForURL(/\/articles\?story=y\d+$/);
    await settled(page);
    await page.waitForFunction((count) => document.querySelectorAll("main .card").length <= count, listed[at].articles);
    assert.match(await page.textContent("main .row strong"), new RegExp(listed[at].title.slice(0, 12)));
    await page.click('main .row a:text-is("its timeline")');
    await page.waitForURL(/\/timeline\?story=y\d+$/);
    await settled(page);
    assert.ok((await page.locator(".days .card").count()) > 0);
    await page.goto(`${desk.address}/stories?q=Poltava`);
    await settled(page);
    assert.ok((await cards.count()) < listed.length);
    // Those that one article tells are left out.
    await page.goto(`${desk.address}/stories`);
    await settled(page);
    await page.selectOption('label:has-text("Told by") select', "2");
    await page.waitForURL(/articles_min=2/);
    const several = listed.filter(({ articles }) => articles > 1).map(({ title }) => title);
    await page.waitForFunction((count) => document.querySelectorAll("main .card").length === count, several.length);
    assert.deepEqual(await cards.locator("h2").allTextContents(), several);
  });
});

test("what is taken along is all that was found, not the page that is shown", async () => {
  await visit("/threads", async (page) => {
    await settled(page);
    const [shown, all] = [await page.locator("main .card").count(), await page.evaluate(async () => (await (await fetch("/v1/threads?limit=1000")).json()).items.length)];
    assert.ok(all > shown, `${all} acts, of which ${shown} are shown`);
    assert.equal(JSON.parse((await download(page, "JSON")).toString()).length, all);
    await page.waitForSelector(`.export [role="status"]:has-text("${all} rows saved")`);
  });
});

test("on a phone a fact leads to its words, and words to their fact", async () => {
  await visit(
    "/read",
    async (page) => {
      await readPasted(page, desk.address);
      const inView = (selector) => page.waitForFunction((one) => {
        const box = document.querySelector(one)?.getBoundingClientRect();
        return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
      }, selector);
      await page.locator(".card", { hasText: "ASSAULT" }).first().locator(".card-face").click();
      await inView(".mark-trigger.mark-lit");
      await page.locator(".mark", { hasText: "Olha Stetsenko" }).first().click();
      await inView(".card.chosen");
    },
    { width: "phone" },
  );
});

test("a view that is opened from another is named, and keys go on in it", async () => {
  await visit("/articles", async (page) => {
    await settled(page);
    await page.locator(".card h2 a").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".article-text h1");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    const headline = (await page.textContent(".article-text h1")).trim().slice(0, 12);
    assert.ok((await page.title()).endsWith(" – Dateline") && (await page.title()) !== "Articles – Dateline", `${await page.title()}: ${headline}`);
    await page.goBack();
    await settled(page);
    assert.equal(await page.title(), "Articles – Dateline");
  });
});

test("the map and the network open and answer to keys", async () => {
  await visit("/map?from=2026-04-01", async (page) => {
    await settled(page);
    // It opens on the places of the acts; the whole world is a choice.
    const section = () => page.getAttribute(".map svg", "viewBox");
    const near = await section();
    await page.click('button:text-is("Whole world")');
    await page.waitForURL(/view=500%2C250%2C1/);
    assert.equal(await section(), "0 0 1000 500");
    await page.click('button:text-is("All places")');
    await page.waitForURL((address) => !address.searchParams.has("view"));
    assert.equal(await section(), near);
    assert.notEqual(near, "0 0 1000 500");
    const spot = page.locator('.map [role="button"]', { hasText: "Istanbul" }).first();
    await spot.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/at=Istanbul/);
    assert.match(await page.textContent("section h2"), /Istanbul/);
  });
  await visit("/network?from=2026-04-01", async (page) => {
    await settled(page);
    const actor = page.locator('.node[role="button"][aria-label*="Loskutov"]').first();
    await actor.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/actor=/);
    await page.waitForSelector("section .card");
    assert.ok((await page.locator("section .card").count()) > 0);
  });
});

test("a statement is found by its speaker", async () => {
  await visit("/statements", async (page) => {
    await settled(page);
    await page.fill('label:has-text("Speaker") input', "Loskutov");
    await page.waitForURL(/speaker=Loskutov/);
    await page.waitForFunction(() => [...document.querySelectorAll(".card-head .link")].every((one) => one.textContent.includes("Loskutov")));
    assert.match(await page.textContent(".cards"), /harbour is not a lamp/);
    await page.locator(".said a").first().click();
    await page.waitForSelector(".mark-lit");
  });
});

test("threads show their sources side by side", async () => {
  await visit("/threads?from=2026-04-01", async (page) => {
    await settled(page);
    await page.locator('.card a:has-text("independent source")').first().click();
    await page.waitForSelector(".thread-head");
    assert.ok((await page.locator(".sources .card").count()) > 0);
  });
});

test("what a view shows can be taken along", async () => {
  await visit("/timeline?from=2026-04-01", async (page) => {
    await settled(page);
    assert.match((await download(page, "CSV")).toString(), /^thread,type,mode,quad,status,/);
    assert.ok(Array.isArray(JSON.parse((await download(page, "JSON")).toString())));
    assert.match((await download(page, "SVG")).toString(), /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.equal((await download(page, "PNG")).subarray(1, 4).toString(), "PNG");
  });
  // A view that is no picture is drawn as it stands.
  for (const [path, words] of [
    ["/statements?q=lamp", /A harbour is not a lamp/],
    ["/articles?q=Poltava", /Poltava/],
    ["/agenda?all=1", /planned/],
    ["/stories", /independent/],
    ["/threads?from=2026-04-01", /independent/],
    ["/who?q=Loskutov", /Vadim Loskutov/],
  ]) {
    await visit(path, async (page) => {
      await settled(page);
      const svg = (await download(page, "SVG")).toString();
      assert.match(svg, /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      assert.match(svg, words, path);
      assert.doesNotMatch(svg, /Take it with you| class=| style=/, path);
      const png = await download(page, "PNG");
      writeFileSync(`${shots}/taken-${path.slice(1).replace(/\W.*/, "")}.png`, png);
      // Its width is in the header: not a picture of nothing.
      assert.ok(png.readUInt32BE(16) > 1000 && png.length > 10_000, path);
    });
  }
});

const VIEWS = ["/articles", "/stories", "/timeline?from=2026-04-01", "/threads", "/agenda?all=1", "/statements", "/who", "/network?from=2026-04-01", "/map?from=2026-04-01", "/read"];

test("every view is accessible, fits a phone, and is shown in light and dark", async () => {
  for (const width of ["desktop", "phone"]) {
    for (const scheme of ["light", "dark"]) {
      for (const path of VIEWS) {
        await visit(
          path,
          async (page) => {
            if (path === "/read") await readPasted(page, desk.address);
            else await settled(page);
            const name = `${path.slice(1).replace(/\W.*/, "")}-${width}-${scheme}`;
            await page.screenshot({ path: `${shots}/${name}.png` });
            assert.deepEqual(await axeFinds(page), [], name);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(over <= 0, `${name} is ${over} pixels too wide`);
          },
          { width, scheme },
        );
      }
    }
  }
});

test("a view loads within a second", async () => {
  await visit("/articles", async (page) => {
    await settled(page);
    await page.reload();
    await settled(page);
    const timing = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation");
      const paint = performance.getEntriesByName("first-contentful-paint")[0];
      const weight = performance.getEntriesByType("resource").reduce((sum, one) => sum + one.encodedBodySize, navigation.encodedBodySize);
      return { paint: paint?.startTime ?? null, load: navigation.loadEventEnd, weight };
    });
    console.log(`first paint ${timing.paint?.toFixed(0)} ms, loaded ${timing.load.toFixed(0)} ms, ${(timing.weight / 1024).toFixed(0)} KiB`);
    assert.ok(timing.load < 5000);
  });
});
