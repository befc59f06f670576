//! Reads the words of title and body once and notes the capitalised ones.

use std::ops::Range;

use super::forms::{Forms, hash_of};
use super::joints::{Join, abbreviated, before_lost_blank, gap, opens_behind};
use super::particles::{is_article, is_particle};
use super::sentence::Sentence;
use super::{Marks, Mention, Mentions, NONE, Token, field_text};
use crate::text::{Document, Field, Shape, Word};

/// The mentions of `doc` and of its title.
pub(super) fn read(doc: &Document) -> Mentions {
    let words = doc.words().len();
    let mut reader = Reader {
        doc,
        tokens: Vec::with_capacity(words / 6 + 8),
        mentions: Vec::with_capacity(words / 10 + 8),
        forms: Forms::for_words(words),
        sentence: 0,
    };
    if let Some(title) = doc.title() {
        reader.field(title, Field::Title);
    }
    reader.field(doc, Field::Text);
    Mentions {
        tokens: reader.tokens,
        mentions: reader.mentions,
        forms: reader.forms.forms,
    }
}

struct Reader<'d> {
    doc: &'d Document,
    tokens: Vec<Token>,
    mentions: Vec<Mention>,
    forms: Forms,
    sentence: u32,
}

/// Where reading stands within one field.
struct Place<'t> {
    text: &'t str,
    hashes: &'t [u64],
    marks: Marks,
    /// The number of the last word that became a token, and behind it particles, if they do.
    last: usize,
    /// Where in the text the open mention ends.
    end: usize,
    /// Particles read behind the last token, to be part of its mention if a token follows.
    particles: usize,
}

/// No word.
const NOWHERE: usize = usize::MAX - 8;

/// What every word has that opens a sentence or may be a name.
const NOTABLE: Shape = Shape::FIRST.union(Shape::CAPITAL).union(Shape::INNER_UPPER);

/// No particle has more bytes.
const LONGEST_PARTICLE: usize = 4;

/// The longest first line that is read as a headline, in bytes.
const LONGEST_HEADLINE: usize = 200;

