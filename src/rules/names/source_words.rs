//! Words of other languages in Latin letters that an engine takes for names: days, months and the
//! common nouns of offices and places. Knows no document.

/// By language. Days and months from the Unicode CLDR, in the transliteration of the press where
/// the language writes other letters; words that are names or English words too are left out.
pub(super) const SOURCE_WORDS: &[(&str, &str)] = &[
    (
        "Turkish",
        "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Ocak Şubat Nisan Haziran Temmuz \
        Ağustos Ekim Kasım Aralık Bakanlığı Başkanlığı Belediyesi Müdürlüğü Cumhurbaşkanlığı \
        Mahallesi Caddesi",
    ),
    (
        "Russian",
        "Ponedelnik Vtornik Sreda Chetverg Pyatnitsa Subbota Voskresenye Yanvar Fevral \
        Aprel Iyun Iyul Avgust Sentyabr Oktyabr Noyabr Dekabr Ministerstvo Pravitelstvo \
        Administratsiya Gorod Ulitsa Ploshchad Prokuratura",
    ),
    (
        "Ukrainian",
        "Ponedilok Vivtorok Sereda Chetver Pyatnytsya Sichen Lyutyi Berezen Kviten \
        Traven Cherven Lypen Serpen Veresen Zhovten Lystopad Hruden Ministerstvo Uriad",
    ),
    (
        "Polish",
        "Poniedziałek Wtorek Środa Czwartek Piątek Niedziela Styczeń Luty Marzec Kwiecień \
        Czerwiec Lipiec Sierpień Wrzesień Październik Grudzień Ministerstwo Urząd",
    ),
    (
        "German",
        "Dienstag Mittwoch Donnerstag Samstag Sonnabend Januar Februar März Juli Oktober \
        Dezember Bundesregierung Innenministerium Außenministerium Rathaus",
    ),
    (
        "French",
        "Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche Janvier Février Avril Juin \
        Juillet Août Septembre Octobre Novembre Décembre Ministère Mairie Gouvernement",
    ),
    (
        "Spanish",
        "Lunes Martes Miércoles Jueves Viernes Sábado Domingo Enero Febrero Marzo Abril \
        Mayo Junio Julio Septiembre Octubre Noviembre Diciembre Ayuntamiento Ministerio Gobierno",
    ),
    (
        "Portuguese",
        "Segunda-feira Terça-feira Quarta-feira Quinta-feira Sexta-feira Janeiro \
        Fevereiro Março Maio Junho Julho Setembro Outubro Novembro Dezembro Prefeitura Governo",
    ),
    (
        "Italian",
        "Lunedì Martedì Mercoledì Giovedì Venerdì Sabato Domenica Gennaio Febbraio Aprile \
        Maggio Giugno Luglio Settembre Ottobre Dicembre Ministero Comune",
    ),
    (
        "Indonesian",
        "Senin Selasa Rabu Kamis Jumat Sabtu Minggu Januari Februari Maret Juni \
        Agustus Oktober Desember Kementerian Pemerintah Kabupaten",
    ),
    (
        "Arabic",
        "Wizara Wazir Hukuma Baladiya Muhafaza Al-Ithnayn Al-Thulatha Al-Arbaa Al-Khamis \
        Al-Jumua Al-Sabt Al-Ahad",
    ),
];
