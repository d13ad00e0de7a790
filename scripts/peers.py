#!/usr/bin/env python3
"""Reads labelled pages with the Python readers that Tadmor is compared with.

usage: peers.py {trafilatura|trafilatura-fast|htmldate|htmldate-fast|newspaper|readability} SET --out FILE [--limit N]

SET is a folder with gold.jsonl and html/ or html.tar.gz. FILE gets {id: {text, comments, date, title, author}}, as
`tadmor eval pages --out` writes it and the scorer of page extraction reads it. Prints the pages per CPU-second, in
reading alone: start-up and the reading of files are left out. Pages are decoded as UTF-8 beforehand and no address is
passed, as for every reader in the comparison.

Needs: pip install trafilatura==2.3.1 htmldate==1.11.0 newspaper4k readability-lxml
"""
import argparse
import json
import pathlib
import sys
import tarfile
import time


def pages(folder):
    """Yields (id, html) in order of id."""
    folder = pathlib.Path(folder)
    if (folder / "html").is_dir():
        for file in sorted((folder / "html").glob("*.html")):
            yield file.stem, file.read_bytes().decode("utf-8", "replace")
        return
    with tarfile.open(folder / "html.tar.gz") as packed:
        members = sorted((m for m in packed if m.name.endswith(".html")), key=lambda m: m.name)
        for member in members:
            yield pathlib.PurePath(member.name).stem, packed.extractfile(member).read().decode("utf-8", "replace")


def trafilatura_reader(fast):
    import trafilatura

    def read(html):
        found = trafilatura.bare_extraction(html, include_comments=True, with_metadata=True, fast=fast)
        if found is None:
            return {}
        found = found.as_dict()
        return {key: found.get(key) for key in ("text", "comments", "date", "title", "author")}

    return read


def htmldate_reader(extensive):
    import htmldate

    return lambda html: {"date": htmldate.find_date(html, extensive_search=extensive, original_date=True)}


def newspaper_reader():
    import newspaper

    def read(html):
        article = newspaper.Article("http://page.invalid/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        date = article.publish_date.strftime("%Y-%m-%d") if hasattr(article.publish_date, "strftime") else None
        return {"text": article.text, "title": article.title, "author": "; ".join(article.authors), "date": date}

    return read


def readability_reader():
    import lxml.html
    import readability

    def read(html):
        document = readability.Document(html)
        text = lxml.html.fromstring(document.summary()).text_content()
        return {"text": text, "title": document.short_title()}

    return read


READERS = {
    "trafilatura": lambda: trafilatura_reader(False),
    "trafilatura-fast": lambda: trafilatura_reader(True),
    "htmldate": lambda: htmldate_reader(True),
    "htmldate-fast": lambda: htmldate_reader(False),
    "newspaper": newspaper_reader,
    "readability": readability_reader,
}


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("reader", choices=READERS)
    arguments.add_argument("set")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--limit", type=int)
    chosen = arguments.parse_args()
    read = READERS[chosen.reader]()
    loaded = list(pages(chosen.set))[: chosen.limit]
    answers, failed, worst = {}, 0, 0.0
    # The first page pays for what the reader loads when it is first used.
    if loaded:
        read(loaded[0][1])
    start = time.process_time()
    for name, html in loaded:
        before = time.process_time()
        try:
            answers[name] = read(html)
        except Exception as error:  # A reader's own failure is its answer: nothing.
            failed += 1
            answers[name] = {}
            print(f"{name}: {type(error).__name__}", file=sys.stderr)
        worst = max(worst, time.process_time() - before)
    spent = time.process_time() - start
    pathlib.Path(chosen.out).write_text(json.dumps(answers, default=str), encoding="utf-8")
    print(f"{chosen.reader}: {len(loaded)} pages, {failed} failed, {len(loaded) / max(spent, 1e-9):.1f} pages per CPU-second, worst {worst:.2f} s")


if __name__ == "__main__":
    main()
