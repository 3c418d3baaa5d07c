"""The upload door: tus 1.0 (https://tus.io/protocols/resumable-upload), spoken without holding a thread."""

PREFIX = "/televersement/"
