"""Compares the feeds, sitemaps, lists of feeds and JSON-LD of a served paper field by field with its database. They are
read with tools of others: feeds with feedparser and newsboat, JSON Feed by the rules of its specification, sitemaps
with the schemas of their protocols, JSON-LD with extruct.

Usage: feeds.py ORIGIN DATA HERE. ORIGIN is the address of the paper, DATA its folder, HERE the folder of this
script, with the schemas and the npm packages. The exit status is 1 if anything differs."""

import datetime
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.parse
import urllib.request
import urllib.robotparser
import zoneinfo

import extruct
import feedparser
import lxml.html
from lxml import etree

ORIGIN, DATA, HERE = sys.argv[1:4]
LANGUAGES = ["ar", "fr", "en"]
FEED_STORIES = 30
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

failures = []
compared = 0


def same(what, is_, expected):
    global compared
    compared += 1
    if is_ != expected:
        failures.append(f"{what}: is {is_!r}, in the database {expected!r}")


def check(what, holds):
    same(what, bool(holds), True)


def get(path):
    address = path if path.startswith("http") else ORIGIN + path
    with urllib.request.urlopen(urllib.parse.quote(address, safe=":/?&=%#.-_~")) as answer:
        return answer.read(), answer.headers


def clean(text):
    return FORBIDDEN.sub("", text or "")


def folded(text):
    """Returns the text as a reader sees it: with single spaces between words, and none at the ends."""
    return " ".join(clean(text).split())


def letters(text):
    """Returns the text without white space, to compare texts that separate their blocks in different ways."""
    return "".join(c for c in clean(text) if not c.isspace())


db = sqlite3.connect(f"file:{DATA}/matbaa.sqlite?mode=ro", uri=True)
db.row_factory = sqlite3.Row
settings = {row["key"]: json.loads(row["value"]) for row in db.execute("SELECT key, value FROM settings")}
ZONE = zoneinfo.ZoneInfo(settings["zone"])
NAME = settings["name"]


def in_language(json_text, language):
    names = json.loads(json_text)
    return names.get(language) or names["ar"]


def prefix(language):
    return "" if language == settings["languages"][0] else f"/{language}"


