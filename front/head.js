// Runs before the first paint: without it the theme or the folded menu would flash.
import { resolveTheme } from "./js/theme.js";

resolveTheme();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", resolveTheme);
if (/(?:^|; )menu=folded/.test(document.cookie)) document.documentElement.dataset.menu = "folded";
