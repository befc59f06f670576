//! Hours of odd texts on the stable toolchain: the catalogue's examples cut, spliced and spoilt at
//! random, each checked for what must hold for every report.
//!
//! `MTFLAG_SOAK_SECONDS=300 cargo test --test it soak -- --ignored`; `MTFLAG_SOAK_SEED` gives the
//! seed, which a failure names together with the text.

use std::env;
use std::time::{Duration, Instant};

use mtflag::rules::CATALOGUE;
use mtflag::text::{Decoded, Document};

use crate::soundness::{Article, MEDIA_TYPES, assert_sound, check, everything, left_after_repair};

#[test]
#[ignore = "runs for MTFLAG_SOAK_SECONDS"]
fn soak() {
    let number = |name: &str, default: u64| {
        env::var(name).map_or(default, |value| value.parse().expect("a number"))
    };
    let seed = number("MTFLAG_SOAK_SEED", 1);
    let until = Instant::now() + Duration::from_secs(number("MTFLAG_SOAK_SECONDS", 10));
    let mut random = SplitMix(seed);
    let seeds = examples();
    let policy = everything();
    let (mut runs, mut slowest) = (0_u64, Duration::ZERO);
    let mut unrepaired = Vec::new();
    while Instant::now() < until {
        let bytes = spoil(&seeds, &mut random);
        let text = Decoded::from_bytes(&bytes, "")
            .expect("no charset was named")
            .text;
        let article = Article {
            title: if random.below(4) == 0 {
                random.pick(&seeds).clone()
            } else {
                String::new()
            },
            language: random.pick::<&'static str>(&["", "en", "ru", "ar", "zh", "th", "de", "id"]),
            media_type: *random.pick(&MEDIA_TYPES),
            text,
        };
        naming_the_text(seed, runs, &article, || {
            let begun = Instant::now();
            let doc: Document = article.document();
            let report = check(&doc, &policy);
            slowest = slowest.max(begun.elapsed());
            assert_sound(&doc, &report, &policy);
            unrepaired.extend(left_after_repair(&article, &report, &policy));
        });
        runs += 1;
    }
    unrepaired.sort();
    unrepaired.dedup_by_key(|left| left.split(':').next().map(str::to_owned));
    assert!(unrepaired.is_empty(), "\n{}", unrepaired.join("\n"));
    println!("{runs} texts from seed {seed}; the slowest took {slowest:?}");
}

fn examples() -> Vec<String> {
    CATALOGUE
        .iter()
        .flat_map(|rule| rule.flagged.iter().chain(rule.clean))
        .map(mtflag::rules::Example::text)
        .collect()
}

/// A few examples, cut and joined, with bytes changed, dropped, doubled and repeated.
fn spoil(seeds: &[String], random: &mut SplitMix) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..=random.below(4) {
        let seed = random.pick(seeds).as_bytes();
        let from = random.below(seed.len() + 1);
        let to = from + random.below(seed.len() - from + 1);
        bytes.extend_from_slice(if random.below(3) == 0 {
            &seed[from..to]
        } else {
            seed
        });
        bytes.extend_from_slice(random.pick(&[" ", "\n", "\n\n", "", "\u{A0}"]).as_bytes());
    }
    for _ in 0..random.below(6) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(5) {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, *random.pick(b"\"'<>&%[]{}()*.,?!-\n \\")),
            _ => {
                let to = (at + 1 + random.below(40)).min(bytes.len());
                let piece = bytes[at..to].repeat(1 + random.below(8));
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

fn naming_the_text(seed: u64, run: u64, article: &Article, work: impl FnOnce()) {
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    if let Err(cause) = outcome {
        eprintln!("seed {seed}, text {run}: {article:?}");
        std::panic::resume_unwind(cause);
    }
}

/// Steele, Lea and Flood, 2014: enough randomness for a soak, the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn pick<'p, T>(&mut self, from: &'p [T]) -> &'p T {
        &from[self.below(from.len())]
    }
}
