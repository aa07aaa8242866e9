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
