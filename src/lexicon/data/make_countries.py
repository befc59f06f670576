#!/usr/bin/env python3
"""Makes countries.tsv, which src/lexicon/countries.rs reads: country_names.tsv beside it, and behind each country its names
in other languages in Latin letters.

    npm pack cldr-localenames-full@48.2.0, unpacked as its name
    make_countries.py cldr-localenames-full-48.2.0

Origin and licence: the names in other languages are territory names of CLDR (Unicode License V3), transliterated by
romanise.py, of Arabic and Chinese the usual transliterations written out below; the rest as country_names.tsv says.
"""
import json, pathlib, re, sys
import romanise
from folding import fold

HERE = pathlib.Path(__file__).parent
FIRST = "ru uk fr es de it pt pl tr ar zh".split()  # of one form in several languages, this one's is told
LATIN = "az bs ca cs da de es et eu fi fr gl hr hu id is it lt lv ms nb nl pl pt ro sk sl sq sr-Latn sv sw tr uz".split()
# Vowels are not written in Arabic and tones not in pinyin: what machine translation makes of them has to be listed.
LISTED = {
    "ar": "AE=Imarat|AL=Albaniya|AM=Arminiya|AR=Arjantin|AT=Namsa|AU=Usturaliya|BE=Baljika|BR=Barazil|CA=Kanada|CH=Suisra|CU=Kuba|CY=Qubrus|CZ=Tashik|DE=Almaniya|DK=Danimark|DZ=Jazair|EG=Misr|ES=Isbaniya|ET=Ithyubiya|FR=Faransa|GB=Britaniya|GE=Jurjiya|GR=Yunan|IE=Irlanda|IT=Italiya|JO=Urdun|JP=Yaban|KR=Kuriya|KW=Kuwayt|LB=Lubnan|LY=Libiya|MA=Maghrib|MR=Muritaniya|NL=Hulanda|NO=Nurwij|PL=Bulanda|PS=Filastin|PT=Burtughal|RO=Rumaniya|RS=Sirbiya|RU=Rusiya|SA=Saudiya|SE=Suwid|SD=Sudan|SO=Sumal|SY=Suriya|TD=Tshad|TR=Turkiya|UA=Ukraniya|YE=Yaman",
    "zh": "AU=Aodaliya|BR=Baxi|CA=Jianada|CN=Zhongguo|CU=Guba|DE=Deguo|EG=Aiji|ES=Xibanya|FR=Faguo|GB=Yingguo|GR=Xila|IN=Yindu|IQ=Yilake|IR=Yilang|IT=Yidali|JP=Riben|KP=Chaoxian|KR=Hanguo|MX=Moxige|MY=Malaixiya|NL=Helan|PK=Bajisitan|PL=Bolan|RU=Eluosi|SE=Ruidian|CH=Ruishi|SG=Xinjiapo|SY=Xuliya|TH=Taiguo|TR=Tuerqi|TW=Taiwan|UA=Wukelan|US=Meiguo|VN=Yuenan",
    "ja": "CN=Chugoku|DE=Doitsu|FR=Furansu|GB=Igirisu|IT=Itaria|JP=Nihon|KR=Kankoku|RU=Roshia|US=Amerika",
    "ko": "KR=Hanguk|KP=Bukhan|US=Miguk|CN=Jungguk|JP=Ilbon",
    "fa": "EG=Mesr|DE=Alman|FR=Faranse|RU=Rusiye|TR=Torkiye|SY=Suriye|GB=Engelestan|US=Amrika|IL=Esrail",
    "he": "IL=Yisrael|EG=Mitzrayim|RU=Rusya|DE=Germanya|FR=Tzarfat|GB=Britanya",
    "ru": "US=SShA|US=Soedinennye Shtaty|US=Soyedinennyye Shtaty|GB=Velikobritaniya|GB=Britaniya|RU=RF|RU=Rossiyskaya Federatsiya|CN=KNR|KP=KNDR|KP=Severnaya Koreya|KR=Yuzhnaya Koreya|AE=OAE|DE=FRG|ZA=YuAR|CZ=Chekhiya|NL=Gollandiya|MD=Moldaviya|BY=Belorussiya|KG=Kirgiziya|CF=TsAR",
    "uk": "US=SShA|US=Spolucheni Shtaty|GB=Velyka Brytaniia|GB=Velyka Britaniya|RU=RF|CN=KNR|KP=KNDR|AE=OAE",
    "es": "US=EEUU|US=EE.UU.|GB=Gran Bretaña",
    "fr": "GB=Grande-Bretagne|US=Etats-Unis",
    "it": "GB=Gran Bretagna", "pt": "GB=Grã-Bretanha|US=EUA", "de": "GB=Großbritannien|US=Vereinigte Staaten", "pl": "GB=Wielka Brytania", "tr": "US=ABD|GB=Büyük Britanya|GB=İngiltere",
    "el": "GR=Ellada", "sq": "AL=Shqiperia|AL=Shqipëria",
}