def instant(micros):
    return datetime.datetime.fromtimestamp(micros // 1_000_000, ZONE)


STORY = """
SELECT s.*, v.headline, v.deck, v.excerpt, v.kicker, v.place, v.body, v.desk_byline, v.agencies_line, v.byline_as_printed,
       v.writers, v.lead_alt, v.lead_caption, v.lead_credit, v.word_count, p.public_id AS picture, p.width AS picture_width,
       c.slug AS section_slug, c.name AS section_name
FROM stories s JOIN story_versions v ON v.id = s.live_version JOIN sections c ON c.id = s.section_id
LEFT JOIN pictures p ON p.id = v.lead_picture_id
WHERE s.live = 'published' AND s.language = ?"""


class Story:
    def __init__(self, row):
        self.row = row
        self.language = row["language"]
        self.link = f"{ORIGIN}{prefix(self.language)}/{row['section_slug']}/{row['public_id']}/" + urllib.parse.quote(row["slug"], safe="")
        if not row["slug"]:
            self.link = self.link.rstrip("/")
        self.id = f"tag:localhost,2016:story/{row['public_id']}"
        self.section = clean(in_language(row["section_name"], self.language))
        names = {w["id"]: w for w in db.execute("SELECT * FROM writers")}
        self.writers = [names[i]["name"] for i in json.loads(row["writers"])]
        desk = "/ ".join(part for part in [row["desk_byline"], row["agencies_line"]] if part)
        self.authors = [clean(name) for name in self.writers + ([desk] if desk else [])]
        people = "، ".join(self.writers)
        self.byline = clean(row["byline_as_printed"] or " · ".join(part for part in [people, desk] if part))
        query = "SELECT t.name FROM story_topics x JOIN topics t ON t.id = x.topic_id WHERE x.story_id = ? ORDER BY x.position"
        self.topics = [clean(t["name"]) for t in db.execute(query, (row["id"],))]
        self.published = instant(row["published_at"])
        self.updated = instant(row["changed_at"] or row["published_at"])
        self.summary = row["deck"] if row["deck"] is not None else row["excerpt"]
        width = max((w for w in [240, 320, 480, 720] if w <= (row["picture_width"] or 0)), default=None)
        self.image = row["picture"] and f"{ORIGIN}/media/{row['picture']}/"
        self.width = width
        self.notes = [n["text"] for n in db.execute("SELECT text FROM corrections WHERE story_id = ? ORDER BY at, id", (row["id"],))]

    def words(self):
        """Returns all pieces of text of the story in order, without pulled quotes, which repeat other text."""
        found = []

        def walk(node):
            if node.get("type") == "pull_quote":
                return
            if node.get("type") == "text":
                found.append(node["text"])
            for child in node.get("content", []):
                walk(child)

        walk(json.loads(self.row["body"]))
        return found


def stories(language, where="", args=(), limit=FEED_STORIES):
    query = f"{STORY} {where} ORDER BY s.published_at DESC, s.id DESC LIMIT {limit}"
    return [Story(row) for row in db.execute(query, (language, *args))]


def story_lists(language):
    """Yields path, title and stories of every list that has feeds."""
    yield "", None, stories(language)
    for section in db.execute("SELECT * FROM sections"):
        found = stories(language, "AND s.section_id = ?", (section["id"],))
        if found:
            yield f"/{section['slug']}", in_language(section["name"], language), found
    through = "AND s.id IN (SELECT story_id FROM {} WHERE {} = ?)"
    for topic in db.execute("SELECT * FROM topics WHERE merged_into IS NULL"):
        found = stories(language, through.format("story_topics", "topic_id"), (topic["id"],))
        if found:
            yield f"/topic/{topic['slug']}", topic["name"], found
    for writer in db.execute("SELECT * FROM writers"):
        found = stories(language, through.format("story_writers", "writer_id"), (writer["id"],))
        if found:
            yield f"/writer/{writer['slug']}", writer["name"], found


def text_of(html):
    return lxml.html.fromstring(f"<div>{html}</div>").text_content() if html.strip() else ""


def hold_content(what, html, story):
    check(f"{what}: no script", "<script" not in html and not re.search(r"<[^>]*\son\w+=", html))
    text = letters(text_of(html))
    at = 0
    for piece in story.words():
        found = text.find(letters(piece), at)
        check(f"{what}: {piece!r} in its place", found >= 0)
        at = max(at, found)
    for piece in [story.row["deck"], story.row["place"], *story.notes]:
        check(f"{what}: {piece!r}", letters(piece or "") in text)
    if story.image:
        check(f"{what}: its picture", story.image in html)
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    for element, _, link, _ in tree.iterlinks():
        check(f"{what}: {link} is whole", re.match("https?:|mailto:", link))


def feeds():
    number = 0
    for language in LANGUAGES:
        for path, title, expected in story_lists(language):
            page = ORIGIN + prefix(language) + urllib.parse.quote(path)
            paper = clean(NAME.get(language) or NAME["ar"])
            named = paper if title is None else f"{clean(title)} · {paper}"
            for file in ["rss.xml", "atom.xml"]:
                what = f"{language}{path}/{file}"
                body, headers = get(f"{page}/{file}")
                etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
                kind = {"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml"}[file]
                same(f"{what}: type", headers["content-type"], f"{kind}; charset=utf-8")
                parsed = feedparser.parse(body, response_headers={"content-type": headers["content-type"]}, sanitize_html=False)
                check(f"{what}: {parsed.get('bozo_exception')}", not parsed.bozo)
                same(f"{what}: version", parsed.version, {"rss.xml": "rss20", "atom.xml": "atom10"}[file])
                same(f"{what}: title", folded(parsed.feed.title), folded(named))
                same(f"{what}: language", parsed.feed.get("language") or language, language)
                same(f"{what}: link", parsed.feed.link.rstrip("/"), page.rstrip("/"))
                selves = [link.href for link in parsed.feed.links if link.rel == "self"]
                same(f"{what}: itself", selves, [f"{page}/{file}"])
                same(f"{what}: stories", len(parsed.entries), len(expected))
                for entry, story in zip(parsed.entries, expected):
                    hold_entry(f"{what} {story.row['public_id']}", entry, story, file)
                number += 1
            json_feed(f"{language}{path}/feed.json", f"{page}/feed.json", named, page, expected, language)
            number += 1
    return number


def hold_entry(what, entry, story, file):
    same(f"{what}: title", folded(entry.title), folded(story.row["headline"]))
    same(f"{what}: link", entry.link, story.link)
    same(f"{what}: guid", entry.id, story.id)
    published = datetime.datetime.fromtimestamp(time.mktime(entry.published_parsed) - time.timezone, datetime.UTC)
    same(f"{what}: date", published, story.published.astimezone(datetime.UTC))
    if story.updated != story.published or file == "atom.xml":
        updated = datetime.datetime.fromtimestamp(time.mktime(entry.updated_parsed) - time.timezone, datetime.UTC)
        same(f"{what}: changed", updated, story.updated.astimezone(datetime.UTC))
    if file == "rss.xml":
        same(f"{what}: author", folded(entry.get("author", "")), folded(story.byline))
    else:
        same(f"{what}: authors", [folded(a.name) for a in entry.get("authors", []) if a.get("name")], [folded(a) for a in story.authors])
    same(f"{what}: categories", [folded(t.term) for t in entry.tags], [folded(t) for t in [story.section, *story.topics]])
    same(f"{what}: summary", folded(text_of(entry.summary) if file == "rss.xml" else entry.summary), folded(story.summary))
    hold_content(what, entry.content[-1].value, story)
    if story.image:
        media = entry.media_content[0]
        check(f"{what}: picture {media}", media["url"].startswith(story.image) and media["type"] == "image/jpeg")
        same(f"{what}: picture's width", media["width"], str(story.width or media["width"]))
    else:
        check(f"{what}: no picture", not entry.get("media_content"))


ITEM = {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors", "tags", "language"}
TOP = {"version", "title", "home_page_url", "feed_url", "description", "next_url", "language", "authors", "items"}


def json_feed(what, address, title, page, expected, language):
    body, headers = get(address)
    same(f"{what}: type", headers["content-type"], "application/feed+json")
    feed = json.loads(body)
    check(f"{what}: fields {feed.keys()}", set(feed) <= TOP and {"version", "title", "items"} <= set(feed))
    same(f"{what}: version", feed["version"], "https://jsonfeed.org/version/1.1")
    same(f"{what}: title", folded(feed["title"]), folded(title))
    same(f"{what}: language", feed["language"], language)
    same(f"{what}: itself", feed["feed_url"], address)
    same(f"{what}: home", feed["home_page_url"].rstrip("/"), page.rstrip("/"))
    same(f"{what}: stories", len(feed["items"]), len(expected))
    for item, story in zip(feed["items"], expected):
        one = f"{what} {story.row['public_id']}"
        check(f"{one}: fields {item.keys()}", set(item) <= ITEM and {"id", "content_html"} <= set(item))
        same(f"{one}: id", item["id"], story.id)
        same(f"{one}: url", item["url"], story.link)
        same(f"{one}: title", folded(item["title"]), folded(story.row["headline"]))
        same(f"{one}: summary", folded(item.get("summary", "")), folded(story.summary))
        same(f"{one}: published", datetime.datetime.fromisoformat(item["date_published"]), story.published)
        same(f"{one}: changed", datetime.datetime.fromisoformat(item["date_modified"]), story.updated)
        same(f"{one}: offset", item["date_published"][-6:], story.published.isoformat()[-6:])
        same(f"{one}: authors", [a["name"] for a in item.get("authors", [])], story.authors)
        same(f"{one}: tags", item["tags"], [story.section, *story.topics])
        same(f"{one}: image", bool(item.get("image")), bool(story.image))
        hold_content(one, item["content_html"], story)
    if "next_url" in feed:
        older = json.loads(get(feed["next_url"])[0])
        check(f"{what}: the next page is older", older["items"][0]["date_published"] <= feed["items"][-1]["date_published"])


SLASH = "{http://purl.org/rss/1.0/modules/slash/}comments"
THR = "{http://purl.org/syndication/thread/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


def approved(where, args, limit=50):
    query = f"SELECT c.* FROM comments c JOIN stories s ON s.id = c.story_id WHERE c.state = 'approved' AND s.live = 'published' AND {where} ORDER BY c.id DESC LIMIT {limit}"
    return list(db.execute(query, args))


def comments():
    """Checks the feeds of comments, and the numbers of comments in the feeds of stories."""
    number = 0
    for language in LANGUAGES:
        below = f"{ORIGIN}{prefix(language)}"
        counts = {}
        for story in stories(language):
            counts[story.id] = len(approved("c.story_id = ?", (story.row["id"],), 100_000))
        for item in etree.fromstring(get(f"{below}/rss.xml")[0]).iter("item"):
            same(f"{language} rss: count of {item.findtext('guid')}", item.findtext(SLASH), str(counts[item.findtext("guid")]))
        for entry in etree.fromstring(get(f"{below}/atom.xml")[0]).iter(f"{ATOM}entry"):
            id_ = entry.findtext(f"{ATOM}id")
            same(f"{language} atom: count of {id_}", entry.findtext(f"{THR}total"), str(counts[id_]))
        talked = [story for story in stories(language, limit=1_000_000) if approved("c.story_id = ?", (story.row["id"],))]
        feeds_of = [(f"{below}/comments", approved("s.language = ?", (language,)))]
        feeds_of += [(f"{below}/comments/{s.row['public_id']}", approved("c.story_id = ?", (s.row["id"],))) for s in talked[:20]]
        by_id = {story.row["id"]: story for story in talked}
        for address, expected in feeds_of:
            for file in ["rss.xml", "atom.xml"]:
                body, _ = get(f"{address}/{file}")
                etree.fromstring(body)
                parsed = feedparser.parse(body, sanitize_html=False)
                check(f"{address}/{file}: {parsed.get('bozo_exception')}", not parsed.bozo)
                same(f"{address}/{file}: comments", len(parsed.entries), len(expected))
                for entry, row in zip(parsed.entries, expected):
                    hold_comment(f"{address}/{file} {row['public_id']}", entry.id, entry.link, entry.author, entry.content[-1].value, row, by_id)
                number += 1
            feed = json.loads(get(f"{address}/feed.json")[0])
            same(f"{address}/feed.json: comments", len(feed["items"]), len(expected))
            for item, row in zip(feed["items"], expected):
                hold_comment(f"{address}/feed.json {row['public_id']}", item["id"], item["url"], item["authors"][0]["name"], item["content_html"], row, by_id)
            number += 1
    return number


def hold_comment(what, id_, link, author, html, row, by_id):
    same(f"{what}: id", id_, f"tag:localhost,2016:comment/{row['public_id']}")
    same(f"{what}: link", link, f"{by_id[row['story_id']].link}#c-{row['public_id']}")
    same(f"{what}: author", folded(author), folded(row["name"]))
    same(f"{what}: text", letters(text_of(html)), letters(row["text"]))


def newsboat():
    """Checks the same feeds as newsboat, a feed reader, has stored them in its database."""
    lists = [(language, path, expected, file) for language in LANGUAGES for path, _, expected in list(story_lists(language))[:12] for file in ["rss.xml", "atom.xml"]]
    # One at a time: newsboat's database identifies a story by its guid alone, whichever feed it came from.
    for language, path, expected, file in lists:
        address = ORIGIN + prefix(language) + urllib.parse.quote(path) + "/" + file
        with tempfile.TemporaryDirectory() as folder:
            for name, text in [("urls", address), ("config", "")]:
                with open(f"{folder}/{name}", "w") as out:
                    out.write(text + "\n")
            command = ["newsboat", "-u", f"{folder}/urls", "-C", f"{folder}/config", "-c", f"{folder}/cache.db", "-x", "reload"]
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, "HOME": folder, "LC_ALL": "C.UTF-8"}, timeout=60)
            cache = sqlite3.connect(f"{folder}/cache.db")
            cache.row_factory = sqlite3.Row
            rows = {row["guid"]: row for row in cache.execute("SELECT * FROM rss_item WHERE feedurl = ?", (address,))}
            same(f"newsboat {address}: stories", len(rows), len(expected))
            for story in expected:
                what = f"newsboat {address} {story.row['public_id']}"
                row = rows.get(story.id)
                if row is None:
                    check(f"{what}: is there", False)
                    continue
                same(f"{what}: title", folded(row["title"]), folded(story.row["headline"]))
                same(f"{what}: link", row["url"], story.link)
                same(f"{what}: date", row["pubDate"], int(story.published.timestamp()))
                wanted = story.byline if file == "rss.xml" else None
                if wanted is not None:
                    same(f"{what}: author", folded(row["author"]), folded(wanted))
                else:
                    check(f"{what}: author {row['author']!r}", not story.authors or folded(story.authors[0]) in folded(row["author"]))
                text = letters(text_of(row["content"]))
                for piece in story.words():
                    check(f"{what}: {piece!r}", letters(piece) in text)
    return len(lists)


