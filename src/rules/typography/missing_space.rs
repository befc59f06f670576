//! # What it finds
//! A sentence mark, or the quote or bracket that closes behind it, glued to the next word:
//! `talks ended.The envoy`, `circles.”According`; and a comma glued to the next word.
//!
//! # Why it points to a broken pipeline
//! Where paragraphs, list items or inline tags are joined without a blank, or segments are
//! translated one by one and put together again, the blank at the seam is lost.
//!
//! # Known false alarms
//! Addresses, file names, versions, initials, `U.S.A.`, `Node.js`, `Ph.D`, figures and times stay
//! silent. An ellipsis glued to a word is some houses' style and stays silent too.

use super::locale::{is_uncased_with_blanks, knows_habits, language, spaces_words};
use super::marks::{Marks, Site, is_closer, is_mark, word_after, word_before};
use crate::flag::Severity;
use crate::lexicon::Lexicon;
use crate::rules::{Finding, Rule, Sink, Weight, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "typography/missing-space",
    weight: Weight::Typographic,
    its_type: "whitespace",
    summary: "a sentence mark or its closing quote is glued to the next word",
    confidence: 0.95,
    flagged: &[
        flagged("The talks ended⟦.T⟧he envoy left.")
            .lang("en")
            .fix(". T"),
        flagged("It “pleased the harbour⟦.”A⟧ccording to her, so it did.")
            .lang("en")
            .fix(".” A"),
        flagged("Who paid⟦?N⟧obody knows.").lang("en").fix("? N"),
        flagged("The boats (all of them⟦).T⟧hey sank.")
            .lang("en")
            .fix("). T"),
        flagged("Boats⟦,n⟧ets and ropes were lost.")
            .lang("en")
            .fix(", n"),
        flagged("Переговоры закончились⟦.П⟧осол уехал.")
            .lang("ru")
            .fix(". П"),
        flagged("Οι συνομιλίες τελείωσαν⟦.Ο⟧ πρέσβης έφυγε.")
            .lang("el")
            .fix(". Ο"),
        flagged("انتهت المحادثات⟦.و⟧غادر المبعوث المدينة.")
            .lang("ar")
            .fix(". و"),
    ],
    clean: &[
        clean("Read it at harbour.example or in Node.js 3.5, she said.")
            .lang("en")
            .silent(),
        clean("J.R.R. Tolkien, the U.S.A. and a Ph.D from M.I.T.").lang("en"),
        clean("Booking.com and ASP.NET open at 10.30 a.m.").lang("en"),
        clean("The Gazette.Ru and Harbour.Media reports are out.").lang("en"),
        clean("He waited...Then he left…And she stayed.").lang("en"),
        clean("谈判结束了。特使离开了。“是的。”他说。").lang("zh"),
        clean("Die GmbH & Co.KG zahlt z.B. für Dr.-Ing. Meier.").lang("de"),
        clean("EU:n päätös tuli klo 12.30.").lang("fi"),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    let text = doc.text();
    let tongue = language(doc);
    for &site in doc.view::<Marks>().sites() {
        if sink.stopped() {
            return;
        }
        if let Some(finding) = seam(text, site, tongue) {
            let slip = site.body(text).starts_with(',') && !knows_habits(tongue);
            sink.report(if slip {
                finding.severity(Severity::Neutral)
            } else {
                finding
            });
        }
    }
}

fn seam(text: &str, site: Site, tongue: &str) -> Option<Finding> {
    let body = site.body(text);
    let (at, end) = (site.range().start, site.range().end);
    let next = site.after(text).filter(|c| c.is_alphabetic())?;
    let mut marks = body.chars().filter(|&c| is_mark(c));
    let mark = marks.next()?;
    if marks.next().is_some() || site.is_spaced(text) {
        return None;
    }
    // Most marks of other scripts are set close to what follows.
    if !matches!(mark, '.' | '!' | '?' | '؟' | '।' | '۔' | ',') {
        return None;
    }
    let seam = Seam {
        text,
        tongue,
        body,
        before: word_before(text, at),
        after: word_after(text, end),
        at,
        end,
    };
    let parts = match mark {
        '.' | '!' | '?' | '؟' | '।' | '۔' => seam.parts_sentences(),
        ',' => seam.parts_words(),
        _ => false,
    };
    if !parts {
        return None;
    }
    let found = Finding::new(
        at..end + next.len_utf8(),
        "A blank is missing before the next word.",
    );
    if body.chars().count() == 1 {
        return Some(found.exact(format!("{body} {next}")));
    }
    // An opening quote belongs to the word behind the seam.
    let opens = tongue == "en" && body.ends_with('“');
    let (head, tail) = body.split_at(if opens { mark.len_utf8() } else { body.len() });
    Some(found.likely(if opens {
        format!("{head} {tail}{next}")
    } else {
        format!("{head} {next}")
    }))
}

/// A mark with the words on either side of it.
struct Seam<'t> {
    text: &'t str,
    tongue: &'t str,
    body: &'t str,
    before: &'t str,
    after: &'t str,
    at: usize,
    end: usize,
}

