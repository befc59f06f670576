//! Clean news out of a seed: sentences from frames with slots, so that there is any amount of honest
//! text without two equal sentences in reach of each other, and the same bytes on every machine.

/// A language clean news is made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Latin letters, curly quotes.
    English,
    /// Cyrillic letters, guillemets.
    Russian,
    /// Arabic letters and marks.
    Arabic,
    /// Han, no spaces.
    Chinese,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Language; 4] = [
        Language::English,
        Language::Russian,
        Language::Arabic,
        Language::Chinese,
    ];

    fn frames(self) -> &'static [&'static str] {
        match self {
            Language::English => &[
                "The {who} of {where} said on {day} that {number} {what} would be {done} before the end of the month",
                "“We have seen {number} {what} since {day}, and none of them was {done},” the {who} told reporters in {where}",
                "Officials in {where} believe that the {what} can be {done} if the {who} agrees to a meeting on {day}",
                "A report published by the {who} counts {number} {what} in {where}, more than anybody had expected",
                "It was not clear on {day} why the {what} near {where} had not been {done} when the {who} arrived",
                "For {number} years the {who} has asked for the {what} to be {done}, but the council of {where} refused",
                "The {what} were {done} after the {who} had spoken with families from {where}, who waited until {day}",
                "Nobody in {where} expects the {who} to return, although {number} {what} are still waiting to be {done}",
            ],
            Language::Russian => &[
                "{who} города {where} сообщил в {day}, что {number} {what} будут {done} до конца месяца",
                "«Мы видели {number} {what}, и ни одно из них не было отложено», сказал {who} журналистам в городе {where}",
                "Власти города {where} считают, что все {what} могут быть {done}, если {who} согласится на встречу в {day}",
                "В отчёте, который опубликовал {who}, названы {number} {what} в городе {where}, больше, чем ожидали",
                "В {day} было неясно, почему {what} возле города {where} не были {done}, когда приехал {who}",
                "Жители города {where} ждали {number} лет, пока {who} не ответил, как будут {done} эти {what}",
            ],
            Language::Arabic => &[
                "قال {who} في مدينة {where} يوم {day} إن {number} من {what} سوف تكون {done} قبل نهاية الشهر",
                "وأضاف {who} أن {what} في {where} لم تكن {done} منذ {number} أعوام، وأن الاجتماع سيعقد يوم {day}",
                "ويرى المسؤولون في {where} أن {what} يمكن أن تصبح {done} إذا وافق {who} على لقاء يوم {day}",
                "ولم يتضح يوم {day} لماذا وصل {who} إلى {where} بعد {number} ساعات من إعلان أن {what} أصبحت {done}",
                "وذكر تقرير نشره {who} أن عدد {what} في {where} بلغ {number}، وهو أكثر مما توقعه الجميع",
            ],
            Language::Chinese => &[
                "{where}的{who}在{day}表示，{number}个{what}将在月底之前{done}",
                "{who}告诉记者：“我们在{where}看到了{number}个{what}，没有一个已经{done}。”",
                "{where}的官员认为，如果{who}同意在{day}见面，这些{what}就可以{done}",
                "{who}公布的报告说，{where}共有{number}个{what}，比大家预期的要多",
                "{day}还不清楚，为什么{who}到达{where}时，那些{what}还没有{done}",
            ],
        }
    }

    fn fill(self, slot: &str) -> &'static [&'static str] {
        match (self, slot) {
            (Language::English, "who") => &[
                "mayor",
                "minister",
                "harbour master",
                "head of the union",
                "director of the museum",
                "school board",
                "police chief",
                "governor",
            ],
            (Language::English, "where") => &[
                "Vellmar",
                "the northern valley",
                "Port Halden",
                "Oakfield",
                "the old town",
                "Lindbury",
                "the eastern province",
                "Marstow",
            ],
            (Language::English, "day") => &[
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            ],
            (Language::English, "what") => &[
                "bridges",
                "schools",
                "fishing boats",
                "letters",
                "hospital beds",
                "lorries",
                "permits",
                "train services",
                "houses",
            ],
            (Language::English, "done") => &[
                "repaired",
                "closed",
                "inspected",
                "replaced",
                "moved",
                "opened",
                "counted",
                "paid for",
            ],
            (Language::Russian, "who") => &[
                "мэр",
                "министр",
                "начальник порта",
                "глава профсоюза",
                "директор музея",
                "губернатор",
            ],
            (Language::Russian, "where") => &[
                "Веллмар",
                "Халден",
                "Марстов",
                "Линдбург",
                "Осташин",
                "Верхний Лог",
            ],
            (Language::Russian, "day") => &[
                "понедельник",
                "вторник",
                "среду",
                "четверг",
                "пятницу",
                "субботу",
                "воскресенье",
            ],
            (Language::Russian, "what") => &[
                "мосты",
                "школы",
                "лодки",
                "письма",
                "больницы",
                "поезда",
                "дома",
                "дороги",
            ],
            (Language::Russian, "done") => &[
                "отремонтированы",
                "закрыты",
                "проверены",
                "заменены",
                "открыты",
                "построены",
            ],
            (Language::Arabic, "who") => &[
                "رئيس البلدية",
                "الوزير",
                "مدير الميناء",
                "رئيس النقابة",
                "مدير المتحف",
                "المحافظ",
            ],
            (Language::Arabic, "where") => &[
                "الواحة",
                "المرفأ القديم",
                "الوادي",
                "الشاطئ",
                "الجبل الأخضر",
                "السهل",
            ],
            (Language::Arabic, "day") => &[
                "الاثنين",
                "الثلاثاء",
                "الأربعاء",
                "الخميس",
                "الجمعة",
                "السبت",
                "الأحد",
            ],
            (Language::Arabic, "what") => &[
                "الجسور",
                "المدارس",
                "القوارب",
                "الرسائل",
                "المستشفيات",
                "القطارات",
                "البيوت",
            ],
            (Language::Arabic, "done") => &["جاهزة", "مغلقة", "مفتوحة", "صالحة", "متاحة"],
            (Language::Chinese, "who") => {
                &["市长", "部长", "港口主管", "工会主席", "博物馆馆长", "省长"]
            }
            (Language::Chinese, "where") => {
                &["老城", "北部山谷", "新港", "东湖区", "石桥镇", "海边"]
            }
            (Language::Chinese, "day") => {
                &["星期一", "星期二", "星期三", "星期四", "星期五", "星期六"]
            }
            (Language::Chinese, "what") => {
                &["桥梁", "学校", "渔船", "信件", "病床", "列车", "房屋"]
            }
            (Language::Chinese, "done") => &["修好", "关闭", "检查", "更换", "开放", "建成"],
            _ => &[],
        }
    }
}

