"""Names of other scripts in Latin letters, as English news and machine translation write them.
Used by the make_*.py scripts beside it. Each function gives one or more spellings, the usual first."""

RU = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")))
UK = RU | {"г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "щ": "shch", "ю": "iu", "я": "ia", "'": "", "’": ""}
BG = RU | {"щ": "sht", "ъ": "a", "х": "h", "ь": "y"}
MK = RU | {"ѓ": "gj", "ѕ": "dz", "ј": "j", "љ": "lj", "њ": "nj", "ќ": "kj", "џ": "dzh", "х": "h", "ц": "c", "ж": "zh"}
CYRILLIC = {"ru": RU, "uk": UK, "bg": BG, "mk": MK}
ENDINGS = {"ru": [("iy", "y"), ("yy", "y"), ("ey", "ei"), ("yeva", "eva"), ("yev", "ev")],
           "uk": [("yi", "y"), ("yi", "yy"), ("ii", "iy"), ("ii", "y")], "bg": [], "mk": []}

def cyrillic(word, language):
    letters = CYRILLIC[language]
    plain = []
    low = word.lower()
    for at, letter in enumerate(low):
        first = at == 0 or low[at - 1] in "-' "
        if language == "uk" and first and letter in "єїйюя":
            plain.append({"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}[letter])
        elif language == "ru" and letter == "е" and at and low[at - 1] in "ьъ":
            plain.append("ye")
        else:
            plain.append(letters.get(letter, letter))
    base = "".join(plain).replace("ьe", "ye")
    forms = [base]
    for old, new in ENDINGS[language]:
        if base.endswith(old):
            forms.append(base[: -len(old)] + new)
    if language == "ru":
        if forms[-1] != base and base.endswith("iy"):  # the usual one first: Dmitry, Chaikovsky
            forms = [forms[1], base] + forms[2:]
        if "ё" in low:
            forms.append(base.replace("yo", "e"))
            forms.append(base.replace("shyo", "sho").replace("chyo", "cho"))
        if "aya" in base or "oya" in base:
            forms.append(base.replace("aya", "aia"))
        if "iya" in base:
            forms.insert(0, base.replace("iya", "ia"))
        if low.startswith("е"):
            forms.append("ye" + base[1:])
        if "ks" in base:
            forms.append(base.replace("ks", "x"))
    if language == "uk" and "iia" in base:
        forms.insert(0, base.replace("iia", "ia"))
    return list(dict.fromkeys(forms))

EL_PAIRS = {"ου": "ou", "αι": "ai", "ει": "ei", "οι": "oi", "αυ": "af", "ευ": "ef", "γγ": "ng", "γκ": "gk", "γχ": "nch", "μπ": "mp", "ντ": "nt", "τζ": "tz"}
EL = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(" ")))

def greek(word):
    import unicodedata
    low = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    out, at = "", 0
    while at < len(low):
        pair = low[at:at + 2]
        if pair in EL_PAIRS:
            out += "b" if pair == "μπ" and at == 0 else "d" if pair == "ντ" and at == 0 else EL_PAIRS[pair]
            at += 2
        else:
            out += EL.get(low[at], low[at])
            at += 1
    forms = [out]
    if "ch" in out:
        forms.append(out.replace("ch", "h"))
    if "gk" in out:
        forms.append(out.replace("gk", "g"))
    if "dis" in out and out.endswith("idis"):
        forms.append(out[:-4] + "ides")
    return forms

KA = dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(" ")))
HY = dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև", "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(" ")))

def georgian(word):
    return ["".join(KA.get(letter, letter) for letter in word)]

def armenian(word):
    return ["".join(HY.get(letter, letter) for letter in word.lower().replace("ու", "u"))]

LEADS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ")
TAILS = [""] + "k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")

def hangul(word):
    """Revised Romanisation, syllable by syllable as given names are written: `Min-jun`."""
    syllables = []
    for letter in word:
        number = ord(letter) - 0xAC00
        if not 0 <= number < 11172:
            return []
        syllables.append(LEADS[number // 588] + VOWELS[number % 588 // 28] + TAILS[number % 28])
    forms = [syllables]
    forms.append([{"yeong": "young", "jeong": "jung", "seong": "sung", "hyeon": "hyun", "jun": "joon", "seon": "sun", "eun": "eun", "u": "woo", "su": "soo", "geun": "keun", "gyeong": "kyung", "jeon": "jun", "cheol": "chul", "hui": "hee", "yeon": "yeon", "ju": "joo", "jin": "jin", "gi": "ki"}.get(s, s) for s in syllables])
    out = []
    for form in forms:
        out += ["".join(form), "-".join(form)] + form if len(form) > 1 else form
    return list(dict.fromkeys(out))
