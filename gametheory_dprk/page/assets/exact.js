// Exact rational numbers: a pair of BigInts in lowest terms, the denominator positive.
"use strict";
const Exact = (() => {
  const LONG = 1000; // digits of a number that somebody types
  const gcd = (a, b) => { a = a < 0n ? -a : a; while (b) [a, b] = [b, a % b]; return a; };
  function make(n, d = 1n) {
    if (d === 0n) throw new RangeError("division by zero");
    if (d < 0n) { n = -n; d = -d; }
    const g = gcd(n, d);
    return g > 1n ? { n: n / g, d: d / g } : { n, d };
  }
  const add = (a, b) => make(a.n * b.d + b.n * a.d, a.d * b.d);
  const sub = (a, b) => make(a.n * b.d - b.n * a.d, a.d * b.d);
  const mul = (a, b) => make(a.n * b.n, a.d * b.d);
  const div = (a, b) => make(a.n * b.d, a.d * b.n);
  const cmp = (a, b) => { const x = a.n * b.d - b.n * a.d; return x > 0n ? 1 : x < 0n ? -1 : 0; };
  const sign = a => (a.n > 0n ? 1 : a.n < 0n ? -1 : 0);
  const pow = (a, k) => make(a.n ** BigInt(k), a.d ** BigInt(k));
  const text = a => (a.d === 1n ? `${a.n}` : `${a.n}/${a.d}`);
  // "3/5", "0.6", "-2", "1e-3"; null for anything else
  function parse(given) {
    const found = /^\s*([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d{1,3}))?\s*(?:\/\s*(\d+(?:\.\d*)?|\.\d+)\s*)?$/i.exec(given.replace("\u2212", "-").replace(",", "."));
    if (!found || given.length > LONG) return null;
    const decimal = part => { const [whole, rest = ""] = part.split("."); return make(BigInt(whole + rest || "0"), 10n ** BigInt(rest.length)); };
    let value = decimal(found[2]);
    if (found[3]) value = found[3][0] === "-" ? div(value, pow(make(10n), -found[3])) : mul(value, pow(make(10n), +found[3]));
    if (found[4]) { const below = decimal(found[4]); if (!sign(below)) return null; value = div(value, below); }
    return found[1] === "-" ? make(-value.n, value.d) : value;
  }
  // near enough to draw with
  function float(a) {
    const small = x => x > -(2n ** 1000n) && x < 2n ** 1000n;
    if (small(a.n) && small(a.d)) return Number(a.n) / Number(a.d);
    return Number(a.n * 10n ** 12n / a.d) / 1e12;
  }
  // "9/4 = 2.25", "1/3 ~ 0.3333", as the program prints numbers
  function shown(a) {
    if (a.d === 1n) return text(a);
    if ((a.n < 0n ? -a.n : a.n) >= 10n ** 12n * a.d || a.d > 10n ** 12n) return text(a);
    const short = String(Number(float(a).toPrecision(4)));
    const back = parse(short);
    return `${text(a)} ${back && cmp(back, a) === 0 ? "=" : "~"} ${short}`;
  }
  return { make, add, sub, mul, div, cmp, sign, pow, text, parse, float, shown };
})();
