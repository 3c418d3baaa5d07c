// Pages of a file: one after the other, larger, turned, by buttons and by keys. Without a script they are all there.
const STEPS = [0.5, 0.75, 1, 1.5, 2, 3]; // of the width of the page
const SHARP = 1; // beyond, the large picture is fetched
const QUARTER = 90;
const KEYS = { PageDown: "next", PageUp: "previous", ArrowRight: "next", ArrowLeft: "previous", "+": "larger", "-": "smaller", r: "turn" };

export function view(place) {
  const pages = [...place.querySelectorAll("[data-page]")], told = place.querySelector("[data-place]");
  let step = STEPS.indexOf(1), here = 0;
  const turns = pages.map(() => 0);
  const acts = {
    next: () => go(here + 1),
    previous: () => go(here - 1),
    larger: () => scale(step + 1),
    smaller: () => scale(step - 1),
    turn: () => turn(),
  };

  function tell() {
    told.textContent = told.dataset.words.replace("{page}", here + 1).replace("{pages}", pages.length);
    part("previous").disabled = here === 0;
    part("next").disabled = here === pages.length - 1;
    part("smaller").disabled = step === 0;
    part("larger").disabled = step === STEPS.length - 1;
  }

  function go(to) {
    here = Math.min(Math.max(to, 0), pages.length - 1);
    pages[here].scrollIntoView({ block: "start" });
    tell();
  }

  function scale(to) {
    step = Math.min(Math.max(to, 0), STEPS.length - 1);
    place.dataset.scale = STEPS[step] * 100;
    if (STEPS[step] > SHARP) pages.forEach(sharpen);
    tell();
  }

  function turn() {
    turns[here] = (turns[here] + QUARTER) % (4 * QUARTER);
    pages[here].dataset.turn = turns[here];
  }

  const part = (act) => place.querySelector(`[data-act=${act}]`);
  place.querySelector("[data-viewer-tools]").hidden = false;
  for (const [act, does] of Object.entries(acts)) part(act).addEventListener("click", does);
  place.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    acts[act]();
  });
  const seen = new IntersectionObserver((entries) => {
    const most = entries.filter(({ isIntersecting }) => isIntersecting).sort((one, two) => two.intersectionRatio - one.intersectionRatio)[0];
    if (!most) return;
    here = pages.indexOf(most.target);
    tell();
  }, { root: null, threshold: [0.3, 0.6] });
  pages.forEach((page) => seen.observe(page));
  tell();
}

/** Fetched when the page is near, as the small one is. */
function sharpen(page) {
  const picture = page.querySelector("img");
  if (picture.dataset.large) [picture.src, picture.dataset.large] = [picture.dataset.large, ""];
}
