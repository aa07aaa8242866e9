// One address for each kind of page, found by following the paper's own links.

// Templates write «/» in attributes as «&#x2f;».
export const unescaped = (value) => value.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16))).replaceAll("&quot;", '"').replaceAll("&amp;", "&");

export const linksOf = (html) => [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href]) => unescaped(href)).filter((href) => href !== "");

export async function read(address) {
  const response = await fetch(address);
  return { status: response.status, html: await response.text() };
}

const STORY = /^(?:\/(?:fr|en))?\/[a-z-]+\/[0-9a-z]{8}\/[^/]+$/i;

export const isStory = (href) => STORY.test(href) && !/^(?:\/(?:fr|en))?\/(?:archive|assets|media)\//.test(href);

export async function findPages(origin) {
  const links = async (at) => [...new Set(linksOf((await read(origin + at)).html))].map((href) => href.replace(origin, ""));
  const first = (list, pattern, what) => {
    const found = list.find((href) => pattern.test(href));
    if (!found) throw new Error(`no link to ${what}`);
    return found;
  };
  const front = await links("/");
  const stories = { ar: front.filter(isStory) };
  for (const language of ["fr", "en"]) stories[language] = (await links(`/${language}`)).filter(isStory);
  if (stories.ar.length === 0) throw new Error("the front page links to no story");

  const lead = linksOf((await read(origin)).html.split('<article class="lead">')[1] ?? "").find(isStory);
  if (!lead) throw new Error("the front page has no lead story");

  const section = await fullestSection(origin, front);
  const sectionLinks = await links(section);
  const storyLinks = (await Promise.all(stories.ar.map(links))).flat();
  const year = first(await links("/archive"), /^\/archive\/\d+$/, "a year");
  const month = first(await links(year), /^\/archive\/\d+\/\d+$/, "a month");
  const day = first(await links(month), /^\/archive\/\d+\/\d+\/\d+$/, "a day");
  return {
    front: "/",
    frontFrench: "/fr",
    frontEnglish: "/en",
    section,
    sectionSecond: first(sectionLinks, /[?&]/, "older stories of a section"),
    topic: first(storyLinks, /^\/topic\//, "a topic"),
    writer: first(storyLinks, /^\/writer\//, "a writer"),
    desk: first(storyLinks, /^\/desk\//, "a desk"),
    archive: "/archive",
    year,
    month,
    day,
    search: `/search?q=${encodeURIComponent("اتفاق المياه")}`,
    searchByDate: `/search?q=${encodeURIComponent("المدينة")}&sort=date&section=national&from=${encodeURIComponent("31 شباط 2016")}`,
    searchMeant: `/search?q=${encodeURIComponent("إتفاق الأحواظ المشتركه")}`,
    searchNothing: `/search?q=${encodeURIComponent("قطار الضواحي البنفسجي")}&section=sports`,
    searchEmpty: "/search",
    static: first(front, /^\/page\//, "a page of the house"),
    missing: "/no-such-section/00000000/nothing",
    // The lead story; the first link on the page may be a short one in the breaking strip.
    story: lead,
    stories,
    rich: await richest(origin, Object.values(stories).flat()),
  };
}

// The first section that has a second page.
async function fullestSection(origin, front) {
  const sections = [...new Set(front.filter((href) => /^\/[a-z-]+$/.test(href) && !["/archive", "/fr", "/en"].includes(href)))];
  for (const section of sections) {
    if (/rel="next"/.test((await read(origin + section)).html)) return section;
  }
  throw new Error("no section has a second page");
}

// The fewest stories that together show every element that occurs in stories.
export async function richest(origin, addresses) {
  const seen = await Promise.all(
    addresses.map(async (address) => {
      const { html } = await read(origin + address);
      const article = html.slice(html.indexOf("<article"), html.indexOf("</article>"));
      return { address, kinds: new Set([...article.matchAll(/<([a-z0-9]+)(?: class="([a-z -]+)")?/g)].map(([, tag, name]) => `${tag}.${name ?? ""}`)) };
    }),
  );
  const chosen = [];
  const shown = new Set();
  for (;;) {
    const fresh = (story) => [...story.kinds].filter((kind) => !shown.has(kind)).length;
    const best = seen.reduce((one, other) => (fresh(other) > fresh(one) ? other : one));
    if (fresh(best) === 0) return chosen;
    chosen.push(best.address);
    best.kinds.forEach((kind) => shown.add(kind));
  }
}
