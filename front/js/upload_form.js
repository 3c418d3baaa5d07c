// A form is not sent without its files: it waits for those on their way, and stops at those that did not arrive.
const boxes = new Set();

/** queue: of the box at this place of a form. tell(sentence, name): shows it, and says it aloud. */
export function hold(place, queue, tell) {
  const form = place.closest("form");
  const box = { place, form, queue, tell, wish: null };
  boxes.add(box);
  form.addEventListener("input", (event) => {
    if (!event.isTrusted || !box.wish) return;
    box.wish = null; // it is being written again: it goes when it is sent again
    tell("held-back");
  });
  return () => settle(box);
}

document.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-draft-clear]")) return;
  const here = [...boxes].filter(({ form, place }) => form === event.target && place.isConnected);
  for (const { queue } of here) queue.settle(); // what was taken out stays out
  const box = here.find(({ queue }) => queue.left) ?? here.find(({ queue }) => queue.unsent.length);
  if (!box) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nobody else may take it for sent
  box.wish = box.queue.left ? { submitter: event.submitter } : null;
  if (box.wish) box.tell("will-go", { count: box.queue.left });
  else refuse(box);
}, true);

addEventListener("beforeunload", (event) => {
  if ([...boxes].some(({ queue }) => queue.left)) event.preventDefault();
});

/** Called whenever something changed: a form that waited goes, or says why it cannot. */
function settle(box) {
  if (!box.wish || box.queue.left || box.queue.withdrawn) return; // what was just taken out may come back
  const { submitter } = box.wish;
  box.wish = null;
  if (box.queue.unsent.length) refuse(box);
  else box.form.requestSubmit(submitter);
}

function refuse(box) {
  box.tell("not-sent", { count: box.queue.unsent.length, name: box.queue.unsent[0].name });
}
