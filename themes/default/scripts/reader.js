// Comfort for readers whose browser runs scripts; every page is whole without it.
// Times of the last day become relative, and the short link grows into share, copy and print.

const lang = document.documentElement.lang;

// «18:40» of today reads «قبل 12 دقيقة»; the absolute time stays in the tooltip.
const relative = new Intl.RelativeTimeFormat(`${lang}-u-nu-${document.body.classList.contains("eastern") ? "arab" : "latn"}`);
const showTimes = () => {
  for (const time of document.querySelectorAll("time[data-when]")) {
    const minutes = Math.round((Date.now() - Date.parse(time.dateTime)) / 60000);
    if (!(minutes >= 0 && minutes < 24 * 60)) continue;
    time.title ||= time.textContent;
    time.textContent = minutes < 60 ? relative.format(-Math.max(minutes, 1), "minute") : relative.format(-Math.round(minutes / 60), "hour");
  }
};
showTimes();
setInterval(showTimes, 60000);

// A visit counts when somebody looks at the page: not while it is rendered ahead, not in a tab behind. It waits for the
// pictures, but not for long. Then one question brings every number up to date, in words the server makes.
const story = document.querySelector("[data-read]")?.dataset.read;
const numbers = [...document.querySelectorAll("[data-reads]")].filter((number) => number.dataset.reads);
const when = (event, isSo) => isSo() || new Promise((done) => document.addEventListener(event, () => isSo() && done()));
(async () => {
  await when("prerenderingchange", () => !document.prerendering);
  await when("visibilitychange", () => document.visibilityState === "visible");
  if (document.readyState !== "complete") await new Promise((done) => [addEventListener("load", done), setTimeout(done, 3000)]);
  if (story) await fetch(`/r/${story}`, { method: "POST", keepalive: true });
  if (!numbers.length) return;
  const ids = [...new Set(numbers.map((number) => number.dataset.reads))].slice(0, 60);
  const answer = await fetch(`/reads?ids=${ids}&lang=${lang}`);
  if (!answer.ok) return;
  const now = await answer.json();
  for (const number of numbers) {
    const found = now[number.dataset.reads];
    if (!found) continue;
    number.value = found.n;
    number.textContent = found.words;
  }
})().catch(() => {});

const short = document.querySelector(".share .short");
if (short) {
  const { copy, copied, share, print } = short.dataset;
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", () => act(made));
    short.before(made);
  };
  if (navigator.share) button(share, () => navigator.share({ title: document.title, url: short.href }).catch(() => {}));
  if (navigator.clipboard) {
    button(copy, async (made) => {
      await navigator.clipboard.writeText(short.href);
      made.textContent = copied;
    });
  }
  button(print, () => window.print());
}

// The box under a story. A cached page has no token: one is fetched when somebody begins to write, so that the page that
// asks once more is seen by those without a script only. «ردّ» brings the form to the comment; a like needs no new page.
const form = document.querySelector("form.write[data-token]");
if (form) {
  const { token, answers, text } = form.elements;
  let asked;
  const ask = () =>
    (asked ??= fetch(form.dataset.token)
      .then((answer) => answer.json())
      .then((said) => said.token)
      .catch(() => (asked = undefined)));
  form.addEventListener("focusin", async () => {
    token.value ||= (await ask()) ?? "";
  });
  const note = document.createElement("p");
  note.className = "answering";
  const home = form.nextSibling;
  const parent = form.parentNode;
  const stop = () => {
    note.remove();
    answers.value = "";
    parent.insertBefore(form, home);
  };
  document.addEventListener("click", async (event) => {
    const reply = event.target.closest?.(".said .reply");
    if (reply && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const comment = reply.closest("[data-comment]");
      answers.value = comment.dataset.comment;
      const name = document.createElement("bdi");
      name.textContent = comment.querySelector(".who bdi").textContent;
      const [before, after] = form.dataset.answering.split("%n");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = form.dataset.stop;
      button.addEventListener("click", () => {
        stop();
        reply.focus();
      });
      const words = document.createElement("span");
      words.append(before, name, after ?? "");
      note.replaceChildren(words, button);
      form.prepend(note);
      reply.closest(".acts").after(form);
      (form.elements.name.value ? text : form.elements.name).focus();
    }
  });
  // What was typed is still there after a reload, until it is sent.
  const kept = `said:${form.action}`;
  try {
    const [name, email, words] = JSON.parse(sessionStorage.getItem(kept) ?? "[]");
    form.elements.name.value ||= name ?? "";
    form.elements.email.value ||= email ?? "";
    text.value ||= words ?? "";
    form.addEventListener("input", () => sessionStorage.setItem(kept, JSON.stringify([form.elements.name.value, form.elements.email.value, text.value])));
    form.addEventListener("submit", () => sessionStorage.removeItem(kept));
  } catch {
    // Storage is closed to us here; the form works without.
  }
}
for (const like of document.querySelectorAll(".said form.like")) {
  like.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = like.querySelector("button");
    try {
      const { token } = await (await fetch(form?.dataset.token ?? "/comments/token")).json();
      const answer = await fetch(like.action, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams({ token }) });
      if (!answer.ok) throw new Error(answer.status);
      button.textContent = (await answer.json()).words;
      button.setAttribute("aria-pressed", "true");
    } catch {
      like.submit();
    }
  });
}
