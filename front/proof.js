// A worker of its own, so that the page stays at hand: the search behind « Je ne suis pas un robot ».
import { search } from "./js/digest.js";

onmessage = ({ data: { nonce, bits, parts } }) => {
  const numbers = [];
  while (numbers.length < parts) {
    numbers.push(search(`${nonce}.${numbers.length}.`, bits));
    postMessage({ done: numbers.length });
  }
  postMessage({ numbers });
};
