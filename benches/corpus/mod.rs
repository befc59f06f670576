//! News-like text out of a seed: the same bytes on every machine, in any amount, in four scripts.
//!
//! Words are drawn from syllables with the lengths, marks, names, figures and paragraphs of news;
//! they mean nothing, so this measures speed, never judgement.

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Latin letters, curly quotes.
    English,
    /// Cyrillic letters, guillemets.
    Russian,
    /// Arabic letters and marks.
    Arabic,
    /// Han, no spaces.
    Chinese,
}

impl Writing {
    /// Every writing there is.
    pub const ALL: [Writing; 4] = [
        Writing::English,
        Writing::Russian,
        Writing::Arabic,
        Writing::Chinese,
    ];

    fn syllables(self) -> &'static str {
        match self {
            Writing::English => {
                "the ta lo min ist er re port on day of gov ern in ing to and ment col dra vel sho na \
                 pre said rul fer ant"
            }
            Writing::Russian => {
                "на по ми ни стр за до ла ве ров ста но ого ал ре чи тель ск ий по ра в и не ку"
            }
            Writing::Arabic => "ال من في وز ير قا ل ما سا را ء كا نت ها مة حك و ية ات مد ين ش ع",
            Writing::Chinese => {
                "政 府 部 长 说 在 今 天 的 会 议 上 经 济 发 展 是 国 家 和 人 民 关 系 中"
            }
        }
    }

    /// Space, comma, stop, opening and closing quote.
    fn marks(self) -> [&'static str; 5] {
        match self {
            Writing::English => [" ", ", ", ". ", "“", "” "],
            Writing::Russian => [" ", ", ", ". ", "«", "» "],
            Writing::Arabic => [" ", "، ", ". ", "«", "» "],
            Writing::Chinese => ["", "，", "。", "“", "”"],
        }
    }
}

/// At least `bytes` bytes of text, up to the end of a paragraph.
pub fn text(writing: Writing, seed: u64, bytes: usize) -> String {
    let syllables: Vec<&str> = writing.syllables().split_whitespace().collect();
    let [space, comma, stop, open, close] = writing.marks();
    let mut dice = Dice(seed | 1);
    let mut text = String::with_capacity(bytes + 4096);
    while text.len() < bytes {
        for _ in 0..2 + dice.below(4) {
            let words = 6 + dice.below(22);
            let quote = dice.below(6) == 0;
            text.push_str(if quote { open } else { "" });
            for word in 0..words {
                let capital = word == 0 || dice.below(9) == 0;
                push_word(&mut text, &mut dice, &syllables, capital);
                if word + 1 < words {
                    text.push_str(if dice.below(12) == 0 { comma } else { space });
                }
            }
            text.push_str(stop.trim_end());
            text.push_str(if quote { close } else { space });
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text
}

fn push_word(text: &mut String, dice: &mut Dice, syllables: &[&str], capital: bool) {
    if dice.below(40) == 0 {
        text.push_str(&(1 + dice.below(2040)).to_string());
        return;
    }
    let start = text.len();
    for _ in 0..1 + dice.below(3) {
        text.push_str(syllables[dice.below(syllables.len() as u64) as usize]);
    }
    if capital && let Some(first) = text[start..].chars().next() {
        let upper: String = first.to_uppercase().collect();
        text.replace_range(start..start + first.len_utf8(), &upper);
    }
}

/// Xorshift64 (Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}
