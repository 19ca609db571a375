// The backend of the file: computes from the regions in it what belongs to some values, in exact fractions.
"use strict";
const Regions = (() => {
  const NEGATIVE = 1, ZERO = 2, POSITIVE = 4;

  function polynomial(terms, names, values) {
    let sum = Exact.make(0n);
    for (const [number, powers] of terms) {
      let product = Exact.make(BigInt(number));
      powers.forEach((power, place) => { if (power) product = Exact.mul(product, Exact.pow(values[names[place]], power)); });
      sum = Exact.add(sum, product);
    }
    return sum;
  }

  // what belongs to some values: everything is computed once a point
  function at(data, values) {
    const signs = data.fields.map(() => new Map());
    function sign(field, factor) {
      if (!signs[field].has(factor)) signs[field].set(factor, Exact.sign(polynomial(data.fields[field].factors[factor], data.fields[field].names, values)));
      return signs[field].get(factor);
    }
    const allowed = (value, bits) => Boolean((value > 0 ? POSITIVE : value < 0 ? NEGATIVE : ZERO) & bits);
    function holds(field, [kind, what, bits], closed) {
      if (kind === "d") return !what.every(part => holds(field, part, false));
      const value = kind === "s" ? sign(field, what) : what.reduce((product, factor) => product * sign(field, factor), 1);
      return allowed(value, closed ? bits | ZERO : bits);
    }
    const contains = region => region.cells.some(cell => cell.every(condition => holds(region.field, condition, !region.jumps)));
    function number(given) {
      if (typeof given === "string") return Exact.parse(given);
      const [field, top, bottom] = given, names = data.fields[field].names;
      return Exact.div(polynomial(top, names, values), polynomial(bottom, names, values));
    }
    const admitted = data.base.every(condition => holds(data.whole, condition, false));
    const touching = data.regions.filter(contains);
    const zero = data.fields[data.whole].factors.map((_, factor) => factor).filter(factor => sign(data.whole, factor) === 0);
    const ties = data.ties.filter(tie => zero.includes(tie.factor));
    return { admitted, touching, zero, ties, contains, number };
  }

  // the outcomes at some values, and what is not known of them
  function outcomes(data, values) {
    const here = at(data, values);
    const unsure = reason => ({ ...here, found: here.touching, doubt: reason });
    if (!here.zero.length && here.touching.length === 1) return { ...here, found: here.touching, doubt: "" };
    if (!here.touching.length) return unsure("no formula in this file covers these values");
    const [tie] = here.ties;
    const alone = here.zero.length === 1 || (tie && !tie.apart);
    if (tie && tie.complete && here.ties.length === 1 && alone) {
      const parts = tie.parts.filter(here.contains);
      if (parts.length) return { ...here, found: parts, doubt: "", tie: tie.equation };
    }
    return unsure(here.ties.length ? `numbers tie here (${here.ties.map(item => item.equation).join(", ")})` : "these values lie on an edge of the regions");
  }

  // an expression of the game at some values: a fraction or a truth value
  function evaluate(node, values) {
    if (typeof node === "string") return Exact.parse(node);
    if (typeof node === "boolean") return node;
    const [kind, ...inside] = node;
    const value = place => evaluate(inside[place], values);
    const compare = () => Exact.cmp(value(0), value(1));
    switch (kind) {
      case "name": return values[inside[0]];
      case "+": return Exact.add(value(0), value(1));
      case "-": return Exact.sub(value(0), value(1));
      case "*": return Exact.mul(value(0), value(1));
      case "/": return Exact.div(value(0), value(1));
      case "^": return Exact.pow(value(0), Number(value(1).n));
      case "neg": return Exact.sub(Exact.make(0n), value(0));
      case "sum": return inside.reduce((sum, part) => Exact.add(sum, evaluate(part, values)), Exact.make(0n));
      case "min": return inside.map(part => evaluate(part, values)).reduce((a, b) => (Exact.cmp(a, b) <= 0 ? a : b));
      case "max": return inside.map(part => evaluate(part, values)).reduce((a, b) => (Exact.cmp(a, b) >= 0 ? a : b));
      case "abs": { const found = value(0); return Exact.sign(found) < 0 ? Exact.sub(Exact.make(0n), found) : found; }
      case "if": return value(1) ? value(0) : value(2);
      case "<": return compare() < 0;
      case "<=": return compare() <= 0;
      case ">": return compare() > 0;
      case ">=": return compare() >= 0;
      case "==": return compare() === 0;
      case "!=": return compare() !== 0;
      case "and": return value(0) && value(1);
      case "or": return value(0) || value(1);
      case "implies": return !value(0) || value(1);
      case "iff": return value(0) === value(1);
      case "not": return !value(0);
      default: throw new Error(`unknown operator ${kind}`);
    }
  }
  return { outcomes, evaluate };
})();

