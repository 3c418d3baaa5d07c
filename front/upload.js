// Sending files from a writing box: loaded by the pages that have one, and only by them.
import { dress } from "./js/upload.js";

for (const place of document.querySelectorAll("[data-upload]")) dress(place);
