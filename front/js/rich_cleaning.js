import DOMPurify from "dompurify";
import { lookOf, writeLooks } from "./rich_pasting.js";

const TAGS = ["p", "br", "hr", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li",
  "a", "span", "strong", "b", "em", "i", "u", "s", "sub", "sup", "table", "thead", "tbody", "tr", "th", "td"];
const KEPT = {
  ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ["href", "class", "colspan", "rowspan", "scope", "data-look"],
  ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false, RETURN_DOM_FRAGMENT: true,
};
const INK = /^ink-(red|orange|green|blue|purple|grey)$/;

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  if (!INK.test(node.className)) node.removeAttribute("class");
});

// The policy of the page complains of each style that is so much as parsed: they go before, as text.
const unstyled = (html) => html.replace(/<(style|script)\b[^]*?<\/\1\s*>/gi, "").replace(/<[a-z][^>]*>/gi, lookOf);

/** What is pasted or opened, as a fragment that holds nothing but what the server will keep. */
export function cleaned(html) {
  const fragment = document.importNode(DOMPurify.sanitize(unstyled(html), KEPT), true);
  writeLooks(fragment);
  for (const box of fragment.querySelectorAll("div")) {
    if (box.querySelector("div, p, ul, ol, table, blockquote, h3, h4")) box.replaceWith(...box.childNodes);
    else rename(box, "p");
  }
  for (const head of fragment.querySelectorAll("h1, h2, h5, h6")) rename(head, head.matches("h1, h2") ? "h3" : "h4");
  return fragment;
}

/** Plain text as markup. */
export function paragraphs(text) {
  const page = document.createElement("div");
  for (const block of text.split(/\n{2,}/)) {
    const lines = block.split("\n").flatMap((line) => [document.createElement("br"), line]).slice(1);
    page.appendChild(document.createElement("p")).append(...lines);
  }
  return page.innerHTML;
}

function rename(node, tag) {
  const other = document.createElement(tag);
  other.append(...node.childNodes);
  node.replaceWith(other);
}
