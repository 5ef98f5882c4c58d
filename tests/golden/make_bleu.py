#!/usr/bin/env python3
"""Makes bleu.json: BLEU of small random corpora and the tokens of random texts, by a second implementation that shares nothing with the one in C#.

Command:  python3 tests/golden/make_bleu.py        (writes beside itself; with Debian's python3-nltk 3.8 it also compares itself with nltk)
Seed:     random.Random(20261122).

Written from the definitions: Papineni et al. 2002 (sections 2.1 to 2.3), the smoothing of Chen and Cherry 2014 with sacreBLEU's values, and the rules of NIST's mteval-v13a,
which are applied here character by character. Precisions are kept as fractions until the end. What sacreBLEU itself prints for the example of its README stands in BleuTests.
"""
import json
import math
import pathlib
import random
from fractions import Fraction

try:
    from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu
except ImportError:
    corpus_bleu = None

MARKS = set(map(chr, range(32, 127))) - set("',-.") - {c for c in map(chr, range(32, 127)) if c.isalnum()}
DIGITS = set("0123456789")


def tokens(text):
    text = text.replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
    for entity, mark in (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(entity, mark)
    text = "".join(f" {c} " if c in MARKS else c for c in f" {text} ")
    text = pairs(text, lambda a, b: a not in DIGITS and b in ".,", "{0} {1} ")
    text = pairs(text, lambda a, b: a in ".," and b not in DIGITS, " {0} {1}")
    text = pairs(text, lambda a, b: a in DIGITS and b == "-", "{0} {1} ")
    return text.split()


def pairs(text, fits, shape):
    """Rewrites pairs of neighbours from left to right; a character belongs to one pair at most."""
    out, i = [], 0
    while i < len(text):
        if i + 1 < len(text) and fits(text[i], text[i + 1]):
            out.append(shape.format(text[i], text[i + 1]))
            i += 2
        else:
            out.append(text[i])
            i += 1
    return "".join(out)


def grams(words, n):
    found = {}
    for gram in zip(*(words[i:] for i in range(n))):
        found[gram] = found.get(gram, 0) + 1
    return found


def bleu(hypotheses, references, smoothing, effective):
    hypotheses, references = [tokens(h) for h in hypotheses], [[tokens(r) for r in line] for line in references]
    c = sum(map(len, hypotheses))
    r = sum(min((abs(len(ref) - len(h)), len(ref)) for ref in line)[1] for h, line in zip(hypotheses, references))
    counts = []
    for n in (1, 2, 3, 4):
        matches = total = 0
        for h, line in zip(hypotheses, references):
            for gram, count in grams(h, n).items():
                matches += min(count, max(grams(ref, n).get(gram, 0) for ref in line))
                total += count
        counts.append((matches, total))
    penalty = 1.0 if c >= r else math.exp(1 - r / c) if c else 0.0
    precisions, misses = [], 0
    for n, (m, t) in enumerate(counts, 1):
        if smoothing == "AddOne" and n > 1:
            m, t = m + 1, t + 1
        if t == 0 or not any(matches for matches, _ in counts):
            break
        if m == 0:
            misses += 1
            m = {"Exponential": Fraction(1, 2 ** misses), "Floor": Fraction(1, 10)}.get(smoothing, 0)
        precisions.append(Fraction(m) / t)
    order = len(precisions) if effective else 4
    padded = precisions + [Fraction(0)] * (4 - len(precisions))
    score = 100 * penalty * math.prod(map(float, padded[:order])) ** (1 / order) if order else 0.0
    return {"score": score, "counts": counts, "percents": [float(100 * p) for p in padded], "penalty": penalty, "lengths": [c, r]}


def compare(hypotheses, references, smoothing, ours):
    """With nltk, where both define the score: a match in order 1, and n-grams of every order in each hypothesis (nltk counts one where there is none)."""
    hypotheses = [tokens(h) for h in hypotheses]
    if corpus_bleu is None or min(map(len, hypotheses)) < 4 or ours["counts"][0][0] == 0:
        return 0
    method = {"Exponential": "method3", "Floor": "method1", "AddOne": "method2", "None": "method0"}[smoothing]
    theirs = corpus_bleu([[tokens(r) for r in line] for line in references], hypotheses, smoothing_function=getattr(SmoothingFunction(), method))
    assert abs(100 * theirs - ours["score"]) < 1e-9, (hypotheses, references, smoothing, 100 * theirs, ours)
    return 1


def main():
    draw = random.Random(20261122)
    words = "the a cat dog man sat on mat bit him saw it's well-known $5 1,000 3.14 2-1 Mr. U.S. (no) &amp; &quot;yes&quot; a/b é ...".split()
    line = lambda: " ".join(draw.choice(words[:draw.choice((4, 8, len(words)))]) for _ in range(draw.randint(0 if draw.random() < .1 else 1, 9))) + draw.choice(("", ".", " !", "?"))
    cases, compared = [], 0
    for i in range(160):
        lines = draw.randint(1, 5)
        case = {"smoothing": ("Exponential", "Floor", "AddOne", "None")[i % 4], "effective": draw.random() < .5, "references": [[line() for _ in range(draw.randint(1, 3))] for _ in range(lines)]}
        case["hypotheses"] = [noisy(draw, draw.choice(those), line) for those in case["references"]]
        case.update(bleu(case["hypotheses"], case["references"], case["smoothing"], case["effective"]))
        compared += compare(case["hypotheses"], case["references"], case["smoothing"], case)
        cases.append(case)
    print(f"{len(cases)} corpora, {compared} of them compared with nltk")
    alphabet = list("ab1 2.,-'\"&<>()/!?:;[]{}|~^_`@#$%*+=\\") + ["\n", "é", "。", "\u00a0", "&lt;", "<skipped>"]
    texts = ["".join(draw.choice(alphabet) for _ in range(draw.randint(1, 25))) for _ in range(200)]
    lines = ",\n".join(json.dumps(case) for case in cases)
    cut = ",\n".join(json.dumps({"text": text, "tokens": tokens(text)}) for text in texts)
    pathlib.Path(__file__).with_name("bleu.json").write_text(f'{{"corpora":[\n{lines}\n],\n"texts":[\n{cut}\n]}}\n')


def noisy(draw, text, line):
    words = text.split()
    for _ in range(draw.randint(0, 3)):
        if words:
            place = draw.randrange(len(words))
            words[place:place + 1] = draw.choice(([], [words[place]] * 2, line().split()[:1]))
    return " ".join(words)


if __name__ == "__main__":
    main()
