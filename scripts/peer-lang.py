#!/usr/bin/env python3
"""How fast a spaCy pipeline in the shape of en_core_web_sm reads, on one thread; Tadmor's language core is compared with it.

usage: peer-lang.py text TREEBANK.conllu[.gz]... -o FOLDER     the raw text of treebanks, as `tadmor eval lang --raw` reads it
       peer-lang.py train DATA -o MODEL [--seconds N]          learns for N CPU-seconds (240), from DATA/ewt, uner, wikigold
       peer-lang.py MODEL TEXT... [--rounds N]                 prints words per CPU-second, the best of N rounds (5)

Only the speed is compared: the model learns for minutes, so its answers are poor, but it does as much work for each word
as one that has learned for hours. Shape: tok2vec (four hash embeddings, 96 wide, four layers of window 1 and three
pieces), tagger and parser that share it, names with a tok2vec of their own, as in the configuration of en_core_web_sm
3.x. That has a lemmatiser by rules too, which is left out here (its tables are a package of their own): a little in
spaCy's favour. Each text is cut at blank lines into pages of at least 3,000 characters, as `cargo bench --bench lang`
does, and the best of several batch sizes counts.

Needs: pip install 'spacy>=3.8,<3.9', outside the repository. No model is downloaded.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import gzip
import pathlib
import random
import sys
import time

# A page of news has some three thousand characters.
PAGE = 3000

CONFIG = """
[nlp]
lang = "en"
pipeline = ["tok2vec", "tagger", "parser", "ner"]

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
rows = [5000, 1000, 2500, 2500, 50, 50]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

[components.tagger]
factory = "tagger"

[components.tagger.model]
@architectures = "spacy.Tagger.v2"

