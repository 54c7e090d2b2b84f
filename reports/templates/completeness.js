"use strict";
(() => {
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const lacking = document.getElementById("lacking");
  const none = document.getElementById("none");
  const items = [...document.querySelectorAll("[data-v]")];
  const texts = items.map((item) => item.dataset.t.toLocaleLowerCase());
  const apply = () => {
    const wanted = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const number = lacking.value;
    const verdict = document.querySelector("input[name=verdict]:checked").value;
    let seen = 0;
    items.forEach((item, place) => {
      const fits = wanted.every((word) => texts[place].includes(word))
        && (!number || item.dataset.l.split(" ").includes(number));
      if (item.hidden === fits) item.hidden = !fits;
      if (fits && (!verdict || item.dataset.v === verdict)) seen += 1;
    });
    none.hidden = seen > 0 || items.length === 0;
  };
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const card = target && target.closest("details");
    if (card) {
      card.open = true;
      card.scrollIntoView({ block: "start" });
    }
  };
  const all = (open) => () => document.querySelectorAll("details.card:not([hidden])").forEach((card) => { card.open = open; });
  tools.hidden = false;
  search.addEventListener("input", apply);
  lacking.addEventListener("change", apply);
  document.querySelectorAll("input[name=verdict]").forEach((input) => input.addEventListener("change", apply));
  document.getElementById("open-all").addEventListener("click", all(true));
  document.getElementById("close-all").addEventListener("click", all(false));
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  apply();
  reveal();
})();