(() => {
  const { DATA, make, start } = Page, CONTENT = DATA.content, EXACT = CONTENT.exact;
  const home = values => DATA.parameters.every(item => Exact.text(values[item.name]) === item.start);
  const html = (...parts) => { const box = make("div"); box.append(...parts); return box.innerHTML; };

  function table(rows, caption = "") {
    const [heads, ...body] = rows;
    const made = make("table");
    if (caption) made.append(make("caption", {}, caption));
    made.append(make("thead", {}, make("tr", {}, ...heads.map(text => make("th", {}, text)))));
    made.append(make("tbody", {}, ...body.map(row => make("tr", {}, ...row.map(cell => (cell instanceof Node ? cell : make("td", {}, cell)))))));
    return made;
  }
  const mix = (names, shares) => {
    const played = names.map((name, place) => [name, shares[place]]).filter(([, share]) => Exact.sign(share));
    return played.length === 1 ? played[0][0] : played.map(([name, share]) => `${Exact.text(share)} ${name}`).join(" + ");
  };

  // all values, fixed parameters and definitions included
  function environment(values) {
    const known = {};
    for (const [name, text] of Object.entries(EXACT.fixed)) known[name] = Exact.parse(text);
    Object.assign(known, values);
    for (const [name, node] of EXACT.define) known[name] = Regions.evaluate(node, known);
    return known;
  }

  function payoff_matrix(known, equilibria) {
    const payoffs = EXACT.payoffs.map(list => list.map(node => Regions.evaluate(node, known)));
    const [rows, columns] = EXACT.slots.map(slot => slot.moves);
    const [first, second] = EXACT.players;
    const cell = (row, column) => row * columns.length + column;
    const best = (player, row, column) => {
      const others = player ? columns.map((_, other) => cell(row, other)) : rows.map((_, other) => cell(other, column));
      return others.every(other => Exact.cmp(payoffs[player][other], payoffs[player][cell(row, column)]) <= 0);
    };
    const pure = new Set(equilibria.filter(item => item.plans.every(plan => plan.some(share => Exact.text(share) === "1")))
      .map(item => cell(...item.plans.map(plan => plan.findIndex(share => Exact.text(share) === "1")))));
    const made = rows.map((name, row) => [make("th", { scope: "row", class: "p1" }, name), ...columns.map((_, column) => {
      const at = cell(row, column);
      const part = player => make("span", { class: `p${player + 1}${best(player, row, column) ? " best" : ""}` }, Exact.text(payoffs[player][at]));
      return make("td", { class: `cell${pure.has(at) ? " equilibrium" : ""}` }, part(0), ", ", part(1));
    })]);
    const legend = make("p", { class: "small" }, "Underlined: a best reply; shaded: a pure equilibrium.");
    return html(table([[`${first} \\ ${second}`, ...columns], ...made]), legend);
  }

  function plans(one, outcome, here) {
    return one.profile.map((shares, slot) => {
      const varied = outcome.varied.find(item => item.slot === slot);
      if (!varied || one.on_path[slot]) return [shares.map(here.number)];
      const option = varied.options.filter(here.contains);
      return option.length ? option.flatMap(item => item.plans.map(plan => plan.map(here.number))) : [shares.map(here.number)];
    });
  }

  function describe(outcome, here, told) {
    const parts = [], words = [];
    if (outcome.error) return { parts: [make("p", {}, `No answer: ${outcome.error}`)], words: [`no answer: ${outcome.error}`], equilibria: [] };
    if (outcome.tables) {
      for (const item of outcome.tables) {
        const rows = item.rows.map(row => row.map(entry => (typeof entry === "string" ? entry : Exact.shown(here.number(entry.is)))));
        if (rows.length) parts.push(table(rows, item.title));
        if (!words.length && rows.length) words.push(`${item.title ? `${item.title}: ` : ""}${rows.slice(1).map(row => `${row[0]}: ${row.slice(1).map((entry, place) => (entry === "-" ? "" : `${rows[0][place + 1]} ${entry}`)).filter(Boolean).join(", ")}`).join("; ")}`);
        for (const text of item.said) parts.push(make("p", {}, text));
      }
      return { parts, words, equilibria: [] };
    }
    const equilibria = [];
    for (const one of outcome.equilibria) {
      const payoffs = one.payoffs.map(here.number);
      const paid = EXACT.players.map((player, place) => `${player} ${Exact.shown(payoffs[place])}`).join(", ");
      const brief = EXACT.players.map((player, place) => `${player} ${Exact.text(payoffs[place])}`).join(", ");
      if (one.offers) {
        const rows = [["", "what", "value"], ...one.offers.map(([player, name, value]) => [player, `offers ${name} =`, Exact.shown(here.number(value))]),
          ...one.outcomes.map(([path, chance]) => ["outcome", path, Exact.shown(here.number(chance))])];
        parts.push(table(rows, `Equilibrium: ${paid}`));
        words.push(`${one.offers.map(([, name, value]) => `${name} = ${Exact.text(here.number(value))}`).join(", ")} (payoffs: ${brief})`);
        continue;
      }
      const listed = EXACT.form === "tree" ? plans(one, outcome, here) : one.profile.map(shares => [shares.map(here.number)]);
      const key = JSON.stringify(listed, (_, value) => (typeof value === "bigint" ? `${value}` : value));
      if (told.has(key)) continue;
      told.add(key);
      equilibria.push({ plans: listed.map(options => options[0]), payoffs });
      const names = EXACT.slots.map(slot => slot.moves);
      const played = EXACT.slots.map((slot, place) => (EXACT.form === "table" || one.on_path[place] ? `${slot.player} ${mix(names[place], listed[place][0])}` : "")).filter(Boolean);
      words.push(`${played.join(", ")} (payoffs: ${brief})`);
      if (EXACT.form === "tree") {
        const rows = EXACT.slots.map((slot, place) => [slot.player, slot.at === "/" ? "/ (start)" : slot.at, listed[place].map(plan => mix(names[place], plan)).join(" or "), one.on_path[place] ? "yes" : ""]);
        parts.push(table([["player", "at", "plan", "on the path of play"], ...rows], `Equilibrium: ${paid}`));
      }
    }
    if (EXACT.form === "table" && equilibria.length) {
      parts.push(table([["#", ...EXACT.players, ...EXACT.players.map(player => `payoff ${player}`)],
        ...equilibria.map((item, place) => [`${place + 1}`, ...item.plans.map((plan, slot) => mix(EXACT.slots[slot].moves, plan)), ...item.payoffs.map(Exact.shown)])]));
    }
    if (!outcome.count) { parts.push(make("p", {}, outcome.complete ? "There is none." : "None was found.")); words.push("there is none"); }
    return { parts, words, equilibria };
  }

  function computed(values) {
    const known = environment(values);
    for (const [text, node] of EXACT.assume) if (!Regions.evaluate(node, known)) return { problem: `the values break the assumption ${text}`, help: "change the values" };
    const here = Regions.outcomes(EXACT, values);
    if (!here.admitted) return { problem: "these values are not admissible", help: "change the values" };
    if (!here.found.length) return { problem: `this file cannot tell what holds at exactly these values: ${here.doubt}`, help: "`dprk solve` answers there, and values beside them are in the file" };
    const told = new Set(), all = here.found.map(outcome => describe(outcome, here, told));
    const equilibria = all.flatMap(item => item.equilibria);
    const notes = [];
    if (here.doubt) notes.push(`At these values more may exist than is listed: ${here.doubt}. In a terminal \`dprk solve\` lists all.`);
    else {
      if (here.tie) notes.push(`Numbers tie here: ${here.tie}.`);
      if (here.found.some(item => item.mixtures)) notes.push("Mixtures of these are equilibria too.");
      notes.push(here.found.every(item => item.complete) ? `Complete: ${here.found[0].completeness}.` : `Not known to be complete: ${here.found[0].completeness}.`);
    }
    const where = here.found.map(item => item.condition).join("; ");
    const parts = { summary: `${all.flatMap(item => item.words).join("; ")}. ${notes[0]}` };
    parts.answer = html(...all.flatMap(item => item.parts), ...notes.map(text => make("p", {}, text)), make("p", { class: "small" }, `Computed in this page from the formulas that hold where ${where}.`));
    if (EXACT.payoffs) parts.picture = payoff_matrix(known, equilibria);
    else {
      const place = EXACT.regions.findIndex(item => item.number === (here.touching[0] || {}).number);
      const drawn = EXACT.pictures[place];
      parts.picture = drawn ? `${drawn}<p class="small">Payoffs as formulas; thick lines: the first equilibrium of the region in which we stand.</p>` : home(values) ? CONTENT.home.picture : "<p>The picture is in this file for the values that it begins with alone.</p>";
    }
    return parts;
  }

  function stored(values) {
    const away = DATA.parameters.filter(item => Exact.text(values[item.name]) !== item.start);
    if (!away.length) return CONTENT.home;
    const found = away.length === 1 && CONTENT.points ? CONTENT.points.at[`${away[0].name}=${Exact.text(values[away[0].name])}`] : null;
    return found || { problem: "this file holds answers at the stops of one slider at a time", help: "move the slider to a stop, and the others back" };
  }

  document.getElementById("where").textContent = CONTENT.told;
  Page.show({ explanation: CONTENT.explanation });
  start({
    alone: Boolean(CONTENT.points),
    axes_told: CONTENT.map ? `Drawn over ${CONTENT.map.plane.map(axis => axis.name).join(" and ")}.` : "",
    claims_told: "Verdicts at the values that the page begins with; over all values: proven or refuted for the whole range.",
    map_note: () => {
      const on = CONTENT.map.plane.map(axis => axis.name);
      return DATA.parameters.some(item => !on.includes(item.name) && document.getElementById("sliders") && Page.value(item.name) !== item.start) ? " The map is drawn for the others as the page begins with them." : "";
    },
    answer: values => (home(values) ? CONTENT.home : EXACT ? computed(values) : stored(values)),
    explanation: values => ({ explanation: (home(values) ? "" : "<p>Told for the values that the page begins with:</p>") + CONTENT.explanation }),
    map: () => null,
    claims: () => null,
  });
  Page.show({ claims: CONTENT.claims });
  if (CONTENT.map) Page.show(CONTENT.map);
  else document.getElementById("regions").hidden = true;
})();
