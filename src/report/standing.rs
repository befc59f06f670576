//! How a group of articles stands beside all others: how one sees that one feed broke, and does not
//! see it in ten articles.

use serde::Serialize;

/// How sure an interval is, for people.
pub const CONFIDENCE: &str = "99.9 %";

/// The same, in standard errors of a normal distribution. Of twenty groups that are all alike one
/// stands out at 95 % by chance, of a thousand at 99.9 %: reports compare many groups at once.
const REACH: f64 = 3.291;

/// The share of a group's articles that want a look or are unfit, beside that of all others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The share, 0 to 1.
    pub damaged: f64,
    /// Where the interval begins that it lies in with [`CONFIDENCE`].
    pub damaged_from: f64,
    /// Where that ends.
    pub damaged_to: f64,
    /// `more` or `less` where the interval lies beyond the share of all other groups, else empty.
    pub stands_out: &'static str,
}

impl Standing {
    /// Of a group with `damaged` of `articles`, where of all articles, `all`, `all_damaged` are.
    pub fn of((damaged, articles): (u64, u64), (all_damaged, all): (u64, u64)) -> Self {
        let (from, to) = interval(damaged, articles);
        let others = all - articles;
        let rest = (all_damaged - damaged) as f64 / others.max(1) as f64;
        Standing {
            damaged: damaged as f64 / articles.max(1) as f64,
            damaged_from: from,
            damaged_to: to,
            stands_out: match () {
                () if others == 0 => "",
                () if from > rest => "more",
                () if to < rest => "less",
                () => "",
            },
        }
    }
}

/// The interval of a share (Wilson, 1927): honest also for few articles, where the share itself says
/// little.
fn interval(part: u64, of: u64) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (of as f64, part as f64 / of as f64);
    let z = REACH * REACH / n;
    let middle = p + z / 2.0;
    let reach = (p * (1.0 - p) * z + z * z / 4.0).sqrt();
    let least = |bound: f64| (bound / (1.0 + z)).clamp(0.0, 1.0);
    (least(middle - reach), least(middle + reach))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_articles_are_no_trend_but_a_thousand_are() {
        let (from, to) = interval(5, 10);
        assert!(from < 0.2 && to > 0.8, "{from} {to}");
        let (from, to) = interval(500, 1000);
        assert!(from > 0.44 && to < 0.56, "{from} {to}");
        assert_eq!(interval(0, 10).0, 0.0);
        assert_eq!(Standing::of((5, 10), (205, 1010)).stands_out, "");
        assert_eq!(Standing::of((500, 1000), (600, 2000)).stands_out, "more");
        assert_eq!(Standing::of((100, 1000), (600, 2000)).stands_out, "less");
        assert_eq!(Standing::of((500, 1000), (500, 1000)).stands_out, "");
    }
}