impl Seam<'_> {
    /// Whether one sentence ends here and another begins.
    fn parts_sentences(&self) -> bool {
        let (Some(first), Some(last)) = (
            self.after.chars().next(),
            self.text[..self.at].chars().next_back(),
        ) else {
            return false;
        };
        if is_uncased_with_blanks(first) {
            // Without capitals only words too long for initials and short forms tell.
            return is_uncased_with_blanks(last)
                && self.body.chars().count() == 1
                && self.before.chars().count() > 3
                && self.after.chars().count() > 3;
        }
        if !first.is_uppercase() || !spaces_words(first) || !self.begins_sentence() {
            return false;
        }
        let head = &self.text[..self.at - self.before.len()];
        if !self.before.is_empty() && head.ends_with(['.', '/', '@', '_', '\\', '#', '=', '&']) {
            return false;
        }
        match last {
            // Behind a name it may be the end of an address, as in `Gazette.Ru`.
            _ if last.is_lowercase() && self.before.starts_with(char::is_uppercase) => {
                self.before.chars().nth(1).is_some()
                    && (is_frequent(self.tongue, self.after) || self.after.chars().nth(3).is_some())
                    && !DOMAINS.contains(&self.after)
            }
            _ if last.is_lowercase() => self.before.chars().nth(1).is_some(),
            _ if last.is_numeric() => head.chars().rev().take_while(|c| c.is_numeric()).count() > 2,
            // `ASP.NET` against an acronym that ends a sentence.
            _ if last.is_uppercase() => {
                (2..6).contains(&self.before.len()) && is_frequent(self.tongue, self.after)
            }
            _ => is_closer(last) || last == '%',
        }
    }

    /// Whether the word behind the mark looks like the first of a sentence, not like an initial,
    /// the end of a file name or a trade mark.
    fn begins_sentence(&self) -> bool {
        let rest = &self.text[self.end + self.after.len()..];
        if self.after.chars().nth(1).is_none() {
            return rest.starts_with(' ') && !matches!(self.after, "B" | "C" | "D" | "X");
        }
        let one_capital = self.after.chars().skip(1).all(|c| !c.is_uppercase());
        let domain = rest.starts_with('.') && rest[1..].starts_with(|c: char| !c.is_whitespace());
        one_capital && !domain
    }

    /// Whether a comma parts two words of running text here.
    fn parts_words(&self) -> bool {
        let plain = |word: &str| {
            word.chars().nth(1).is_some()
                && word.chars().all(spaces_words)
                && word.chars().skip(1).all(char::is_lowercase)
        };
        let rest = &self.text[self.end + self.after.len()..];
        let head = &self.text[..self.at - self.before.len()];
        // A list without blanks (`a,b,c`) is data.
        let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | '’'));
        let closes = self.body.ends_with(['”', '»']);
        plain(self.before)
            && plain(self.after)
            && (closes
                || self.body.len() == 1
                    && !self.tongue.is_empty()
                    && free(head.chars().next_back())
                    && free(rest.chars().next()))
    }
}

fn is_frequent(tongue: &str, word: &str) -> bool {
    let opinion = Lexicon::of(tongue).map(|lexicon| lexicon.opinion(word));
    opinion.is_some_and(|o| o.is_dictionary_word() && o.zipf() >= 4.5) && !DOMAINS.contains(&word)
}

/// Words that end addresses written as names.
const DOMAINS: &[&str] = &[
    "Com", "Info", "Live", "Media", "Net", "News", "Online", "Org", "Press", "Today", "World",
];
