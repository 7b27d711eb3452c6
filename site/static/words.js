/* The map around a word: cosines of all words with the one that is asked for, drawn around it. The vectors come from
   words-data.js as whole numbers (WORDS.words, WORDS.vectors), so that the page needs no server. */
"use strict";

(() => {
  const SHOWN = 14;
  const { words, vectors: packed } = window.WORDS;
  const bytes = Int8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const size = bytes.length / words.length;
  const rows = words.map((_, row) => unit(Array.from(bytes.subarray(row * size, (row + 1) * size))));
  const place = new Map(words.map((word, row) => [word, row]));
  const [query, said, list, svg] = ["#words-query", "#words-said", "#words-list", "#words svg"].map((one) =>
    document.querySelector(one),
  );

  function dot(a, b) {
    return a.reduce((sum, value, i) => sum + value * b[i], 0);
  }

  function unit(vector) {
    const length = Math.hypot(...vector) || 1;
    return vector.map((value) => value / length);
  }

  /** The rows and signs of "king - man + woman"; throws a sentence for what is no such sum. */
  function read(text) {
    const parts = text.toLowerCase().replace("−", "-").match(/[+-]|[^\s+-]+/g) ?? [];
    let sign = 1;
    const terms = [];
    for (const part of parts) {
      if (part === "+" || part === "-") {
        sign = part === "-" ? -1 : 1;
      } else if (place.has(part)) {
        terms.push({ row: place.get(part), sign });
        sign = 1;
      } else {
        const like = words.filter((word) => word.startsWith(part.slice(0, 3))).slice(0, 6);
        throw new Error(`“${part}” is not among the ${words.length} words.` + (like.length ? ` Is it ${like.join(", ")}?` : ""));
      }
    }
    if (!terms.length) throw new Error("Type a word, such as terrible, or a sum, such as king - man + woman.");
    return terms;
  }

  /** The nearest words of a sum: rows with their cosines, highest first; the words of the sum are left out. */
  function nearest(terms) {
    const middle = unit(rows[0].map((_, i) => terms.reduce((sum, { row, sign }) => sum + sign * rows[row][i], 0)));
    const asked = new Set(terms.map(({ row }) => row));
    return rows
      .map((row, i) => ({ row: i, cosine: dot(row, middle) }))
      .filter(({ row }) => !asked.has(row))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, SHOWN);
  }

  /** The neighbours in an order in which similar ones are side by side: by their angle in the plane of widest spread. */
  function turned(found) {
    const mean = rows[0].map((_, i) => found.reduce((sum, { row }) => sum + rows[row][i], 0) / found.length);
    let left = found.map(({ row }) => rows[row].map((value, i) => value - mean[i]));
    const axes = [0, 1].map(() => {
      let axis = unit(left[0]);
      for (let step = 0; step < 40; step++) {
        const weights = left.map((row) => dot(row, axis));
        axis = unit(axis.map((_, i) => left.reduce((sum, row, k) => sum + weights[k] * row[i], 0)));
      }
      const along = left.map((row) => dot(row, axis));
      left = left.map((row, k) => row.map((value, i) => value - along[k] * axis[i]));
      return along;
    });
    return found
      .map((one, k) => ({ ...one, angle: Math.atan2(axes[1][k], axes[0][k]) }))
      .sort((a, b) => a.angle - b.angle);
  }

  function draw(title, found) {
    const farthest = 1 - found.at(-1).cosine;
    const parts = turned(found).map(({ row, cosine }, k, all) => {
      const angle = (2 * Math.PI * (k + 0.5)) / all.length;
      const radius = 0.35 + 0.65 * ((1 - cosine) / farthest) ** 2;
      const [x, y] = [290 * radius * Math.cos(angle), 200 * radius * Math.sin(angle)].map(Math.round);
      const anchor = Math.abs(x) < 40 ? "middle" : x > 0 ? "start" : "end";
      const aside = { start: 9, end: -9, middle: 0 }[anchor];
      const lower = anchor === "middle" ? (y > 0 ? 20 : -9) : 5;
      return `<g data-word="${words[row]}"><line x2="${x}" y2="${y}"/><circle cx="${x}" cy="${y}" r="5"/>
        <text x="${x + aside}" y="${y + lower}" text-anchor="${anchor}">${words[row]}</text></g>`;
    });
    svg.innerHTML = `${parts.join("")}<rect rx="17"/><text class="middle" y="6" text-anchor="middle">${title}</text>`;
    const box = svg.querySelector(".middle").getBBox();
    const around = { x: box.x - 12, y: box.y - 4, width: box.width + 24, height: box.height + 8 };
    for (const [side, value] of Object.entries(around)) svg.querySelector("rect").setAttribute(side, value);
  }

  function show(text) {
    query.value = text;
    try {
      const terms = read(text);
      const found = nearest(terms);
      draw(terms.map(({ row, sign }, i) => (sign < 0 ? "− " : i ? "+ " : "") + words[row]).join(" "), found);
      list.innerHTML = found
        .map(({ row, cosine }) => `<li><button data-word="${words[row]}">${words[row]}</button> ${cosine.toFixed(2)}</li>`)
        .join("");
      said.textContent = `The ${found.length} words nearest to ${text}, of ${words.length}.`;
    } catch (error) {
      svg.innerHTML = list.innerHTML = "";
      said.textContent = error.message;
    }
  }

  document.querySelector("#words form").addEventListener("submit", (event) => {
    event.preventDefault();
    show(query.value);
  });
  document.querySelector("#words-any").addEventListener("click", () => {
    show(words[Math.floor(Math.random() * words.length)]);
  });
  document.querySelector("#words").addEventListener("click", (event) => {
    const word = event.target.closest("[data-word]")?.dataset.word;
    if (!word) return;
    show(word);
    if (event.target.closest("li")) list.querySelector("button").focus();
  });
  document.querySelector("#words-known").innerHTML = words.map((word) => `<option value="${word}">`).join("");
  show(new URLSearchParams(location.search).get("w") ?? query.value);
})();
