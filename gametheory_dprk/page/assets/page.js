// The page: sliders, boxes, the address, and what is shown. A backend (live.js, static.js) says what belongs to some values.
"use strict";
const Page = (() => {
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const IDLE = 180; // milliseconds without a move after which the rest of the page follows
  const by = id => document.getElementById(id);
  let backend, values = {}, axes = [], idle = 0, round = 0, plane = null, marker = null;

  // text and elements; nothing of a file ever becomes HTML here
  function make(name, attributes = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  // -- values

  const known = name => DATA.parameters.find(item => item.name === name);
  const moved = () => DATA.parameters.filter(item => Exact.text(values[item.name]) !== item.start);
  function trouble(item, value) {
    const low = item.low === null ? null : Exact.parse(item.low), high = item.high === null ? null : Exact.parse(item.high);
    const below = low && (Exact.cmp(value, low) < 0 || (item.low_open && Exact.cmp(value, low) === 0));
    const above = high && (Exact.cmp(value, high) > 0 || (item.high_open && Exact.cmp(value, high) === 0));
    return below || above ? `${item.name} = ${Exact.text(value)} is outside its range ${item.range}` : "";
  }
  function nearest(item, value) {
    let best = 0;
    const far = at => { const gap = Exact.sub(item.exact[at], value); return Exact.sign(gap) < 0 ? Exact.make(-gap.n, gap.d) : gap; };
    for (let at = 1; at < item.exact.length; at++) if (Exact.cmp(far(at), far(best)) < 0) best = at;
    return best;
  }
  function set(name, value) {
    const item = known(name);
    if (backend && backend.alone) for (const other of moved()) if (other.name !== name) { values[other.name] = Exact.parse(other.start); refresh(other); }
    values[name] = value;
    refresh(item);
    complain(item, "");
  }
  function refresh(item) {
    const value = values[item.name];
    const told = Exact.text(value);
    item.range_input.value = nearest(item, value);
    item.range_input.setAttribute("aria-valuetext", told);
    if (document.activeElement !== item.box || item.box.value === "") item.box.value = told;
  }
  function complain(item, message) {
    item.box.setAttribute("aria-invalid", message ? "true" : "false");
    item.error.textContent = message;
  }

  // -- the address

  function written() {
    return moved().map(item => `${encodeURIComponent(item.name)}=${Exact.text(values[item.name])}`).join("&");
  }
  function remember() {
    const hash = written();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    const setting = moved().map(item => ` --set ${item.name}=${Exact.text(values[item.name])}`).join("");
    by("command").textContent = "";
    by("command").append("In a terminal: ", make("code", {}, `dprk solve ${DATA.id}${setting}`));
  }
  // the values in the address; what cannot be read is told and left out
  function recall() {
    const problems = [];
    for (const item of DATA.parameters) values[item.name] = Exact.parse(item.start);
    for (const item of DATA.parameters) set(item.name, values[item.name]);
    for (const part of location.hash.slice(1).split("&").filter(Boolean)) {
      let name, text;
      try { [name, text = ""] = part.split("=").map(decodeURIComponent); } catch { problems.push(`${part} cannot be read`); continue; }
      const item = known(name), value = Exact.parse(text);
      if (!item) problems.push(`the game has no parameter ${name}`);
      else if (!value) problems.push(`${name} = ${text} is no number such as 3/5 or 0.6`);
      else if (trouble(item, value)) problems.push(trouble(item, value));
      else set(name, value);
    }
    return problems;
  }

  // -- what is shown

  function fill(id, html) { by(id).innerHTML = html; } // from the program, which escapes every text of a file
  function fit(box) {
    const svg = box.querySelector("svg.dprk-picture");
    if (!svg) return;
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const room = box.clientWidth - 4;
    const scale = room >= width ? Math.min(room / width, 1.6) : Math.max(room / width, 0.8);
    svg.setAttribute("width", Math.floor(width * scale));
    svg.setAttribute("height", Math.floor(height * scale));
  }
  function show(parts) {
    if ("picture" in parts) { fill("picture-box", parts.picture); fit(by("picture-box")); }
    if ("answer" in parts) fill("answer-box", parts.answer);
    if ("summary" in parts) by("summary").textContent = parts.summary;
    if ("explanation" in parts) fill("explanation-box", parts.explanation);
    if ("map" in parts) { fill("map-box", parts.map); fit(by("map-box")); marker = null; }
    if ("plane" in parts) plane = parts.plane;
    if ("regions" in parts) { fill("regions-box", parts.regions); by("regions-more").hidden = false; }
    if ("claims" in parts) for (const found of parts.claims) verdict(found);
    if ("map" in parts || "plane" in parts) dot();
  }
  function problem(message, help = "") {
    by("problem").textContent = message ? `${message[0].toUpperCase()}${message.slice(1)}.${help ? ` ${help[0].toUpperCase()}${help.slice(1)}.` : ""}` : "";
    for (const id of ["picture-box", "answer-box", "summary", "explanation-box"]) by(id).classList.toggle("stale", Boolean(message));
  }
  // where we stand on the map
  function dot() {
    const svg = by("map-box").querySelector("svg");
    if (!svg || !plane || !plane.length) return;
    let x = plane[0].from[0], y = plane[0].from[1], inside = true;
    for (const axis of plane) {
      const low = Exact.parse(axis.low), span = Exact.sub(Exact.parse(axis.high), low);
      const share = Exact.sign(span) ? Exact.float(Exact.div(Exact.sub(values[axis.name], low), span)) : 0;
      inside = inside && share >= 0 && share <= 1;
      x += share * (axis.to[0] - axis.from[0]);
      y += share * (axis.to[1] - axis.from[1]);
    }
    if (!marker) {
      marker = document.createElementNS("http://www.w3.org/2000/svg", "g");
      marker.setAttribute("class", "here");
      for (const [r, kind] of [[9, "halo"], [9, "ring"], [3.5, "core"]]) {
        const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
        circle.setAttribute("r", r);
        circle.setAttribute("class", kind);
        marker.append(circle);
      }
      svg.append(marker);
    }
    marker.setAttribute("transform", `translate(${x} ${y})`);
    marker.setAttribute("visibility", inside ? "visible" : "hidden");
    const told = plane.map(axis => `${axis.name} = ${Exact.text(values[axis.name])}`).join(", ");
    by("place").textContent = inside ? `The ring: where we stand, ${told}.` : `We stand outside of the part that is drawn: ${told}.`;
    if (backend.map_note) by("place").textContent += backend.map_note();
  }
  function verdict(found) {
    const row = by(`claim-${found.place}`);
    const badge = row.querySelector(".verdict");
    badge.className = `verdict ${found.verdict}`;
    badge.textContent = found.verdict;
    row.querySelector(".evidence").textContent = found.evidence;
  }

  // -- parts of the page

  function slider(item, place) {
    item.exact = item.stops.map(Exact.parse);
    const label = make("label", { for: `slider-${place}` }, make("b", {}, item.name), item.about ? ` ${item.about}` : "");
    const unit = item.unit ? `, ${item.unit}` : "";
    item.range_input = make("input", { type: "range", id: `slider-${place}`, min: 0, max: Math.max(item.exact.length - 1, 1), step: 1, "aria-describedby": `error-${place}` });
    item.box = make("input", { type: "text", id: `box-${place}`, size: 7, "aria-label": `${item.name}, exact value`, "aria-describedby": `range-${place} error-${place}`, inputmode: "text", autocomplete: "off", spellcheck: "false" });
    item.error = make("span", { id: `error-${place}`, class: "error", role: "alert" });
    item.range_input.addEventListener("input", () => { set(item.name, item.exact[Math.min(item.range_input.value, item.exact.length - 1)]); item.box.value = Exact.text(values[item.name]); changed(); });
    item.box.addEventListener("input", () => typed(item, false));
    item.box.addEventListener("change", () => typed(item, true));
    item.box.addEventListener("keydown", event => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === "Enter") { event.preventDefault(); typed(item, true); }
      if (event.key === "Escape") { item.box.value = Exact.text(values[item.name]); complain(item, ""); }
      if (!step) return;
      event.preventDefault();
      const at = Math.max(0, Math.min(item.exact.length - 1, nearest(item, values[item.name]) + step));
      item.box.value = "";
      set(item.name, item.exact[at]);
      changed();
    });
    return make("div", { class: "parameter" }, label, item.range_input, item.box, make("span", { id: `range-${place}`, class: "range" }, item.range + unit), item.error);
  }
  function typed(item, done) {
    const value = Exact.parse(item.box.value);
    const wrong = value ? trouble(item, value) : `write a number such as 3/5 or 0.6; ${item.name} stays ${Exact.text(values[item.name])}`;
    if (wrong) { if (done || value) complain(item, wrong); return; }
    if (Exact.cmp(value, values[item.name]) === 0) { complain(item, ""); return; }
    set(item.name, value);
    changed();
  }
  function chooser() {
    const box = by("axes");
    box.textContent = "Drawn over ";
    axes.forEach((axis, place) => {
      const select = make("select", { "aria-label": place ? "second parameter of the map" : "first parameter of the map" });
      for (const item of DATA.parameters) {
        const option = make("option", { value: item.name }, item.name);
        option.selected = item.name === axis;
        select.append(option);
      }
      select.addEventListener("change", () => {
        const other = axes.indexOf(select.value);
        if (other >= 0 && other !== place) axes[other] = axes[place];
        axes[place] = select.value;
        chooser();
        rest();
      });
      box.append(place ? " and " : "", select);
    });
  }
  function claim_rows() {
    if (!DATA.claim_texts.length) return;
    by("claims").hidden = false;
    by("claims-told").textContent = backend.claims_told;
    DATA.claim_texts.forEach((claim, place) => {
      const words = make("div", {}, make("b", {}, claim.name || claim.kind));
      if (claim.says) words.append(` \u201c${claim.says}\u201d`);
      if (claim.lesson) words.append(make("p", {}, claim.lesson));
      words.append(make("p", { class: "small" }, claim.everywhere ? "over all values: " : "at these values: ", make("span", { class: "evidence" }, "\u2026")));
      by("claims-list").append(make("li", { id: `claim-${place}` }, make("span", { class: "verdict" }, "\u2026"), words));
    });
  }
  function switcher() {
    if (!DATA.many) return;
    const nav = by("switch");
    nav.hidden = false;
    for (const name of DATA.games.length ? DATA.games : []) {
      nav.append(make("a", { href: backend.game(name), "aria-current": name === DATA.id ? "page" : null }, name), " ");
    }
    if (backend.root) nav.prepend(make("a", { href: backend.root }, DATA.games.length ? "Games" : "All games"), " ");
  }

  // -- what follows a move

  async function changed() {
    const mine = ++round;
    remember();
    dot();
    clearTimeout(idle);
    idle = setTimeout(rest, IDLE);
    const found = await backend.answer(values);
    if (found && mine === round) {
      problem(found.problem || "", found.help);
      show(found);
      if (found.problem) { clearTimeout(idle); document.body.dataset.settled = round; } // the rest would fail alike
    }
    else if (found && !found.problem) show(found); // a step on the way
    window.dispatchEvent(new Event("shown"));
  }
  async function rest() {
    const mine = round;
    for (const part of ["explanation", "map", "claims"]) {
      const found = await backend[part](values, axes);
      if (mine !== round) return;
      if (found && found.problem && part === "map") { by("map-box").textContent = ""; plane = null; by("place").textContent = `No map: ${found.problem}.`; }
      else if (found && !found.problem) show(found);
    }
    document.body.dataset.settled = round;
  }

  function start(given) {
    backend = given;
    document.title = DATA.title || DATA.id;
    by("about").textContent = DATA.about;
    switcher();
    axes = DATA.axes.slice();
    if (DATA.parameters.length) {
      by("parameters").hidden = by("regions").hidden = false;
      by("sliders").append(...DATA.parameters.map(slider));
      by("sliders").addEventListener("submit", event => event.preventDefault());
      by("assume").textContent = DATA.assume.length ? `Assumed: ${DATA.assume.join(", ")}.` : "";
      if (backend.choose) chooser(); else by("axes").textContent = backend.axes_told || "";
      by("reset").addEventListener("click", () => { for (const item of DATA.parameters) { item.box.value = ""; set(item.name, Exact.parse(item.start)); } changed(); });
      by("copy").addEventListener("click", async () => {
        try { await navigator.clipboard.writeText(location.href); by("copied").textContent = "Copied."; } catch { by("copied").textContent = "The address bar has the link."; }
      });
    } else document.body.classList.add("plain");
    if (!DATA.id || DATA.background.length < 20) by("background").hidden = true;
    else { by("background").hidden = false; fill("background-box", DATA.background); }
    claim_rows();
    const problems = recall();
    window.addEventListener("hashchange", () => { const told = recall(); changed().then(() => problem(told.join("; "))); });
    window.addEventListener("resize", () => { fit(by("picture-box")); fit(by("map-box")); });
    changed().then(() => { if (problems.length) problem(problems.join("; "), "the author's values stand instead"); });
  }

  // -- the list of games

  function shelf(root) {
    const link = item => make("a", { href: `${root}game/${encodeURIComponent(item.game)}` }, item.title || item.game);
    for (const ladder of DATA.ladders) {
      by("ladders").hidden = false;
      const list = make("ol", { class: "ladder" });
      for (const item of ladder.games) {
        const row = make("li", {}, link(item), item.adds ? `: ${item.adds}` : "");
        if (item.lessons.length) row.append(make("ul", {}, ...item.lessons.map(text => make("li", {}, text))));
        list.append(row);
      }
      by("ladders").append(make("h3", {}, ladder.name), list);
    }
    const forms = { strategic: "table", tree: "tree" };
    const rows = DATA.games.map(item => ({
      text: [item.game, item.title, ...item.players, item.form].join(" ").toLowerCase(),
      row: make("li", {}, link(item), " ", make("span", { class: "small" }, `${item.game}; ${forms[item.form] || item.form}; ${item.players.length > 6 ? `${item.players.length} players` : item.players.join(", ")}`)),
    }));
    by("all").append(...rows.map(item => item.row));
    const find = () => {
      const words = by("find").value.toLowerCase().split(/\s+/);
      for (const item of rows) item.row.hidden = !words.every(word => item.text.includes(word));
      const left = rows.filter(item => !item.row.hidden).length;
      by("told").textContent = left === rows.length ? `${left} games` : `${left} of ${rows.length} games`;
    };
    by("find").addEventListener("input", find);
    find();
  }

  const value = name => Exact.text(values[name]);
  return { DATA, start, shelf, show, make, value };
})();