def territories(folder, language):
    file = pathlib.Path(folder) / f"package/main/{language}/territories.json"
    return json.load(open(file))["main"][language]["localeDisplayNames"]["territories"]

def capitals(word):
    return " ".join(part[:1].upper() + part[1:] for part in re.split(" ", word))

def main(folder):
    names = {}
    def add(code, language, name):
        if name and not re.search(r"[()&]|^\W", name):
            names.setdefault(code, []).append((language, name))
    for language in LATIN:
        for code, name in territories(folder, language).items():
            add(code[:2] if code in ("US", "GB") or len(code) == 2 else "", language.split("-")[0].replace("nb", "no"), name)
    for language in ("ru", "uk", "bg", "mk"):
        for code, name in territories(folder, language).items():
            if len(code) == 2:
                for form in romanise.cyrillic(name, language):
                    add(code, language, capitals(form))
                if language == "ru":  # as machine translation has it, letter by letter
                    add(code, language, capitals(romanise.cyrillic(name, "ru")[-1].replace("kh", "h")))
    for language, makes in (("el", romanise.greek), ("ka", romanise.georgian), ("hy", romanise.armenian)):
        for code, name in territories(folder, language).items():
            if len(code) == 2:
                add(code, language, capitals(makes(name)[0]))
    for language, listed in LISTED.items():
        for entry in listed.split("|"):
            code, name = entry.split("=")
            add(code, language, name)
    lines, taken = [], {}
    for line in (HERE / "country_names.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        for name in fields[1].split("|") + (fields[2] + "|" + fields[3]).split("|"):
            taken.setdefault(fold(name), fields[0])
        lines.append(fields)
    with open(HERE / "countries.tsv", "w", encoding="utf-8") as out:
        print("# Countries: code, English names, adjectives, people, capital, names in other languages in Latin letters. Made by make_countries.py from", file=out)
        print("# country_names.tsv and the territory names of CLDR 48.2 (Copyright 1991-2025 Unicode, Inc., Unicode License V3).", file=out)
        for fields in sorted(lines):
            seen, forms = set(), []
            rank = lambda form: FIRST.index(form[0]) if form[0] in FIRST else len(FIRST)
            for language, name in sorted(names.get(fields[0], []), key=rank):
                # No English name or demonym of this or of another country: Niger is no form of Nigeria, Jordan none of its own.
                if fold(name) not in taken and fold(name) not in seen:
                    seen.add(fold(name))
                    forms.append(f"{language}={name}")
            print("\t".join((fields + [""] * 5)[:5] + ["|".join(forms)]), file=out)
    print("countries.tsv", len(lines), "countries", (HERE / "countries.tsv").stat().st_size, "bytes")

if __name__ == "__main__":
    main(*sys.argv[1:])
