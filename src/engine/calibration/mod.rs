//! What a rule's own confidence is worth: the score a rule gives a finding to the probability that
//! the finding is right, by a table that `fit.py` beside this file makes from labelled articles.
//!
//! A rule's row holds knots `score:probability`; between them the line is straight, and it begins
//! at 0:0 and ends at 1:1. A rule without a row was not judged often enough: its score stands.

use std::sync::LazyLock;

use crate::rules::CATALOGUE;

/// The probability by score of every rule, in the order of the catalogue.
static CURVES: LazyLock<Vec<Curve>> = LazyLock::new(|| {
    let mut curves = vec![Curve::default(); CATALOGUE.len()];
    for (rule, curve) in include_str!("table.tsv").lines().filter_map(Curve::parse) {
        // A row of a rule that is no more is left until the table is made anew.
        if let Some(index) = CATALOGUE.iter().position(|known| known.id == rule) {
            curves[index] = curve;
        }
    }
    curves
});

/// The probability that a finding is right which the rule at `index` of the catalogue gave `score`.
pub(super) fn probability(index: usize, score: f32) -> f32 {
    CURVES[index].at(score)
}

/// Straight lines between knots, rising.
#[derive(Clone, Debug, Default)]
struct Curve(Vec<(f32, f32)>);

impl Curve {
    fn parse(line: &str) -> Option<(&str, Curve)> {
        let mut fields = line.split('\t').filter(|_| !line.starts_with('#'));
        let rule = fields.next()?;
        let knots = fields.map(|knot| {
            let (score, probability) = knot.split_once(':')?;
            Some((score.parse().ok()?, probability.parse().ok()?))
        });
        Some((rule, Curve(knots.collect::<Option<_>>()?)))
    }

    fn at(&self, score: f32) -> f32 {
        if self.0.is_empty() {
            return score;
        }
        let mut left = (0.0, 0.0);
        for &right in self.0.iter().chain(&[(1.0, 1.0)]) {
            if score <= right.0 {
                let width = right.0 - left.0;
                let share = if width > 0.0 {
                    (score - left.0) / width
                } else {
                    1.0
                };
                return left.1 + share * (right.1 - left.1);
            }
            left = right;
        }
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_rises() {
        for line in include_str!("table.tsv").lines() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let (rule, curve) = Curve::parse(line).unwrap_or_else(|| panic!("{line}"));
            let knots = [&[(0.0, 0.0)], curve.0.as_slice(), &[(1.0, 1.0)]].concat();
            let rises = |pair: &[(f32, f32)]| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1;
            assert!(knots.windows(2).all(rises), "{rule}: {knots:?}");
        }
    }

    #[test]
    fn scores_between_knots_lie_on_the_line() {
        let (_, curve) = Curve::parse("a/b\t0.5:0.8\t0.9:0.9").expect("a row");
        for (score, probability) in [(0.0, 0.0), (0.25, 0.4), (0.5, 0.8), (0.7, 0.85), (1.0, 1.0)] {
            assert!((curve.at(score) - probability).abs() < 1e-6, "{score}");
        }
        assert_eq!(Curve::default().at(0.3), 0.3);
    }
}
