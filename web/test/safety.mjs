// SPDX-License-Identifier: Apache-2.0
// Nothing that a report or an address says is run, and the server answers safely.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { open, test, tokenOf } from "./harness.mjs";

export function safetyTests(base) {
  test("nothing a report says is executed (stored injection)", async () => {
    const reports = await (await fetch(`${base}api/v1/reports?text=hostile`)).json();
    assert.equal(reports.total, 1);
    for (const address of [
      `#/report/${reports.rows[0].id}`,
      "#/",
      "#/statements?since=2025-10-20&until=2025-10-20",
      "#/timeline",
      "#/reports",
    ]) {
      const page = await open(base, address);
      if (address.includes("report/"))
        assert.ok(
          (await page.textContent("main")).includes("onerror"),
          "the text is shown as text",
        );
      assert.equal(await page.evaluate(() => window.pwned), undefined);
      assert.equal(await page.locator("main img, main script").count(), 0);
    }
  });

  test("nothing in an address is executed (reflected injection)", async () => {
    const evil = encodeURIComponent(
      `"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>`,
    );
    for (const address of [
      `#/statements?text=${evil}`,
      `#/actor/${evil}`,
      `#/disputes?a=${evil}&b=${evil}`,
      `#/outlook?body=${evil}&matter=${evil}&on=${evil}`,
      `#/${evil}`,
      `#/?about=${evil}&since=${evil}`,
      `#/%`,
    ]) {
      const page = await open(base, address);
      assert.equal(await page.evaluate(() => window.pwned), undefined);
      assert.equal(await page.locator("main img").count(), 0);
    }
    const direct = await fetch(`${base}api/v1/actors/${evil}`);
    assert.match(direct.headers.get("content-type"), /application\/json/);
  });

  test("a spreadsheet runs nothing that a report says", async () => {
    const page = await open(base, "#/dossier");
    await page.evaluate(() =>
      localStorage.setItem(
        "casus.dossiers",
        JSON.stringify({
          current: "D",
          dossiers: { D: [{ id: "d1", headline: "=HYPERLINK(1)", note: 'a,b"c' }] },
        }),
      ),
    );
    await page.reload();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.click("button:text-is('CSV')"),
    ]);
    const text = await (await import("node:fs/promises")).readFile(await saved.path(), "utf8");
    assert.match(text, /'=HYPERLINK/);
    assert.match(text, /"a,b""c"/);
  });

  test("the server answers safely", async () => {
    const page = await fetch(base);
    assert.match(
      page.headers.get("content-security-policy"),
      /default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
    for (const path of [
      "../../etc/passwd",
      "%2e%2e/%2e%2e/etc/passwd",
      "..%2f..%2fetc%2fpasswd",
      "api/v1/reports/..%2f..%2fetc",
      ".git/config",
    ]) {
      const answer = await fetch(base + path);
      assert.equal(answer.status, 404);
      assert.ok(!(await answer.text()).includes("root:"));
    }
    const own = { "Content-Type": "application/json", Authorization: `Bearer ${tokenOf(base)}` };
    assert.equal((await fetch(`${base}api/v1/statements?since=yesterday's`)).status, 400);
    assert.equal((await fetch(`${base}api/v1/timeline/counts?since=soon`)).status, 400);
    assert.equal((await fetch(`${base}api/v1/statements?text=${"x".repeat(5000)}`)).status, 414);
    assert.equal(
      (await fetch(`${base}api/v1/corrections`, { method: "POST", body: "{}" })).status,
      415,
    );
    assert.equal(
      (await fetch(`${base}api/v1/reports`, { method: "POST", body: "{}", headers: own })).status,
      403,
    );
    const quotes = await (
      await fetch(
        `${base}api/v1/statements?text=${encodeURIComponent(`" OR 1=1; DROP TABLE statements --`)}`,
      )
    ).json();
    assert.ok(Array.isArray(quotes.rows));
    for (const about of [`" OR 1=1; --`, "NEAR(", "*", "'"])
      assert.equal(
        (await fetch(`${base}api/v1/timeline/counts?about=${encodeURIComponent(about)}`)).status,
        200,
        about,
      );
    assert.equal(
      (
        await fetch(`${base}api/v1/corrections`, {
          method: "POST",
          body: "x".repeat(2 << 20),
          headers: own,
        })
      ).status,
      413,
    );
  });

  test("the token leaves the address, and without it nothing is changed", async () => {
    const stranger = await open(base, "#/statements?text=politely", { token: null });
    await stranger.click(".edit button:text-is('wrong')");
    await stranger.waitForSelector(".edit:has-text('token')");
    const page = await open(base, `#token=${tokenOf(base)}`, { token: null });
    assert.ok(!page.url().includes("token"));
    assert.equal(await page.evaluate(() => sessionStorage.getItem("token")), tokenOf(base));
  });

  test("too many requests at once are refused", async () => {
    // Written at once on ten connections: one after the other, a busy machine asks too slowly to be refused.
    const { hostname, port } = new URL(base);
    const request = `GET /api/v1/nothing HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`;
    const answered = await Promise.all(
      Array.from(
        { length: 10 },
        () =>
          new Promise((done) => {
            let text = "";
            const socket = connect({ host: hostname, port }, () =>
              socket.write(request.repeat(90)),
            );
            socket
              .on("data", (part) => {
                text += part;
              })
              .on("close", () => done(text))
              .on("error", () => done(text));
            setTimeout(() => socket.destroy(), 5000);
          }),
      ),
    );
    assert.match(answered.join(""), /HTTP\/1.1 429/);
    assert.match(answered.join(""), /HTTP\/1.1 404/);
    await new Promise((done) => setTimeout(done, 2500));
  });
}
