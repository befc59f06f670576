//! The figures as tables for people.

use std::io::{self, Write};

use super::Evaluation;
use super::changes::{Changes, FamilyChange};
use super::figures::Figures;
use super::places::Place;

/// Pairs of label and rule that are shown; the JSON form has all.
const PAIRS: usize = 20;

/// Prints everything but what is empty.
pub fn print(out: &mut impl Write, evaluation: &Evaluation) -> io::Result<()> {
    let articles = evaluation.articles;
    writeln!(out, "{articles} articles; in brackets 95 % intervals")?;
    if evaluation.absent > 0 {
        writeln!(out, "{} articles without an answer", evaluation.absent)?;
    }
    let of_all = std::slice::from_ref(&evaluation.all);
    figures(out, "family", evaluation.families.iter().chain(of_all))?;
    figures(out, "rule", evaluation.rules.iter())?;
    confidences(out, evaluation)?;
    confusion(out, evaluation)?;
    places(out, "missed", &evaluation.misses)?;
    places(out, "false alarms", &evaluation.false_alarms)?;
    match &evaluation.changes {
        Some(changes) => print_changes(out, changes),
        None => Ok(()),
    }
}

fn figures<'a>(
    out: &mut impl Write,
    head: &str,
    rows: impl Iterator<Item = &'a Figures>,
) -> io::Result<()> {
    writeln!(
        out,
        "\n{head:<30} {:>6} {:>6}  {:<19}  {:>6} {:>6}  {:<19}  {:<19}  {:>8}",
        "wanted", "found", "recall", "flags", "right", "precision", "F1", "false/5k"
    )?;
    for row in rows {
        writeln!(
            out,
            "{:<30} {:>6} {:>6}  {}  {:>6} {:>6}  {}  {}  {:>8}",
            row.name,
            row.counts.wanted,
            row.counts.found,
            with_interval(row.recall, row.intervals.recall),
            row.counts.flags,
            row.counts.right,
            with_interval(row.precision, row.intervals.precision),
            with_interval(row.f1, row.intervals.f1),
            share(row.false_per_5k),
        )?;
    }
    Ok(())
}

fn confidences(out: &mut impl Write, evaluation: &Evaluation) -> io::Result<()> {
    let calibration = &evaluation.calibration;
    let (Some(ece), Some(brier)) = (calibration.ece, calibration.brier) else {
        return Ok(());
    };
    writeln!(out, "\nconfidence   flags  claimed  right")?;
    for bin in &calibration.bins {
        writeln!(
            out,
            "{:.1} to {:.1}  {:>6}    {:.3}  {:.3}",
            bin.from, bin.to, bin.flags, bin.confidence, bin.precision
        )?;
    }
    writeln!(
        out,
        "expected calibration error {ece:.3}, Brier score {brier:.3}"
    )?;
    writeln!(
        out,
        "\nflags from   flags  recall  precision     F1  false/5k"
    )?;
    for threshold in &evaluation.thresholds {
        writeln!(
            out,
            "{:>10.2}  {:>6}  {:>6}  {:>9}  {:>5}  {:>8}",
            threshold.min_confidence,
            threshold.flags,
            share(threshold.recall),
            share(threshold.precision),
            share(threshold.f1),
            share(threshold.false_per_5k),
        )?;
    }
    Ok(())
}

fn confusion(out: &mut impl Write, evaluation: &Evaluation) -> io::Result<()> {
    let told = |pair: &&super::Confusion| pair.label != pair.flag;
    let pairs: Vec<_> = evaluation.confusion.iter().filter(told).collect();
    if pairs.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{:<30} {:<30} {:>6}",
        "labelled", "flagged as", "places"
    )?;
    for pair in pairs.iter().take(PAIRS) {
        writeln!(
            out,
            "{:<30} {:<30} {:>6}",
            pair.label.as_deref().unwrap_or("(nothing)"),
            pair.flag.as_deref().unwrap_or("(missed)"),
            pair.count
        )?;
    }
    if pairs.len() > PAIRS {
        writeln!(out, "and {} more pairs", pairs.len() - PAIRS)?;
    }
    Ok(())
}

fn places(out: &mut impl Write, head: &str, places: &[Place]) -> io::Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{head}, the first {}", places.len())?;
    for place in places {
        let context = place.context.replace(char::is_control, "␤");
        writeln!(out, "  {} {}: {context}", place.id, place.name)?;
    }
    Ok(())
}

fn print_changes(out: &mut impl Write, changes: &Changes) -> io::Result<()> {
    writeln!(
        out,
        "\nagainst the other run: {} flags kept, {} labels gained, {} lost",
        changes.kept, changes.labels_gained, changes.labels_lost
    )?;
    writeln!(
        out,
        "\n{:<14} {:>22}  {:>22}",
        "family", "recall", "precision"
    )?;
    for family in changes.families.iter().chain([&changes.all]) {
        let FamilyChange {
            recall_before,
            recall,
            precision_before,
            precision,
            ..
        } = *family;
        writeln!(
            out,
            "{:<14} {:>22}  {:>22}",
            family.name,
            step(recall_before, recall),
            step(precision_before, precision)
        )?;
    }
    if !changes.rules.is_empty() {
        writeln!(
            out,
            "\n{:<30} {:>28}  {:>28}",
            "rule", "new: right, wrong, unjudged", "gone: right, wrong, unjudged"
        )?;
    }
    for rule in &changes.rules {
        let (new, gone) = (rule.new, rule.gone);
        writeln!(
            out,
            "{:<30} {:>14} {:>6} {:>6}  {:>14} {:>6} {:>6}",
            rule.rule,
            new.right,
            new.wrong,
            new.not_judged,
            gone.right,
            gone.wrong,
            gone.not_judged
        )?;
    }
    places(out, "labels gained", &changes.gained)?;
    places(out, "labels lost", &changes.lost)?;
    places(out, "new false alarms", &changes.new_false_alarms)
}

fn with_interval(figure: Option<f64>, interval: Option<[f64; 2]>) -> String {
    match (figure, interval) {
        (Some(figure), Some([low, high])) => format!("{figure:.3} ({low:.3}-{high:.3})"),
        (Some(figure), None) => format!("{figure:<19.3}"),
        (None, _) => format!("{:<19}", "-"),
    }
}

fn share(figure: Option<f64>) -> String {
    figure.map_or("-".into(), |figure| format!("{figure:.3}"))
}

fn step(before: Option<f64>, now: Option<f64>) -> String {
    match (before, now) {
        (Some(before), Some(now)) if (before - now).abs() < 5e-4 => format!("{now:.3}"),
        (Some(old), Some(now)) => format!("{old:.3} -> {now:.3} ({:+.3})", now - old),
        _ => format!("{} -> {}", share(before), share(now)),
    }
}
