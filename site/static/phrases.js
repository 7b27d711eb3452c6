/* A cloud of phrases: each has three numbers, its code, by a network of lesson 07b. The codes come from phrases-data.js
   as whole numbers (PHRASES.clouds[name].codes, divided by its scale), so that the page needs no server. */
"use strict";

(() => {
  const SHOWN = 12;
  const { phrases, times, liked, clouds } = window.PHRASES;
  const place = new Map(phrases.map((phrase, row) => [phrase, row]));
  const [query, said, list, which, canvas, group] = ["query", "said", "list", "which", "cloud", "turn"].map((id) =>
    document.querySelector(`#phrases-${id}`),
  );
  const turn = { side: 0.6, up: 0.35 }; // from where one looks, in radians
  let lit = []; // rows that stand out: the phrase asked for, then its neighbours

  const code = (row) => clouds[which.value].codes[row].map((value) => value / clouds[which.value].scale);
  const wordsOf = (phrase) => new Set(phrase.split(" "));

  /** The nearest phrases: rows with their distances, nearest first, without the phrase itself. */
  function nearest(row) {
    const middle = code(row);
    return phrases
      .map((_, other) => ({ row: other, far: Math.hypot(...code(other).map((value, i) => value - middle[i])) }))
      .filter((one) => one.row !== row)
      .sort((a, b) => a.far - b.far)
      .slice(0, SHOWN);
  }

  /** Blue where most reviews with this ending liked the film, orange where most did not, gray between. */
  function colour(row) {
    if (liked[row] > 0.65) return "#0072B2";
    return liked[row] < 0.35 ? "#D55E00" : "#9A9A9A";
  }

  function draw() {
    const [wide, high] = [canvas.width, canvas.height];
    const pen = canvas.getContext("2d");
    const { codes } = clouds[which.value];
    const middle = [0, 1, 2].map((i) => codes.reduce((sum, one) => sum + one[i], 0) / codes.length);
    const spread = Math.max(...[0, 1, 2].map((i) => Math.sqrt(codes.reduce((sum, one) => sum + (one[i] - middle[i]) ** 2, 0) / codes.length)));
    const [sine, cosine, low, level] = [Math.sin(turn.side), Math.cos(turn.side), Math.sin(turn.up), Math.cos(turn.up)];
    const spots = codes.map((one, row) => {
      const [x, y, z] = one.map((value, i) => (value - middle[i]) / spread);
      const ahead = cosine * y - sine * x;
      const nearer = low * z - level * ahead;
      const size = (high / 5.7) * (1 + 0.06 * nearer);
      return { row, nearer, x: wide / 2 + size * (cosine * x + sine * y), y: high / 2 - size * (level * z + low * ahead) };
    });
    pen.fillStyle = "white";
    pen.fillRect(0, 0, wide, high);
    for (const { row, x, y, nearer } of spots.slice().sort((a, b) => a.nearer - b.nearer)) {
      pen.globalAlpha = lit.length && !lit.includes(row) ? 0.35 : 0.85;
      pen.fillStyle = colour(row);
      pen.beginPath();
      pen.arc(x, y, Math.max(3, 5 + nearer), 0, 7);
      pen.fill();
    }
    pen.globalAlpha = 1;
    const clear = []; // names that would lie on each other are left out; the list below has them all
    for (const row of lit) {
      const { x, y } = spots[row];
      if (clear.every((one) => Math.abs(one.y - y) > 26 || Math.abs(one.x - x) > 260)) clear.push(spots[row]);
    }
    clear.reverse().forEach((spot) => name(pen, spot, spot.row === lit[0], wide));
    return spots;
  }

  /** A phrase beside its point; the one that is asked for in bold, in a ring. */
  function name(pen, { row, x, y }, asked, wide) {
    pen.font = `${asked ? "bold 26px" : "22px"} sans-serif`;
    pen.textAlign = x > wide * 0.7 ? "right" : "left";
    const aside = x > wide * 0.7 ? x - 14 : x + 14;
    pen.lineWidth = 6;
    pen.strokeStyle = "white";
    pen.strokeText(phrases[row], aside, y + 7);
    pen.fillStyle = "#222";
    pen.fillText(phrases[row], aside, y + 7);
    pen.lineWidth = 3;
    pen.strokeStyle = "#222";
    pen.beginPath();
    pen.arc(x, y, asked ? 11 : 7, 0, 7);
    if (asked) pen.stroke();
  }

  const button = (row) => `<button data-row="${row}">${phrases[row]}</button>`;

  function answer(row) {
    const asked = wordsOf(phrases[row]);
    const found = nearest(row);
    lit = [row, ...found.slice(0, 6).map((one) => one.row)];
    said.textContent =
      `The ${found.length} phrases nearest to “${phrases[row]}”, of ${phrases.length}, by the network that was ${which.value}. ` +
      `${times[row]} reviews end with it; ${Math.round(100 * liked[row])} % of them liked the film.`;
    list.innerHTML = found
      .map(({ row: other, far }) => {
        const shared = [...wordsOf(phrases[other])].filter((word) => asked.has(word)).length;
        return `<li>${button(other)} ${far.toFixed(2)}, shares ${shared}, liked ${Math.round(100 * liked[other])} %</li>`;
      })
      .join("");
  }

  /** Where a phrase is not among ours: those with most of its words. */
  function guess(text) {
    const asked = text.split(/\s+/).filter(Boolean);
    const like = phrases
      .map((phrase, row) => ({ row, shared: asked.filter((word) => wordsOf(phrase).has(word)).length }))
      .filter(({ shared }) => shared)
      .sort((a, b) => b.shared - a.shared)
      .slice(0, SHOWN);
    lit = like.slice(0, 6).map(({ row }) => row);
    list.innerHTML = like.map(({ row }) => `<li>${button(row)}</li>`).join("");
    said.textContent = `“${text}” is not among the ${phrases.length} phrases.` + (like.length ? " These share words with it:" : "");
  }

  function show(text) {
    query.value = text;
    const asked = text.trim().toLowerCase();
    if (place.has(asked)) answer(place.get(asked));
    else guess(asked);
    draw();
  }

  function turned(side, up) {
    turn.side += side;
    turn.up = Math.max(-1.5, Math.min(1.5, turn.up + up));
    draw();
  }

  document.querySelector("#phrases form").addEventListener("submit", (event) => {
    event.preventDefault();
    show(query.value);
  });
  document.querySelector("#phrases-any").addEventListener("click", () => {
    show(phrases[Math.floor(Math.random() * phrases.length)]);
  });
  which.addEventListener("change", () => show(query.value));
  list.addEventListener("click", (event) => {
    const row = event.target.closest("button")?.dataset.row;
    if (row === undefined) return;
    show(phrases[row]);
    list.querySelector("button")?.focus();
  });

  const TURNS = { ArrowLeft: [0.15, 0], ArrowRight: [-0.15, 0], ArrowUp: [0, 0.15], ArrowDown: [0, -0.15] };
  group.addEventListener("keydown", (event) => {
    const step = TURNS[event.key];
    if (!step) return;
    event.preventDefault(); // the page would scroll
    turned(...step);
  });
  let moved = 0; // a click chooses a phrase, a longer way turns the cloud
  canvas.addEventListener("pointerdown", (event) => {
    moved = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    turned(-event.movementX / 150, event.movementY / 150);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (moved > 5) return;
    const size = canvas.width / canvas.clientWidth;
    const far = draw().map((spot) => Math.hypot(spot.x - size * event.offsetX, spot.y - size * event.offsetY));
    const closest = far.indexOf(Math.min(...far));
    if (far[closest] < 20) show(phrases[closest]);
  });

  which.innerHTML = Object.keys(clouds).map((cloud) => `<option>${cloud}</option>`).join("");
  document.querySelector("#phrases-known").innerHTML = phrases.map((phrase) => `<option value="${phrase}">`).join("");
  const asked = new URLSearchParams(location.search);
  which.value = asked.get("cloud") ?? which.value;
  show(asked.get("p") ?? query.value);
})();
