// Sending files from a writing box: loaded by the pages that have one, and only by them.
import { dress } from "./js/upload.js";

const dressAll = () => document.querySelectorAll("[data-upload]").forEach(dress);

dressAll();
document.addEventListener("htmx:after:swap", dressAll); // a question that asks for a file may come later