/// At least `bytes` bytes of clean news, up to the end of a paragraph.
pub fn news(language: Language, seed: u64, bytes: usize) -> String {
    let stop = if language == Language::Chinese {
        "。"
    } else {
        ". "
    };
    let mut dice = Dice(seed.wrapping_mul(2).wrapping_add(1));
    let mut text = String::with_capacity(bytes + 4096);
    while text.len() < bytes {
        for _ in 0..2 + dice.below(3) {
            sentence(language, &mut dice, &mut text);
            text.push_str(stop);
        }
        while text.ends_with(' ') {
            text.pop();
        }
        text.push_str("\n\n");
    }
    text
}

fn sentence(language: Language, dice: &mut Dice, text: &mut String) {
    let start = text.len();
    let mut rest = dice.pick(language.frames());
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let (slot, behind) = behind.split_once('}').expect("a slot is closed");
        match slot {
            "number" => text.push_str(&(2 + dice.below(9_000)).to_string()),
            _ => text.push_str(dice.pick(language.fill(slot))),
        }
        rest = behind;
    }
    text.push_str(rest);
    let first = text[start..]
        .chars()
        .next()
        .expect("a sentence has a first letter");
    let upper: String = first.to_uppercase().collect();
    text.replace_range(start..start + first.len_utf8(), &upper);
}

/// xorshift64*: small, seeded and the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}
