"""Writes pretokens.json: texts, cut into words by GPT-2's own expression (Radford et al. 2019, the code beside it) in the Python module "regex", which is what GPT-2 uses.

    apt-get install python3-regex && /usr/bin/python3 tests/golden/make_pretokens.py
"""

import json
import pathlib
import random

import regex

WORDS = regex.compile(r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+""")

BY_HAND = [
    "",
    " ",
    "\n",
    "I'm  fine!\n\n  1234",
    "I'll we've you're he'd can't it's 'twas I'M don't",
    "  two  three   ",
    "tab\tand\r\nbreak",
    "x²½Ⅷ٣ ٣",
    "naïve nai\u0308ve \u0301",
    "日本語 のテキスト。",
    "\U0001D407ello \U00020000\u4e00 \U0001F469\u200D\U0001F4BB\U0001F44D\U0001F3FD",
    "a\u00a0b\u3000c\u2028d\u0085e",
    "a\u001cb\u001fc \u180e\u200b\ufeff",
    "' 's ''t 'x s' '",
]

ALPHABET = list("aB1'sltdrevm .!\n\t") + [" "] * 6 + ["é", "\u0301", "\u00a0", "\u0085", "\u001c", "\u2003", "\u200b", "中", "\u0967", "²", "\U0001D407", "\U0001F600"]

if __name__ == "__main__":
    draw = random.Random(20261121)
    texts = BY_HAND + ["".join(draw.choice(ALPHABET) for _ in range(draw.randint(5, 40))) for _ in range(200)]
    cases = [{"text": text, "words": WORDS.findall(text)} for text in texts]
    assert all("".join(case["words"]) == case["text"] for case in cases)
    lines = ",\n".join(" " + json.dumps(case) for case in cases)
    pathlib.Path(__file__).with_name("pretokens.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
