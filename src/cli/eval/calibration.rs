//! How true the confidences are, and what a threshold on them costs.

use serde::Serialize;

use super::answers::Said;
use super::figures::{Bootstrap, by_family};
use super::gold::Gold;
use super::judge::{Judged, judge};

/// Confidence against what turned out.
#[derive(Debug, Serialize)]
pub struct Calibration {
    /// Tenths of the range of confidence that hold flags.
    pub bins: Vec<Bin>,
    /// Expected calibration error: by how much confidence and precision of a bin differ, weighted by
    /// its flags (Naeini et al. 2015).
    pub ece: Option<f64>,
    /// The mean square of what confidence was off by (Brier 1950).
    pub brier: Option<f64>,
}

/// The judged flags of some tenth of confidence.
#[derive(Debug, Serialize)]
pub struct Bin {
    /// From this confidence on,
    pub from: f64,
    /// below this one; the last bin holds certainty.
    pub to: f64,
    pub flags: usize,
    /// What they claim, on average.
    pub confidence: f64,
    /// The share that is right.
    pub precision: f64,
}

/// What is left when flags below a confidence are not heard.
#[derive(Debug, Serialize)]
pub struct Threshold {
    pub min_confidence: f64,
    pub flags: usize,
    pub recall: Option<f64>,
    pub precision: Option<f64>,
    pub f1: Option<f64>,
    pub false_per_5k: Option<f64>,
}

/// The thresholds that are tried, in hundredths.
const TRIED: [u32; 14] = [0, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95, 97, 99];

/// Compares confidences with the labels.
pub fn calibration(judged: &[Judged<'_>]) -> Calibration {
    let mut bins = [(0_usize, 0.0, 0_usize); 10];
    let (mut flags, mut squares) = (0_usize, 0.0);
    for article in judged {
        for (said, right) in article.said.iter().zip(&article.right) {
            let Some(right) = *right else { continue };
            let (count, sum, hits) = &mut bins[((said.confidence * 10.0) as usize).min(9)];
            *count += 1;
            *sum += said.confidence;
            *hits += usize::from(right);
            flags += 1;
            squares += (said.confidence - f64::from(u8::from(right))).powi(2);
        }
    }
    let filled = bins.into_iter().enumerate().filter(|(_, bin)| bin.0 > 0);
    let bins: Vec<Bin> = filled
        .map(|(tenth, (count, sum, hits))| Bin {
            from: tenth as f64 / 10.0,
            to: (tenth + 1) as f64 / 10.0,
            flags: count,
            confidence: sum / count as f64,
            precision: hits as f64 / count as f64,
        })
        .collect();
    let off = |bin: &Bin| bin.flags as f64 * (bin.confidence - bin.precision).abs();
    Calibration {
        ece: (flags > 0).then(|| bins.iter().map(off).sum::<f64>() / flags as f64),
        brier: (flags > 0).then(|| squares / flags as f64),
        bins,
    }
}

/// Recall and precision at each threshold that leaves other flags than the one before.
pub fn sweep(articles: &[Gold], answers: &[Option<Vec<Said>>]) -> Vec<Threshold> {
    let once = Bootstrap {
        resamples: 0,
        seed: 0,
    };
    let mut thresholds: Vec<Threshold> = Vec::new();
    for hundredths in TRIED {
        let min_confidence = f64::from(hundredths) / 100.0;
        let (_, all) = by_family(&judge(articles, answers, min_confidence), once);
        if thresholds
            .last()
            .is_some_and(|last| last.flags == all.counts.flags)
        {
            thresholds.pop();
        }
        thresholds.push(Threshold {
            min_confidence,
            flags: all.counts.flags,
            recall: all.recall,
            precision: all.precision,
            f1: all.f1,
            false_per_5k: all.false_per_5k,
        });
    }
    thresholds
}
