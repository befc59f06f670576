#!/usr/bin/env python3
"""Makes famous.bin and famous.txt, which src/lexicon/famous.rs reads: make_famous.py

famous.txt holds the names of famous_names.txt beside it, the countries, their adjectives, peoples and capitals (country_names.tsv) and
great cities, a line each. famous.bin leads from every word of five letters
and more, and from every string one gets by leaving out one of its letters, to that word: u24 its offset in famous.txt.
Two words that differ in one letter have such a string in common (symmetric deletion, as in SymSpell).
"""
import pathlib
from folding import fold, write_table

HERE = pathlib.Path(__file__).parent
SHORTEST = 5
CITIES = """Istanbul Mumbai Karachi Shanghai Guangzhou Shenzhen Chongqing Tianjin Wuhan Chengdu Hangzhou Nanjing Bangalore Bengaluru Hyderabad
Chennai Kolkata Calcutta Ahmedabad Lahore Faisalabad Rawalpindi Peshawar Chittagong Yokohama Nagoya Kyoto Fukuoka Sapporo Hamburg Munich Frankfurt
Cologne Stuttgart Dresden Leipzig Barcelona Valencia Seville Marseille Toulouse Strasbourg Bordeaux Naples Milan Turin Florence Venice Palermo Glasgow
Edinburgh Birmingham Manchester Liverpool Sheffield Rotterdam Antwerp Geneva Zurich Lausanne Salzburg Krakow Gdansk Wroclaw Kharkiv Odesa Lviv
Dnipro Donetsk Luhansk Mariupol Kherson Zaporizhzhia Mykolaiv Sevastopol Simferopol Petersburg Novosibirsk Yekaterinburg Kazan Vladivostok
Volgograd Kaliningrad Krasnoyarsk Grozny Almaty Samarkand Aleppo Idlib Raqqa Palmyra Mosul Basra Kirkuk Erbil Fallujah Isfahan Shiraz Mashhad Jeddah
Mecca Medina Dubai Sharjah Alexandria Benghazi Casablanca Marrakesh Timbuktu Lagos Kano Ibadan Maiduguri Mombasa Johannesburg
Durban Bulawayo Chicago Houston Philadelphia Phoenix Dallas Detroit Boston Seattle Denver Baltimore Atlanta Miami Minneapolis Cleveland Pittsburgh
Cincinnati Milwaukee Sacramento Toronto Montreal Vancouver Calgary Guadalajara Monterrey Tijuana Medellin Guayaquil Maracaibo Rosario Cordoba Recife
Salvador Fortaleza Curitiba Sydney Melbourne Brisbane Adelaide Auckland Christchurch Rangoon Yangon Mandalay Kandahar Kunduz Jalalabad Herat""".split()

def main():
    lines = [line.strip() for line in open(HERE / "famous_names.txt", encoding="utf-8") if not line.startswith("#")]
    for line in open(HERE / "country_names.tsv", encoding="utf-8"):
        if not line.startswith("#"):
            fields = (line.rstrip("\n").split("\t") + [""] * 5)[:5]
            lines += [fields[1].split("|")[0], *fields[2].split("|"), *fields[3].split("|"), fields[4]]
    lines = list(dict.fromkeys(line for line in lines + CITIES if len(line) >= SHORTEST))
    text, words = "", {}
    for line in lines:
        at = len(text.encode())
        for word in line.split(" "):
            if len(fold(word)) >= SHORTEST:
                words.setdefault(fold(word), at)
            at += len(word.encode()) + 1
        text += line + "\n"
    answers = {word: at.to_bytes(3, "little") for word, at in words.items()}
    for word, at in words.items():
        for left_out in range(len(word)):
            answers.setdefault(word[:left_out] + word[left_out + 1:], at.to_bytes(3, "little"))
    (HERE / "famous.txt").write_text(text)
    write_table(HERE / "famous.bin", answers)

if __name__ == "__main__":
    main()
