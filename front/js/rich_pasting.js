// What a pasted style means. The policy of pages allows none, so its meaning is read from the text of each tag, noted in
// `data-look`, and written as elements once what is foreign is gone.
const LOOKS = {
  bold: /font-weight\s*:\s*(?:bold|[6-9]00)/i,
  light: /font-weight\s*:\s*(?:normal|lighter|[1-5]00)/i,
  slanted: /font-style\s*:\s*(?:italic|oblique)/i,
  upright: /font-style\s*:\s*normal/i,
  underlined: /text-decoration[\w-]*\s*:[^;]*underline/i,
  struck: /text-decoration[\w-]*\s*:[^;]*line-through/i,
  spaced: /white-space\s*:\s*(?:pre|break-spaces)/i,
  mono: /font-family\s*:[^;]*(?:mono|courier|consol|menlo)/i,
};
const WRITTEN = { bold: "b", slanted: "i", underlined: "u", struck: "s" };
const UNDONE = { light: "b, strong", upright: "i, em" }; // Google Docs puts all that is copied in a bold that is none
const BLOCKS = "p, div, pre, li, td, th, h1, h2, h3, h4, h5, h6, blockquote";
const STYLE = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;

/** The tag with `data-look` in the place of its style. */
export function lookOf(tag) {
  const [, ...quoted] = tag.match(STYLE) ?? [];
  const style = (quoted.find(Boolean) ?? "").replace(/&quot;/g, '"');
  const looks = Object.keys(LOOKS).filter((look) => LOOKS[look].test(style));
  if (isTight(style) || /\sclass\s*=\s*["']?MsoNoSpacing\b/i.test(tag)) looks.push("tight");
  const bare = tag.replace(/\s(?:style|on\w+|data-look)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, " ");
  return looks.length ? bare.replace(/^<[a-z][\w-]*/i, (name) => `${name} data-look="${looks.join(" ")}"`) : bare;
}

/** Nothing above nor below: what its program calls paragraphs are lines. */
function isTight(style) {
  const edge = (name) => style.match(new RegExp(`margin-${name}\\s*:\\s*([\\d.]+)`, "i"))?.[1];
  const all = style.match(/margin\s*:\s*([^;]+)/i)?.[1].trim().split(/\s+/) ?? [];
  const [above, below] = [edge("top") ?? all[0], edge("bottom") ?? all[2] ?? all[0]];
  return above !== undefined && below !== undefined && parseFloat(above) < 1 && parseFloat(below) < 1;
}

/** Writes as elements what was noted, all over the fragment. */
export function writeLooks(fragment) {
  for (const box of fragment.querySelectorAll(":is(div, p, pre)[data-look~=mono]")) {
    if (has(box, "spaced")) column(box);
  }
  for (const node of fragment.querySelectorAll("[data-look]")) {
    if (has(node, "spaced")) keepSpaces(node);
    const undone = Object.keys(UNDONE).some((look) => has(node, look) && node.matches(UNDONE[look]));
    if (undone) node.replaceWith(...node.childNodes);
    else for (const [look, tag] of Object.entries(WRITTEN)) if (has(node, look)) fill(node, tag);
  }
  for (const span of fragment.querySelectorAll("span:not([class])")) span.replaceWith(...span.childNodes);
  joinLines(fragment);
  for (const cell of fragment.querySelectorAll("td, th")) wholeNumbers(cell);
  for (const node of fragment.querySelectorAll("[data-look]")) node.removeAttribute("data-look");
}

const has = (node, look) => (node.dataset.look ?? "").split(" ").includes(look);

function fill(node, tag) {
  if (!node.textContent.trim() || node.matches(tag)) return;
  const inner = document.createElement(tag);
  inner.append(...node.childNodes);
  node.append(inner);
}

/** Columns of a terminal or of code: its lines, in a frame that keeps every space. */
function column(box) {
  const frame = document.createElement("pre");
  frame.textContent = linesOf(box).replace(/^\n+|\n+$/g, "");
  box.replaceWith(frame);
}

function linesOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeName === "BR") return "\n";
  const inside = [...node.childNodes].map(linesOf).join("");
  return node.matches?.(BLOCKS) && !inside.endsWith("\n") ? `${inside}\n` : inside;
}

function keepSpaces(node) {
  for (const text of textsIn(node)) {
    text.data = text.data.replace(/\t/g, "    ").replace(/ {2,}/g, (run) => `${"\u00a0".repeat(run.length - 1)} `);
  }
}

function joinLines(fragment) {
  for (const line of fragment.querySelectorAll("p[data-look~=tight]")) {
    const before = line.previousElementSibling;
    if (!before?.matches("p[data-look~=tight]") || !before.textContent.trim() || !line.textContent.trim()) continue;
    line.prepend(...before.childNodes, document.createElement("br"));
    before.remove();
  }
}

/** « 1 842,50 » never ends a line in its middle. */
function wholeNumbers(cell) {
  for (const text of textsIn(cell)) text.data = text.data.replace(/(\d)[ \u00a0](?=\d{3}(?!\d))/g, "$1\u00a0");
}

function* textsIn(node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield walker.currentNode;
}
