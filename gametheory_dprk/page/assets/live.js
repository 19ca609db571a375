// The backend that asks the program: one request of a kind on the way at a time, only what changed comes back.
"use strict";
(() => {
  if (document.body.dataset.page === "shelf") { Page.shelf(document.body.dataset.root); return; }
  const DATA = Page.DATA;
  const asker = Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => "abcdefghijklmnopqrstuvwxyz012345"[byte % 32]).join("");
  const tags = {}, running = {}, patience = 250;

  async function ask(job, values, more = "") {
    const kind = job + (more.startsWith("&everywhere") ? more : "");
    // a newer question ends an older one that takes long; the program then ends its solve
    const before = running[kind];
    if (before) {
      if (before.next) before.next(null);
      const go = await new Promise(next => {
        before.next = next;
        before.done.then(() => next(true));
        setTimeout(() => { before.stop.abort(); next(true); }, Math.max(0, patience - (performance.now() - before.begun)));
      });
      if (!go) return null;
    }
    const mine = running[kind] = { stop: new AbortController(), begun: performance.now(), next: null };
    let finish;
    mine.done = new Promise(done => { finish = done; });
    const settings = !values ? "" : DATA.parameters.filter(item => Exact.text(values[item.name]) !== item.start || !item.author)
      .map(item => `&set=${encodeURIComponent(`${item.name}=${Exact.text(values[item.name])}`)}`).join("");
    const have = tags[kind] ? `&have=${tags[kind].join(",")}` : "";
    try {
      const reply = await fetch(`${DATA.root}do/${job}/${encodeURIComponent(DATA.id)}?asker=${asker}${more}${settings}${have}`, { signal: mine.stop.signal });
      const found = await reply.json();
      if (reply.status === 409) return null;
      if (!reply.ok) { delete tags[kind]; return { problem: found.message, help: found.help }; }
      tags[kind] = found.tags;
      return found.changed;
    } catch (error) {
      if (error.name === "AbortError") return null;
      return { problem: "the program does not answer", help: "start it again with `dprk serve`, and open the address that it prints" };
    } finally {
      if (running[kind] === mine) delete running[kind];
      finish();
    }
  }

  // claims over all values do not depend on the sliders: one question for the life of the page
  function proofs() {
    ask("claims", null, "&everywhere=1").then(found => {
      if (found && !found.problem) { Page.show(found); return; }
      const told = found ? found.problem : "not answered";
      Page.show({ claims: DATA.claim_texts.flatMap((claim, place) => (claim.everywhere ? [{ place, verdict: "unknown", evidence: told }] : [])) });
    });
  }
  let asked = false;
  Page.start({
    root: DATA.many ? DATA.root : "",
    game: name => `${DATA.root}game/${encodeURIComponent(name)}`,
    choose: true,
    claims_told: "At these values: as the sliders stand now. Over all values: proven or refuted once for the whole range.",
    answer: values => ask("answer", values),
    explanation: values => ask("explanation", values),
    map: (values, axes) => (axes.length ? ask("map", values, `&over=${encodeURIComponent(axes.join(","))}`) : null),
    claims: values => {
      if (!asked && DATA.claim_texts.some(claim => claim.everywhere)) { asked = true; proofs(); }
      return DATA.claim_texts.some(claim => !claim.everywhere) ? ask("claims", values) : null;
    },
  });
})();
