// The ways in: a button, what is dropped on the form, what is pasted into it.

/** form: where files may be dropped or pasted, a whole form or one box of it. take: called with an array of files. */
export function openTo(form, box, input, button, take) {
  const mine = ({ target }) => (target.closest?.("[data-alone]") ?? target.closest?.("form")) === form;
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = ""; // the same file may be chosen again
  });
  form.addEventListener("paste", (event) => {
    const files = mine(event) ? pasted(event.clipboardData) : [];
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    take(files);
  }, true);
  dropped(form, box, mine, take);
}

/** A screenshot, or files copied from a folder. A copied text brings its own picture along: it stays a text. */
function pasted(data) {
  const { files, types } = data;
  const words = types.includes("text/plain") ? data.getData("text/plain") : "";
  return [...files].some(({ name }) => name === words) || !words ? [...files].map(named) : [];
}

/** Browsers call every screenshot « image.png ». */
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace(/[T:]/g, "-");
  return new File([file], file.name.replace("image", `image-${at}`), { type: file.type, lastModified: file.lastModified });
}

function dropped(form, box, mine, take) {
  const brings = (event) => mine(event) && event.dataTransfer?.types.includes("Files");
  const mark = (is) => box.classList.toggle("is-over", is);
  form.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    mark(true);
  });
  form.addEventListener("dragleave", (event) => mark(form.contains(event.relatedTarget)));
  form.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    event.stopPropagation();
    mark(false);
    filesIn(event.dataTransfer).then(take);
  }, true);
}

/** Dropped files, and those of dropped folders. What was dropped is asked at once: it is gone after the event. */
async function filesIn({ items, files }) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.());
  if (!entries.some((entry) => entry?.isDirectory)) return [...files];
  return (await Promise.all(entries.filter(Boolean).map(within))).flat();
}

async function within(entry) {
  if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
  const reader = entry.createReader();
  const inside = [];
  // A browser gives a hundred at a time, and nothing at the end.
  for (let some; (some = await new Promise((found, failed) => reader.readEntries(found, failed))).length; ) inside.push(...some);
  return (await Promise.all(inside.map(within))).flat();
}
