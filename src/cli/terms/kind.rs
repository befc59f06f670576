//! How values of settings of articles are written.

use std::collections::BTreeMap;

use clap::ValueEnum;
use encoding_rs::Encoding;
use toml::{Table, Value};

use super::settings::Picked;
use crate::cli::config::kind::{Kind, Read, Shape, TEXT, array, choice, chosen, count, number_of};
use crate::cli::content;
use crate::cli::options::{FailOn, Media};
use crate::engine::Policy;
use crate::flag::Severity;

/// Rules to run; begins anew what is left out.
pub const SELECT: Kind<Picked> = Kind {
    name: "RULES",
    shape: Shape::List,
    read: Read::Many(|names| {
        Ok(Picked {
            select: rules(names)?,
            ignore: Vec::new(),
        })
    }),
    show: |picked| Some(array(&picked.select)),
};

/// Rules to leave out, beside those that are left out.
pub const IGNORE: Kind<Picked> = Kind {
    name: "RULES",
    shape: Shape::List,
    read: Read::Onto(|picked, names| {
        picked.ignore.extend(rules(names)?);
        Ok(())
    }),
    show: |picked| Some(array(&picked.ignore)),
};

/// A severity.
pub const SEVERITY: Kind<Severity> = Kind {
    name: "neutral|minor|major|critical",
    shape: Shape::One,
    read: Read::One(|text| text.parse().map_err(|_| no_severity())),
    show: |severity| Some(severity.as_str().into()),
};

/// Severities by rule, beside those there are.
pub const SEVERITIES: Kind<BTreeMap<String, Severity>> = Kind {
    name: "RULE=SEVERITY",
    shape: Shape::Pairs,
    read: Read::Onto(|severities, pairs| {
        for pair in pairs {
            let (rule, word) = pair
                .split_once('=')
                .ok_or_else(|| format!("wants RULE=SEVERITY, not `{pair}`"))?;
            let severity = word.parse();
            let severity = severity.map_err(|_| format!("{rule}: `{word}` {}", no_severity()))?;
            Policy::knows(rule).map_err(|unknown| unknown.to_string())?;
            severities.insert(rule.to_owned(), severity);
        }
        Ok(())
    }),
    show: |severities| {
        let pairs = severities.iter();
        let pair =
            |(rule, severity): (&String, &Severity)| (rule.clone(), severity.as_str().into());
        Some(Value::Table(pairs.map(pair).collect::<Table>()))
    },
};

/// A probability.
pub const PROBABILITY: Kind<f32> = Kind {
    name: "P",
    shape: Shape::One,
    read: Read::One(|text| {
        let number = text.parse().ok().filter(|p| (0.0..=1.0).contains(p));
        number.ok_or_else(|| "is no probability between 0 and 1".into())
    }),
    // By its digits: 0.7 is not 0.699999988079071.
    show: |p| p.to_string().parse::<f64>().ok().map(Value::from),
};

/// A penalty per 1,000 words.
pub const PENALTY: Kind<f64> = Kind {
    name: "PENALTY",
    shape: Shape::One,
    read: Read::One(|text| {
        let number = text.parse().ok().filter(|penalty| *penalty >= 0.0);
        number.ok_or_else(|| "is no penalty such as 5 or 7.5".into())
    }),
    show: |&penalty| Some(penalty.into()),
};

/// A number of things, or any number.
pub const MOST: Kind<Option<usize>> = Kind {
    name: "N",
    shape: Shape::One,
    read: Read::One(|text| count(text).map(Some)),
    show: |most| most.and_then(number_of),
};

/// From which severity on the exit code is 1.
pub const FAIL_ON: Kind<FailOn> = Kind {
    name: "critical|major|minor|neutral|never",
    shape: Shape::One,
    read: Read::One(choice),
    show: |fail_on| chosen(fail_on).map(Value::from),
};

/// How markup is read.
pub const MEDIA: Kind<Option<Media>> = Kind {
    name: "text|html|markdown",
    shape: Shape::One,
    read: Read::One(|text| choice(text).map(Some)),
    show: shown,
};

/// What a file holds.
pub const CONTENT: Kind<Option<content::Kind>> = Kind {
    name: "po|xliff|tmx|properties|json|jsonl",
    shape: Shape::One,
    read: Read::One(|text| choice(text).map(Some)),
    show: shown,
};

/// Fields of records.
pub const FIELDS: Kind<Vec<String>> = Kind {
    name: "FIELD",
    ..EACH
};

/// Patterns of paths.
pub const PATTERNS: Kind<Vec<String>> = Kind {
    name: "GLOBS",
    ..EACH
};

/// A language, or none.
pub const TAG: Kind<String> = Kind {
    name: "TAG",
    ..TEXT
};

/// A charset, or none.
pub const CHARSET: Kind<String> = Kind {
    name: "LABEL",
    shape: Shape::One,
    read: Read::One(|text| {
        let is_known = text.is_empty() || Encoding::for_label(text.as_bytes()).is_some();
        let known = is_known.then(|| text.to_owned());
        known.ok_or_else(|| "is no charset of the Encoding Standard".into())
    }),
    show: |charset| Some(charset.clone().into()),
};

const EACH: Kind<Vec<String>> = Kind {
    name: "TEXT",
    shape: Shape::Each,
    read: Read::Many(|entries| Ok(entries.to_vec())),
    show: |entries| Some(array(entries)),
};

fn rules(names: &[String]) -> Result<Vec<String>, String> {
    for name in names {
        Policy::knows(name).map_err(|unknown| unknown.to_string())?;
    }
    Ok(names.to_vec())
}

fn no_severity() -> String {
    "is no severity: neutral, minor, major or critical".into()
}

fn shown<T: ValueEnum>(value: &Option<T>) -> Option<Value> {
    chosen(value.as_ref()?).map(Value::from)
}
