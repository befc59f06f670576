//! What is kept of all the pairs of an article: each odd spelling once, beside the name it stands
//! for.

use std::collections::HashSet;

use super::Variant;
use super::judge::Judge;

impl Judge<'_> {
    /// Each odd form once, with its most probable partner.
    pub fn settle(mut self) -> Vec<Variant> {
        self.derived.sort_unstable();
        let derived = std::mem::take(&mut self.derived);
        self.found
            .retain(|variant| derived.binary_search(&variant.odd).is_err());
        if !self.found.is_empty() && !self.doc.names().is_empty() {
            self.heed_list();
        }
        self.found.sort_by(|a, b| {
            (a.odd, b.confidence)
                .partial_cmp(&(b.odd, a.confidence))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        self.found.dedup_by_key(|variant| variant.odd);
        self.follow_to_root();
        self.found
    }

    /// A spelling that is itself odd stands for no other.
    fn follow_to_root(&mut self) {
        for at in 0..self.found.len() {
            let Variant {
                odd, usual, tie, ..
            } = self.found[at];
            let next = self.found.binary_search_by_key(&usual, |other| other.odd);
            if let (false, Ok(next)) = (tie, next) {
                let root = self.found[next].usual;
                if root != odd && !self.found[next].tie {
                    self.found[at].usual = root;
                }
            }
        }
    }

    /// A form on the caller's list is never odd; of two the listed one is right.
    fn heed_list(&mut self) {
        let listed: HashSet<String> = self
            .doc
            .names()
            .iter()
            .flat_map(|entry| std::iter::once(&entry.canonical).chain(&entry.aliases))
            .flat_map(|name| name.split([' ', '-', '\u{A0}']))
            .map(str::to_lowercase)
            .collect();
        let (doc, mentions) = (self.doc, self.mentions);
        let is_listed = |form: u32| listed.contains(&mentions.spelling(doc, form).to_lowercase());
        for variant in &mut self.found {
            if is_listed(variant.odd) {
                std::mem::swap(&mut variant.odd, &mut variant.usual);
            }
            variant.listed = is_listed(variant.usual);
            variant.tie &= !variant.listed;
        }
        self.found.retain(|variant| !is_listed(variant.odd));
    }
}
