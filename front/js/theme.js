const root = document.documentElement;

/** Turns data-bs-theme="auto" into what the system asks for; the choice itself stays in data-theme. */
export function resolveTheme() {
  root.dataset.theme ??= root.dataset.bsTheme;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.bsTheme = root.dataset.theme === "auto" ? (dark ? "dark" : "light") : root.dataset.theme;
}

export function chooseTheme(theme) {
  root.dataset.theme = theme;
  resolveTheme();
}
