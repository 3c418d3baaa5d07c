// Runs before the first paint: without it the theme or the folded menu would flash.
import { resolveTheme } from "./js/theme.js";

resolveTheme();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", resolveTheme);

// The menu is as it was left; on a screen of middling width it starts folded.
const left = /(?:^|; )menu=(folded|open)/.exec(document.cookie)?.[1];
const narrow = matchMedia("(max-width: 1199.98px)").matches;
document.documentElement.dataset.menu = left ?? (narrow ? "folded" : "open");
