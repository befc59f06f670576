//! The names of languages, as messages say them.

/// `French words`, or `words in another language` where the language has no name here.
pub(super) fn named(tag: &str, what: &str) -> String {
    match name(tag) {
        Some(name) => format!("{name} {what}"),
        None => format!("{what} in another language"),
    }
}

/// The English name of a language, as CLDR has it.
pub(super) fn name(tag: &str) -> Option<&'static str> {
    NAMES
        .split_ascii_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(known, name)| (known == tag).then_some(name))
}

const NAMES: &str = "
en=English fr=French de=German es=Spanish it=Italian pt=Portuguese nl=Dutch pl=Polish ro=Romanian
tr=Turkish sv=Swedish da=Danish nb=Norwegian nn=Norwegian fi=Finnish et=Estonian lv=Latvian
lt=Lithuanian cs=Czech sk=Slovak sl=Slovenian hr=Croatian bs=Bosnian sr=Serbian hu=Hungarian
sq=Albanian is=Icelandic ga=Irish cy=Welsh ca=Catalan eu=Basque af=Afrikaans id=Indonesian ms=Malay
fil=Filipino vi=Vietnamese az=Azerbaijani sw=Swahili so=Somali yo=Yoruba zu=Zulu xh=Xhosa st=Sotho
tn=Tswana ts=Tsonga sn=Shona lg=Ganda mi=Māori la=Latin eo=Esperanto gl=Galician fo=Faroese
lb=Luxembourgish mt=Maltese ha=Hausa ig=Igbo uz=Uzbek tk=Turkmen mg=Malagasy rw=Kinyarwanda
gd=Gaelic br=Breton jv=Javanese su=Sundanese ceb=Cebuano ku=Kurdish oc=Occitan om=Oromo ny=Nyanja
ru=Russian uk=Ukrainian be=Belarusian bg=Bulgarian mk=Macedonian kk=Kazakh ky=Kyrgyz mn=Mongolian
tg=Tajik tt=Tatar ar=Arabic fa=Persian ur=Urdu ps=Pashto ug=Uyghur hi=Hindi mr=Marathi ne=Nepali
he=Hebrew yi=Yiddish am=Amharic ti=Tigrinya el=Greek th=Thai ja=Japanese ko=Korean zh=Chinese
ka=Georgian hy=Armenian ta=Tamil te=Telugu bn=Bangla pa=Punjabi gu=Gujarati kn=Kannada ml=Malayalam
";
