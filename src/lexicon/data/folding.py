"""Folds words to the keys of the tables as src/lexicon/fold.rs does, and writes those tables as
src/lexicon/fingerprints.rs reads them. Used by the make_*.py scripts beside it."""
import struct, unicodedata

DROPPED = set("'.`´‘’ʻʼʽʾʿ")
PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ə": "a"}
LONGEST = 64

def fold(word):
    letters = unicodedata.normalize("NFD", "".join(c.lower() for c in word))
    kept = (PLAIN.get(c, c) for c in letters if c not in DROPPED and not unicodedata.combining(c))
    folded = "".join(kept)
    return folded if len(folded.encode()) <= LONGEST else ""

def mixed(word):
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value ^= value >> 33
        value = value * factor & 0xFFFFFFFFFFFFFFFF
    return value ^ value >> 33

def write_table(path, answers):
    """`answers`: folded word -> bytes, all of one length. Where two words share a fingerprint the
    first one given wins, so give the better known first."""
    bits = max(1, (len(answers) // 4).bit_length())
    buckets = [{} for _ in range(1 << bits)]
    for word, answer in answers.items():
        value = mixed(word)
        buckets[value >> 64 - bits].setdefault(value & 0xFFFFFF, answer)
    firsts, records = [0], bytearray()
    for bucket in buckets:
        for fingerprint, answer in bucket.items():
            records += fingerprint.to_bytes(3, "little") + answer
        firsts.append(firsts[-1] + len(bucket))
    data = struct.pack("<I", bits) + struct.pack(f"<{len(firsts)}I", *firsts) + bytes(records)
    path.write_bytes(data)
    print(path.name, firsts[-1], "records,", len(data), "bytes")