def sitemaps():
    schemas = os.path.join(HERE, "schemas")
    of_sitemaps = os.path.join(HERE, "node_modules/sitemap/schema/sitemap.xsd")
    together = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{of_sitemaps}"/>
      <xs:import namespace="http://www.google.com/schemas/sitemap-news/0.9" schemaLocation="{schemas}/sitemap-news.xsd"/>
      <xs:import namespace="http://www.google.com/schemas/sitemap-image/1.1" schemaLocation="{schemas}/sitemap-image.xsd"/>
    </xs:schema>"""
    of_maps = etree.XMLSchema(etree.fromstring(together))
    of_index = etree.XMLSchema(etree.parse(f"{schemas}/siteindex.xsd"))

    def valid(schema, path):
        body, headers = get(path)
        same(f"{path}: type", headers["content-type"], "application/xml; charset=utf-8")
        check(f"{path}: size", len(body) <= 50 << 20)
        tree = etree.fromstring(body)
        check(f"{path}: {schema.error_log}", schema.validate(tree))
        return tree

    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9", "i": "http://www.google.com/schemas/sitemap-image/1.1"}
    index = valid(of_index, "/sitemap.xml")
    listed = {}
    for place in index.xpath("//s:loc/text()", namespaces=names):
        tree = valid(of_maps, place.removeprefix(ORIGIN))
        urls = tree.xpath("s:url", namespaces=names)
        check(f"{place}: places", 0 < len(urls) <= 50_000)
        if place.endswith("/news.xml"):
            news(tree, names)
        elif not place.endswith("/pages.xml"):
            for url in urls:
                listed[url.findtext("s:loc", namespaces=names)] = url.findtext("s:lastmod", namespaces=names)
    all_stories = [story for language in LANGUAGES for story in stories(language, limit=1_000_000)]
    same("sitemaps: stories", set(listed), {story.link for story in all_stories})
    for story in all_stories:
        same(f"sitemap {story.link}", datetime.datetime.fromisoformat(listed.get(story.link, "1970-01-01T00:00:00+00:00")), story.updated)
    return len(listed)


def news(tree, names):
    since = time.time() - 48 * 3600
    expected = [s for language in LANGUAGES for s in stories(language, limit=1_000_000) if s.published.timestamp() >= since]
    urls = tree.xpath("s:url", namespaces=names)
    check("news: a thousand at most", len(urls) <= 1000)
    same("news: stories", len(urls), min(len(expected), 1000))
    by_link = {story.link: story for story in expected}
    for url in urls:
        link = url.findtext("s:loc", namespaces=names)
        story = by_link.get(link)
        check(f"news {link}: is new", story)
        if not story:
            continue
        say = lambda path: url.findtext(path, namespaces=names)
        same(f"news {link}: title", folded(say("n:news/n:title")), folded(story.row["headline"]))
        same(f"news {link}: language", say("n:news/n:publication/n:language"), story.language)
        same(f"news {link}: name", say("n:news/n:publication/n:name"), clean(NAME.get(story.language) or NAME["ar"]))
        if not story.row["day_only"]:
            same(f"news {link}: date", say("n:news/n:publication_date"), story.published.isoformat())
        same(f"news {link}: picture", bool(say("i:image/i:loc")), bool(story.image))


def opml():
    number = 0
    for language in LANGUAGES:
        path = f"{prefix(language)}/feeds.opml"
        body, headers = get(path)
        same(f"{path}: type", headers["content-type"], "text/x-opml; charset=utf-8")
        tree = etree.fromstring(body)
        same(f"{path}: root", (tree.tag, tree.get("version")), ("opml", "2.0"))
        same(f"{path}: parts", [child.tag for child in tree], ["head", "body"])
        check(f"{path}: title", tree.findtext("head/title"))
        outlines = tree.findall("body//outline")
        check(f"{path}: every outline has a text", outlines and all(one.get("text") is not None for one in outlines))
        feeds_of = [one for one in outlines if one.get("type") == "rss"]
        check(f"{path}: feeds", len(feeds_of) > 2)
        for one in feeds_of:
            parsed = feedparser.parse(get(one.get("xmlUrl"))[0], sanitize_html=False)
            check(f"{path}: {one.get('xmlUrl')}: {parsed.get('bozo_exception')}", not parsed.bozo and parsed.version == "rss20")
            same(f"{path}: {one.get('xmlUrl')}: page", parsed.feed.link.rstrip("/"), one.get("htmlUrl").rstrip("/"))
            number += 1
    return number


def structured():
    number = 0
    for language in LANGUAGES:
        newest = stories(language, limit=40)
        noted = stories(language, "AND s.id IN (SELECT story_id FROM corrections)", limit=20)
        for story in {s.link: s for s in newest + noted}.values():
            html = get(story.link)[0].decode()
            found = extruct.extract(html, base_url=story.link, syntaxes=["json-ld", "opengraph"], uniform=False)
            articles = [one for one in found["json-ld"] if one.get("@type") == "NewsArticle"]
            what = f"json-ld {story.link}"
            same(f"{what}: articles", len(articles), 1)
            article = articles[0]
            same(f"{what}: context", article["@context"], "https://schema.org")
            same(f"{what}: headline", folded(article["headline"]), folded(story.row["headline"]))
            same(f"{what}: description", folded(article["description"]), folded(story.summary))
            desk = [part for part in [story.row["desk_byline"], story.row["agencies_line"]] if part]
            authors = [(author["@type"], folded(author["name"])) for author in article["author"]]
            wanted = [("Person", folded(n)) for n in story.writers] + [("Organization", folded(n)) for n in desk]
            same(f"{what}: authors", authors, wanted or [("NewsMediaOrganization", folded(NAME.get(language) or NAME["ar"]))])
            if not story.row["day_only"]:
                for field, expected in [("datePublished", story.published), ("dateModified", story.updated)]:
                    same(f"{what}: {field}", datetime.datetime.fromisoformat(article[field]), expected)
                    check(f"{what}: {field} has its offset", re.search(r"[+-]\d\d:\d\d$", article[field]))
            same(f"{what}: section", article["articleSection"], in_language(story.row["section_name"], language))
            same(f"{what}: language", article["inLanguage"], language)
            same(f"{what}: words", article["wordCount"], story.row["word_count"])
            same(f"{what}: keywords", [folded(k) for k in article.get("keywords", [])], [folded(t) for t in story.topics])
            same(f"{what}: address", article["url"], story.link)
            same(f"{what}: publisher", article["publisher"]["name"], NAME.get(language) or NAME["ar"])
            images = [image["url"] for image in article.get("image", [])]
            same(f"{what}: image", images, [f"{ORIGIN}/media/{story.row['picture']}/share.jpg"] if story.image else [])
            kinds = "SELECT text, at FROM corrections WHERE story_id = ? AND kind IN ('correction', 'clarification') ORDER BY at, id"
            notes = [(note["text"], instant(note["at"])) for note in db.execute(kinds, (story.row["id"],))]
            said = [(note["text"], datetime.datetime.fromisoformat(note["datePublished"])) for note in article.get("correction", [])]
            same(f"{what}: corrections", said, notes)
            number += 1
    return number


def robots():
    body, headers = get("/robots.txt")
    check("robots.txt: size", len(body) <= 500 << 10)
    body.decode("utf-8")
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(body.decode().splitlines())
    for agent, may in [("Googlebot", True), ("GPTBot", False), ("SomebodyElse", True)]:
        same(f"robots.txt: {agent}", rules.can_fetch(agent, f"{ORIGIN}/world"), may)
    same("robots.txt: sitemaps", rules.site_maps(), [f"{ORIGIN}/sitemap.xml", f"{ORIGIN}/sitemaps/news.xml"])
    return 1


for name, run in [("feeds", feeds), ("feeds of comments", comments), ("feeds in newsboat", newsboat), ("stories in sitemaps", sitemaps), ("feeds in OPML", opml), ("stories as JSON-LD", structured), ("robots.txt", robots)]:
    began, before = time.time(), compared
    count = run()
    print(f"{name}: {count}, {compared - before} fields compared, {time.time() - began:.1f} s")
for line in failures[:40]:
    print(f"FAILED {line}", file=sys.stderr)
print(f"feeds: {compared} fields, {len(failures)} differ")
sys.exit(1 if failures else 0)
