//! The code pages a text may have been written in or read as. Knows bytes and characters, nothing
//! of languages.

use std::sync::LazyLock;

use encoding_rs::Encoding;

/// A single-byte code page whose lower half is ASCII.
pub struct CodePage {
    /// As people call it.
    pub name: &'static str,
    upper: [char; 128],
    bytes: Box<[u8]>,
    rest: Vec<(char, u8)>,
}

/// Characters below this are looked up directly: every code page but for a few ligatures.
pub const DIRECT: usize = 0x2600;

/// What no code page assigns.
const NONE: char = char::REPLACEMENT_CHARACTER;

impl CodePage {
    /// The character of `byte`; U+FFFD where the code page has none.
    pub fn decode(&self, byte: u8) -> char {
        if byte < 0x80 {
            char::from(byte)
        } else {
            self.upper[usize::from(byte - 0x80)]
        }
    }

    /// The byte of `character`, if the code page has it.
    pub fn encode(&self, character: char) -> Option<u8> {
        let code = character as usize;
        if code < 0x80 {
            return Some(code as u8);
        }
        if let Some(&byte) = self.bytes.get(code) {
            return (byte != 0).then_some(byte);
        }
        let found = self.rest.iter().find(|(c, _)| *c == character);
        found.map(|&(_, byte)| byte)
    }

    /// What the code page has for the byte that `control`, a C1 control, was left from.
    pub fn stray(&self, control: char) -> Option<char> {
        matches!(control, '\u{80}'..='\u{9F}')
            .then(|| self.decode(control as u8))
            .filter(|character| !character.is_control() && *character != NONE)
    }

    fn new(name: &'static str, upper: [char; 128]) -> Self {
        let mut bytes = vec![0; DIRECT].into_boxed_slice();
        let mut rest = Vec::new();
        for (byte, &character) in (0x80u8..=0xFF).zip(&upper) {
            match bytes.get_mut(character as usize) {
                Some(slot) => *slot = byte,
                None if character != NONE => rest.push((character, byte)),
                None => {}
            }
        }
        // Software that reads a code page takes its unassigned bytes for C1 controls.
        for byte in 0x80..=0x9F {
            let slot = &mut bytes[usize::from(byte)];
            if *slot == 0 && (name == "windows-1252" || upper[usize::from(byte - 0x80)] == NONE) {
                *slot = byte;
            }
        }
        CodePage {
            name,
            upper,
            bytes,
            rest,
        }
    }
}

/// Every code page, the likeliest misreadings first.
pub static CODE_PAGES: LazyLock<Vec<CodePage>> = LazyLock::new(|| {
    let standard = |&(name, label): &(&'static str, &str)| {
        let encoding = Encoding::for_label(label.as_bytes()).expect("a label of the standard");
        let bytes: Vec<u8> = (0x80..=0xFF).collect();
        let mut upper = [NONE; 128];
        for (slot, byte) in upper.iter_mut().zip(&bytes) {
            let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(byte));
            *slot = text.chars().next().unwrap_or(NONE);
        }
        CodePage::new(name, upper)
    };
    let others = OTHERS.iter().map(|&(name, characters)| {
        let mut upper = [NONE; 128];
        for (slot, character) in upper.iter_mut().zip(characters.chars()) {
            *slot = character;
        }
        CodePage::new(name, upper)
    });
    let common = STANDARD[..COMMON].iter().map(standard);
    let rare = STANDARD[COMMON..].iter().map(standard);
    common.chain(others).chain(rare).collect()
});

/// How many of [`STANDARD`] come before [`OTHERS`].
const COMMON: usize = 19;

