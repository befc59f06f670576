//! What English says instead, with the words of the text in its slots.

use super::{Kind, Match, Pattern, suits};
use crate::text::Word;

impl Pattern {
    /// `better` with its slots filled as the match fills them: `a/b/c` takes the choice made in
    /// the first part of as many words that gave none yet (and where that is the same word, its
    /// case), `_` the words of the next gap.
    pub(in crate::rules::fluency) fn fill(
        &self,
        better: &str,
        found: &Match,
        text: &str,
        words: &[Word],
    ) -> String {
        let mut choices: Vec<(usize, usize, &str)> = Vec::new();
        let mut gaps = Vec::new();
        for (part, &(start, end)) in self.parts.iter().zip(&found.parts) {
            let (start, end) = (start as usize, end as usize);
            match &part.kind {
                Kind::Words(options) if options.len() > 1 && start < end => {
                    let word = words[start].text(text);
                    let choice = options.iter().position(|option| suits(word, option));
                    choices.push((options.len(), choice.unwrap_or(0), word));
                }
                Kind::Words(_) => {}
                _ if start < end => gaps.push(&text[words[start].start()..words[end - 1].end()]),
                _ => gaps.push(""),
            }
        }
        let mut gaps = gaps.into_iter();
        let mut filled = String::with_capacity(better.len());
        for piece in better.split(' ') {
            let word = piece.trim_end_matches(',');
            let options: Vec<&str> = word.split('/').collect();
            let taken = choices
                .iter()
                .position(|&(count, _, _)| count == options.len());
            let said = match taken {
                Some(n) if options.len() > 1 => {
                    let (_, choice, written) = choices.remove(n);
                    if suits(written, options[choice]) {
                        written
                    } else {
                        options[choice]
                    }
                }
                _ if word == "_" => gaps.next().unwrap_or_default(),
                _ => options[0],
            };
            if !filled.is_empty() && !said.is_empty() {
                filled.push(' ');
            }
            filled.push_str(said);
            filled.push_str(&piece[word.len()..]);
        }
        filled
    }
}
