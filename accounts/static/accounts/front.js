// Signing in, asking for and setting a new password. The words are on the page, in the reader's language.
(() => {
  const API = "/_allauth/browser/v1/";
  const onPhone = matchMedia("(pointer: coarse) and (max-width: 640px)").matches;
  const device = document.querySelector("#demo [name=device]");
  if (device) device.value = onPhone ? "phone" : "desk";

  const card = document.getElementById("sign-in");
  if (!card) return;
  const forms = [...card.querySelectorAll("form")];
  const form = (name) => forms.find((one) => one.dataset.do === name);
  const word = (name) =>
    [...card.querySelectorAll(".words dt")].find((one) => one.textContent === name).nextElementSibling.textContent;
  const box = form("login")?.elements.phone;
  if (box) box.checked = onPhone;

  const show = (name) => {
    for (const one of forms) one.hidden = one.dataset.do !== name;
    form(name).querySelector("input").focus();
  };
  const say = (one, text) => {
    const place = one.querySelector(".wrong");
    place.textContent = text;
    place.hidden = !text;
  };
  const cookie = (name) =>
    document.cookie
      .split("; ")
      .find((one) => one.startsWith(`${name}=`))
      ?.slice(name.length + 1) ?? "";

  const post = async (path, body, headers = {}) => {
    const answer = await fetch(API + path, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken"), ...headers },
      body: JSON.stringify(body),
    });
    const told = await answer.json().catch(() => ({}));
    return { status: answer.status, code: told.errors?.[0]?.code ?? "", message: told.errors?.[0]?.message ?? "" };
  };
  const leave = () => location.assign(card.dataset.next || "/");
  const LOCKED = new Set(["too_many_login_attempts", "rate_limit"]);
  const reason = ({ status, code, message }) => {
    if (status === 429 || LOCKED.has(code)) return word("locked");
    if (code.endsWith("_password_mismatch") || code === "invalid_login") return word("mismatch");
    if (code === "enter_current_password") return word("old");
    if (code === "invalid_password_reset" || code === "token_invalid") return word("expired");
    return status === 400 && message ? message : word("failed");
  };

  const deeds = {
    async login(fields) {
      const who = fields.who.value.trim();
      const name = who.includes("@") ? "email" : "username";
      const kind = fields.phone.checked ? "phone" : "desk";
      const answer = await post("auth/login", { [name]: who, password: fields.password.value }, { "X-Device": kind });
      if (answer.status === 200 || answer.status === 409) return leave();
      return answer.status === 401 ? word("inactive") : reason(answer);
    },
    async forgot(fields) {
      const answer = await post("auth/password/request", { email: fields.email.value.trim() });
      if (answer.status !== 200) return reason(answer);
      form("forgot").querySelector(".done").hidden = false;
    },
    async reset(fields) {
      const key = decodeURIComponent(location.hash.replace(/^#reset=/, ""));
      const answer = await post("auth/password/reset", { key, password: fields.new.value });
      if (answer.status !== 200 && answer.status !== 401) return reason(answer);
      history.replaceState(null, "", location.pathname);
      form("reset").querySelector(".done").hidden = false;
      form("reset").querySelector(".primary").hidden = true;
    },
    async change(fields) {
      const body = { current_password: fields.old.value, new_password: fields.new.value };
      const answer = await post("account/password/change", body);
      if (answer.status === 200 || answer.status === 401) return leave();
      return reason(answer);
    },
  };

  for (const one of forms) {
    one.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = one.querySelector(".primary");
      const empty = [...one.elements].find((field) => field.required && !field.value.trim());
      say(one, "");
      if (empty) {
        say(one, word("empty"));
        empty.focus();
        return;
      }
      button.disabled = true;
      try {
        say(one, (await deeds[one.dataset.do](one.elements)) ?? "");
      } catch {
        say(one, word("offline"));
      }
      button.disabled = false;
    });
  }
  for (const link of card.querySelectorAll("[data-show]")) link.addEventListener("click", () => show(link.dataset.show));
  if (form("reset") && location.hash.startsWith("#reset=")) show("reset");
  addEventListener("hashchange", () => form("reset") && location.hash.startsWith("#reset=") && show("reset"));
})();
