//! # What it finds
//! British and American spelling in one text: `defence ... defense ... labour ... labor`. One flag
//! an article, on the first word of the rarer norm.
//!
//! # Why it points to a broken pipeline
//! A newsroom keeps to one norm. Engines take each sentence as its like was in the training data,
//! and pages glued from several sources keep the norm of each.
//!
//! # Known false alarms
//! Names (`Labor Department`, `Pearl Harbor`) and quotations keep their own spelling and are not
//! counted; words that one norm spells both ways (`cancelled`, `theatre`) are not looked at.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::flag::Severity;
use crate::language::ArticleLanguage;
use crate::lexicon::WordFilter;
use crate::rules::glance::Glance;
use crate::rules::{Finding, Languages, Rule, Sink, Status, clean, flagged};
use crate::text::{Document, Word};

/// The rule.
pub const RULE: Rule = Rule {
    id: "language/variant-mix",
    severity: Severity::Neutral,
    status: Status::Preview,
    its_type: "locale-violation",
    summary: "British and American spelling stand in one text",
    languages: Languages::Only(&["en"]),
    confidence: 0.85,
    flagged: &[
        flagged(
            "The labour of the neighbours was praised. Their neighbours cut the ⟦labor⟧ of the port.",
        )
        .lang("en")
        .fix("labour"),
        flagged(
            "It is the color of honor, a favorite of the neighbor. The ⟦harbour⟧ and the tumour.",
        )
        .lang("en")
        .fix("harbor"),
    ],
    clean: &[
        clean("The labour of the neighbours at Pearl Harbor and the Labor Department.").lang("en"),
        clean("The labour of the neighbours: \"a color of honor\", she wrote.").lang("en"),
        clean("The colour of the sea was grey, and one word, analyze, came from elsewhere.").lang("en"),
        clean("La labour de la color, la favor y el honor.").lang("es"),
    ],
    check,
    ..Rule::NEW
};

/// A spelling: the number of its word, and whether it is the American one.
type Spelling = (u16, bool);

static SPELLINGS: LazyLock<HashMap<&str, Spelling>> = LazyLock::new(|| {
    let pairs = include_str!("data/spelling_norms.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'));
    let both = pairs.enumerate().flat_map(|(n, (british, american))| {
        let n = n as u16;
        [(british, (n, false)), (american, (n, true))]
    });
    both.collect()
});

/// The other spelling of each word, British first.
static PAIRS: LazyLock<Vec<[&str; 2]>> = LazyLock::new(|| {
    include_str!("data/spelling_norms.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(british, american)| [british, american])
        .collect()
});

/// Whether the word with this hash may be in the list.
pub(in crate::rules) fn may_be_listed(hash: u64) -> bool {
    static FILTER: LazyLock<WordFilter> =
        LazyLock::new(|| WordFilter::of(SPELLINGS.keys().copied()));
    FILTER.lets_hash_through(hash)
}

fn check(doc: &Document, sink: &mut Sink) {
    if doc.view::<ArticleLanguage>().tag != "en" {
        return;
    }
    let (text, words) = (doc.text(), doc.words());
    let mut seen: [Vec<(Word, u16)>; 2] = [Vec::new(), Vec::new()];
    for (number, &at) in doc.view::<Glance>().spellings().iter().enumerate() {
        if number % 1024 == 0 && sink.stopped() {
            return;
        }
        let word = &words[at as usize];
        if let Some(&(pair, american)) = SPELLINGS.get(word.text(text))
            && !doc.quotations().hold(&word.range())
        {
            seen[usize::from(american)].push((*word, pair));
        }
    }
    if seen.iter().any(Vec::is_empty) {
        return;
    }
    let rarer = usize::from(seen[1].len() <= seen[0].len());
    let (few, many) = (&seen[rarer], &seen[1 - rarer]);
    let twice = |spellings: &[(Word, u16)]| spellings.iter().any(|s| s.1 != spellings[0].1);
    let same_word = few
        .iter()
        .any(|(_, pair)| many.iter().take(64).any(|(_, other)| other == pair));
    if !(twice(many) && (same_word || twice(few))) {
        return;
    }
    let [rare, common] = if rarer == 1 {
        ["American", "British"]
    } else {
        ["British", "American"]
    };
    let (word, pair) = few[0];
    let message = format!(
        "This is {rare} spelling in a text that spells the {common} way; {} words here do.",
        few.len()
    );
    let mut finding = Finding::new(word.range(), message)
        .likely(PAIRS[usize::from(pair)][1 - rarer])
        .related("spelt the other way", many[0].0.range());
    for (other, _) in few.iter().skip(1).take(MOST_OTHERS) {
        finding = finding.related("spelt like this", other.range());
    }
    sink.report(finding);
}

/// The most other words a flag points to.
const MOST_OTHERS: usize = 10;
