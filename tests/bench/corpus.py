#!/usr/bin/env python3
"""A corpus of any size for measuring, as JSON Lines: {"id", "title", "text"} a passage.

Sentences of a source (docs.jsonl of MedQuAD, one article a line) in a new order, about 170 words to
a passage, as many as wanted; rare words that look medical are strewn in, of which there are more the
longer the corpus is, so that its vocabulary grows as that of real text does. The same arguments give
the same bytes, and a longer corpus begins with the shorter one.

    corpus.py DOCS.jsonl PASSAGES > out.jsonl
    corpus.py --files FOLDER DOCS.jsonl    (the articles themselves: .md, .html, .txt in thirds)
    corpus.py --queries N DOCS.jsonl       (N three-word queries, the words of one article each)
"""
import argparse
import html
import json
import os
import random
import re
import sys

SYLLABLE_STARTS = "b c d f g h k l m n p r s t v z st tr ph th".split()
SYLLABLE_ENDS = "a e i o u ia eo".split()
WORD_ENDS = "itis osis emia pathy ol in ine mab ectomy ic al oma gen".split()
COMMON = set("""the of and to in is are a for or with that may can this be by have has an as from on not
other it which also who when their these more they your some such at you than been most will about into
should there what does how near title""".split())


def read_articles(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sentences_of(articles):
    found = set()
    for article in articles:
        for sentence in re.split(r"(?<=[.!?])\s+", article["text"]):
            sentence = re.sub(r"\s+", " ", sentence).strip()
            if 20 < len(sentence) < 600:
                found.add(sentence)
    return sorted(found)


def rare_word(chance):
    length = chance.choice((2, 2, 3))
    syllables = [chance.choice(SYLLABLE_STARTS) + chance.choice(SYLLABLE_ENDS) for _ in range(length)]
    return "".join(syllables) + chance.choice(WORD_ENDS)


def write_passages(articles, count, out):
    chance = random.Random(1)
    sentences = sentences_of(articles)
    chance.shuffle(sentences)
    titles = [article["title"] for article in articles]
    rare = []
    for number in range(count):
        title = chance.choice(titles)
        length = min(60, max(1, int(chance.lognormvariate(1.95, 0.75))))
        chosen = [sentences[int(chance.random() * len(sentences))] for _ in range(length)]
        for i in range(length):
            if chance.random() >= 0.25:
                continue
            if chance.random() < 0.25 or not rare:
                rare.append(rare_word(chance))
                word = rare[-1]
            else:
                word = rare[int(chance.random() ** 3 * len(rare))]
            words = chosen[i].split(" ")
            words[chance.randrange(len(words))] = word
            chosen[i] = " ".join(words)
        text = "\n\n".join(" ".join(chosen[i:i + 4]) for i in range(0, length, 4))
        out.write(json.dumps({"id": f"p{number}", "title": title, "text": text}) + "\n")


def paragraphs(text):
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    return [" ".join(sentences[i:i + 4]) for i in range(0, len(sentences), 4)]


def as_markdown(article):
    return f"# {article['title']}\n\n" + "\n\n".join(paragraphs(article["text"])) + "\n"


def as_text(article):
    return article["title"] + "\n\n" + "\n\n".join(paragraphs(article["text"])) + "\n"


def as_html(article):
    title = html.escape(article["title"])
    body = "\n".join(f"<p>{html.escape(part)}</p>" for part in paragraphs(article["text"]))
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f"</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body></html>\n")


def write_files(articles, folder):
    forms = [("md", as_markdown), ("html", as_html), ("txt", as_text)]
    for i, article in enumerate(articles):
        ending, make = forms[i % len(forms)]
        place = os.path.join(folder, f"{i // 1000:04d}")
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, f"{article['id']}.{ending}"), "w", encoding="utf-8") as file:
            file.write(make(article))


def write_queries(articles, count, out):
    chance = random.Random(7)
    while count > 0:
        words = [word.lower() for word in re.findall(r"[A-Za-z]{4,14}", chance.choice(articles)["text"])]
        words = [word for word in words if word not in COMMON]
        chosen = chance.sample(words, 3) if len(words) > 5 else []
        if len(set(chosen)) == 3:
            out.write(" ".join(chosen) + "\n")
            count -= 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--files", metavar="FOLDER")
    parser.add_argument("--queries", metavar="N", type=int)
    parser.add_argument("docs")
    parser.add_argument("passages", nargs="?", type=int, default=1000)
    options = parser.parse_args()
    articles = read_articles(options.docs)
    if options.files:
        write_files(articles, options.files)
    elif options.queries:
        write_queries(articles, options.queries, sys.stdout)
    else:
        write_passages(articles, options.passages, sys.stdout)


if __name__ == "__main__":
    main()
