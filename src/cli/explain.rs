//! `mtflag explain RULE`: what a rule finds, why, where it errs, and its examples.

use std::io::{self, Write};

use clap::Args;

use super::Outcome;
use crate::engine::Policy;
use crate::rules::{Example, Languages, Rule, Weight};

/// The arguments of `explain`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The rule, such as `encoding/mojibake`
    #[arg(value_name = "RULE")]
    rule: String,
}

/// Prints what there is to know of the rule.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let Some(rule) = Rule::by_id(&arguments.rule) else {
        // The policy knows the nearest name.
        Policy::default().pick(&[arguments.rule.as_str()], &[], false)?;
        anyhow::bail!("`{}` is a family; name one of its rules", arguments.rule);
    };
    let mut out = io::stdout().lock();
    writeln!(out, "{}: {}\n", rule.id, rule.summary)?;
    let weight = match rule.weight {
        Weight::OfSeverity => String::new(),
        Weight::Typographic => " (weight 0.1)".into(),
    };
    writeln!(out, "severity   {}{weight}", rule.severity)?;
    writeln!(out, "status     {}", rule.status.as_str())?;
    writeln!(out, "languages  {}", languages(rule))?;
    writeln!(out, "ITS type   {}\n", rule.its_type)?;
    writeln!(out, "{}", rule.explanation())?;
    writeln!(out, "# Flagged")?;
    for example in rule.flagged {
        let fix = example
            .suggestion
            .map(|fix| format!("  -> `{fix}`"))
            .unwrap_or_default();
        writeln!(out, "- {:?}{fix}{}", example.marked(), list(example))?;
    }
    writeln!(out, "\n# Left alone")?;
    for example in rule.clean {
        writeln!(out, "- {:?}{}", example.marked(), list(example))?;
    }
    Ok(Outcome::Clean)
}

/// The list of names that an example needs.
fn list(example: &Example) -> String {
    match example.names {
        "" => String::new(),
        names => format!("  (names: {names:?})"),
    }
}

fn languages(rule: &Rule) -> String {
    match rule.languages {
        Languages::All => "every language".into(),
        Languages::Known => "every language, when it is known".into(),
        Languages::Only(tags) => tags.join(", "),
    }
}
