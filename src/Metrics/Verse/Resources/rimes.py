"""Makes rimes.txt.gz from cmudict.dict of the CMU Pronouncing Dictionary: python3 rimes.py < cmudict.dict | gzip -9n > rimes.txt.gz

One line a rime: its phones, then the words that have it, tabs between. The rime of a word is what it has from its last stressed vowel (primary or
secondary; from its last vowel if none is stressed) to its end, without stress marks. A word of several pronunciations stands in several lines.
Possessives and words with other characters than letters and apostrophes are left out.
"""
import collections
import re
import sys

words = collections.defaultdict(set)
for line in sys.stdin:
    word, *phones = line.split("#")[0].split()
    word = re.sub(r"\(\d+\)$", "", word)
    if not re.fullmatch(r"[a-z']*[a-z][a-z']*", word) or word.endswith("'s"):
        continue
    vowels = [i for i, phone in enumerate(phones) if phone[-1] in "12"] or [i for i, phone in enumerate(phones) if phone[-1] == "0"]
    if vowels:
        words[" ".join(phone.rstrip("012") for phone in phones[vowels[-1]:])].add(word)
for rime in sorted(words):
    print(rime, *sorted(words[rime]), sep="\t")