/// Code pages of the Encoding Standard: name, label.
const STANDARD: &[(&str, &str)] = &[
    ("windows-1252", "windows-1252"),
    ("windows-1251", "windows-1251"),
    ("windows-1250", "windows-1250"),
    ("Mac OS Roman", "macintosh"),
    ("KOI8-R", "koi8-r"),
    ("code page 866", "ibm866"),
    ("windows-1253", "windows-1253"),
    ("windows-1254", "windows-1254"),
    ("windows-1255", "windows-1255"),
    ("windows-1256", "windows-1256"),
    ("windows-1257", "windows-1257"),
    ("windows-1258", "windows-1258"),
    ("ISO 8859-2", "iso-8859-2"),
    ("ISO 8859-15", "iso-8859-15"),
    ("ISO 8859-5", "iso-8859-5"),
    ("ISO 8859-7", "iso-8859-7"),
    ("KOI8-U", "koi8-u"),
    ("Mac OS Cyrillic", "x-mac-cyrillic"),
    ("windows-874", "windows-874"),
    ("ISO 8859-3", "iso-8859-3"),
    ("ISO 8859-4", "iso-8859-4"),
    ("ISO 8859-6", "iso-8859-6"),
    ("ISO 8859-8", "iso-8859-8"),
    ("ISO 8859-10", "iso-8859-10"),
    ("ISO 8859-13", "iso-8859-13"),
    ("ISO 8859-14", "iso-8859-14"),
    ("ISO 8859-16", "iso-8859-16"),
];

/// Code pages the Encoding Standard leaves out, as their characters from 0x80 up; facts of the
/// mapping tables at <https://www.unicode.org/Public/MAPPINGS/VENDORS/>.
const OTHERS: &[(&str, &str)] = &[
    (
        "code page 437",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}",
    ),
    (
        "code page 850",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}",
    ),
    (
        "code page 852",
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}",
    ),
    (
        "code page 855",
        "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{AD}ыЫзЗшШэЭщЩчЧ§■\u{A0}",
    ),
    (
        "code page 857",
        "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{FFFD}ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\u{FFFD}×ÚÛÙìÿ¯´\u{AD}±\u{FFFD}¾¶§÷¸°¨·¹³²■\u{A0}",
    ),
    (
        "code page 737",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{A0}",
    ),
    (
        "code page 775",
        "ĆüéāäģåćłēŖŗīŹÄÅÉæÆōöĢ¢ŚśÖÜø£Ø×¤ĀĪóŻżź”¦©®¬½¼Ł«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐└┴┬├─┼ŲŪ╚╔╩╦╠═╬Žąčęėįšųūž┘┌█▄▌▐▀ÓßŌŃõÕµńĶķĻļņĒŅ’\u{AD}±“¾¶§÷„°∙·¹³²■\u{A0}",
    ),
    (
        "Mac OS Central European",
        "ÄĀāÉĄÖÜáąČäčĆćéŹźĎíďĒēĖóėôöõúĚěü†°Ę£§•¶ß®©™ę¨≠ģĮįĪ≤≥īĶ∂∑łĻļĽľĹĺŅņŃ¬√ńŇ∆«»…\u{A0}ňŐÕőŌ–—“”‘’÷◊ōŔŕŘ‹›řŖŗŠ‚„šŚśÁŤťÍŽžŪÓÔūŮÚůŰűŲųÝýķŻŁżĢˇ",
    ),
    (
        "Mac OS Greek",
        "Ä¹²É³ÖÜ΅àâä΄¨çéèêë£™îï•½‰ôö¦€ùûü†ΓΔΘΛΞΠß®©ΣΪ§≠°·Α±≤≥¥ΒΕΖΗΙΚΜΦΫΨΩάΝ¬ΟΡ≈Τ«»…\u{A0}ΥΧΆΈœ–―“”‘’÷ΉΊΌΎέήίόΏύαβψδεφγηιξκλμνοπώρστθωςχυζϊϋΐΰ\u{AD}",
    ),
    (
        "Mac OS Turkish",
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸĞğİıŞş‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙ\u{F8A0}ˆ˜¯˘˙˚¸˝˛ˇ",
    ),
];
