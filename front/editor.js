// The editor of rich texts: loaded by the pages that have one, and only by them.
import { dress } from "./js/rich.js";

for (const place of document.querySelectorAll("[data-rich]")) dress(place);