impl Reader<'_> {
    fn field(&mut self, doc: &Document, field: Field) {
        let words = doc.words();
        let mut place = Place {
            text: doc.text(),
            hashes: doc.word_hashes(),
            marks: Marks::empty(),
            last: NOWHERE,
            end: 0,
            particles: 0,
        };
        let headline = match field {
            Field::Title => {
                place.marks = Marks::TITLE | Marks::HEADLINE;
                0
            }
            _ => first_line(doc),
        };
        let text = place.text.as_bytes();
        let mut sentence = Sentence::from(0, self.tokens.len());
        for (at, word) in words.iter().enumerate() {
            doc.stop().leave_at(at);
            let shape = word.shape;
            if !shape.intersects(NOTABLE) {
                // Most words: neither a name, nor a particle behind one or glued to one.
                let follows = place.last.wrapping_add(1) == at;
                if (follows || text.get(word.end()) == Some(&b'-'))
                    && word.end() - word.start() <= LONGEST_PARTICLE
                {
                    self.particle(&mut place, at, word);
                }
                continue;
            }
            if shape.contains(Shape::FIRST) {
                self.close_sentence(&sentence, &words[..at]);
                sentence = Sentence::from(at, self.tokens.len());
            }
            if shape.contains(Shape::CAPITAL) {
                sentence.add_capital(word);
                if !shape.contains(Shape::MASKED) {
                    let marks = if word.start() < headline {
                        Marks::HEADLINE
                    } else {
                        Marks::empty()
                    };
                    self.name(&mut place, at, word, words, marks);
                }
            } else if shape.contains(Shape::INNER_UPPER) && !shape.contains(Shape::MASKED) {
                self.elided(&mut place, at, word);
            } else if word.end() - word.start() <= LONGEST_PARTICLE {
                self.particle(&mut place, at, word);
            }
        }
        self.close_sentence(&sentence, words);
        self.drop_particles(&mut place);
        self.close_mention();
    }

    /// A sentence whose long words are nearly all capitalised says nothing by its capitals; it ends
    /// with `words`.
    fn close_sentence(&mut self, sentence: &Sentence, words: &[Word]) {
        self.sentence += 1;
        if !sentence.is_headline(words) {
            return;
        }
        for token in &mut self.tokens[sentence.token..] {
            if token.is_telling() && token.form != NONE {
                self.forms.forms[token.form as usize].telling -= 1;
            }
            token.marks |= Marks::HEADLINE;
        }
    }

    fn name(&mut self, place: &mut Place, at: usize, word: &Word, words: &[Word], marks: Marks) {
        let text = place.text;
        let mut whole = word.text(text);
        let mut name = whole;
        let mut possessive = false;
        if word.shape.contains(Shape::JOINED) {
            whole = before_lost_blank(whole);
            let bearer = whole.strip_suffix("'s").or(whole.strip_suffix("’s"));
            let bearer = bearer.filter(|name| !name.is_empty());
            possessive = bearer.is_some();
            name = bearer.unwrap_or(whole);
        }
        if !possessive && whole.ends_with(['s', 'z', 'x']) {
            possessive = text[word.start() + whole.len()..].starts_with(['\'', '’']);
        }
        let mut marks = marks | place.marks;
        marks.set(Marks::POSSESSIVE, possessive);
        let is_ascii = word.shape.contains(Shape::ASCII) || name.is_ascii();
        marks.set(Marks::ASCII, is_ascii);
        if word.is_all_caps() {
            marks |= Marks::CAPS;
        } else if name.chars().nth(1).is_none() {
            marks |= Marks::INITIAL;
        }
        let joined = self.join(place, at, word, words);
        marks.set(Marks::HYPHENED, joined == Join::Hyphen);
        if joined == Join::Not
            && (word.shape.contains(Shape::FIRST) || opens_behind(text, word.start()))
        {
            marks |= Marks::FIRST;
        }
        let start = word.start();
        let is_word = word.shape.contains(Shape::ASCII) && start + name.len() == word.end();
        let hash = is_word.then(|| place.hashes[at]);
        self.push(place, start..start + name.len(), hash, marks, joined);
        place.last = at;
        place.end = start + whole.len();
    }

    /// `l’Élysée`, `d'Estaing`: the name behind an article that lost its vowel.
    fn elided(&mut self, place: &mut Place, at: usize, word: &Word) {
        let whole = word.text(place.text);
        let Some((mark, sign)) = whole
            .char_indices()
            .find(|&(at, letter)| at <= 4 && matches!(letter, '\'' | '’'))
        else {
            return;
        };
        let from = mark + sign.len_utf8();
        if !whole[from..].starts_with(char::is_uppercase) {
            return;
        }
        self.drop_particles(place);
        let mut marks = place.marks;
        marks.set(Marks::ASCII, whole[from..].is_ascii());
        self.push(
            place,
            word.start() + from..word.end(),
            None,
            marks,
            Join::Not,
        );
        place.last = at;
        place.end = word.end();
    }

    /// A lower-case word that may stand inside a name.
    fn particle(&mut self, place: &mut Place, at: usize, word: &Word) {
        let text = place.text;
        let bytes = text.as_bytes();
        let hyphen = bytes.get(word.end()) == Some(&b'-');
        let follows = place.last.wrapping_add(1) == at;
        if !follows && !hyphen {
            return;
        }
        let particle = word.text(text);
        let spaced =
            follows && is_particle(particle) && gap(place.text, place.end, word) == Join::Space;
        let before_hyphen = hyphen && is_article(particle);
        if !spaced && !before_hyphen {
            return;
        }
        let joins = follows && gap(place.text, place.end, word) != Join::Not;
        if !joins {
            self.drop_particles(place);
        }
        let marks = place.marks | Marks::PARTICLE | Marks::ASCII;
        let join = if joins { Join::Space } else { Join::Not };
        self.push(place, word.range(), None, marks, join);
        place.particles += 1;
        place.last = at;
        place.end = word.end();
    }

    /// How a capitalised word follows the open mention. Particles that lead nowhere are dropped.
    fn join(&mut self, place: &mut Place, at: usize, word: &Word, words: &[Word]) -> Join {
        if place.last.wrapping_add(1) == at {
            let shortened = abbreviated(place.text, &words[at - 1], word);
            let joined = match gap(place.text, place.end, word) {
                // A sentence ends behind an abbreviation, but not behind an initial.
                Join::Not if shortened && !word.shape.contains(Shape::FIRST) => Join::Space,
                Join::Not if shortened && words[at - 1].range().len() == 1 => Join::Space,
                other => other,
            };
            if joined != Join::Not {
                place.particles = 0;
                return joined;
            }
        }
        self.drop_particles(place);
        Join::Not
    }

    fn drop_particles(&mut self, place: &mut Place) {
        let kept = self.tokens.len() - place.particles;
        if place.particles > 0 {
            self.tokens.truncate(kept);
            place.particles = 0;
            place.last = NOWHERE;
            if self
                .mentions
                .last()
                .is_some_and(|open| open.first as usize >= kept)
            {
                self.mentions.pop();
            }
        }
    }

    /// Adds a token; `hash` is that of its word, where it is one and of ASCII.
    fn push(
        &mut self,
        place: &Place,
        span: Range<usize>,
        hash: Option<u64>,
        marks: Marks,
        joined: Join,
    ) {
        if joined == Join::Not || self.mentions.is_empty() {
            self.close_mention();
            self.mentions.push(Mention {
                first: self.tokens.len() as u32,
                behind: self.tokens.len() as u32,
            });
        }
        let mut token = Token {
            start: span.start as u32,
            end: span.end as u32,
            form: NONE,
            mention: self.mentions.len() as u32 - 1,
            sentence: self.sentence,
            next: NONE,
            marks,
        };
        if !marks.contains(Marks::PARTICLE) {
            let doc = self.doc;
            let word = &place.text[span];
            token.form = self.forms.intern(
                word,
                hash.unwrap_or_else(|| hash_of(word)),
                &mut self.tokens,
                token.is_telling(),
                |token| &field_text(doc, token.field())[token.range()],
            );
        }
        self.tokens.push(token);
    }

    /// The open mention reaches to the last token.
    fn close_mention(&mut self) {
        if let Some(open) = self.mentions.last_mut()
            && open.behind == open.first
        {
            open.behind = self.tokens.len() as u32;
        }
    }
}