[components.tagger.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[components.parser]
factory = "parser"

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true

[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[components.ner]
factory = "ner"

[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true

[components.ner.model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"

[components.ner.model.tok2vec.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [5000, 1000, 2500, 2500]
include_static_vectors = false

[components.ner.model.tok2vec.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3
"""


def opened(file):
    return gzip.open(file, "rt", encoding="utf-8") if str(file).endswith(".gz") else open(file, encoding="utf-8")


def sentences(file):
    """Yields (whether a paragraph opens, rows of ten columns) of a treebank; empty nodes are left out."""
    opens, rows = False, []
    for line in opened(file):
        line = line.rstrip("\n")
        if line.startswith("#"):
            opens |= line.startswith("# newdoc") or line.split("=")[0].split()[1:2] == ["newpar"]
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield opens, [row for row in rows if "." not in row[0]]
            opens, rows = False, []


def raw(file):
    """Sentences joined by a space within a paragraph and by a blank line between paragraphs."""
    text = ""
    for opens, rows in sentences(file):
        text += "" if not text else "\n\n" if opens else " "
        end = 0
        for row in rows:
            first, _, last = row[0].partition("-")
            if int(first) > end:
                text += row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ")
                end = int(last or first)
        text = text.rstrip(" ")
    return text


def write_texts(files, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        out = folder / (pathlib.Path(file).name.split(".")[0] + ".txt")
        out.write_text(raw(file), encoding="utf-8")
        print(out)


def trees(nlp, file):
    """Examples of eight sentences each, so that the parser learns to end them too."""
    from spacy.tokens import Doc
    from spacy.training import Example

    words, tags, heads, relations, count = [], [], [], [], 0
    for _, rows in sentences(file):
        rows = [row for row in rows if "-" not in row[0]]
        start = len(words)
        words += [row[1] for row in rows]
        tags += [row[4] for row in rows]
        heads += [start + (int(row[6]) - 1 if row[6] != "0" else at) for at, row in enumerate(rows)]
        relations += ["ROOT" if row[6] == "0" else row[7] for row in rows]
        count += 1
        if count == 8:
            gold = Doc(nlp.vocab, words=words, tags=tags, heads=heads, deps=relations)
            yield Example(Doc(nlp.vocab, words=words), gold)
            words, tags, heads, relations, count = [], [], [], [], 0


def names(nlp, file, word, label):
    """Examples from rows whose columns `word` and `label` hold those."""
    from spacy.tokens import Doc
    from spacy.training import Example, iob_to_biluo

    words, labels = [], []
    for line in [*opened(file), "\n"]:
        columns = line.split()
        if columns and not line.startswith(("#", "-DOCSTART-")):
            words.append(columns[word])
            labels.append(columns[label])
        elif words and not columns:
            yield Example.from_dict(Doc(nlp.vocab, words=words), {"entities": iob_to_biluo(labels)})
            words, labels = [], []


def train(data, out, seconds):
    import spacy
    from spacy.util import minibatch
    from thinc.api import Config, fix_random_seed

    fix_random_seed(1)
    random.seed(1)
    nlp = spacy.util.load_model_from_config(Config().from_str(CONFIG), auto_fill=True)
    parsed = list(trees(nlp, data / "ewt/ewt-train.conllu.gz"))
    named = list(names(nlp, data / "uner/uner-ewt-dev.iob2", 1, 2)) + list(names(nlp, data / "wikigold/wikigold.conll.txt", 0, 1))
    # Each part learns from the examples that have its labels.
    nlp.initialize(lambda: parsed + named)
    optimizer = nlp.create_optimizer()
    began, steps, losses = time.process_time(), 0, {}
    while time.process_time() - began < seconds:
        random.shuffle(parsed)
        random.shuffle(named)
        for trees_batch, names_batch in zip(minibatch(parsed, 8), minibatch(named * 6, 64)):
            with nlp.select_pipes(disable=["ner"]):
                nlp.update(trees_batch, sgd=optimizer, drop=0.1, losses=losses)
            with nlp.select_pipes(enable=["ner"]):
                nlp.update(names_batch, sgd=optimizer, drop=0.1, losses=losses)
            steps += 1
            if time.process_time() - began >= seconds:
                break
    nlp.to_disk(out)
    print(f"{steps} steps; losses {({name: round(loss) for name, loss in losses.items()})}")


def pages(text):
    page, size = [], 0
    for paragraph in text.split("\n\n"):
        page.append(paragraph)
        size += len(paragraph)
        if size >= PAGE:
            yield "\n\n".join(page)
            page, size = [], 0
    if page:
        yield "\n\n".join(page)


def measure(model, files, rounds):
    import spacy

    began = time.process_time()
    nlp = spacy.load(model)
    print(f"loaded in {time.process_time() - began:.2f} CPU-seconds; {', '.join(nlp.pipe_names)}; spaCy {spacy.__version__}")
    given = [page for file in files for page in pages(pathlib.Path(file).read_text(encoding="utf-8"))]
    characters = sum(map(len, given))
    # What is made when first used is not counted.
    list(nlp.pipe(given[:10]))
    best = None
    for _ in range(rounds):
        for size in (8, 32, 128):
            began = time.process_time()
            words = found = ends = 0
            for doc in nlp.pipe(given, batch_size=size):
                words += sum(not token.is_space for token in doc)
                found += len(doc.ents)
                ends += sum(1 for _ in doc.sents)
            spent = time.process_time() - began
            if best is None or spent < best[0]:
                best = (spent, size, words, found, ends)
    spent, size, words, found, ends = best
    print(f"{len(given)} pages, {characters} characters, {words} words, {ends} sentences, {found} names")
    print(
        f"all stages: {words / spent:.0f} words per CPU-second, {characters / spent:.0f} characters "
        f"({spent:.2f} s, batches of {size}, best of {3 * rounds})"
    )


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("what")
    arguments.add_argument("inputs", nargs="+")
    arguments.add_argument("-o", "--output", type=pathlib.Path)
    arguments.add_argument("--seconds", type=int, default=240)
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    if chosen.what in ("text", "train") and chosen.output is None:
        arguments.error(f"{chosen.what} needs -o")
    if chosen.what == "text":
        write_texts(chosen.inputs, chosen.output)
    elif chosen.what == "train":
        train(pathlib.Path(chosen.inputs[0]), chosen.output, chosen.seconds)
    else:
        measure(chosen.what, chosen.inputs, chosen.rounds)


if __name__ == "__main__":
    main()
