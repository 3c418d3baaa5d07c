// The viewer of pages: loaded by the pages that have one, and only by them.
import { view } from "./js/viewer.js";

document.querySelectorAll("[data-viewer]").forEach(view);
