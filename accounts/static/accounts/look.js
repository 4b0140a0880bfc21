// The look chosen on this device, shared with the browser app; set before the first paint.
(() => {
  const KEY = "esg.look";
  const room = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY) || "{}");
    } catch {
      return {};
    }
  };
  const isDark = () => {
    const { theme = "auto" } = read();
    return theme === "auto" ? room.matches : theme === "dark";
  };
  const show = () => {
    const { elder, contrast } = read();
    const root = document.documentElement;
    root.dataset.theme = isDark() ? "dark" : "light";
    root.dataset.size = elder ? "elder" : "normal";
    root.dataset.contrast = contrast ? "more" : "normal";
    const button = document.getElementById("theme");
    if (button) button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
  };
  show();
  room.addEventListener("change", show);
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(KEY, JSON.stringify({ ...read(), theme: isDark() ? "light" : "dark" }));
      } catch {
        document.documentElement.dataset.theme = isDark() ? "light" : "dark";
        return;
      }
      show();
    });
    show();
  });
})();
