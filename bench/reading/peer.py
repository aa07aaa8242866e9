#!/usr/bin/env python3
"""Prints what another extractor finds in a saved page, as JSON with the names of our fields.

Usage: peer.py trafilatura|newspaper4k PAGE
"""
import json
import re
import sys


def lines(text):
    """Returns the paragraphs of a text that has one on each line."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def trafilatura(html):
    from trafilatura import bare_extraction, extract

    known = bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False)
    found = (known if isinstance(known, dict) else known.as_dict()) if known else {}
    text = extract(html, include_comments=False, include_tables=False) or ""
    authors = [name.strip() for name in (found.get("author") or "").split(";") if name.strip()]
    tags = found.get("tags") or []
    tags = tags if isinstance(tags, list) else re.split("[;,]", tags)
    return {
        "headline": found.get("title"),
        "published_on": (found.get("date") or "")[:10] or None,
        "writers": authors,
        "topics": [tag.strip() for tag in tags if tag.strip()],
        "language": found.get("language"),
        "body_paragraphs": lines(text),
    }


def newspaper(html):
    from newspaper import Article

    article = Article("https://paper.example/story")
    article.download(input_html=html)
    article.parse()
    day = article.publish_date
    return {
        "headline": article.title,
        "published_on": day.strftime("%Y-%m-%d") if day else None,
        "published_time": day.strftime("%H:%M") if day else None,
        "writers": list(article.authors),
        "topics": sorted(article.tags or []),
        "language": article.meta_lang or None,
        "body_paragraphs": lines(article.text),
    }


def main():
    with open(sys.argv[2], "rb") as page:
        html = page.read().decode("utf-8", "replace")
    print(json.dumps({"trafilatura": trafilatura, "newspaper4k": newspaper}[sys.argv[1]](html), ensure_ascii=False))


main()