/// Where the first line ends, if it reads like a headline: short, and more follows.
fn first_line(doc: &Document) -> usize {
    if doc.title().is_some() {
        return 0;
    }
    let mut lines = doc.lines().iter().filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(_)) if first.len() <= LONGEST_HEADLINE => first.end,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(doc: &Document) -> Vec<&str> {
        let found = doc.view::<Mentions>();
        (0..found.mentions().len() as u32)
            .map(|mention| &doc.text()[found.span(mention)])
            .collect()
    }

    #[test]
    fn tokens_side_by_side_are_one_mention() {
        let doc = Document::new(
            "Talks went on. On Monday Gen. Stephen De Marco met Lea van der Berg, and al-Mansur’s aide \
             called J. R. Ocasio-Berg at l’Élysée of the sea.",
        );
        assert_eq!(
            mentions(&doc),
            [
                "Talks",
                "On Monday Gen. Stephen De Marco",
                "Lea van der Berg",
                "al-Mansur",
                "J. R. Ocasio-Berg",
                "Élysée",
            ]
        );
    }

    #[test]
    fn a_form_knows_its_tokens_whatever_their_case() {
        let doc =
            Document::builder("They met BERG. Then Berg’s aide left Émile and émile and ÉMILE.")
                .title("A Berg in town")
                .build();
        let found = doc.view::<Mentions>();
        let form = found.tokens()[1].form;
        assert_eq!(found.forms()[form as usize].count, 3);
        assert_eq!(found.forms()[form as usize].telling, 2);
        let marks: Vec<_> = found
            .of_form(form)
            .map(|at| found.tokens()[at as usize])
            .map(|token| (token.field(), token.text(&doc)))
            .collect();
        assert_eq!(
            marks,
            [
                (Field::Title, "Berg"),
                (Field::Text, "BERG"),
                (Field::Text, "Berg")
            ]
        );
        let last = found.tokens().last().unwrap();
        assert_eq!(found.forms()[last.form as usize].count, 2);
    }

    #[test]
    fn many_forms_are_told_apart() {
        let names: Vec<String> = (0..3000).map(|n| format!("Berg{n}x")).collect();
        let doc = Document::new(format!("{} {}", names.join(", "), names.join(", ")));
        let found = doc.view::<Mentions>();
        assert_eq!(found.forms().len(), 3000);
        assert!(found.forms().iter().all(|form| form.count == 2));
    }
}
